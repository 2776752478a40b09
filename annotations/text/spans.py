"""Stretches of a text, counted in Unicode code points, end exclusive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty stretch ``[start, end)``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"Span needs 0 <= start < end, got [{self.start}, {self.end}).")

    def of(self, text: str) -> str:
        """The words it covers. Raises ``ValueError`` when the text is too short for it."""
        if self.end > len(text):
            raise ValueError(f"Span [{self.start}, {self.end}) reaches beyond a text of {len(text)}.")
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Segment(Generic[T]):
    """A piece of a paragraph under the same set of spans; ``keys`` names them, outermost first."""

    start: int
    end: int
    keys: tuple[T, ...]


def segments(
    paragraph_start: int, paragraph_end: int, spans: Sequence[tuple[int, int, T]]
) -> list[Segment[T]]:
    """Cut a paragraph wherever a span begins or ends, so that overlapping spans become flat pieces.

    The pieces cover the whole paragraph in order; plain text has no keys. Spans that reach beyond it are
    clipped, those outside left out. Outermost is the one that begins first, then the longer one.
    """
    clipped = [
        (max(start, paragraph_start), min(end, paragraph_end), start, end, key)
        for start, end, key in spans
        if start < paragraph_end and end > paragraph_start and start < end
    ]
    order = {index: (item[2], -item[3], index) for index, item in enumerate(clipped)}
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for index, (start, end, *_) in enumerate(clipped):
        opens.setdefault(start, []).append(index)
        closes.setdefault(end, []).append(index)
    cuts = sorted({paragraph_start, paragraph_end, *opens, *closes})
    active: set[int] = set()
    pieces = []
    for start, end in pairwise(cuts):
        active.difference_update(closes.get(start, ()))
        active.update(opens.get(start, ()))
        keys = tuple(clipped[index][4] for index in sorted(active, key=order.__getitem__))
        pieces.append(Segment(start, end, keys))
    return pieces


def context(text: str, start: int, end: int, width: int = 32) -> tuple[str, str]:
    """The words just before and after a span, up to ``width`` code points each."""
    return text[max(0, start - width) : start], text[end : end + width]
