"""Lists page by page, by a cursor, so that the last page costs as much as the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
SIZE = 30


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, and the cursor of what follows (empty on the last page)."""

    rows: list[M]
    following: str


def page(
    rows: QuerySet[M], cursor: str, *, by: str = "created_at", rising: bool = False, size: int = SIZE
) -> Page[M]:
    """The rows after ``cursor``, the latest ``by`` first; a cursor nobody gave out begins anew.

    ``by`` is a moment that every row has; with ``rising`` the earliest comes first.
    """
    place = _read(rows.model, cursor)
    sign, beyond = ("", "gt") if rising else ("-", "lt")
    if place:
        moment, pk = place
        rows = rows.filter(Q(**{f"{by}__{beyond}": moment}) | Q(**{by: moment, f"pk__{beyond}": pk}))
    found = list(rows.order_by(f"{sign}{by}", f"{sign}pk")[: size + 1])
    if len(found) <= size:
        return Page(found, "")
    last: Any = found[size - 1]
    return Page(found[:size], f"{getattr(last, by).isoformat()}~{last.pk}")


def _read(model: type[Model], cursor: str) -> tuple[datetime, Any] | None:
    moment, _, pk = cursor.partition("~")
    try:
        return datetime.fromisoformat(moment), model._meta.pk.to_python(pk)
    except (ValueError, ValidationError):
        return None
