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
    """Part of a paragraph. ``top`` is the innermost item, which colours it."""

    text: str
    keys: str = ""
    top: Item | None = None
    depth: int = 0
    begins: bool = False


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


def paragraphs(
    text: str, items: Iterable[Item], touched: Iterable[tuple[int, int]] | None = None
) -> list[Paragraph]:
    """The paragraphs of ``text``, or of those only that ``touched`` spans reach into."""
    spans = [(start, end, item) for item in items for start, end in item.places]
    wanted = None if touched is None else list(touched)
    return [
        _paragraph(text, line.start(), line.end(), spans)
        for line in _LINE.finditer(text)
        if wanted is None or any(start < line.end() and end > line.start() for start, end in wanted)
    ]


def _paragraph(text: str, start: int, end: int, spans: Sequence[tuple[int, int, Item]]) -> Paragraph:
    inside = [span for span in spans if span[0] < end and span[1] > start]
    pieces = [_piece(text, segment) for segment in segments(start, end, inside)]
    line = text[start:end]
    return Paragraph(start, line, pieces, _is_heading(line.strip()))


def _piece(text: str, segment: Segment[Item]) -> Piece:
    body = text[segment.start : segment.end]
    if not segment.keys:
        return Piece(body)
    top = segment.keys[-1]
    return Piece(
        text=body,
        keys=" ".join(item.key for item in segment.keys),
        top=top,
        depth=len(segment.keys),
        begins=any(start == segment.start for start, _ in top.places),
    )


def _is_heading(line: str) -> bool:
    """Short and without the stop that ends a sentence: set in bold, nothing more depends on it."""
    return 0 < len(line) <= LONGEST_HEADING and line[-1] not in _SENTENCE_ENDS and not line.startswith("□")
