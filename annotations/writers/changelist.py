"""改稿单 as a Word document: the whole text with real tracked insertions and deletions."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any, NamedTuple

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from annotations.text.differences import DELETE, EQUAL, INSERT, runs

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSION = "docx"
FONT = "宋体"
# What XML cannot hold; a text may hold it all the same.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Revision(NamedTuple):
    """``text[start:end]`` becomes ``new`` (empty: struck out), as ``author`` asked at ``at``."""

    start: int
    end: int
    new: str
    author: str
    at: datetime


class Note(NamedTuple):
    """A change whose words the writer finds: listed behind the text."""

    quote: str
    wanted: str


class _Piece(NamedTuple):
    kind: str
    text: str
    by: Revision | None


def write(title: str, text: str, revisions: Sequence[Revision], notes: Sequence[Note], heading: str) -> bytes:
    """The document's bytes. Of overlapping revisions the first stands; ``notes`` stand under ``heading``."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name = FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    document.core_properties.title = _fit(title)
    document.core_properties.author = ""
    document.add_heading(_fit(title), level=1)
    numbers = count(1)
    paragraph = document.add_paragraph()
    for piece in _pieces(text, revisions):
        for at, line in enumerate(piece.text.split("\n")):
            # A struck line end stays: Word would join paragraphs, and the writer loses the place.
            if at and piece.kind == EQUAL:
                paragraph = document.add_paragraph()
            if line:
                paragraph._p.append(_element(piece, line, numbers))
    if notes:
        document.add_heading(heading, level=2)
        for note in notes:
            document.add_paragraph(_fit(f"{note.quote}：{note.wanted}"), style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pieces(text: str, revisions: Sequence[Revision]) -> Iterator[_Piece]:
    at = 0
    for one in sorted(revisions, key=lambda one: (one.start, one.end)):
        if one.start < at:
            continue
        yield _Piece(EQUAL, text[at : one.start], None)
        for run in runs(text[one.start : one.end], one.new):
            yield _Piece(run.kind, run.text, one)
        at = one.end
    yield _Piece(EQUAL, text[at:], None)


def _element(piece: _Piece, text: str, numbers: Iterator[int]) -> Any:
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText" if piece.kind == DELETE else "w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = _fit(text)
    run.append(words)
    if piece.by is None or piece.kind == EQUAL:
        return run
    change = OxmlElement("w:ins" if piece.kind == INSERT else "w:del")
    change.set(qn("w:id"), str(next(numbers)))
    change.set(qn("w:author"), _fit(piece.by.author))
    change.set(qn("w:date"), piece.by.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    change.append(run)
    return change


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
