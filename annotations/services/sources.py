"""核查资料: documents of the desk's library, each with a frozen, hashed snapshot."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Desk, Snapshot, Source, User
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Invalid, Stale
from annotations.services.ingest import readable
from annotations.services.material import attach
from annotations.vocabulary import Action, Confidentiality, SourceType
from annotations.wording import say


@transaction.atomic
def add_source(
    *,
    actor: Actor,
    desk: Desk,
    title: str,
    source_type: str,
    text: str = "",
    article: Article | None = None,
    viewers: Iterable[User] = (),
    **details: Any,
) -> Source:
    """Put a pasted document into the library and freeze its text; with ``article``, as its material.

    ``details`` are further fields of Source. Raises ``Invalid`` for an empty text or an unknown type.
    """
    require(actor, desk.pk, "add_source")
    fields = _checked({"title": title, "source_type": source_type, **details})
    body = readable(text, empty=say("请粘贴资料正文：没有正文就没有可核对的快照。"))
    source = Source.objects.create(desk=desk, created_by=actor.user, **fields)
    source.viewers.set(viewers)
    original = text.encode()
    snapshot = Snapshot.objects.create(
        source=source,
        number=1,
        original=original,
        text=body,
        size=len(original),
        sha256=hashlib.sha256(original).hexdigest(),
        media_type="text/plain; charset=utf-8",
        final_url=fields.get("url", ""),
        accessed_at=timezone.now(),
    )
    shown = {"title": [None, title], "sha256": [None, snapshot.sha256]}
    if source.confidentiality == Confidentiality.PROTECTED:
        shown = {"sha256": [None, snapshot.sha256]}
    record(actor, desk.pk, source, Change(Action.CREATE, None, None, shown))
    if article is not None:
        attach(actor=actor, article=article, source=source)
    return source


@transaction.atomic
def edit_source(*, actor: Actor, source: Source, seen: int | None, changes: dict[str, Any]) -> Source:
    """Correct what is said about a source; its snapshot stays as it is. Raises ``Stale``."""
    require(actor, source.desk_id, "annotate")
    fields = _checked(changes)
    if seen is not None and seen != source.version:
        raise Stale(source)
    diff = {name: [getattr(source, name), value] for name, value in fields.items()}
    if Confidentiality.PROTECTED in (source.confidentiality, fields.get("confidentiality")):
        diff = {name: ["…", "…"] for name in diff}
    moved = Source.objects.filter(pk=source.pk, version=source.version).update(
        **fields, version=F("version") + 1, updated_at=timezone.now()
    )
    source.refresh_from_db()
    if not moved:
        raise Stale(source)
    record(actor, source.desk_id, source, Change(Action.EDIT, None, None, diff))
    return source


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    if "title" in fields and not fields["title"].strip():
        raise Invalid.field("title", say("请填写资料标题。"), "required")
    for name in ("title", "issuer", "origin_key"):
        check.limited(name, fields.get(name, ""), 300)
    for name, known in (("source_type", SourceType), ("confidentiality", Confidentiality)):
        if name in fields and fields[name] not in list(known):
            words = say("、").join(say("{word}（{label}）", word=word, label=word.label) for word in known)
            raise Invalid.field(
                name,
                say("没有“{fields}”这一项；可用：{words}。", fields=fields[name], words=words),
                "unknown",
            )
    return fields
