"""What became of a quote's words: the same, a matter of blanks and points, other words, another figure.

A digit, unit, approximator, date, name, title or negation that differs is told apart from other words:
the finding about the old one says nothing about the new one. In doubt it is a figure that changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection

from annotations.detectors.reading import Reading, read
from annotations.text.approximations import AFTER, BEFORE
from annotations.text.brackets import QUOTATION, TITLE, pairs
from annotations.text.levelled import level
from annotations.text.names_lists import POSTS
from annotations.text.numbers import DIGITS, MYRIADS, UNITS
from annotations.vocabulary import ClaimType, Outcome

Span = tuple[int, int]

SENTENCE = 160
"""Characters read on either side of a changed quote, to tell its names and dates as in the whole."""
_CLAUSE = 60
_STOPS = "，,；;：:。！？!?\n"
_NEGATION = re.compile(
    r"不(?![断仅但只同久过少料锈丹])|(?<=[并决])非|未(?![来央])|没(?!收)|无(?![锡论线人机])|否(?!则)|勿|毋|莫(?!斯)|不(?=[过少]于?[0-9])"
)
_NUMERALS = frozenset("0123456789０１２３４５６７８９") | DIGITS.keys() | UNITS.keys() | MYRIADS.keys()
_BESIDE_FIGURE = frozenset("%％‰+＋-－−±~～—–/／.．,，:：°′″¥￥$")
_POINTS_TO_FIGURE = frozenset("%％‰+＋-－−±~～/／°′″¥￥$")
_BEHIND = (*AFTER, "多", "余", "来", "几")
_NUMBER = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*[%‰]?")
_PARTICLES = dict.fromkeys("的地得", "的")
_NAMED = frozenset({ClaimType.PERSON, ClaimType.ORG, ClaimType.PLACE})
"""Where other words are another name or title."""
_POST_ENDS = tuple(POSTS)
_RANKS = frozenset("副代原前总")
"""What makes another post of the one behind it."""
_SCALES = UNITS.keys() | MYRIADS.keys()
_NEAR = 8
"""Characters at the end of a quote in which a figure makes 以上 and the like behind it matter."""
_UNIT = 2
"""Characters behind a bare number that may be its unit."""


def rewording(old: str, span: Span, new: str, new_span: Span, types: Collection[str]) -> Outcome:
    """KEPT, CHANGED_MINOR, CHANGED or FIGURE_CHANGED of ``old[span]``, which is now ``new[new_span]``."""
    quote, now = old[slice(*span)], new[slice(*new_span)]
    if _around(old, span) != _around(new, new_span):
        return Outcome.FIGURE_CHANGED
    if quote == now:
        return Outcome.KEPT
    if skeleton(old, span) == skeleton(new, new_span):
        return Outcome.CHANGED_MINOR
    if _digits(quote) != _digits(now) or _NEGATION.findall(quote) != _NEGATION.findall(now):
        return Outcome.FIGURE_CHANGED
    if not _NAMED.isdisjoint(types) or key_words(old, span) != key_words(new, new_span):
        return Outcome.FIGURE_CHANGED
    return Outcome.CHANGED


def skeleton(text: str, span: Span) -> str:
    """The words without what a copy editor may move: blanks, points, and 的, 地, 得 as one.

    Points inside quotations, titles and figures stay, and so do quotation marks and blanks that part
    figures or Latin words.
    """
    begin = text.rfind("\n", 0, span[0]) + 1
    line = text[begin : text.find("\n", span[1]) % (len(text) + 1)]
    quoted = [(one.start, one.end) for one in pairs(line) if one.mark in QUOTATION or one.mark == TITLE]
    kept = []
    for at in range(span[0] - begin, span[1] - begin):
        char = line[at]
        if _ignored(line, at) and not any(start < at < end - 1 for start, end in quoted):
            continue
        kept.append(_PARTICLES.get(char, level(char) if level(char) in ('"', "'", "<", ">") else char))
    return "".join(kept)


def _ignored(line: str, at: int) -> bool:
    char, before, after = line[at], line[at - 1 : at], line[at + 1 : at + 2]
    if char.isspace():
        return not (_joins(before) and _joins(after))
    if not unicodedata.category(char).startswith("P") or level(char) in ('"', "'", "<", ">"):
        return False
    if before in _NUMERALS and after in _NUMERALS and before and after:
        return False
    return not (char in _POINTS_TO_FIGURE and (before in _NUMERALS or after in _NUMERALS))


def _joins(char: str) -> bool:
    return char in _NUMERALS or (char.isascii() and char.isalnum()) if char else False


def _around(text: str, span: Span) -> tuple[str, str, Counter[str]]:
    """What belongs to the quote although it stands outside: approximators, digits, units, negations."""
    start, end = span
    before = after = ""
    if text[start] in _NUMERALS:
        before = _approximator_before(text, start) or _run_before(text, start)
    if text[end - 1].isdigit() or (text[end - 1] in _SCALES and text[end - 2 : end - 1].isdigit()):
        after = text[end : end + _UNIT].rstrip(_STOPS + "、）)”")
    elif not _NUMERALS.isdisjoint(text[max(start, end - _NEAR) : end]):
        after = next((word for word in _BEHIND if text.startswith(word, end)), "")
    clause = _clause_before(text, start) + "|" + _clause_after(text, end)
    levelled = "".join(level(char) for char in before), "".join(level(char) for char in after)
    return *levelled, Counter(_NEGATION.findall(clause))


def _approximator_before(text: str, at: int) -> str:
    return next((text[at - n : at] for n in (4, 3, 2, 1) if at >= n and text[at - n : at] in BEFORE), "")


def _run_before(text: str, at: int) -> str:
    start = at
    while start and (
        text[start - 1] in _NUMERALS or text[start - 1] in _BESIDE_FIGURE or text[start - 1] == "第"
    ):
        start -= 1
    run = text[start:at]
    return run if run.strip("，,：:—–.．") else ""


def _clause_before(text: str, at: int) -> str:
    piece = text[max(0, at - _CLAUSE) : at]
    return piece[max(piece.rfind(stop) for stop in _STOPS) + 1 :]


def _clause_after(text: str, at: int) -> str:
    piece = text[at : at + _CLAUSE]
    return piece[: min((place for stop in _STOPS if (place := piece.find(stop)) >= 0), default=len(piece))]


def _digits(text: str) -> list[str]:
    """Every number in digits with the points inside it; number words are read in ``key_words``."""
    return _NUMBER.findall("".join(level(char) for char in text))


def key_words(text: str, span: Span) -> Counter[tuple[str, ...]]:
    """Figures with unit and approximator, dates, ordinals, names, posts and titles that touch the span."""
    begin = max(text.rfind("\n", 0, span[0]) + 1, span[0] - SENTENCE)
    stop = text.find("\n", span[1])
    stop = min(len(text) if stop < 0 else stop, span[1] + SENTENCE)
    reading = read(text[begin:stop])
    return Counter(found for found, place in _told(reading) if _touches(reading, place, begin, span))


def _told(reading: Reading) -> list[tuple[tuple[str, ...], Span]]:
    text = reading.text
    found: list[tuple[tuple[str, ...], Span]] = []
    for figure in reading.figures:
        told = ("figure", str(figure.value), figure.unit, str(figure.approx))
        found.append((told, (figure.start, figure.end)))
    for one in reading.dates:
        found.append((("date", one.date, text[one.start : one.end]), (one.start, one.end)))
    for ordinal in reading.ordinals:
        found.append((("ordinal", text[ordinal.start : ordinal.end]), (ordinal.start, ordinal.end)))
    for name in reading.names:
        found.append((("name", text[name.start : name.end]), (name.start, name.end)))
    for title in reading.titles:
        found.append((("title", text[title.start : title.end]), (title.start, title.end)))
    for word in reading.words:
        if word.text.endswith(_POST_ENDS):
            start = word.start - (text[word.start - 1 : word.start] in _RANKS and word.start > 0)
            found.append((("post", text[start : word.end]), (start, word.end)))
    return found


def _touches(reading: Reading, place: Span, begin: int, span: Span) -> bool:
    start, end = reading.spelled.span(*place)
    return begin + start < span[1] and span[0] < begin + end
