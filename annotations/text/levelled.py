"""A text with its accidents levelled, to find words again: one width, one form of punctuation, no blanks.

Every character of the levelled text knows the place in the text that it comes from.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = '“”„‟«»「」『』〝〞＂"'
_SINGLE = "‘’‚‛＇′`"
_DASHES = "—–―‒－−‐‑﹣─"
_ONE_FORM = {
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("〈《", "<"),
    **dict.fromkeys("〉》", ">"),
    **dict.fromkeys("。．", "."),
    **dict.fromkeys("、，", ","),
    **dict.fromkeys("·•‧・", "·"),
    **dict.fromkeys("～〜∼", "~"),
}


@dataclass(frozen=True, slots=True)
class Levelled:
    """``text[i]`` comes from place ``places[i]`` of the source; the places never go backward."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The levelled stretch of a source span (both end exclusive); may be empty."""
        return bisect_left(self.places, start), bisect_left(self.places, end)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a levelled stretch that is not empty."""
        return self.places[start], self.places[end - 1] + 1


def levelled(text: str) -> Levelled:
    """Level a text (code points in, code points out)."""
    pieces = [level(char) for char in text]
    places = [at for at, piece in enumerate(pieces) for _ in piece]
    return Levelled("".join(pieces), tuple(places))


@lru_cache(maxsize=20_000)
def level(char: str) -> str:
    """What stands for one character: nothing for a blank, several for some (㎡ is m2)."""
    if char in _ONE_FORM:
        return _ONE_FORM[char]
    return "".join(
        _ONE_FORM.get(one, one) for one in unicodedata.normalize("NFKC", char) if not one.isspace()
    )
