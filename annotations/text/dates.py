"""Dates of a sentence as EDTF. What the text leaves open (the year of 3月7日) is inferred and marked so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from annotations.text import dateperiods, datepoints
from annotations.text.dateexpression import DateExpression, Place
from annotations.text.datewords import BY_FIRST, CUE, FORM, JOINER, LOOKS_AHEAD, NUMBER_WORDS
from annotations.text.edtf import Calendar
from annotations.text.gate import Boundaries, Gate, prepared

_LEADS = frozenset("至到从自")

Reader = Callable[[re.Match[str], Place], DateExpression | None]


def dates(text: str, reference: date | None = None, boundaries: Boundaries = None) -> list[DateExpression]:
    """All dates of a sentence in order, ranges such as 3月5日至8日 joined."""
    line, gate = prepared(text, boundaries)
    calendar = Calendar(reference)
    found: list[DateExpression] = []
    done = 0
    for cue in CUE.finditer(line):
        start = cue.start()
        if start < done or not _opens(line, start, gate):
            continue
        item = _read(line, start, gate, calendar, found)
        if item:
            done = item.end
            _append(found, item, line)
    return found


def _opens(line: str, start: int, gate: Gate) -> bool:
    """The word gate: 实现在 holds no 现在, 二月兰 no month. Digits need no gate at their start."""
    before = line[start - 1] if start else ""
    if "0" <= line[start] <= "9":
        return not (before and before in "0123456789.第/")
    if line[start] == "后" and before and before in "产成用工营了行建":
        # 投产后年可实现: each year after that, not the year after next.
        return False
    # 去年12月至今年2月, 从今天起: the dictionary has 至今 and 从今天起.
    return before != "第" and (gate.opens(start) or (before in _LEADS and line[start] in "今明昨"))


def _read(
    line: str, start: int, gate: Gate, calendar: Calendar, found: list[DateExpression]
) -> DateExpression | None:
    forms = BY_FIRST.get(line[start])
    match = forms.match(line, start) if forms else None
    if match is None:
        return None
    end, first = match.end(), line[start]
    whole = "0" <= first <= "9" or first in NUMBER_WORDS or end - start > 2 or gate.closes(end)
    if not whole and not (line[start - 1 : start] in _LEADS and gate.at(start).start < start):
        return None
    name = (match.lastgroup or "")[2:]
    piece = FORM[name].match(line, start)
    if piece is None:
        return None
    future = LOOKS_AHEAD.search(line, max(0, start - 12), end + 8) is not None
    last = next((item for item in reversed(found) if item.year), None) if found else None
    return _READERS[name](piece, Place(calendar, future, last))


def _append(found: list[DateExpression], item: DateExpression, text: str) -> None:
    """Add, joining with the one before when only a dash or 至 stands between."""
    last = found[-1] if found else None
    if (
        last
        and item.date
        and last.date
        and item.start - last.end <= 2
        and JOINER.fullmatch(text, last.end, item.start)
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
    "roc": datepoints.read_roc,
    "url": datepoints.read_url,
    "iso": datepoints.read_iso,
    "years": dateperiods.read_years,
    "same": dateperiods.read_same,
    "plan": dateperiods.read_plan,
    "month": datepoints.read_month,
    "first_months": dateperiods.read_first_months,
    "span_months": dateperiods.read_span_months,
    "period": dateperiods.read_period,
    "since": dateperiods.read_since,
    "year": datepoints.read_year,
    "year_edge": datepoints.read_year_edge,
    "day": datepoints.read_day,
    "relative_month": datepoints.read_relative_month,
    "lone_month": datepoints.read_day,
    "lone_day": datepoints.read_lone_day,
    "ago": dateperiods.read_ago,
    "duration": dateperiods.read_duration,
    "decade": dateperiods.read_decade,
    "century": dateperiods.read_century,
    "time": datepoints.read_time,
    "relative_day": datepoints.read_relative_day,
    "week": datepoints.read_week,
    "weekday": datepoints.read_weekday,
    "vague": datepoints.read_vague,
}
