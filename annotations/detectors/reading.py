"""A sentence read once, so that every detector sees the same words, dates, titles and figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from annotations.text.brackets import QUOTATION, TITLE, Pair, outermost, pairs
from annotations.text.dateexpression import DateExpression
from annotations.text.dates import dates
from annotations.text.deskwords import NO_WORDS, Lexicon
from annotations.text.gate import Gate, overlaps
from annotations.text.names import Name
from annotations.text.names import names as names_among
from annotations.text.numerals import Figure, figures
from annotations.text.ordinals import Ordinal, ordinals
from annotations.text.spelling import Plain, plain
from annotations.text.words import Word, words

REACH = 120
_LONGEST_NAME = 14
_NO_NAME = frozenset("，,。！？!?；;：:%％")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence in plain spelling (``text``) and as the article has it (``written``).

    All places count code points of ``text``; ``spelled.span`` leads from there to ``written``.

    ``before`` and ``after`` are the neighbouring sentences of the same paragraph (empty at its ends).
    """

    text: str
    written: str
    spelled: Plain
    words: tuple[Word, ...]
    gate: Gate
    titles: tuple[Pair, ...]
    quotations: tuple[Pair, ...]
    brackets: tuple[Pair, ...]
    dates: tuple[DateExpression, ...]
    ordinals: tuple[Ordinal, ...]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...] = ()
    reference: date | None = None
    before: str = ""
    after: str = ""

    def as_written(self, words: str) -> str:
        """Words of ``text`` (a speaker, a source) as the article writes them."""
        at = self.text.find(words) if words and self.written != self.text else -1
        if at < 0:
            return words
        start, end = self.spelled.span(at, at + len(words))
        return self.written[start:end]

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


def read(
    written: str,
    reference: date | None = None,
    before: str = "",
    after: str = "",
    lexicon: Lexicon = NO_WORDS,
) -> Reading:
    """Cut into words, then find what masks what: titles hide dates, both hide figures.

    Words of the desk's ``lexicon`` stay whole and name what the desk says they name. Traditional
    characters are read as simplified ones, 5 年 as 5年.
    """
    text = (spelled := plain(written)).text
    tokens = words(text, lexicon)
    gate = Gate(tokens)
    titles, quotations, brackets = _marked(text)
    hidden = [(pair.start, pair.end) for pair in titles]
    seen_dates = tuple(
        one for one in dates(text, reference, gate) if not overlaps(one.start, one.end, hidden)
    )
    seen_ordinals = tuple(one for one in ordinals(text, gate) if not overlaps(one.start, one.end, hidden))
    named = [(pair.start, pair.end) for pair in quotations if _is_name(text[pair.start + 1 : pair.end - 1])]
    taken = _union([*hidden, *named, *_places(seen_dates), *_places(seen_ordinals)])
    return Reading(
        text=text,
        written=written,
        spelled=spelled,
        words=tokens,
        gate=gate,
        titles=titles,
        quotations=quotations,
        brackets=brackets,
        dates=seen_dates,
        ordinals=seen_ordinals,
        figures=tuple(figures(text, gate, taken)),
        names=names_among(text, tokens, entries=lexicon.kinds),
        reference=reference,
        before=plain(before).text,
        after=plain(after).text,
    )


def _marked(text: str) -> tuple[tuple[Pair, ...], tuple[Pair, ...], tuple[Pair, ...]]:
    """Titles, quotations and brackets, each the outermost of its kind."""
    marks = pairs(text)
    titles = outermost([pair for pair in marks if pair.mark == TITLE])
    quotations = outermost([pair for pair in marks if pair.mark in QUOTATION])
    brackets = outermost([pair for pair in marks if pair.mark in "（("])
    return tuple(titles), tuple(quotations), tuple(brackets)


def _places(found: Sequence[DateExpression] | Sequence[Ordinal]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]


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
