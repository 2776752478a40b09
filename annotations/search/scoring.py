"""How well a passage answers a query, the same on every database: BM25 and shared pairs of characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from annotations.search.folding import fold
from annotations.search.terms import Rarity

K1, B = 0.9, 0.4
PAIRS = 0.5
"""What it counts that all pairs of the query's characters stand in the passage; all its words count 1."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query made ready: its words with the weight each has, and its pairs of characters."""

    weights: Mapping[str, float]
    pairs: frozenset[str]
    rarity: Rarity

    @property
    def most(self) -> float:
        """The sum that no passage exceeds."""
        return sum(self.weights.values()) * (K1 + 1) or 1.0


_BETWEEN = re.compile(r"[\W_]+")


def pairs_of(text: str) -> frozenset[str]:
    """Neighbouring characters of a folded text, blanks and punctuation left out."""
    return frozenset(map("".join, pairwise(_BETWEEN.sub("", text))))


def score(asked: Asked, tokens: str, text: str) -> float:
    """Between 0 and 1; 1 is a passage that holds all of the query many times."""
    words = tokens.split()
    found = Counter(word for word in words if word in asked.weights)
    norm = K1 * (1 - B + B * len(words) / asked.rarity.words_each)
    sum_ = sum(asked.weights[word] * n * (K1 + 1) / (n + norm) for word, n in found.items())
    # Without punctuation most of a text is in its normal form already, which costs a fifth.
    plain = fold(_BETWEEN.sub("", text))
    share = sum(pair in plain for pair in asked.pairs) / len(asked.pairs) if asked.pairs else 0.0
    return (sum_ / asked.most + PAIRS * share) / (1 + PAIRS)
