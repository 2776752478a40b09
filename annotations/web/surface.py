"""The article surface: paragraphs cut into plain and marked pieces, exactly as the text stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.text.spans import Segment, segments
from annotations.web.items import Item

LONGEST_HEADING = 30
_LINE = re.compile(r"[^\n]+")
_SENTENCE_ENDS = "。！？!?…；;，,：:”）)"


@dataclass(frozen=True)
class Piece:
    """Part of a paragraph. ``top`` is the innermost item, which colours it.

    ``untaken`` is the place ("12-45") of the sentence that begins here and that nobody has taken up.
    """

    text: str
    keys: str = ""
    top: Item | None = None
    depth: int = 0
    begins: bool = False
    untaken: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One line of the text that is not empty; ``start`` in code points."""

    start: int
    text: str
    pieces: Sequence[Piece]
    heading: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


Span = tuple[int, int]


def paragraphs(
    text: str,
    items: Iterable[Item],
    touched: Iterable[Span] | None = None,
    untaken: Sequence[Span] = (),
) -> list[Paragraph]:
    """The paragraphs of ``text``, or of those only that ``touched`` spans reach into.

    ``untaken`` are sentences to be marked in the margin: a cut without an item.
    """
    spans: list[tuple[int, int, Item | None]] = [
        (start, end, item) for item in items for start, end in item.places
    ]
    spans += [(start, end, None) for start, end in untaken]
    wanted = None if touched is None else list(touched)
    return [
        _paragraph(text, line.start(), line.end(), spans)
        for line in _LINE.finditer(text)
        if wanted is None or any(start < line.end() and end > line.start() for start, end in wanted)
    ]


def _paragraph(text: str, start: int, end: int, spans: Sequence[tuple[int, int, Item | None]]) -> Paragraph:
    inside = [span for span in spans if span[0] < end and span[1] > start]
    untaken = {span[0]: f"{span[0]}-{span[1]}" for span in inside if span[2] is None}
    pieces = [
        _piece(text, segment, untaken.get(segment.start, "")) for segment in segments(start, end, inside)
    ]
    line = text[start:end]
    return Paragraph(start, line, pieces, _is_heading(line.strip()))


def _piece(text: str, segment: Segment[Item | None], untaken: str) -> Piece:
    body = text[segment.start : segment.end]
    items = [item for item in segment.keys if item]
    if not items:
        return Piece(body, untaken=untaken)
    top = items[-1]
    return Piece(
        text=body,
        keys=" ".join(item.key for item in items),
        top=top,
        depth=len(items),
        begins=any(start == segment.start for start, _ in top.places),
        untaken=untaken,
    )


def _is_heading(line: str) -> bool:
    """Short and without the stop that ends a sentence: set in bold, nothing more depends on it."""
    return 0 < len(line) <= LONGEST_HEADING and line[-1] not in _SENTENCE_ENDS and not line.startswith("□")
