"""What a partner who has read up to a point is still to be told: changed facts, and marks of those that left.

A cursor is the desk's audit sequence and the moment of the answer that gave it. Changes of facts are
numbered by that sequence, whose rows are committed in order, so "everything after it" misses nothing. An
embargo keeps a change back without losing it: a fact whose article became free since the cursor's moment is
told as if it had changed, and a change of the embargo itself is a change of its facts.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from annotations.models import Actor, Article, AuditHead, FactChange
from annotations.models.facts import FactQuerySet
from annotations.services.errors import Invalid
from annotations.services.export import CHUNK, NAMES, protected_sources, row_of
from annotations.wording import say

SALT = "facts-since"


@dataclass(frozen=True)
class Cursor:
    """Up to where somebody has read the changes of a desk's facts."""

    desk_id: uuid.UUID
    seq: int
    at: datetime


def cursor_now(actor: Actor, since: Cursor | None = None) -> Cursor | None:
    """Where the actor's only desk stands; None for a person with several desks or none.

    To be asked for before the rows are: what changes meanwhile is told again next time, never lost.
    """
    if len(actor.desk_ids) != 1:
        return None
    (desk_id,) = actor.desk_ids
    at = max(timezone.now(), since.at) if since else timezone.now()
    seq = AuditHead.objects.filter(desk_id=desk_id).values_list("seq", flat=True).first() or 0
    return Cursor(desk_id, seq, at)


def written(cursor: Cursor) -> str:
    """A cursor as a partner keeps it: opaque, and signed."""
    return signing.dumps([str(cursor.desk_id), cursor.seq, cursor.at.isoformat()], salt=SALT)


def read(text: str, actor: Actor) -> Cursor:
    """A cursor that was given out for the actor's desk. Raises ``Invalid`` for any other."""
    try:
        desk, seq, at = signing.loads(text, salt=SALT)
        cursor = Cursor(uuid.UUID(desk), int(seq), datetime.fromisoformat(at))
    except (signing.BadSignature, ValueError, TypeError):
        cursor = None
    if len(actor.desk_ids) != 1:
        told = say("since 只用于一个部门的增量：请用密钥，密钥只属于一个部门。")
        raise Invalid.field("since", told)
    if cursor is None or cursor.desk_id not in actor.desk_ids:
        raise Invalid.field("since", say("since 无效；请不带 since 重新取全部，再用回答里的 Next-Since。"))
    return cursor


def changed_since(facts: FactQuerySet, since: Cursor, now: Cursor, *, outside: bool) -> FactQuerySet:
    """Those of ``facts`` that changed after ``since``, in order of their last change.

    What an embargo kept back until now comes at the place of that change; ``outside`` says that embargoes
    concern the reader at all.
    """
    changes = FactChange.objects.filter(fact=OuterRef("pk")).order_by("-seq", "-id")
    told = Q(pk__in=FactChange.objects.filter(desk_id=since.desk_id, seq__gt=since.seq).values("fact"))
    if outside:
        freed = Article.objects.filter(desk_id=since.desk_id, embargo_until__gt=since.at)
        told |= Q(article__in=freed.filter(embargo_until__lte=now.at).values("pk"))
    rows = facts.filter(told, desk_id=since.desk_id).select_related(None)
    return rows.annotate(
        changed_seq=Subquery(changes.values("seq")[:1]),
        changed_id=Subquery(changes.values("pk")[:1]),
        changed_at=Subquery(changes.values("at")[:1]),
    ).order_by("changed_seq", "changed_id")


def news(changed: FactQuerySet, may_see: FactQuerySet) -> Iterator[dict[str, Any]]:
    """Each changed fact once as it now stands, or a tombstone; memory does not grow with their number.

    ``may_see`` are the facts that the reader is shown: only one of them is named as a successor.
    """
    protected = protected_sources()
    successor = may_see.select_related(None).filter(supersedes=OuterRef("pk")).values("pk")[:1]
    shown = changed.annotate(shown_successor=Subquery(successor))
    for row in shown.values(*NAMES, "changed_at", "shown_successor").iterator(chunk_size=CHUNK):
        state = state_of(row)
        yield _tombstone(row, state) if state else row_of(row, protected)


def state_of(row: dict[str, Any]) -> str:
    """How a fact left, or nothing while it is supplied."""
    if row["successor__id"]:
        return "superseded"
    if row["retracted_at"]:
        return "retracted"
    return "held" if row["held_at"] else ""


def _tombstone(row: dict[str, Any], state: str) -> dict[str, Any]:
    return {
        "id": row["id"],
        "claim": row["claim_id"],
        "state": state,
        "at": row["changed_at"],
        "superseded_by": row["shown_successor"],
    }
