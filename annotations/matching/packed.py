"""The attached material as the sweep reads it: sentences, found by shared rare pairs of characters."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from annotations.detectors import comparison, money, ordinal, organisation, person, quantity, share
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading, read
from annotations.matching.slots import Slots, slots
from annotations.matching.surroundings import sentence_at
from annotations.text.dateexpression import DateExpression
from annotations.text.levelled import Levelled, levelled
from annotations.text.sentences import Sentence, sentences
from annotations.text.spelling import simplified

_FIGURES = (comparison.detect, share.detect, money.detect, quantity.detect, ordinal.detect)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_RUN = re.compile(r"[\u4e00-\u9fff]+|[0-9]+(?:\.[0-9]+)?|[A-Za-z]+")
CLAUSE_ENDS = "，,；;：:。！？!?\n"
REACH = 60
"""Characters of the clause around a figure or name that make its passage, at most, on either side."""
_TITLE = 60
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_WHOLE_YEAR = re.compile(r"全年|年末|年底|全年度")
_BASE_BEFORE = re.compile(r"(?:比|较|与|和|同)$")


@dataclass(frozen=True, slots=True)
class Document:
    """One text of the material; ``day`` is when it was issued."""

    key: str
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a line with what it measures. Places count in the line's plain spelling.

    ``dated`` when its own words give ``period``, and not the words before; ``framed`` when the document's
    year alone does; ``standing`` when it is told as of a day (截至3月底).
    """

    finding: Finding
    words: str
    slots: Slots
    period: str
    dated: bool = False
    framed: bool = False
    standing: bool = False


class Line:
    """A sentence with what the detectors read in it, read once when it is first asked for."""

    def __init__(self, document: int, sentence: Sentence, day: date | None, frame: str) -> None:
        self.document = document
        self.sentence = sentence
        self.terms = frozenset(terms(sentence.text))
        self._day = day
        self._frame = frame
        self.before: Line | None = None

    @cached_property
    def reading(self) -> Reading:
        return read(self.sentence.text, self._day)

    @cached_property
    def figures(self) -> list[Figure]:
        found = [one for detect in _FIGURES for one in detect(self.reading)]
        return [
            Figure(
                one,
                self.reading.text[one.start : one.end],
                slots(self.reading, one.start, one.end, one.unit),
                self.period(one.start),
                framed=not self._named_before(one.start),
            )
            for one in found
        ]

    @cached_property
    def persons(self) -> list[Finding]:
        return list(person.detect(self.reading))

    @cached_property
    def organisations(self) -> list[Finding]:
        return list(organisation.detect(self.reading))

    @cached_property
    def dates(self) -> list[tuple[int, int, str]]:
        """Dates as (start, end, EDTF); the base of a comparison (比上年) dates nothing."""
        text = self.reading.text
        return [
            (one.start, one.end, one.date)
            for one in self._expressions()
            if one.date
            and one.kind in ("day", "month", "year", "period")
            and not _BASE_BEFORE.search(text[: one.start])
        ]

    def _expressions(self) -> Sequence[DateExpression]:
        """The sentence's dates; 1—10月 and 前三季度 are of the document's year where no day tells it."""
        found = self.reading.dates
        if self._day or not self._frame or not any(_yearless(one) for one in found):
            return found
        framed = read(self.sentence.text, date(int(self._frame), 12, 31)).dates
        by_place = {one.start: one for one in framed if one.kind == "period"}
        return [by_place.get(one.start, one) if _yearless(one) else one for one in found]

    def period(self, at: int) -> str:
        """The date in force at a place of the sentence: named before it, else by the lines before."""
        named = [edtf for start, _, edtf in self.dates if start < at]
        if named:
            return named[-1]
        if _WHOLE_YEAR.search(self.reading.text[:at]) or self.before is None:
            return self._frame
        return self.before.period(len(self.before.reading.text))

    def _named_before(self, at: int) -> bool:
        """Whether a date stands before a place, in the sentence or those before it in the paragraph."""
        if any(start < at for start, _, _ in self.dates):
            return True
        return self.before is not None and self.before._named_before(len(self.before.reading.text))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the plain spelling as a span of the document."""
        start, end = self.reading.spelled.span(start, end)
        return self.sentence.start + start, self.sentence.start + end


class Copy:
    """The copy, its sentences read once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines: dict[int, Line] = {}

    def paragraph(self, place: int) -> str:
        """The paragraph in which a place stands, and the title."""
        start, end = self.text.rfind("\n", 0, place) + 1, self.text.find("\n", place)
        return head_of(self.text) + self.text[start : end if end >= 0 else len(self.text)]

    def line(self, place: int) -> Line:
        sentence: Sentence = sentence_at(self.text, place)
        if sentence.start not in self._lines:
            self._lines[sentence.start] = Line(0, sentence, None, "")
        return self._lines[sentence.start]


class Material:
    """All documents of an article's material, with an index of their sentences."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.lines = [line for at in range(len(documents)) for line in _lines(at, documents[at])]
        self._starts = [(line.document, line.sentence.start) for line in self.lines]
        self._where: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for term in line.terms:
                self._where[term].append(number)

    @cached_property
    def folded(self) -> list[Levelled]:
        """Each document with its accidents levelled, in simplified characters, to look for names in."""
        return [levelled(simplified(document.text)) for document in self.documents]

    def weight(self, term: str) -> float:
        """How rare a term is: 0 for one that stands nowhere."""
        found = len(self._where.get(term, ()))
        return math.log(1 + len(self.lines) / found) if found else 0.0

    def nearest(self, text: str, around: str, limit: int) -> list[tuple[Line, float]]:
        """The lines that share most with ``text``, a third as much counted for the words ``around`` it.

        The score is a share of what could be shared, 0 to 1.
        """
        wanted = dict.fromkeys(terms(around), 1 / 3) | dict.fromkeys(terms(text), 1.0)
        score: dict[int, float] = defaultdict(float)
        total = 0.0
        for term, counts in sorted(wanted.items()):
            worth = counts * (self.weight(term) or math.log(1 + len(self.lines)))
            total += worth
            for number in self._where.get(term, ()):
                score[number] += worth
        best = sorted(score.items(), key=lambda one: (-one[1], one[0]))[:limit]
        return [(self.lines[number], worth / total) for number, worth in best]

    def shared(self, line: Line, text: str) -> float:
        """How much of what is told by ``text`` the line holds, rare terms counting more: 0 to 1."""
        wanted = sorted(terms(text))
        all_of_it = sum(self.weight(term) or math.log(1 + len(self.lines)) for term in wanted)
        held = sum(self.weight(term) for term in wanted if term in line.terms)
        return held / all_of_it if all_of_it else 0.0

    def line_at(self, document: int, place: int) -> Line | None:
        """The sentence of a document in which a place stands."""
        at = bisect_right(self._starts, (document, place)) - 1
        line = self.lines[at] if at >= 0 else None
        inside = line and line.document == document and place < line.sentence.end
        return line if inside else None


def head_of(text: str) -> str:
    """The first line of a text, which tells whose it is, as far as it is a title."""
    return text.lstrip().partition("\n")[0][:_TITLE]


def terms(text: str) -> set[str]:
    """Pairs of Han characters and whole numbers: what lines are found by."""
    found: set[str] = set()
    for run in _RUN.finditer(simplified(text)):
        word = run.group()
        if word[0] >= "\u4e00":
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.add(word.lower())
    return found


def _lines(number: int, document: Document) -> Iterator[Line]:
    frame = _frame(document)
    before: Line | None = None
    for sentence in sentences(document.text):
        line = Line(number, sentence, document.day, frame)
        if before is not None and before.sentence.paragraph_start == sentence.paragraph_start:
            line.before = before
        before = line
        yield line


def _yearless(one: DateExpression) -> bool:
    return one.kind == "period" and not one.date


def _frame(document: Document) -> str:
    """The year a document speaks of: that of its title, else the one named most often; of two the later."""
    titled = _YEAR.findall(head_of(document.text))
    named = Counter(titled[:1] or _YEAR.findall(document.text))
    return max(named, key=lambda year: (named[year], year), default="")
