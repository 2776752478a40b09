"""Two texts side by side, row by row: what was struck on the left, what was put in on the right."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotations.text.differences import Edit, edits

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """Part of a cell; ``changed`` words stand on this side only.

    ``number`` counts the marks of the right side from 1, 0 is none; ``opens`` where a mark begins.
    """

    text: str
    changed: bool = False
    number: int = 0
    opens: bool = False


@dataclass(frozen=True)
class Row:
    """Lines that belong together: one paragraph on each side, or several where they were rewritten."""

    left: Sequence[Piece]
    right: Sequence[Piece]

    @property
    def differs(self) -> bool:
        return any(piece.changed for piece in (*self.left, *self.right))


def rows(old: str, new: str, marks: Sequence[Stretch]) -> list[Row]:
    """Both texts cut where a line ends in both; ``marks`` are stretches of ``new``, in order and apart."""
    found = edits(old, new)
    struck = [(one.start, one.end) for one in found if one.start < one.end]
    put = [(one.new_start, one.new_end) for one in found if one.new_start < one.new_end]
    numbers = {one: number for number, one in enumerate(marks, 1)}
    cut = []
    for (left, right), (left_end, right_end) in pairwise(_cuts(old, new, found)):
        row = Row(
            _pieces(old, left, left_end, struck, (), {}), _pieces(new, right, right_end, put, marks, numbers)
        )
        if any(piece.text.strip() for piece in (*row.left, *row.right)):
            cut.append(row)
    return cut


def _cuts(old: str, new: str, found: Sequence[Edit]) -> list[Stretch]:
    """Places in both texts behind a line end that both have."""
    cuts = [(0, 0)]
    at, shift = 0, 0
    for edit in (*found, Edit(len(old), len(old), len(new), len(new))):
        cuts += [(place + 1, place + 1 + shift) for place in range(at, edit.start) if old[place] == "\n"]
        at, shift = edit.end, edit.new_end - edit.end
    return [*cuts, (len(old), len(new))]


def _between(stretches: Sequence[Stretch], start: int, end: int) -> Sequence[Stretch]:
    """Those of ordered, separate stretches that reach into a row."""
    first = bisect_right(stretches, start, key=lambda one: one[1])
    return stretches[first : bisect_left(stretches, end, key=lambda one: one[0])]


def _pieces(
    text: str,
    start: int,
    end: int,
    changed: Sequence[Stretch],
    marks: Sequence[Stretch],
    numbers: dict[Stretch, int],
) -> list[Piece]:
    inside = [*_between(changed, start, end), *_between(marks, start, end)]
    edges = sorted({start, end, *(min(max(edge, start), end) for one in inside for edge in one)})
    put = set(_between(changed, start, end))
    pieces = []
    for left, right in pairwise(edges):
        over = [one for one in inside if one[0] <= left and right <= one[1]]
        mark = next((one for one in over if one in numbers), None)
        words = text[left:right].strip("\n") if right == end else text[left:right]
        number = numbers[mark] if mark else 0
        pieces.append(Piece(words, any(one in put for one in over), number, bool(mark and mark[0] == left)))
    return pieces
