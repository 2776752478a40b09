"""What one detector says about one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.vocabulary import ClaimType

FIGURES = (ClaimType.COMPARISON, ClaimType.SHARE, ClaimType.MONEY, ClaimType.QUANTITY)


@dataclass(frozen=True, slots=True)
class Finding:
    """``start`` and ``end`` count code points of the sentence, end exclusive.

    ``marks``: inferred, ambiguous, duration, vague, threshold, part:end, named (a quotation whose
    speaker is known), issued (a policy with issuer, verb or date) … ``slots`` name what else was read:
    ``base`` (同比, 比上年), ``speaker``, ``source``, ``name`` and ``title`` of a person, ``issuer`` and
    ``number`` of a document, ``scope`` of a superlative. ``alternatives`` are the other readings of an
    ambiguous date.
    """

    start: int
    end: int
    type: ClaimType
    value: str | None = None
    unit: str = ""
    approx: str = ""
    date: str = ""
    detector: str = ""
    marks: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    alternatives: tuple[str, ...] = ()
