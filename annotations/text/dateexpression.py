"""What a date expression is, and the small steps all forms share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.text.edtf import PARTS, Calendar
from annotations.text.numbers import whole


@dataclass(frozen=True, slots=True)
class DateExpression:
    """``date`` is EDTF or empty; ``kind``: day, month, year, period, plan, duration, same, time, vague, name.

    ``marks``: inferred (year or month supplied), ambiguous (see ``alternatives``), part:end and the like,
    impossible (no such day), relative (no reference day was given).
    """

    start: int
    end: int
    date: str
    kind: str
    marks: tuple[str, ...] = ()
    value: str | None = None
    alternatives: tuple[str, ...] = ()
    year: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a date stands: the calendar, whether the sentence looks ahead, and the last date before it."""

    calendar: Calendar
    future: bool
    before: DateExpression | None

    @property
    def year(self) -> int | None:
        return self.before.year if self.before else None


def make(found: re.Match[str], edtf: str, kind: str, *marks: str, **more: object) -> DateExpression:
    return DateExpression(found.start(), found.end(), edtf, kind, tuple(filter(None, marks)), **more)  # type: ignore[arg-type]


def year_of(found: re.Match[str], place: Place) -> tuple[int | None, tuple[str, ...]]:
    """The stated, relative, preceding or missing year, with the marks that says."""
    groups = found.groupdict()
    if groups.get("y"):
        return whole(groups["y"]), ()
    if groups.get("r"):
        year = _relative_year(groups["r"], place)
        return year, ("inferred",) if year else ("relative",)
    if place.year:
        return place.year, ("inferred",)
    return None, ()


# 同年 and 次年 are reckoned from the year the sentence has named.
_FROM_BEFORE = {"同年": 0, "当年": 0, "次年": 1, "翌年": 1}


def _relative_year(word: str, place: Place) -> int | None:
    if word not in _FROM_BEFORE:
        return place.calendar.year(word)
    return place.year + _FROM_BEFORE[word] if place.year else None


def part_mark(part: str | None) -> str:
    return f"part:{PARTS[part]}" if part and part in PARTS else ""
