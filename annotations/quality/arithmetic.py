"""The official arithmetic of 差错率, row by row, with the reason for every figure.

Order, which the annex does not spell out: a row is weighed, then doubled for its place; of the same error
only the heaviest ``repeats_at_most`` rows count; last comes the most that a class may weigh in one issue.
Doubling first, because the annex doubles "the standard of the same error in the body", which is a weight per
place, while both limits speak of the whole issue. The heaviest rows, so that a sheet does not depend on the
order of entry and the title's error is never the one left out.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from annotations.quality.weights import Rule, Weights
from annotations.vocabulary import ErrorClass, ErrorPlace
from annotations.wording import say

PER = 10_000
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Error:
    """One error as a person classed it. ``characters``: how many are wrong; of a foreign text, words."""

    key: uuid.UUID | str
    error_class: ErrorClass
    place: ErrorPlace
    characters: int
    wrong: str
    right: str = ""

    @property
    def same(self) -> tuple[str, str, str]:
        """Equal for the same text error, wherever it stands."""
        return (self.error_class, self.wrong.strip(), self.right.strip())


@dataclass(frozen=True, slots=True)
class Row:
    """What one error weighs: ``weight × times × factor = full``, of which ``counted`` enters the sum."""

    error: Error
    weight: Decimal
    times: int
    factor: Decimal
    full: Decimal
    counted: Decimal
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows in the order of entry and their sum. ``characters`` 检查总字数 (0: no rate is asked for)."""

    rows: tuple[Row, ...]
    total: Decimal
    characters: int
    limit: Decimal

    @property
    def rate(self) -> Decimal:
        """In 1/10000, to 28 digits."""
        return self.total * PER / self.characters

    @property
    def shown(self) -> Decimal:
        """The rate to two places, half up: for reading only, ``passes`` never looks at it."""
        return self.rate.quantize(HUNDREDTH, ROUND_HALF_UP)

    @property
    def passes(self) -> bool:
        """Whether the rate is at most the limit, without any division or rounding."""
        return self.total * PER <= self.limit * self.characters


def arithmetic(errors: Sequence[Error], characters: int, weights: Weights) -> Sheet:
    """Weigh ``errors`` found in ``characters`` characters. Raises ``ValueError`` for impossible counts."""
    if characters < 0 or any(error.characters < 1 for error in errors):
        raise ValueError("Wrong characters are counted from 1, those of a text from 0.")
    weighed = [_weighed(error, weights) for error in errors]
    merged = _beyond_repeats(weighed, weights.repeats_at_most)
    spent = dict.fromkeys(weights.classes, Decimal(0))
    rows = []
    for place, row in enumerate(weighed):
        kind = row.error.error_class
        limit = weights.classes[kind].at_most
        if place in merged:
            row = _less(
                row, Decimal(0), say("同一差错本期最多计 {n} 处，这一处不再计", n=weights.repeats_at_most)
            )
        elif limit is not None and spent[kind] + row.full > limit:
            row = _less(row, limit - spent[kind], say("这一类本期最多计 {limit}", limit=plain(limit)))
        spent[kind] += row.counted
        rows.append(row)
    return Sheet(tuple(rows), sum((row.counted for row in rows), Decimal(0)), characters, weights.passes)


def plain(number: Decimal) -> str:
    """A number as people write it: 0.1, 2, 10; no trailing zeros, no exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _weighed(error: Error, weights: Weights) -> Row:
    rule = weights.classes[error.error_class]
    weight, times = rule.base(error.characters)
    doubled = error.place in weights.doubled
    factor = weights.factor if doubled else Decimal(1)
    why = [_measure(error, rule, weight)]
    if doubled:
        why.append(say("“{place}”加倍", place=error.place.label))
    return Row(error, weight, times, factor, weight * times * factor, weight * times * factor, tuple(why))


def _measure(error: Error, rule: Rule, weight: Decimal) -> str:
    """Why an error has its weight, before doubling."""
    told = {"n": error.characters, "weight": plain(weight)}
    if rule.tiers:
        return say("{n} 个字，计 {weight}", **told)
    if rule.per_word is not None:
        return say("{n} 个单词，每个计 {weight}", **told)
    return say("每处计 {weight}", **told)


def _less(row: Row, counted: Decimal, why: str) -> Row:
    return replace(row, counted=counted, why=(*row.why, why))


def _beyond_repeats(rows: Sequence[Row], at_most: int) -> frozenset[int]:
    """The places of rows that repeat an error once too often: the lightest, of equal ones the latest."""
    alike: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        alike[row.error.same].append(place)
    beyond: set[int] = set()
    for places in alike.values():
        heaviest = sorted(places, key=lambda place: (-rows[place].full, place))
        beyond.update(heaviest[at_most:])
    return frozenset(beyond)
