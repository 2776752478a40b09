"""What one detector says about one place."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.vocabulary import ClaimType


@dataclass(frozen=True, slots=True)
class Finding:
    """``start`` and ``end`` count code points of the whole article.

    ``marks``: inferred, ambiguous, duration, vague, threshold, part:end, named (a quotation whose
    speaker is known), issued (a policy with issuer, verb or date) … ``base`` is what a comparison compares
    with (同比, 比上年), ``speaker`` who is quoted, ``alternatives`` the other readings of an ambiguous date.
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
    base: str = ""
    speaker: str = ""
    alternatives: tuple[str, ...] = ()
