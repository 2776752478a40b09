"""补核: what was open when an article was signed by override, to be checked by next noon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Claim, FollowUp, Publication
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Invalid, Stale
from annotations.services.gate import Line
from annotations.vocabulary import Action
from annotations.wording import as_stored, say

NOON = time(12)
LONGEST = 2_000


def next_noon(signed_at: datetime) -> datetime:
    """Twelve o'clock of the day after, in the newsroom's time zone (settings.TIME_ZONE)."""
    here = timezone.localtime(signed_at, timezone.get_default_timezone())
    return datetime.combine(here.date() + timedelta(days=1), NOON, here.tzinfo)


def leave(publication: Publication, missing: Sequence[Line]) -> None:
    """One task for every missing item, given to whoever has the claim; one that waits already is enough."""
    waiting = set(
        FollowUp.objects.filter(article_id=publication.article_id).waiting().values_list("item", flat=True)
    )
    claims = {str(claim.pk): claim for claim in Claim.objects.filter(article_id=publication.article_id)}
    tasks = []
    for line in missing:
        claim = claims.get(line.item.object_id)
        if line.item.key in waiting:
            continue
        with as_stored():
            text = line.item.text
        tasks.append(
            FollowUp(
                article_id=publication.article_id,
                publication=publication,
                claim=claim,
                item=line.item.key,
                text=text,
                due_at=next_noon(publication.signed_at),
                assignee_id=claim.assignee_id if claim else None,
            )
        )
    FollowUp.objects.bulk_create(tasks)


@transaction.atomic
def finish(*, actor: Actor, task: FollowUp, seen: int | None, note: str) -> FollowUp:
    """The task is done, with what came of it. Raises ``Invalid`` without words, ``Conflict``, ``Stale``."""
    require(actor, task.article.desk_id, "annotate")
    if task.done_at is not None:
        raise Conflict(say("这项补核已由 {person} 办结。", person=task.done_by))
    if seen is not None and seen != task.version:
        raise Stale(task)
    if not note.strip():
        raise Invalid.field("note", say("请写明补核的结果。"), "required")
    note = check.limited("note", note, LONGEST)
    done = FollowUp.objects.filter(pk=task.pk, version=task.version, done_at__isnull=True).update(
        note=note, done_by=actor.user, done_at=timezone.now(), version=F("version") + 1
    )
    article = task.article
    task.refresh_from_db()
    task.article = article
    if not done:
        raise Stale(task)
    diff = {"done": [None, task.done_at], "note": ["", note], "item": [task.item, task.item]}
    record(actor, article.desk_id, task, Change(Action.EDIT, None, None, diff))
    return task
