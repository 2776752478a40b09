"""Where words and claim units begin and end, so that a selection in the browser stops where people expect.

A claim unit is what an editor marks in one go: a figure with its unit (约3.2万人), a date, an ordinal,
a title, a quotation. The browser knows neither our words nor our figures (Chrome cuts 京津冀协同 into
京津|冀), so both come with each paragraph as short codes. Everything counts code points.

A code is a row of numbers in base 36: one character each, where ``z`` adds 35 and goes on. Words are
coded by their lengths, units by the way from the last unit's start and their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from annotations.text.brackets import QUOTATION, TITLE, pairs
from annotations.text.dates import dates
from annotations.text.deskwords import NO_WORDS, Lexicon
from annotations.text.gate import Gate, overlaps
from annotations.text.numerals import figures
from annotations.text.ordinals import ordinals
from annotations.text.sentences import LONGEST_QUOTATION, in_paragraph
from annotations.text.spans import Span
from annotations.text.spelling import plain
from annotations.text.words import words

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST = len(_DIGITS) - 1
_LINE = re.compile(r"[^\n]+")
_MARKS = QUOTATION + TITLE + "〈"

Place = tuple[int, int]


def boundaries(text: str, lexicon: Lexicon = NO_WORDS) -> dict[str, list[str]]:
    """The codes of words and of units of every line that is not empty, by the line's start in ``text``."""
    found = {}
    for line in _LINE.finditer(text):
        cuts, units = _read(Span(line.start(), line.end()), text, lexicon)
        found[str(line.start())] = [encode_words(cuts), encode_units(units)]
    return found


def encode_words(cuts: Sequence[int]) -> str:
    """``[0, 2, 5]``, the places where words begin or end, as ``"23"``."""
    return "".join(_code(end - start) for start, end in pairwise(cuts))


def decode_words(code: str) -> list[int]:
    """``"23"`` as ``[0, 2, 5]``."""
    cuts = [0]
    for length in _values(code):
        cuts.append(cuts[-1] + length)
    return cuts


def encode_units(units: Sequence[Place]) -> str:
    """``[(4, 12), (4, 20)]``, sorted by start, as ``"480g"``."""
    starts = [0, *(start for start, _ in units)]
    return "".join(
        _code(start - before) + _code(end - start)
        for before, (start, end) in zip(starts, units, strict=False)
    )


def decode_units(code: str) -> list[Place]:
    """``"480g"`` as ``[(4, 12), (4, 20)]``."""
    values = _values(code)
    units = []
    start = 0
    for step, length in zip(values, values, strict=True):
        start += step
        units.append((start, start + length))
    return units


def _code(value: int) -> str:
    return "z" * (value // _MOST) + _DIGITS[value % _MOST]


def _values(code: str) -> Iterator[int]:
    value = 0
    for char in code:
        value += _DIGITS.index(char)
        if char != "z":
            yield value
            value = 0


def _read(line: Span, text: str, lexicon: Lexicon) -> tuple[list[int], list[Place]]:
    """Places inside one line: where words begin or end, and the units in the order of their starts."""
    cuts = {0, line.end - line.start}
    units: set[Place] = set()
    for sentence in in_paragraph(line, text):
        start = sentence.start - line.start
        cuts |= {start, sentence.end - line.start}
        ends, places = _sentence(sentence.text, lexicon)
        cuts.update(start + end for end in ends)
        units.update((start + left, start + right) for left, right in places)
    for pair in pairs(line.of(text)):
        if pair.mark in _MARKS and pair.end - pair.start <= LONGEST_QUOTATION:
            units.add((pair.start, pair.end))
    return sorted(cuts), sorted(units)


def _sentence(written: str, lexicon: Lexicon) -> tuple[Iterable[int], Iterable[Place]]:
    """Ends of words, and the figures, dates and ordinals; what stands in a title counts nothing."""
    spelled = plain(written)
    text = spelled.text
    gate = Gate(words(text, lexicon))
    hidden = [(pair.start, pair.end) for pair in pairs(text) if pair.mark == TITLE]
    places = [(one.start, one.end) for one in dates(text, None, gate)]
    places += [(one.start, one.end) for one in ordinals(text, gate)]
    taken = _apart([*hidden, *places])
    found = [*places, *((figure.start, figure.end) for figure in figures(text, gate, taken))]
    titles = _apart(hidden)
    return (
        (spelled.span(word.start, word.end)[1] for word in gate.tokens),
        (spelled.span(*place) for place in found if not overlaps(*place, titles)),
    )


def _apart(places: Iterable[Place]) -> list[Place]:
    """Sorted, overlapping ones joined."""
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
