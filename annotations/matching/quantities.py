"""Values as the API stores them, made comparable: bounds, dimension and factor of the unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from annotations.text.lexicon import listed

# Measure words for the same thing: a change between them is no change of unit.
_ALIKE = tuple(
    listed(words)
    for words in (
        "名 人 位 口", "家 个 所", "台 台套 台件", "公里 千米 km", "公斤 千克 kg",
        "平方米 ㎡ m²",
        "平方公里 平方千米 km²",
        "个月 月", "天 日", "吨 t", "米 m", "克 g",
    )
)  # fmt: skip
_CANONICAL = {word: words[0] for words in _ALIKE for word in words}
_DIMENSIONS: dict[str, tuple[str, Fraction]] = {
    "公里": ("length", Fraction(1000)), "米": ("length", Fraction(1)), "厘米": ("length", Fraction(1, 100)),
    "毫米": ("length", Fraction(1, 1000)), "里": ("length", Fraction(500)),
    "平方公里": ("area", Fraction(10**6)), "公顷": ("area", Fraction(10**4)),
    "亩": ("area", Fraction(2000, 3)),
    "平方米": ("area", Fraction(1)),
    "吨": ("mass", Fraction(1000)), "公斤": ("mass", Fraction(1)), "斤": ("mass", Fraction(1, 2)),
    "克": ("mass", Fraction(1, 1000)),
    "兆瓦": ("power", Fraction(1000)), "千瓦": ("power", Fraction(1)), "吉瓦": ("power", Fraction(10**6)),
    "年": ("months", Fraction(12)), "个月": ("months", Fraction(1)),
    "周": ("days", Fraction(7)), "天": ("days", Fraction(1)),
    "小时": ("minutes", Fraction(60)), "分钟": ("minutes", Fraction(1)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """A stored value as exact bounds; for a single value both are the same."""

    low: Fraction
    high: Fraction
    unit: str
    approx: str


def measured(value: str | None, unit: str, approx: str) -> Measured | None:
    """Read ``11777000000``, ``2/3`` or ``3..5``; None when there is no value to compare."""
    if not value:
        return None
    try:
        low, _, high = value.partition("..")
        first = _exact(low)
        last = _exact(high) if high else first
    except (ValueError, ZeroDivisionError, InvalidOperation, OverflowError):
        return None
    return Measured(first, last, _CANONICAL.get(unit, unit), approx or "eq")


def _exact(text: str) -> Fraction:
    top, _, bottom = text.strip().partition("/")
    number = Decimal(top)
    if not number.is_finite() or abs(number.adjusted()) > 60:
        raise ValueError(text)
    return Fraction(number) / (Fraction(Decimal(bottom)) if bottom else 1)


def converted(item: Measured, unit: str) -> Measured | None:
    """The same amount in another unit of its dimension; None when there is no way from one to the other."""
    here, there = _DIMENSIONS.get(item.unit), _DIMENSIONS.get(unit)
    if here is None or there is None or here[0] != there[0]:
        return None
    factor = here[1] / there[1]
    return Measured(item.low * factor, item.high * factor, unit, item.approx)


def same_amount(a: Measured, b: Measured) -> bool:
    """Equal to the last digit."""
    return (a.low, a.high) == (b.low, b.high)


def rounds_to(exact: Measured, rounded: Measured) -> bool:
    """Whether one is the other with fewer digits: 117.77 and 117.8. One digit alone rounds nothing."""
    if exact.low != exact.high or rounded.low != rounded.high or rounded.low == 0:
        return False
    difference = abs(exact.low - rounded.low)
    step = _last_place(rounded.low)
    return step is not None and difference * 2 <= step and step * 10 <= abs(rounded.low)


def holds(claim: Measured, found: Measured) -> bool:
    """Whether an exact figure makes a bounded claim true: 1234 and 超过1200, within a tenth."""
    if found.low != found.high:
        return False
    value, bound = found.low, claim.low
    near = abs(value - bound) * 10 <= abs(bound)
    if claim.approx == "range":
        return claim.low <= value <= claim.high
    ways = {"gt": value > bound, "gte": value >= bound, "lt": value < bound, "lte": value <= bound}
    return near and ways.get(claim.approx, claim.approx == "approx")


def _last_place(value: Fraction) -> Fraction | None:
    """The weight of the last digit that is not zero: 10 for 120, 1/10 for 3.1."""
    step = Fraction(1)
    for _ in range(40):
        if value % step == 0:
            break
        step /= 10
    else:
        return None
    while value % (step * 10) == 0:
        step *= 10
    return step
