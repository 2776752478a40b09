"""How much of a passage to quote, and what in it to mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from annotations.matching.compare import Beside
from annotations.matching.repeats import bare
from annotations.matching.surroundings import sentence_at
from annotations.text.sentences import Sentence

_WHOLE = 70
"""A sentence up to this long is quoted whole."""
_CLAUSE = re.compile(r"[^，,；;：:。！？!?\n]+[，,；;：:。！？!?]*")
_LISTED = re.compile(r"[^、和及]+[、和及]?")
_EDGES = " \n\u3000，,；;：:、"

Place = tuple[int, int]


def around_figure(passage: str, one: Beside, beside: Iterable[Beside], metric: frozenset[str]) -> Place:
    """The widest stretch around the figure in which it is still the figure that decides."""
    sentence = sentence_at(passage, one.start)
    for start, end in _widths(passage, sentence, one, metric):
        inside = [other for other in beside if start <= other.start and other.end <= end]
        if min(inside, key=lambda other: other.rank, default=one).compared == one.compared:
            return start, end
    return one.start, one.end


def _widths(passage: str, sentence: Sentence, one: Beside, metric: frozenset[str]) -> Iterator[Place]:
    """Sentence, clauses and items of a list that hold the figure, the widest first."""
    if sentence.end - sentence.start <= _WHOLE:
        yield sentence.start, sentence.end
    clauses = _pieces(_CLAUSE, passage, sentence.start, sentence.end)
    held = [place for place in clauses if place[0] < one.end and one.start < place[1]]
    if not held:
        return
    start, end = held[0][0], held[-1][1]
    before = [place for place in clauses if place[1] <= start]
    # What is counted may stand one or two clauses earlier: 重点项目建设提速，新开工169个.
    wider = start
    for earlier in reversed(before[-2:]):
        if any(noun in passage[wider:end] for noun in metric):
            break
        wider = earlier[0]
    for left in dict.fromkeys((wider, start)):
        yield _trimmed(passage, left, end)
    items = [p for p in _pieces(_LISTED, passage, start, end) if p[0] < one.end and one.start < p[1]]
    if items:
        yield _trimmed(passage, items[0][0], items[-1][1])


def _pieces(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[Place]:
    return [found.span() for found in pattern.finditer(text, start, end)]


def _trimmed(text: str, start: int, end: int) -> Place:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def around_words(passage: str, sentence: Sentence, telling: str) -> Place:
    """The sentence, or of a long one the fewest clauses in a row that hold as much of the claim."""
    whole = sentence.start, sentence.end
    if sentence.end - sentence.start <= _WHOLE:
        return whole
    clauses = _pieces(_CLAUSE, passage, *whole)
    enough = 0.95 * contained(telling, bare(sentence.text))
    runs = [
        _trimmed(passage, clauses[first][0], clauses[last][1])
        for first in range(len(clauses))
        for last in range(first, min(len(clauses), first + 4))
    ]
    holding = [run for run in runs if contained(telling, bare(passage[slice(*run)])) >= enough]
    return min(holding, key=lambda run: run[1] - run[0], default=whole)


def contained(wanted: str, text: str) -> float:
    """How many of the pairs of neighbouring characters of ``wanted`` stand in ``text``."""
    pairs = list(map("".join, pairwise(wanted)))
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def marks(passage: str, quote: Place, shared: Iterable[str], *figures: Place) -> tuple[Place, ...]:
    """The figures, and every word in common that stands in the quote; none touches another."""
    places = list(figures)
    for word in shared:
        at = passage.find(word, *quote)
        while at >= 0:
            places.append((at, at + len(word)))
            at = passage.find(word, at + len(word), quote[1])
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
