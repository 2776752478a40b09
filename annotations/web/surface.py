"""The article surface: paragraphs cut into plain and marked pieces, exactly as the text stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from annotations.text.spans import Segment, segments
from annotations.web.items import Desktop, Item
from annotations.web.notes import margin

LONGEST_HEADING = 30
CROWDED = 2
"""Signs that begin nearer to each other, in characters, would run together: the outer one goes."""
DEEPEST = 4
"""Marks over one another that the text still tells apart: a colour and three bars."""
_LINE = re.compile(r"[^\n]+")
_SENTENCE_ENDS = "。！？!?…；;，,：:”）)"


@dataclass(frozen=True)
class Piece:
    """Part of a paragraph. ``top`` is the innermost item, which colours it.

    ``sign`` stands above its beginning, ``numbers`` are those of the claims that end with it (on paper);
    ``untaken`` is the place ("12-45") of the sentence that begins here and that nobody has taken up.
    """

    text: str
    keys: str = ""
    top: Item | None = None
    depth: int = 0
    sign: str = ""
    numbers: str = ""
    untaken: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One line of the text that is not empty; ``start`` in code points.

    ``words`` and ``units`` are codes of where a selection stops (text/boundaries.py), empty before a run;
    ``note`` is what the number checks say about it.
    """

    start: int
    text: str
    pieces: Sequence[Piece]
    heading: bool
    words: str = ""
    units: str = ""
    note: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


Span = tuple[int, int]
Marking = tuple[int, int, Item | None]
"""A stretch of the text and the item that marks it; none for a sentence nobody has taken up."""


def on_the(table: Desktop, touched: Iterable[Span] | None = None) -> list[Paragraph]:
    """The text of the article on the table with all its marks, or the ``touched`` paragraphs of it."""
    made = paragraphs(table.article.text, table.marked, touched, table.untaken, table.boundaries)
    return _with_notes(made, margin(table.checks))


def _with_notes(made: list[Paragraph], notes: Iterable[tuple[int, str]]) -> list[Paragraph]:
    """Each paragraph with the arithmetic of its number checks, which stands in the margin."""
    by_place = sorted(notes)
    return [
        replace(one, note="\n".join(note for at, note in by_place if one.start <= at < one.end))
        if by_place
        else one
        for one in made
    ]


def paragraphs(
    text: str,
    items: Iterable[Item],
    touched: Iterable[Span] | None = None,
    untaken: Sequence[Span] = (),
    boundaries: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Paragraph]:
    """The paragraphs of ``text``, or of those only that ``touched`` spans reach into.

    ``untaken`` are sentences to be marked in the margin: a cut without an item.
    """
    spans: list[Marking] = [(start, end, item) for item in items for start, end in item.places]
    spans += [(start, end, None) for start, end in untaken]
    lines = list(_LINE.finditer(text))
    over = _by_line(lines, spans)
    wanted = range(len(lines)) if touched is None else sorted(_by_line(lines, [(*t, None) for t in touched]))
    return [
        _paragraph(text, lines[at], over.get(at, []), boundaries.get(str(lines[at].start()), ("", "")))
        for at in wanted
    ]


def _by_line(lines: Sequence[re.Match[str]], spans: Iterable[Marking]) -> dict[int, list[Marking]]:
    """The spans that reach into each line, by its number; lines without any are left out."""
    ends = [line.end() for line in lines]
    over: dict[int, list[Marking]] = {}
    for span in spans:
        at = bisect_right(ends, span[0])
        while at < len(lines) and lines[at].start() < span[1]:
            over.setdefault(at, []).append(span)
            at += 1
    return over


def _paragraph(
    text: str, line: re.Match[str], inside: Sequence[Marking], boundaries: Sequence[str]
) -> Paragraph:
    start, end = line.span()
    untaken = {span[0]: f"{span[0]}-{span[1]}" for span in inside if span[2] is None}
    pieces: list[Piece] = []
    # From the end, because of two signs that would run together the inner one, further on, stays.
    signed = end + CROWDED
    for segment in reversed(segments(start, end, inside)):
        piece = _piece(text, segment, untaken.get(segment.start, ""), signed - segment.start >= CROWDED)
        signed = segment.start if piece.sign else signed
        pieces.append(piece)
    return Paragraph(start, line[0], pieces[::-1], _is_heading(line[0].strip()), *boundaries)


def _piece(text: str, segment: Segment[Item | None], untaken: str, room: bool) -> Piece:
    body = text[segment.start : segment.end]
    items = [item for item in segment.keys if item]
    if not items:
        return Piece(body, untaken=untaken)
    top = items[-1]
    begins = room and any(start == segment.start for start, _ in top.places)
    ending = [
        item.number for item in items if item.number and any(end == segment.end for _, end in item.places)
    ]
    return Piece(
        text=body,
        keys=" ".join(item.mark for item in items),
        top=top,
        depth=min(len(items), DEEPEST),
        sign=f"{top.lead.glyph}{top.icon}" if begins else "",
        numbers=" ".join(map(str, ending)),
        untaken=untaken,
    )


def _is_heading(line: str) -> bool:
    """Short and without the stop that ends a sentence: set in bold, nothing more depends on it."""
    return 0 < len(line) <= LONGEST_HEADING and line[-1] not in _SENTENCE_ENDS and not line.startswith("□")
