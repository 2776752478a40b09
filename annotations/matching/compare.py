"""The figure in the evidence beside the figure in the claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from annotations.detectors import comparison, money, ordinal, quantity, share, superlative
from annotations.detectors.reading import read
from annotations.matching.quantities import Measured, converted, holds, measured, rounds_to, same_amount
from annotations.text.sentences import sentences
from annotations.vocabulary import Comparison

_DETECTORS = (
    comparison.detect,
    share.detect,
    money.detect,
    quantity.detect,
    ordinal.detect,
    superlative.detect,
)
_BEST_FIRST = (
    Comparison.SAME,
    Comparison.ROUNDED,
    Comparison.OTHER_UNIT,
    Comparison.DIFFERS,
    Comparison.NONE,
)
_LONGEST_QUOTE = 20_000


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome, and the figure of the evidence it rests on (None when there is none)."""

    outcome: Comparison
    value: str | None
    unit: str
    approx: str


def compare(claim_value: str | None, claim_unit: str, claim_approx: str, quote: str) -> Compared:
    """Read the figures of an evidence quote and say how the best one agrees with the claim's.

    Among several figures the one that agrees best decides, then the nearest.
    """
    nothing = Compared(Comparison.NONE, None, "", "")
    claim = measured(claim_value, claim_unit, claim_approx)
    if claim is None:
        return nothing
    best = min(comparable(claim, quote[:_LONGEST_QUOTE]), key=lambda one: one.rank, default=None)
    return best.compared if best else nothing


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure at ``start`` to ``end`` (code points) to be set beside the claim's; best ``rank`` first."""

    start: int
    end: int
    compared: Compared
    rank: tuple[int, float]


def comparable(claim: Measured, text: str) -> Iterator[Beside]:
    """Every figure of ``text`` of the claim's kind, with how the two agree; in no order."""
    for sentence in sentences(text):
        reading = read(sentence.text)
        for finding in chain.from_iterable(detect(reading) for detect in _DETECTORS):
            found = measured(finding.value, finding.unit, finding.approx)
            outcome = agreement(claim, found) if found else Comparison.NONE
            if found is None or outcome is Comparison.NONE:
                continue
            start, end = reading.spelled.span(finding.start, finding.end)
            yield Beside(
                sentence.start + start,
                sentence.start + end,
                Compared(outcome, finding.value, finding.unit, finding.approx),
                (_BEST_FIRST.index(outcome), _distance(claim, found)),
            )


def agreement(claim: Measured, found: Measured) -> Comparison:
    """How one figure agrees with another; NONE where they measure different things."""
    if claim.unit != found.unit:
        other = converted(found, claim.unit)
        alike = same_amount(claim, found) or (other is not None and _agrees(claim, other))
        return Comparison.OTHER_UNIT if alike else Comparison.NONE
    if same_amount(claim, found) and claim.approx == found.approx:
        return Comparison.SAME
    return Comparison.ROUNDED if _agrees(claim, found) else Comparison.DIFFERS


def _agrees(claim: Measured, found: Measured) -> bool:
    if same_amount(claim, found) or rounds_to(found, claim) or rounds_to(claim, found):
        return True
    return holds(claim, found) or holds(found, claim)


def _distance(claim: Measured, found: Measured) -> float:
    """How far apart, as a share of the claim; only to choose among several."""
    scale = abs(claim.low) or Fraction(1)
    return float(min(abs(found.low - claim.low) / scale, Fraction(10**9)))
