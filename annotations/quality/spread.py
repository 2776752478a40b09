"""How long a thing takes for most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import ceil


def nearest_rank(times: Sequence[timedelta], percent: int) -> timedelta | None:
    """The smallest time that at least ``percent`` of all do not exceed; None of nothing."""
    if not times:
        return None
    return sorted(times)[max(ceil(len(times) * percent / 100), 1) - 1]
