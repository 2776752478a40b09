"""Bars and tables of figures, drawn on the server: a strict CSP allows neither styles nor scripts inline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from annotations.wording import say

HUES = 8
ROOM_FOR_WORDS = 16
ROOM_FOR_NUMBER = 4
"""From so many hundredths of the bar on, a segment bears its word and number, or its number."""


@dataclass(frozen=True)
class Segment:
    """A part of a bar, in hundredths of its length: where it begins, how long it is, what it bears."""

    label: str
    count: int
    hue: int
    start: float
    width: float

    @property
    def bears(self) -> str:
        """What stands in the segment; colour alone never tells."""
        if self.width >= ROOM_FOR_WORDS:
            return f"{self.label} {self.count}"
        return str(self.count) if self.width >= ROOM_FOR_NUMBER else ""

    @property
    def middle(self) -> float:
        return self.start + self.width / 2


@dataclass(frozen=True)
class Bar:
    """One row of a chart."""

    name: str
    total: int
    segments: Sequence[Segment]


@dataclass(frozen=True)
class Table:
    """Figures with their heads: shown under a chart, or alone, and given out as CSV."""

    name: str
    title: str
    note: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    bars: Sequence[Bar] = field(default=())


def bar(name: str, counts: Mapping[str, int]) -> Bar:
    """A bar of the counts by label, in their order; hues repeat after eight, words do not."""
    total = sum(counts.values())
    segments = []
    start = 0.0
    for place, (label, count) in enumerate(counts.items()):
        if count:
            width = round(count * 100 / total, 2)
            segments.append(Segment(label, count, place % HUES + 1, round(start, 2), width))
            start += count * 100 / total
    return Bar(name, total, segments)


def duration(time: timedelta | None) -> str:
    """A time in words, to the minute; what took less than one is told so."""
    if time is None:
        return "—"
    minutes = int(time.total_seconds() // 60)
    if minutes < 1:
        return say("不到 1 分钟")
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return say("{m} 分钟", m=minutes)
    return say("{h} 小时 {m} 分", h=hours, m=minutes)


def percent(part: int, whole: int) -> str:
    """A share with one digit after the point; "—" of nothing."""
    return f"{Decimal(part * 100) / whole:.1f}%" if whole else "—"
