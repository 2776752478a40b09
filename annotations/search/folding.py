"""One spelling to search in: simplified, half-width, lower case. The stored text stays as it is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from annotations.text.spelling import simplified


@dataclass(frozen=True, slots=True)
class Folded:
    """``text[i]`` comes from place ``places[i]`` of the source; ``places`` is None where none moved."""

    text: str
    places: tuple[int, ...] | None = None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source (code points, end exclusive) behind a stretch that is not empty."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def folded(text: str) -> Folded:
    """Fold a text and keep the way back."""
    plain = simplified(text)
    if plain.isascii() or unicodedata.is_normalized("NFKC", plain):
        lower = plain.lower()
        if len(lower) == len(plain):
            return Folded(lower)
    pieces = [_fold(char) for char in plain]
    places = [at for at, piece in enumerate(pieces) for _ in piece]
    return Folded("".join(pieces), tuple(places))


def fold(text: str) -> str:
    """The folded text alone, without the way back."""
    return unicodedata.normalize("NFKC", simplified(text)).lower()


@lru_cache(maxsize=20_000)
def _fold(char: str) -> str:
    return unicodedata.normalize("NFKC", char).lower()
