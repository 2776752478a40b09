"""How one text became another, character by character, on their levelled forms."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from annotations.text.levelled import Levelled, levelled

WHOLE = 50_000
"""Characters of both texts together up to which they are compared whole; more go by paragraph."""
SQUARE = 25_000 * 25_000
"""Characters times characters of a changed stretch that are compared (80 MB); a larger one is not mapped."""


class Block(NamedTuple):
    """``old[start:end]`` stands unchanged at ``new_start`` of the new text."""

    start: int
    end: int
    new_start: int

    @property
    def new_end(self) -> int:
        return self.new_start + self.end - self.start

    def image(self, at: int) -> int:
        """Where a place of the old text is in the new one."""
        return self.new_start + at - self.start


class TextMap:
    """The map from ``old`` to ``new``. All places below are those of the levelled texts."""

    def __init__(self, old: str, new: str) -> None:
        self.old: Levelled = levelled(old)
        self.new: Levelled = levelled(new)
        self.blocks = list(_joined(_blocks(old, new, self.old, self.new)))
        self._starts = [block.start for block in self.blocks]
        self._new_starts = [block.new_start for block in self.blocks]

    def within(self, start: int, end: int) -> Sequence[Block]:
        """The blocks that overlap ``old[start:end]``, in order."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.blocks[first].end <= start:
            first += 1
        return self.blocks[first : bisect_left(self._starts, end)]

    def before(self, at: int) -> Block:
        """The last block that ends at or before ``old[at]``; the very beginning when there is none."""
        index = bisect_left(self._starts, at) - 1
        while index >= 0 and self.blocks[index].end > at:
            index -= 1
        return self.blocks[index] if index >= 0 else Block(0, 0, 0)

    def after(self, at: int) -> Block:
        """The first block that begins at or after ``old[at]``; the end of the texts when there is none."""
        index = bisect_left(self._starts, at)
        if index < len(self.blocks):
            return self.blocks[index]
        return Block(len(self.old.text), len(self.old.text), len(self.new.text))

    def covering(self, start: int, end: int) -> Block | None:
        """The block that holds all of ``new[start:end]``, if one does."""
        index = bisect_right(self._new_starts, start) - 1
        block = self.blocks[index] if index >= 0 else None
        return block if block and block.new_end >= end else None

    def fresh(self, shortest: int) -> Iterator[tuple[int, int]]:
        """The stretches of the new text between unchanged blocks of at least ``shortest`` characters."""
        at = 0
        for block in self.blocks:
            if block.end - block.start >= shortest:
                if at < block.new_start:
                    yield at, block.new_start
                at = block.new_end
        if at < len(self.new.text):
            yield at, len(self.new.text)


def _blocks(old: str, new: str, a: Levelled, b: Levelled) -> Iterator[Block]:
    if len(a.text) + len(b.text) <= WHOLE:
        yield from _equal(a.text, b.text, 0, 0)
        return
    before, after = _paragraphs(old, a), _paragraphs(new, b)
    lines = [a.text[i:j] for i, j in before], [b.text[i:j] for i, j in after]
    for code in Indel.opcodes(*lines):
        if code.tag == "equal":
            for here, there in zip(
                before[code.src_start : code.src_end], after[code.dest_start : code.dest_end], strict=True
            ):
                yield Block(*here, there[0])
    yield from _changed(lines, before, after, a, b)


def _changed(
    lines: tuple[list[str], list[str]],
    before: Sequence[tuple[int, int]],
    after: Sequence[tuple[int, int]],
    a: Levelled,
    b: Levelled,
) -> Iterator[Block]:
    """What stayed within the paragraphs that changed."""
    at = new_at = 0
    ends = [(code.src_start, code.src_end, code.dest_start, code.dest_end) for code in Indel.opcodes(*lines)
            if code.tag == "equal"]  # fmt: skip
    for start, end, new_start, new_end in [*ends, (len(before), len(before), len(after), len(after))]:
        if at < start and new_at < new_start:
            i, j = before[at][0], before[start - 1][1]
            k, n = after[new_at][0], after[new_start - 1][1]
            if (j - i) * (n - k) <= SQUARE:
                yield from _equal(a.text[i:j], b.text[k:n], i, k)
        at, new_at = end, new_end


def _equal(old: str, new: str, at: int, new_at: int) -> Iterator[Block]:
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            yield Block(at + code.src_start, at + code.src_end, new_at + code.dest_start)


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """In order, what touches on both sides made one; empty paragraphs left out."""
    held: Block | None = None
    for block in sorted(blocks):
        if block.start == block.end:
            continue
        if held and (held.end, held.new_end) == (block.start, block.new_start):
            held = held._replace(end=block.end)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _paragraphs(text: str, flat: Levelled) -> list[tuple[int, int]]:
    """The levelled stretches of the lines."""
    found, at = [], 0
    for line in text.split("\n"):
        found.append(flat.span(at, at + len(line)))
        at += len(line) + 1
    return found
