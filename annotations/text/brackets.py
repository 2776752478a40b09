"""Which opening mark belongs to which closing mark, in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

CLOSER = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
}
OPENER = {closer: opener for opener, closer in CLOSER.items()}
QUOTATION = '“「『"'
TITLE = "《"


@dataclass(frozen=True, slots=True)
class Pair:
    """From the opening mark to behind the closing one; ``depth`` 0 is the outermost of its kind."""

    start: int
    end: int
    mark: str
    depth: int


def pairs(text: str) -> list[Pair]:
    """Match marks of the same kind with each other; what has no partner is left out.

    Kinds are matched apart, so a forgotten bracket cannot hide a quotation. The straight quote ``"``
    opens and closes in turn. Sorted by start.
    """
    stacks: dict[str, list[int]] = {}
    found = []
    for position, mark in _marks(text):
        if mark == '"':
            stack = stacks.setdefault(mark, [])
            if stack:
                found.append(Pair(stack.pop(), position + 1, mark, 0))
            else:
                stack.append(position)
        elif mark in CLOSER:
            stacks.setdefault(mark, []).append(position)
        elif stack := stacks.get(OPENER[mark], []):
            start = stack.pop()
            found.append(Pair(start, position + 1, OPENER[mark], len(stack)))
    return sorted(found, key=lambda pair: (pair.start, -pair.end))


def _marks(text: str) -> Iterator[tuple[int, str]]:
    for position, char in enumerate(text):
        if char in CLOSER or char in OPENER or char == '"':
            yield position, char


def outermost(found: list[Pair]) -> list[Pair]:
    """Those that stand inside no other, in reading order."""
    kept: list[Pair] = []
    for pair in found:
        if not kept or pair.start >= kept[-1].end:
            kept.append(pair)
    return kept
