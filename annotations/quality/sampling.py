"""The sample of a month's re-check: random to whoever does not know the seed, the same for whoever does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from math import ceil

PERCENT = 2


def sample_size(population: int) -> int:
    """Two in a hundred, rounded up, at least one; none of nothing."""
    return ceil(population * PERCENT / 100)


def drawn(ids: Iterable[str], seed: str) -> list[str]:
    """The sample of ``ids``: those whose SHA-256 with the seed comes first.

    No generator of a language stands between seed and sample, so anybody can draw it again with any tool:
    ``printf '%s %s' SEED ID | sha256sum``, sorted.
    """
    known = sorted(set(ids))
    ranked = sorted(known, key=lambda one: hashlib.sha256(f"{seed} {one}".encode()).hexdigest())
    return ranked[: sample_size(len(known))]
