"""A sentence read once, so that every detector sees the same words, dates, titles and figures."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from annotations.text.brackets import QUOTATION, TITLE, Pair, outermost, pairs
from annotations.text.dateexpression import DateExpression
from annotations.text.dates import dates
from annotations.text.gate import Gate, overlaps
from annotations.text.numerals import Figure, figures
from annotations.text.ordinals import Ordinal, ordinals
from annotations.text.words import Word, words

REACH = 120
_LONGEST_NAME = 14
_NO_NAME = frozenset("，,。！？!?；;：:%％")


@dataclass(frozen=True, slots=True)
class Reading:
    """All places count code points from the sentence's beginning.

    ``before`` and ``after`` are the neighbouring sentences of the same paragraph (empty at its ends).
    """

    text: str
    words: tuple[Word, ...]
    gate: Gate
    titles: tuple[Pair, ...]
    quotations: tuple[Pair, ...]
    brackets: tuple[Pair, ...]
    dates: tuple[DateExpression, ...]
    ordinals: tuple[Ordinal, ...]
    figures: tuple[Figure, ...]
    reference: date | None = None
    before: str = ""
    after: str = ""

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin inside a stretch."""
        return self.words[bisect_left(self.gate.starts, start) : bisect_left(self.gate.starts, end)]

    def clause_start(self, position: int) -> int:
        """Where the clause around a place begins: behind the last comma, colon or stop before it.

        Looks back ``REACH`` characters at most, so that text without punctuation costs no more.
        """
        at = position
        floor = max(0, position - REACH)
        while at > floor and self.text[at - 1] not in "，,；;：:。！？!?\n":
            at -= 1
        return at


def read(text: str, reference: date | None = None, before: str = "", after: str = "") -> Reading:
    """Cut into words, then find what masks what: titles hide dates, both hide figures."""
    tokens = words(text)
    marks = pairs(text)
    titles = tuple(outermost([pair for pair in marks if pair.mark == TITLE]))
    quotations = tuple(outermost([pair for pair in marks if pair.mark in QUOTATION]))
    brackets = tuple(outermost([pair for pair in marks if pair.mark in "（("]))
    hidden = [(pair.start, pair.end) for pair in titles]
    seen_dates = tuple(
        item for item in dates(text, reference, tokens) if not overlaps(item.start, item.end, hidden)
    )
    seen_ordinals = tuple(
        item for item in ordinals(text, tokens) if not overlaps(item.start, item.end, hidden)
    )
    names = [(pair.start, pair.end) for pair in quotations if _is_name(text[pair.start + 1 : pair.end - 1])]
    dated = [(item.start, item.end) for item in seen_dates]
    numbered = [(item.start, item.end) for item in seen_ordinals]
    taken = _union([*hidden, *names, *dated, *numbered])
    return Reading(
        text=text,
        words=tokens,
        gate=Gate(tokens),
        titles=titles,
        quotations=quotations,
        brackets=brackets,
        dates=seen_dates,
        ordinals=seen_ordinals,
        figures=tuple(figures(text, tokens, taken)),
        reference=reference,
        before=before,
        after=after,
    )


def _is_name(quoted: str) -> bool:
    """A short phrase in quotation marks is a name (“四个聚焦”, “15分钟生活圈”); its numbers count nothing."""
    return len(quoted) <= _LONGEST_NAME and not any(mark in _NO_NAME for mark in quoted)


def _union(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
