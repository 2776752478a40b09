"""Word lists as a sub-editor can read and correct them: words apart by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable


def listed(text: str) -> tuple[str, ...]:
    """``"个 名 家"`` -> ``("个", "名", "家")``."""
    return tuple(text.split())


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, sorted so that the engine tells them apart early.

    ``["表示", "表态", "说"]`` -> ``(?:表(?:示|态)|说)``.
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = [
        head + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})") for head, rest in tails.items()
    ]
    return f"(?:{'|'.join(branches)})"
