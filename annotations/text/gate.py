"""Word boundaries as a gate: patterns find, words decide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from annotations.text import script
from annotations.text.words import Word, words


class Gate:
    """Asks the words of one sentence whether a place may begin or end an expression."""

    __slots__ = ("_ends", "_starts", "starts", "tokens")

    def __init__(self, tokens: Sequence[Word]) -> None:
        self.tokens = tokens
        self.starts = [word.start for word in tokens]
        self._starts = frozenset(self.starts)
        self._ends = frozenset([word.end for word in tokens])

    def opens(self, position: int) -> bool:
        """A word begins here."""
        return position in self._starts

    def closes(self, position: int) -> bool:
        """A word ends here."""
        return position in self._ends

    def index(self, position: int) -> int:
        """The number of the word that covers this place."""
        return max(0, bisect_right(self.starts, position) - 1)

    def at(self, position: int) -> Word:
        """The word that covers this place."""
        return self.tokens[self.index(position)]

    def whole(self, start: int, end: int) -> bool:
        """Both ends stand on word boundaries."""
        return start in self._starts and end in self._ends


Boundaries = Sequence[Word] | Gate | None


def prepared(text: str, boundaries: Boundaries) -> tuple[str, Gate]:
    """The sentence as number and date patterns read it, and its gate.

    Traditional copy is cut again after its numerals are made simple: 兩個 is no word of the dictionary.
    """
    if script.traditional(text):
        text = script.plain(text)
        return text, Gate(words(text))
    if not isinstance(boundaries, Gate):
        boundaries = Gate(words(text) if boundaries is None else boundaries)
    return script.plain(text), boundaries


def overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether ``[start, end)`` touches one of the sorted, non-overlapping stretches."""
    at = bisect_right(taken, (start, 1 << 60))
    return (at > 0 and taken[at - 1][1] > start) or (at < len(taken) and taken[at][0] < end)
