"""Where the pages of a document begin in its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def page_at(page_starts: Sequence[int], place: int) -> str:
    """The number of the page on which ``place`` stands; "" for a text without pages.

    ``page_starts`` are the offsets (code points, rising) at which pages begin; what stands before the first
    belongs to it.
    """
    return str(max(1, bisect_right(page_starts, place))) if page_starts else ""
