"""A text in pieces of a size to be found and shown: short paragraphs joined, long ones cut at sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotations.search.boilerplate import disclaims, says_nothing
from annotations.text.sentences import in_paragraph, paragraphs
from annotations.text.spans import Span

SHORTEST, LONGEST = 150, 400
"""Characters of a piece: paragraphs are joined until they reach the first and cut beyond the second."""


class Piece(NamedTuple):
    """``text[start : start + len(piece.text)] == piece.text`` (code points)."""

    start: int
    text: str


def pieces(text: str) -> list[Piece]:
    """The pieces in order, disclaimers and credits left out; all of the text where nothing else is left.

    A text without words (a picture) has one empty piece, by which its title is found.
    """
    lines = list(paragraphs(text))
    found = [_piece(text, run) for run in _joined(text, _kept(text, lines))]
    return found or [_piece(text, run) for run in _joined(text, lines)] or [Piece(0, "")]


def _piece(text: str, run: Span) -> Piece:
    return Piece(run.start, run.of(text))


def _kept(text: str, lines: list[Span]) -> list[Span | None]:
    """None where a line was left out: what stands around it is not joined."""
    kept: list[Span | None] = []
    for at, line in enumerate(lines):
        words = line.of(text)
        if disclaims(words) and at * 2 >= len(lines):
            break
        kept.append(None if says_nothing(words) or disclaims(words) else line)
    return kept


def _joined(text: str, lines: Iterable[Span | None]) -> Iterator[Span]:
    held: Span | None = None
    for line in lines:
        for part in _parts(text, line):
            if held and part and part.end - held.start <= LONGEST and held.end - held.start < SHORTEST:
                held = Span(held.start, part.end)
                continue
            if held:
                yield held
            held = part
    if held:
        yield held


def _parts(text: str, line: Span | None) -> Iterator[Span | None]:
    """A line, or a long line's sentences put together again up to the size of a piece."""
    if line is None or line.end - line.start <= LONGEST:
        yield line
        return
    held: Span | None = None
    for sentence in in_paragraph(line, text):
        for start in range(sentence.start, sentence.end, LONGEST):
            end = min(sentence.end, start + LONGEST)
            if held and (end - held.start > LONGEST or held.end - held.start >= SHORTEST):
                yield held
                held = None
            held = Span(held.start if held else start, end)
    if held:
        yield held
