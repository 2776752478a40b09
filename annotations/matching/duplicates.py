"""Near duplicates: how much of one text stands in another, by sampled shingles (retrieval.md).

What a copy changes without saying anything else (punctuation, blanks, width, traditional characters, case)
is folded away first. A shingle is six characters in a row; of their checksums every eighth is kept, so one
table holds them all and two long texts are compared by a few thousand numbers.
"""

from __future__ import annotations

from collections.abc import Collection
from zlib import crc32

from annotations.text.levelled import level
from annotations.text.spelling import simplified

WIDTH = 6
SAMPLED = 8
"""One checksum in so many is kept."""
SHORTEST = 200
"""Folded characters below which a text is not judged: a few sentences agree by chance or by quoting."""
ALIKE = 0.3
"""Containment from which a person is asked whether two texts are one story."""
SAME = 0.6
"""Containment from which they are one story."""
_BYTES = 4


def fold(text: str) -> str:
    """The letters and digits of a text in one width, case and spelling."""
    return "".join(char for char in simplified("".join(map(level, text))).lower() if char.isalnum())


def shingles(text: str) -> frozenset[int]:
    """The sampled checksums of a text, each below 2³²; none of a text too short to be judged."""
    folded = fold(text)
    if len(folded) < SHORTEST:
        return frozenset()
    written = folded.encode("utf-32-le")
    last = len(folded) - WIDTH
    sums = (crc32(written[at * _BYTES : (at + WIDTH) * _BYTES]) for at in range(last + 1))
    return frozenset(one for one in sums if one % SAMPLED == 0)


def containment(a: Collection[int], b: Collection[int]) -> float:
    """How much of the shorter text stands in the longer one, 0 to 1; 0 when either is not judged."""
    return share(len(frozenset(a) & frozenset(b)), len(a), len(b))


def share(common: int, a: int, b: int) -> float:
    """The same from counts: shingles in common, and of either text."""
    return common / min(a, b) if a and b else 0.0
