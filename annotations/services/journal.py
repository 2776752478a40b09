"""What a person did to an article, act by act, newest first: the audit log read backwards.

An act is what one request wrote: the rows that share its request id. A row that takes others back
names them in its diff under ``undoes``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from annotations.models import Actor, Article, AuditEntry

DEEP = 20
"""So many acts back can be undone."""


@dataclass(frozen=True)
class Act:
    """The rows of one act, oldest first, and the sequence numbers that were undone after it."""

    rows: Sequence[AuditEntry]
    undone: Collection[int]

    @property
    def seqs(self) -> list[int]:
        return [row.seq for row in self.rows]


def latest_act(actor: Actor, article: Article) -> Act | None:
    """The person's newest act on the article that still stands, at most ``DEEP`` acts back."""
    undone: set[int] = set()
    passed: set[str] = set()
    for row in _rows(actor, article).order_by("-seq").iterator(chunk_size=100):
        if "undoes" in row.diff:
            undone.update(row.diff["undoes"])
        elif row.seq in undone:
            passed.add(row.request_id or str(row.seq))
            if len(passed) >= DEEP:
                return None
        else:
            return Act(_together(actor, article, row), undone)
    return None


def _rows(actor: Actor, article: Article) -> QuerySet[AuditEntry]:
    """Rows of what still exists: a deleted claim has nothing left to be undone."""
    claims, suggestions = article.claims.values("pk"), article.suggestions.values("pk")
    things = Q(object_id__in=claims) | Q(object_id__in=suggestions)
    return AuditEntry.objects.filter(things, desk=article.desk_id, actor=str(actor.user.pk))


def _together(actor: Actor, article: Article, row: AuditEntry) -> list[AuditEntry]:
    if not row.request_id:
        return [row]
    return list(_rows(actor, article).filter(request_id=row.request_id).order_by("seq"))
