"""How a search is narrowed beside its words."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from annotations.vocabulary import ClaimType, Kind

_HAS = {
    Kind.ARTICLES: {"statuses"},
    Kind.CLAIMS: {"types", "statuses", "verdicts"},
    Kind.FACTS: {"types", "verdicts"},
    Kind.SOURCES: {"source_types"},
}
"""What each kind of thing can be narrowed by, beside its desk and its day."""
_COLUMNS = {"statuses": "status", "verdicts": "verdict", "source_types": "source_type"}
_DAY = {Kind.FACTS: "approved_at"}


@dataclass(frozen=True)
class Wishes:
    """What things must be like; empty is anything.

    ``first`` and ``last`` are the days on which a thing came to the house (a fact: was approved). A
    superseded fact is found only with ``superseded``.
    """

    desk: uuid.UUID | None = None
    first: date | None = None
    last: date | None = None
    types: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()
    source_types: frozenset[str] = frozenset()
    superseded: bool = False

    @property
    def common(self) -> Wishes:
        """Only what every kind of thing can be narrowed by."""
        return Wishes(desk=self.desk, first=self.first, last=self.last)

    def fit(self, kind: Kind) -> bool:
        """Whether things of ``kind`` have all that is wished for."""
        return {name for name in ("types", *_COLUMNS) if getattr(self, name)} <= _HAS[kind]

    def of(self, kind: Kind, rows: QuerySet[Any]) -> QuerySet[Any]:
        """``rows`` of ``kind``, narrowed."""
        day, where = _DAY.get(kind, "created_at"), Q()
        if self.desk:
            where &= Q(**{"article__desk" if kind == Kind.CLAIMS else "desk": self.desk})
        if self.first:
            where &= Q(**{f"{day}__date__gte": self.first})
        if self.last:
            where &= Q(**{f"{day}__date__lte": self.last})
        for name, column in _COLUMNS.items():
            if wanted := getattr(self, name):
                where &= Q(**{f"{column}__in": wanted})
        if self.types:
            of_type = (rows.model.objects.of_type(ClaimType(name)).values("pk") for name in self.types)
            where &= reduce(or_, (Q(pk__in=ids) for ids in of_type))
        return rows.filter(where)
