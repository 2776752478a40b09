"""A write that is sent twice happens once: the first answer is kept in the write's own transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from annotations.models import KeptAnswer, User
from annotations.services.errors import Conflict, Invalid
from annotations.wording import say

KEPT_FOR = timedelta(hours=24)
KEY_LENGTH = 200


@dataclass(frozen=True)
class Answer:
    """What a door sends back: status, JSON text, and the headers that belong to it."""

    status: int
    body: str
    etag: str = ""
    location: str = ""


def once(*, user: User, path: str, key: str, body: bytes, act: Callable[[], Answer]) -> Answer:
    """Run ``act`` and keep its answer under ``key``, or give the kept one again.

    The row is inserted first, inside the transaction of the write: a second request with the key
    waits for the first on the unique index, then finds its answer. An ``act`` that raises leaves
    nothing behind. Raises ``Conflict`` when the key was used for another body.
    """
    if not 1 <= len(key) <= KEY_LENGTH or not key.isprintable():
        raise Invalid(say("Idempotency-Key 须为 1 到 {limit} 个可见字符。", limit=KEY_LENGTH))
    sha256 = hashlib.sha256(body).hexdigest()
    with transaction.atomic():
        own = {"user": user, "path": path, "key": key}
        KeptAnswer.objects.filter(**own, created_at__lt=timezone.now() - KEPT_FOR).delete()
        KeptAnswer.objects.bulk_create([KeptAnswer(**own, body_sha256=sha256)], ignore_conflicts=True)
        kept = KeptAnswer.objects.select_for_update().get(**own)
        if kept.body_sha256 != sha256:
            reused = say("这个 Idempotency-Key 已用于另一份内容，请换一个新的键再提交。")
            raise Conflict(reused, code="idempotency_key_reused")
        if kept.status:
            return Answer(kept.status, kept.body, kept.etag, kept.location)
        answer = act()
        KeptAnswer.objects.filter(pk=kept.pk).update(
            status=answer.status, body=answer.body, etag=answer.etag, location=answer.location
        )
        return answer


def forget_old_answers() -> int:
    """Delete answers whose 24 hours are over; returns how many."""
    return KeptAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]
