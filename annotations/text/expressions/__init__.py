"""Every number, percentage, amount of money and time expression of a text, for callers who want them all.

The newsroom's detectors leave out what states nothing that could be checked (a bare 三百二十, 明天下午三点);
these functions leave out nothing, and read numerals with the same core.

    >>> [item.text for item in numbers("十五点七，三分之一")]
    ['十五点七', '三分之一']
"""

from __future__ import annotations

from datetime import date

from annotations.text.expressions.expression import Expression, collected
from annotations.text.expressions.money import money_of
from annotations.text.expressions.numerals import numbers_of
from annotations.text.expressions.percents import percents_of
from annotations.text.expressions.times import times_of


def numbers(text: str) -> list[Expression]:
    """Cardinal numbers and fractions; those of percentages and amounts of money belong to these."""
    return collected(text, numbers_of)


def percentages(text: str) -> list[Expression]:
    """Per cent, 百分之, 成, 折 (``unit`` ``1``) and 百分点 (``unit`` ``pp``)."""
    return collected(text, percents_of)


def currencies(text: str) -> list[Expression]:
    """Amounts of money with their ISO 4217 code, small units included: 3元5角, 10美分."""
    return collected(text, money_of)


def datetimes(text: str, reference: date | None = None) -> list[Expression]:
    """Dates, times, periods, durations and recurring times; ``date`` is EDTF where it can be told."""
    return collected(text, lambda line: times_of(line, reference))


def every(text: str, reference: date | None = None) -> list[Expression]:
    """All of them in reading order."""
    found = [*numbers(text), *percentages(text), *currencies(text), *datetimes(text, reference)]
    return sorted(found, key=lambda item: (item.start, -item.end, item.kind))
