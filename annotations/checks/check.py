"""What one number check says: the words it read, the outcome and the arithmetic."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.checks.sayings import said

HOLDS = "holds"
DIFFERS = "differs"
HINT = "hint"

Role = tuple[int, int, str]
"""Start and end in the text, end exclusive, and the part that these words play: ``total``, ``part`` …"""


@dataclass(frozen=True, slots=True)
class Found:
    """A result with places in the plain text of one sentence; ``saying`` names a sentence of sayings.py."""

    name: str
    outcome: str
    saying: str
    spans: tuple[Role, ...]
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """``key`` is the same as long as the words that were read stand, so that a dismissal stays with them."""

    name: str
    key: str
    spans: tuple[Role, ...]
    outcome: str
    saying: str
    params: Mapping[str, str]
    on_by_default: bool = True

    @property
    def explanation(self) -> str:
        """The arithmetic as a sentence, in the language of whoever reads it."""
        return said(self.saying, self.params)


def key_of(name: str, saying: str, words: list[str]) -> str:
    """Stable while check and words are the same, wherever in the text they stand."""
    told = "\x1f".join([name, saying, *words])
    return hashlib.sha256(told.encode()).hexdigest()[:32]
