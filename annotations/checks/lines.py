"""The article as the checks read it: sentence by sentence, each read once and remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from annotations.checks.quantities import Quantity, quantity
from annotations.detectors.credits import frame
from annotations.detectors.layout import Layout, layout_of, opens_footer
from annotations.text import script
from annotations.text.brackets import TITLE, outermost, pairs
from annotations.text.dateexpression import DateExpression
from annotations.text.dates import dates
from annotations.text.gate import Gate, overlaps
from annotations.text.numerals import figures
from annotations.text.ordinals import ordinals
from annotations.text.sentences import in_paragraph, paragraphs
from annotations.text.spans import Span
from annotations.text.spelling import Plain, plain, simplified
from annotations.text.words import Word, words

KEPT_LINES = 1024
_STOPS = frozenset("，,；;：:。！？!?\n \u3000")
_REACH = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in plain spelling with its words, dates and quantities."""

    text: str
    spelled: Plain
    words: tuple[Word, ...]
    gate: Gate
    dates: tuple[DateExpression, ...]
    quantities: tuple[Quantity, ...]
    reference: date | None = None

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around a stretch: to the next comma, colon or stop on either side."""
        left, right = start, end
        floor, roof = max(0, start - _REACH), min(len(self.text), end + _REACH)
        while left > floor and self.text[left - 1] not in _STOPS:
            left -= 1
        while right < roof and self.text[right] not in _STOPS:
            right += 1
        return left, right

    def between(self, start: int, end: int) -> list[Word]:
        """The words that stand wholly inside a stretch."""
        return (
            [word for word in self.words[self.gate.index(start) :] if word.start >= start and word.end <= end]
            if end - start > _REACH * 4
            else self._near(start, end)
        )

    def _near(self, start: int, end: int) -> list[Word]:
        found = []
        for word in self.words[self.gate.index(start) :]:
            if word.start >= end:
                break
            if word.start >= start and word.end <= end:
                found.append(word)
        return found


@dataclass(frozen=True, slots=True)
class Placed:
    """A line at its place: where it begins in the text, in which paragraph, and what that looks like."""

    line: Line
    start: int
    paragraph: int
    layout: Layout
    length: int

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Places of the plain sentence as places of the article."""
        left, right = self.line.spelled.span(start, end)
        return self.start + left, self.start + right


@lru_cache(maxsize=KEPT_LINES)
def read_line(written: str, reference: date | None) -> Line:
    """Cut one sentence into words and read its dates and figures."""
    spelled = plain(written)
    cut = words(spelled.text)
    text = script.plain(spelled.text)
    gate = Gate(cut)
    titles = [(pair.start, pair.end) for pair in outermost([one for one in pairs(text) if one.mark == TITLE])]
    said = tuple(one for one in dates(text, reference, gate) if not overlaps(one.start, one.end, titles))
    taken = _merged(
        [
            *titles,
            *((one.start, one.end) for one in said),
            *((one.start, one.end) for one in ordinals(text, gate)),
        ]
    )
    made = [quantity(figure, text) for figure in figures(text, gate, taken)]
    return Line(text, spelled, tuple(cut), gate, said, tuple(one for one in made if one), reference)


def _merged(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    done: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if done and start < done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return done


def read_article(text: str, reference: date | None, title: str = "") -> list[Placed]:
    """All lines of an article's own words, without bylines and the site's footer."""
    found: list[Placed] = []
    footer = False
    for number, paragraph in enumerate(paragraphs(text)):
        body = simplified(paragraph.of(text))
        footer = footer or (opens_footer(body) and paragraph.start > len(text) // 3)
        layout = Layout.FOOTER if footer else layout_of(body, first=number == 0, title=title)
        if layout in (Layout.FOOTER, Layout.BYLINE):
            continue
        begins, ends = frame(body)
        own = Span(paragraph.start + begins, paragraph.start + ends)
        found += [
            Placed(read_line(one.text, reference), one.start, number, layout, len(one.text))
            for one in in_paragraph(own, text)
        ]
    return found
