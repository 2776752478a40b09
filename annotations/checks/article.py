"""All number checks over one article. A new check is one function and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from annotations.checks import (
    calendars,
    durations,
    echoed,
    enumeration,
    growth,
    parts,
    ratios,
    repeated,
    sequences,
    shares,
    writing,
)
from annotations.checks.check import DIFFERS, HINT, HOLDS, Check, Found, key_of
from annotations.checks.lines import Line, Placed, read_article, read_line

LineCheck = Callable[[Line], Iterator[Found]]
SENTENCE_CHECKS: tuple[LineCheck, ...] = (
    calendars.impossible_date,
    calendars.impossible_time,
    calendars.weekday,
    writing.doubled_scale,
    writing.decimal_point,
    writing.long_number,
    shares.above_all,
    shares.together,
    shares.of_two,
    enumeration.listed_behind,
    enumeration.listed_ahead,
    parts.among,
    parts.summed,
    growth.from_to,
    growth.compared,
    growth.two_years,
    growth.increase,
    shares.alike,
    ratios.product,
    ratios.mean,
    ratios.times,
    ratios.score,
    ratios.rank,
    ratios.extremes,
    ratios.attendance,
    durations.years_between,
    durations.days_between,
    durations.age,
    durations.anniversary,
    durations.clock,
    durations.works,
)
OFF_BY_DEFAULT: frozenset[str] = frozenset()
"""Checks that are shown only to desks that ask for them: their precision is not good enough."""

MOST = 400
"""Results kept of one article; nobody reads more, and hostile text makes any number."""

_WORST_FIRST = {DIFFERS: 0, HINT: 1, HOLDS: 2}


def check(text: str, reference_date: date | None = None, title: str = "") -> list[Check]:
    """Every result in reading order: what holds, what differs, and what a person should look at."""
    pieces = read_article(text, reference_date, title)
    made: list[Check] = []
    for piece in pieces:
        for found in _of_line(_written(text, piece), reference_date):
            spans = tuple((*piece.place(start, end), role) for start, end, role in found.spans)
            made.append(_check(text, found, spans))
    for _, paragraph in groupby(pieces, key=lambda piece: piece.paragraph):
        made += [_check(text, found, found.spans) for found in sequences.numbered(list(paragraph))]
    told = [*repeated.same_metric(pieces), *echoed.echoed(pieces)]
    made += [_check(text, found, found.spans) for found in told]
    return _sorted(_different(made))[:MOST]


def _written(text: str, piece: Placed) -> str:
    return text[piece.start : piece.start + piece.length]


@lru_cache(maxsize=2048)
def _of_line(written: str, reference: date | None) -> tuple[Found, ...]:
    line = read_line(written, reference)
    return tuple(_once([found for run in SENTENCE_CHECKS for found in run(line)]))


def _once(found: Sequence[Found]) -> Iterator[Found]:
    """One result per check and place: the worse one, when two ways of reading lead there."""
    seen: set[tuple[str, int]] = set()
    for item in sorted(found, key=lambda item: _WORST_FIRST[item.outcome]):
        place = (item.name, max(end for _, end, _ in item.spans))
        if place not in seen:
            seen.add(place)
            yield item


def _check(text: str, found: Found, spans: tuple[tuple[int, int, str], ...]) -> Check:
    words = [text[start:end] for start, end, _ in spans]
    key = key_of(found.name, found.saying, words)
    return Check(
        found.name,
        key,
        spans,
        found.outcome,
        found.saying,
        dict(found.params),
        found.name not in OFF_BY_DEFAULT,
    )


def _sorted(made: Sequence[Check]) -> list[Check]:
    return sorted(made, key=lambda item: (min(item.spans)[:2], _WORST_FIRST[item.outcome], item.name))


def _different(made: Sequence[Check]) -> list[Check]:
    """Each result once, however many ways led to it."""
    return list({(one.name, one.spans): one for one in reversed(made)}.values())
