"""未覆盖: the sentences that hold something to check and that nobody has taken up yet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from annotations.detectors.engine import STANDARD, Engine
from annotations.detectors.suggestions import propose

Stretch = tuple[int, int]
"""Start and end in code points of the text, end exclusive."""


@dataclass(frozen=True, slots=True)
class Checkable:
    """The sentences of a text that hold something to check, of all ``sentences``; neither bylines nor
    the site's footer count."""

    sentences: int
    spans: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the ``checkable`` sentences are ``covered``; ``spans`` are those that are not."""

    sentences: int
    checkable: int
    covered: int
    spans: tuple[Stretch, ...]


def checkable(
    text: str, *, title: str = "", reference_date: date | None = None, engine: Engine = STANDARD
) -> Checkable:
    """The sentences in which the engine suggests something, or finds what must always be checked."""
    sentences = 0
    spans: list[Stretch] = []
    for step in propose(text, title=title, reference_date=reference_date, engine=engine):
        sentences += step.sentences
        spans += step.checkable
    return Checkable(sentences, tuple(spans))


def cover(found: Checkable, taken: Iterable[Stretch]) -> Coverage:
    """Set the sentences against what was ``taken`` up; one character in common covers a sentence."""
    ends, starts = _united(taken)
    open_spans = tuple(span for span in found.spans if not _touched(span, starts, ends))
    total = len(found.spans)
    return Coverage(found.sentences, total, total - len(open_spans), open_spans)


def uncovered(
    text: str,
    taken: Iterable[Stretch],
    *,
    title: str = "",
    reference_date: date | None = None,
    engine: Engine = STANDARD,
) -> Coverage:
    """The coverage of a text by the spans of claims and of suggestions that were set aside."""
    return cover(checkable(text, title=title, reference_date=reference_date, engine=engine), taken)


def _united(taken: Iterable[Stretch]) -> tuple[list[int], list[int]]:
    """Ends and starts of the stretches after those that overlap were made one, both ascending."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(taken):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        elif start < end:
            starts.append(start)
            ends.append(end)
    return ends, starts


def _touched(span: Stretch, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether a stretch reaches into ``span``: of those that end behind its start, the first begins before
    its end."""
    at = bisect_left(ends, span[0] + 1)
    return at < len(starts) and starts[at] < span[1]
