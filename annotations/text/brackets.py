"""Which opening mark belongs to which closing mark, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass

CLOSER = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "〝": "〞",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
}
OPENER = {closer: opener for opener, closer in CLOSER.items()}
QUOTATION = '“「『〝"'
TITLE = "《"
# Marks that open and close in turn: the straight quote and its full-width form.
_STRAIGHT = {'"': '"', "＂": '"'}
_MARK = re.compile("[" + re.escape("".join((*CLOSER, *OPENER, *_STRAIGHT))) + "]")
# Typists confuse these two; a sentence that has only one of them uses it for both ends.
_CONFUSED = ("“", "”")


@dataclass(frozen=True, slots=True)
class Pair:
    """From the opening mark to behind the closing one; ``depth`` 0 is the outermost of its kind."""

    start: int
    end: int
    mark: str
    depth: int


def pairs(text: str) -> list[Pair]:
    """Match marks of the same kind with each other; what has no partner is left out.

    Kinds are matched apart, so a forgotten bracket cannot hide a quotation. Straight quotes open and
    close in turn, and so do curly ones when a text has only opening or only closing ones. Sorted by start.
    """
    stacks: dict[str, list[int]] = {}
    found: list[Pair] = []
    straight = _STRAIGHT
    if one := _used_for_both(text):
        straight = _STRAIGHT | {one: "“"}
    for seen in _MARK.finditer(text):
        position, mark = seen.start(), seen.group()
        if mark in straight:
            stack = stacks.setdefault(mark, [])
            if stack:
                found.append(Pair(stack.pop(), position + 1, straight[mark], 0))
            else:
                stack.append(position)
        elif mark in CLOSER:
            stacks.setdefault(mark, []).append(position)
        elif stack := stacks.get(OPENER[mark], []):
            start = stack.pop()
            found.append(Pair(start, position + 1, OPENER[mark], len(stack)))
    return sorted(found, key=lambda pair: (pair.start, -pair.end))


def _used_for_both(text: str) -> str:
    """The curly mark that stands for both ends, an even number of times; empty when none does."""
    opening, closing = (text.count(mark) for mark in _CONFUSED)
    if (opening == 0) == (closing == 0) or (opening + closing) % 2:
        return ""
    return _CONFUSED[0] if opening else _CONFUSED[1]


def outermost(found: list[Pair]) -> list[Pair]:
    """Those that stand inside no other, in reading order."""
    kept: list[Pair] = []
    for pair in found:
        if not kept or pair.start >= kept[-1].end:
            kept.append(pair)
    return kept
