"""Two wordings of one text, word by word: what was struck, what was put in, what stayed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

KEPT, STRUCK, ADDED = "kept", "struck", "added"
LONGEST = 400
"""Of a longer text only the beginning is compared; a history is for reading."""
# A figure or a Latin word is one token, so that 117 → 118 is struck whole; Han goes character by character.
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)


class Run(NamedTuple):
    """A stretch of words; ``kind`` is kept, struck or added."""

    kind: str
    text: str


def worddiff(old: str, new: str) -> list[Run]:
    """The runs that lead from ``old`` to ``new``."""
    before, after = tokens(shortened(old)), tokens(shortened(new))
    runs: list[Run] = []
    for op, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            runs.append(Run(KEPT, "".join(before[i:j])))
            continue
        if i < j:
            runs.append(Run(STRUCK, "".join(before[i:j])))
        if k < n:
            runs.append(Run(ADDED, "".join(after[k:n])))
    return runs


def tokens(text: str) -> Sequence[str]:
    return _TOKEN.findall(text)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
