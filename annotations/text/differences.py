"""Two states of a text: what was struck, what was put in, and where; paragraph by paragraph.

Words are compared, not characters: a figure or a Latin word is one piece, so that 117 → 118 is struck
whole. A paragraph that was rewritten beyond recognition is struck and put in whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

EQUAL: Literal["equal"] = "equal"
INSERT: Literal["insert"] = "insert"
DELETE: Literal["delete"] = "delete"
RELATED = 0.4
"""Similarity from which two paragraphs are shown as one that was changed."""
WIDEST = 40
"""Changed paragraphs in a row that are compared each with each; of more only those in the same place."""
LARGEST = 20_000 * 20_000
"""Pieces times pieces that are compared (50 MB, a tenth of a second); more is struck and put in whole."""
_TOKEN = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?|[A-Za-z]+|\s|.", re.DOTALL)
_PARAGRAPH = re.compile(r"[^\n]*\n|[^\n]+")


class Run(NamedTuple):
    """A stretch that stayed, was put in or was struck."""

    kind: Literal["equal", "insert", "delete"]
    text: str


class Edit(NamedTuple):
    """``old[start:end]`` became ``new[new_start:new_end]``; either side may be empty. Code points."""

    start: int
    end: int
    new_start: int
    new_end: int


def runs(old: str, new: str) -> list[Run]:
    """The runs that lead from ``old`` to ``new``, struck before put in.

    Without the inserted ones they are ``old``, without the deleted ones ``new``.
    """
    found: list[Run] = []
    at = 0
    for edit in edits(old, new):
        _add(found, EQUAL, old[at : edit.start])
        _add(found, DELETE, old[edit.start : edit.end])
        _add(found, INSERT, new[edit.new_start : edit.new_end])
        at = edit.end
    _add(found, EQUAL, old[at:])
    return found


def edits(old: str, new: str) -> list[Edit]:
    """Where the texts differ, in order, never touching each other."""
    before, after = _pieces(_PARAGRAPH, old), _pieces(_PARAGRAPH, new)
    found: list[Edit] = []
    for edit in _of_paragraphs(before, after):
        start, new_start = _offset(before, edit.start), _offset(after, edit.new_start)
        inner = _of_words(
            old[start : _offset(before, edit.end)], new[new_start : _offset(after, edit.new_end)]
        )
        for one in inner:
            moved = Edit(
                start + one.start, start + one.end, new_start + one.new_start, new_start + one.new_end
            )
            if found and (found[-1].end, found[-1].new_end) == (moved.start, moved.new_start):
                moved = found.pop()._replace(end=moved.end, new_end=moved.new_end)
            found.append(moved)
    return found


def changed_spans(old: str, new: str) -> list[tuple[int, int]]:
    """The stretches of ``new`` that are not in ``old``; where words were only struck there is none."""
    return [(edit.new_start, edit.new_end) for edit in edits(old, new) if edit.new_start < edit.new_end]


def _add(found: list[Run], kind: Literal["equal", "insert", "delete"], text: str) -> None:
    if text:
        found.append(Run(kind, text))


class _Pieces(NamedTuple):
    texts: list[str]
    offsets: list[int]


def _pieces(pattern: re.Pattern[str], text: str) -> _Pieces:
    texts = pattern.findall(text)
    offsets = [0]
    for piece in texts:
        offsets.append(offsets[-1] + len(piece))
    return _Pieces(texts, offsets)


def _offset(pieces: _Pieces, index: int) -> int:
    return pieces.offsets[index]


def _of_paragraphs(before: _Pieces, after: _Pieces) -> Iterator[Edit]:
    """Pairs of paragraphs that are one changed, and such as were struck or put in (in paragraphs)."""
    for op, i, j, k, n in _blocks(before.texts, after.texts):
        if op != EQUAL:
            yield from _paired(before.texts[i:j], after.texts[k:n], i, k)


def _paired(old: Sequence[str], new: Sequence[str], at: int, new_at: int) -> Iterator[Edit]:
    """Pair what is alike within a changed block, in order, so that the sum of likeness is greatest."""
    pairs = _alike(old, new) if max(len(old), len(new)) <= WIDEST else _in_order(old, new)
    i = k = 0
    for j, n in [*pairs, (len(old), len(new))]:
        if i < j:
            yield Edit(at + i, at + j, new_at + k, new_at + k)
        if k < n:
            yield Edit(at + j, at + j, new_at + k, new_at + n)
        if j < len(old) and n < len(new):
            yield Edit(at + j, at + j + 1, new_at + n, new_at + n + 1)
        i, k = j + 1, n + 1


def _in_order(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    return [(i, i) for i, (one, other) in enumerate(zip(old, new, strict=False)) if _likeness(one, other)]


def _likeness(one: str, other: str) -> float:
    """0 for paragraphs that are not related; very long ones are taken to be, and compared by words."""
    if len(one) * len(other) > LARGEST:
        return RELATED
    return Indel.normalized_similarity(one, other, score_cutoff=RELATED)


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    best = [[(0.0, 0)] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for k in range(len(new) - 1, -1, -1):
            likeness = _likeness(old[i], new[k])
            both = best[i + 1][k + 1][0] + likeness if likeness else -1.0
            best[i][k] = max((both, 0), (best[i + 1][k][0], 1), (best[i][k + 1][0], 2))
    pairs = []
    i = k = 0
    while i < len(old) and k < len(new):
        match best[i][k][1]:
            case 0:
                pairs.append((i, k))
                i, k = i + 1, k + 1
            case 1:
                i += 1
            case _:
                k += 1
    return pairs


def _of_words(old: str, new: str) -> list[Edit]:
    """The edits within one paragraph, or the whole of what was struck or put in."""
    if not old or not new:
        return [Edit(0, len(old), 0, len(new))]
    before, after = _pieces(_TOKEN, old), _pieces(_TOKEN, new)
    return [
        Edit(_offset(before, i), _offset(before, j), _offset(after, k), _offset(after, n))
        for op, i, j, k, n in _readable(_blocks(before.texts, after.texts))
        if op != EQUAL
    ]


Block = tuple[str, int, int, int, int]


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Equal and changed blocks in turn; what was struck and what was put in at one place is one block."""
    first, last = _shared_ends(old, new)
    if (len(old) - first - last) * (len(new) - first - last) > LARGEST:
        j, n = len(old) - last, len(new) - last
        whole = [(EQUAL, 0, first, 0, first), ("changed", first, j, first, n)]
        return [*whole, (EQUAL, j, len(old), n, len(new))]
    blocks: list[Block] = []
    for code in Indel.opcodes(old, new):
        op, i, j, k, n = code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end
        if op != EQUAL and blocks and blocks[-1][0] != EQUAL:
            _, i, _, k, _ = blocks.pop()
        blocks.append((EQUAL if op == EQUAL else "changed", i, j, k, n))
    return blocks


def _shared_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many pieces both begin with, and how many of the others both end with."""
    shortest = min(len(old), len(new))
    first = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    last = next((at for at in range(shortest - first) if old[-1 - at] != new[-1 - at]), shortest - first)
    return first, last


def _readable(blocks: Sequence[Block]) -> list[Block]:
    """A single word that happens to stand between two changes is struck with them: no confetti."""
    merged: list[Block] = []
    for index, (op, i, j, k, n) in enumerate(blocks):
        between = (
            0 < index < len(blocks) - 1
            and j - i == 1
            and _wide(blocks[index - 1])
            and _wide(blocks[index + 1])
        )
        if merged and merged[-1][0] != EQUAL and (op != EQUAL or between):
            _, i, _, k, _ = merged.pop()
            op = "changed"
        merged.append((op, i, j, k, n))
    return merged


def _wide(block: Block) -> bool:
    return block[2] - block[1] + block[4] - block[3] > 2


class Shown(NamedTuple):
    """A run for the screen; ``omitted`` characters were left out where ``text`` has its "…"."""

    kind: Literal["equal", "insert", "delete"]
    text: str
    omitted: int = 0


def abridged(found: Sequence[Run], side: int = 60) -> list[Shown]:
    """Runs with the middle of long unchanged stretches left out, ``side`` characters kept at each edit.

    What changed is never shortened.
    """
    shown = []
    for number, run in enumerate(found):
        left = side if number else 0
        right = side if number < len(found) - 1 else 0
        gone = len(run.text) - left - right
        if run.kind != EQUAL or gone <= side:
            shown.append(Shown(run.kind, run.text))
            continue
        text = run.text[:left] + "…" + run.text[len(run.text) - right :]
        shown.append(Shown(run.kind, text, gone))
    return shown
