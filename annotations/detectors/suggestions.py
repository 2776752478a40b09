"""From text to suggestions: what an editor would underline, with type, value, date and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from annotations.detectors.credits import frame
from annotations.detectors.engine import STANDARD, Engine
from annotations.detectors.layout import Layout, layout_of, opens_footer
from annotations.detectors.occasion import NOWHERE, Occasion
from annotations.detectors.proposal import Proposal, Slice
from annotations.detectors.statements import Surroundings, statements
from annotations.text import spelling, words
from annotations.text.sentences import Sentence, in_paragraph, paragraphs
from annotations.text.spans import Span
from annotations.text.spelling import simplified

_SENTENCES_A_SLICE = 20


def load() -> None:
    """Read every table now: once, before a server forks its workers."""
    words.load()
    spelling.load()
    propose_all("2024年3月8日，江河市市长王建国说：“全市已建成3座桥。”")


def propose_all(
    text: str, *, title: str = "", reference_date: date | None = None, engine: Engine = STANDARD
) -> list[Proposal]:
    """All suggestions of a text at once."""
    slices = propose(text, title=title, reference_date=reference_date, engine=engine)
    return [proposal for step in slices for proposal in step.proposals]


def propose(
    text: str, *, title: str = "", reference_date: date | None = None, engine: Engine = STANDARD
) -> Iterator[Slice]:
    """Suggestions paragraph by paragraph; a long paragraph comes in several slices."""
    footer = False
    first = True
    for paragraph in paragraphs(text):
        body = simplified(paragraph.of(text))
        footer = footer or (opens_footer(body) and paragraph.start > len(text) // 3)
        layout = Layout.FOOTER if footer else layout_of(body, first=first, title=title)
        first = False
        if layout in (Layout.FOOTER, Layout.BYLINE):
            yield Slice(paragraph.end, len(text), [], [])
            continue
        dated = NOWHERE
        begins, ends = frame(body)
        proper = Span(paragraph.start + begins, paragraph.start + ends)
        lines = list(in_paragraph(proper, text))
        for at in range(0, len(lines), _SENTENCES_A_SLICE):
            piece, dated = _slice(
                lines, at, len(text), Surroundings(layout, "", "", dated, reference_date, engine)
            )
            yield piece
    yield Slice(len(text), len(text), [], [])


def _slice(lines: list[Sentence], at: int, total: int, around: Surroundings) -> tuple[Slice, Occasion]:
    """The next sentences of a paragraph, and the date that the ones behind them inherit."""
    found: list[Proposal] = []
    errors: list[dict[str, Any]] = []
    checkable: list[tuple[int, int]] = []
    dated = around.dated
    last = min(at + _SENTENCES_A_SLICE, len(lines))
    for index in range(at, last):
        before = lines[index - 1].text if index else ""
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        line = lines[index]
        stated = statements(line.text, replace(around, before=before, after=after, dated=dated))
        found += [proposal.moved(line.start) for proposal in stated.proposals]
        errors += [error | {"start": line.start} for error in stated.errors]
        if stated.checkable:
            checkable.append((line.start, line.end))
        dated = stated.dated
    return Slice(lines[last - 1].end, total, found, errors, last - at, checkable), dated
