"""What has happened to an article since somebody looked last, told from the audit log.

The desk's rows are numbered in the order of their commits (its head is locked while one is added), so
"everything after row n" misses nothing, however slow a writer was.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from annotations.models import Actor, Article, AuditEntry, AuditHead, Claim, LastRun, Presence
from annotations.services.errors import Invalid
from annotations.vocabulary import Action
from annotations.wording import say

MANY = 40
"""From so many changed things on the whole list is cheaper than row after row."""


@dataclass(frozen=True)
class Beat:
    """One beat: ``cursor`` for the next question; ``news`` False when nothing changed.

    ``changed`` and ``gone`` are claims and suggestions by id; ``whole`` says that everything has to be
    read again; ``moved_on`` that the text itself has a new version. ``last`` is who acted on what.
    """

    cursor: str
    news: bool
    changed: Sequence[uuid.UUID]
    gone: Sequence[uuid.UUID]
    whole: bool
    moved_on: bool
    people: Sequence[Presence]
    last: dict[uuid.UUID, AuditEntry]


def beat(actor: Actor, article: Article, since: str) -> Beat:
    """What changed in ``article`` after cursor ``since``; "" is the beginning of a visit: people only.

    Raises ``Invalid`` for a cursor that is none of ours.
    """
    seq, run, version, present = _read(since)
    people = list(article.presences.now().exclude(user=actor.user).select_related("user").order_by("user_id"))
    here = _fingerprint(people)
    cursor = cursor_of(article, people)
    head, last_run = (int(part) for part in cursor.split(".")[:2])
    rows = _rows(article, seq) if since and head > seq else []
    last = {row.object_id: row for row in rows}
    gone = [pk for pk, row in last.items() if row.action == Action.DELETE]
    changed = [pk for pk in last if pk not in gone]
    whole = bool(since) and (run != last_run or len(last) > MANY)
    moved_on = bool(since) and version != article.text_version
    news = bool(last) or whole or moved_on or here != present
    return Beat(cursor, news, changed, gone, whole, moved_on, people, last)


def cursor_of(article: Article, people: Sequence[Presence] = ()) -> str:
    """Where the article stands now, for somebody who sees ``people`` in it."""
    head = AuditHead.objects.filter(desk_id=article.desk_id).values_list("seq", flat=True).first() or 0
    last_run = LastRun.objects.filter(article=article).values_list("number", flat=True).first() or 0
    return f"{head}.{last_run}.{article.text_version}.{_fingerprint(people)}"


def _rows(article: Article, seq: int) -> list[AuditEntry]:
    """Rows after ``seq`` about things of this article; what is deleted cannot be told apart by article."""
    things = (
        Q(object_id__in=article.claims.values("pk"))
        | Q(object_id__in=article.suggestions.values("pk"))
        | Q(object_type=Claim._meta.model_name, action=Action.DELETE)
    )
    return list(AuditEntry.objects.filter(things, desk=article.desk_id, seq__gt=seq).order_by("seq"))


def _fingerprint(people: Sequence[Presence]) -> str:
    where = ";".join(f"{one.user_id}@{one.item}" for one in people)
    return hashlib.sha256(where.encode()).hexdigest()[:12]


def _read(since: str) -> tuple[int, int, int, str]:
    if not since:
        return 0, 0, 0, _fingerprint([])
    try:
        seq, run, version, present = since.split(".")
        return int(seq), int(run), int(version), present
    except ValueError:
        raise Invalid.field("since", say("这个游标读不懂；请不带 since 从头问起。")) from None
