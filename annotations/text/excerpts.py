"""The part of a passage that is shown of a hit, and the marks in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Marks = Sequence[tuple[int, int]]
"""Stretches ``[start, end)`` in code points."""

SHOWN = 120
"""So many characters of a passage tell what it is about."""
LEAD = 40
"""At most so many of them stand before the first mark."""
_STOPS = re.compile(r"[。！？!?；;：:，,\n]\s*")


def excerpt(text: str, marks: Marks, shown: int = SHOWN) -> tuple[int, int]:
    """``[start, end)`` of the part of ``text``, ``shown`` characters at most, that holds most marked ones.

    Of equal parts the first; it begins behind a stop when one is near enough.
    """
    if len(text) <= shown:
        return 0, len(text)
    best = max((start for start, _ in marks), default=0, key=lambda at: (_marked(marks, at, at + shown), -at))
    start = _begin(text, best, min(LEAD, shown // 3))
    start = max(0, min(start, len(text) - shown))
    return start, min(len(text), start + shown)


def _marked(marks: Marks, start: int, end: int) -> int:
    return sum(max(0, min(to, end) - max(since, start)) for since, to in marks)


def _begin(text: str, mark: int, lead: int) -> int:
    """Where to begin so that ``mark`` is seen: behind the first stop of the ``lead`` characters before it."""
    earliest = max(0, mark - lead)
    if not earliest:
        return 0
    found = _STOPS.search(text, earliest, mark)
    return found.end() if found else earliest


def inside(marks: Marks, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The marks within ``[start, end)``, counted from ``start``, in order, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for since, to in sorted(marks):
        since, to = max(since, start) - start, min(to, end) - start
        if since >= to:
            continue
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(to, joined[-1][1]))
        else:
            joined.append((since, to))
    return tuple(joined)


def pieces(text: str, marks: Marks) -> Iterator[tuple[str, bool]]:
    """``text`` cut at its marks, each piece with whether it is marked; together they are the text."""
    at = 0
    for start, end in inside(marks, 0, len(text)):
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False
