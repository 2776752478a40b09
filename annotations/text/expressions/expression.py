"""What an expression is, and the line it is read from: blanks inside expressions are taken out first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from annotations.text.brackets import TITLE, pairs
from annotations.text.gate import Gate
from annotations.text.script import simplest
from annotations.text.words import words

_BLANKS = re.compile(r"[ \t\u00a0\u3000\u2009]+")
_LINE = re.compile(r"[^\n]+")
_URL = re.compile(r"(?:https?://|www\.)[!-~]{1,2000}")


@dataclass(frozen=True, slots=True)
class Expression:
    """``text[start:end]`` of the caller's text.

    ``kind``: number, percentage, currency, or for times date, period, time, duration, set, vague. ``value``
    and ``unit`` are as the API stores them; ``date`` is EDTF, empty when the text leaves it open.
    """

    start: int
    end: int
    text: str
    kind: str
    value: str | None = None
    unit: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as patterns read it; ``places`` maps its characters back, ``gate`` knows its words."""

    text: str
    places: tuple[int, ...]
    gate: Gate
    hidden: tuple[tuple[int, int], ...]

    def covers(self, start: int, end: int) -> bool:
        """Whether a URL or a title hides these places."""
        return any(start < right and left < end for left, right in self.hidden)

    def inside_word(self, start: int, end: int) -> bool:
        """Whether a dictionary word that is no number reaches beyond ``[start, end)`` on either side."""
        first, last = self.gate.at(start), self.gate.at(end - 1)
        return any(
            word.known and word.tag[:1] not in ("m", "q", "t") and (word.start < start or word.end > end)
            for word in (first, last)
        )


Reader = Callable[[Line], Iterable[Expression]]


def collected(text: str, reader: Reader) -> list[Expression]:
    """What a reader finds in every line, with places in the text."""
    found = []
    for piece in _LINE.finditer(text):
        line = _line(piece.group())
        for item in reader(line):
            start = piece.start() + line.places[item.start]
            end = piece.start() + line.places[item.end - 1] + 1
            found.append(replace(item, start=start, end=end, text=text[start:end]))
    return found


def _line(text: str) -> Line:
    simple = simplest(text)
    places = list(range(len(simple)))
    for blank in reversed(list(_BLANKS.finditer(simple))):
        before, after = simple[: blank.start()][-1:], simple[blank.end() : blank.end() + 1]
        if before and after and not (before.isascii() and after.isascii()):
            simple = simple[: blank.start()] + simple[blank.end() :]
            del places[blank.start() : blank.end()]
    hidden = [found.span() for found in _URL.finditer(simple)]
    hidden += [(pair.start, pair.end) for pair in pairs(simple) if pair.mark == TITLE]
    return Line(simple, tuple(places), Gate(words(simple)), tuple(hidden))
