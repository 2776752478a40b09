"""Dates of a sentence as EDTF. What the text leaves open (the year of 3月7日) is inferred and marked so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from annotations.text.dateexpression import DateExpression, Place
from annotations.text.dateperiods import (
    read_century,
    read_decade,
    read_duration,
    read_first_months,
    read_period,
    read_plan,
    read_same,
    read_since,
    read_span_months,
    read_years,
)
from annotations.text.datepoints import (
    read_day,
    read_iso,
    read_lone_day,
    read_month,
    read_relative_day,
    read_relative_month,
    read_time,
    read_url,
    read_vague,
    read_year,
)
from annotations.text.datewords import FORM, JOINER, LOOKS_AHEAD, MASTER
from annotations.text.edtf import Calendar
from annotations.text.gate import Gate
from annotations.text.words import Word, words

_HAN = "一二三四五六七八九十〇零○两"

Reader = Callable[[re.Match[str], Place], DateExpression | None]


def dates(
    text: str, reference: date | None = None, tokens: Sequence[Word] | None = None
) -> list[DateExpression]:
    """All dates of a sentence in order, ranges such as 3月5日至8日 joined."""
    gate = Gate(words(text) if tokens is None else tokens)
    calendar = Calendar(reference)
    found: list[DateExpression] = []
    for match in MASTER.finditer(text):
        name = (match.lastgroup or "")[2:]
        if name != "url" and not _admitted(match, text, gate):
            continue
        piece = FORM[name].match(text, match.start())
        if piece is None:
            continue
        future = bool(LOOKS_AHEAD.search(text, max(0, match.start() - 12), match.end() + 8))
        last = next((item for item in reversed(found) if item.year), None)
        expression = _READERS[name](piece, Place(calendar, future, last))
        if expression:
            _append(found, expression, text)
    return found


def _admitted(match: re.Match[str], text: str, gate: Gate) -> bool:
    """The word gate: 实现在 holds no 现在, 二月兰 no month. Digits need no gate at their start."""
    start, end = match.span()
    first = text[start]
    if first.isdecimal():
        return not (start and (text[start - 1].isdecimal() or text[start - 1] in ".第/"))
    if start and text[start - 1] == "第":
        return False
    return gate.opens(start) and (gate.closes(end) or first in _HAN or len(match.group()) > 2)


def _append(found: list[DateExpression], item: DateExpression, text: str) -> None:
    """Add, joining with the one before when only a dash or 至 stands between."""
    last = found[-1] if found else None
    if (
        last
        and item.date
        and last.date
        and JOINER.fullmatch(text[last.end : item.start])
        and _point(last)
        and _point(item)
    ):
        marks = tuple(dict.fromkeys([*last.marks, *(mark for mark in item.marks if last.kind != "day")]))
        found[-1] = replace(
            item, start=last.start, date=f"{last.date}/{item.date}", kind="period", marks=marks
        )
    else:
        found.append(item)


def _point(item: DateExpression) -> bool:
    return item.kind in ("day", "month", "year") and bool(item.date) and "/" not in item.date


_READERS: dict[str, Reader] = {
    "url": read_url,
    "iso": read_iso,
    "years": read_years,
    "same": read_same,
    "plan": read_plan,
    "month": read_month,
    "first_months": read_first_months,
    "span_months": read_span_months,
    "period": read_period,
    "since": read_since,
    "year": read_year,
    "day": read_day,
    "relative_month": read_relative_month,
    "lone_month": read_day,
    "lone_day": read_lone_day,
    "duration": read_duration,
    "decade": read_decade,
    "century": read_century,
    "time": read_time,
    "relative_day": read_relative_day,
    "vague": read_vague,
}
