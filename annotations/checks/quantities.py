"""Figures with the bounds of what they can mean: rounding by their digits, and 约, 近, 超, 余, 多, 不到."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from annotations.matching.quantities import converted, measured
from annotations.text.numerals import Figure

_BASE = {
    "公里": "米", "厘米": "米", "毫米": "米", "里": "米",
    "平方公里": "平方米", "公顷": "平方米", "亩": "平方米",
    "吨": "公斤", "斤": "公斤", "克": "公斤", "兆瓦": "千瓦", "吉瓦": "千瓦",
    "年": "个月", "周": "天", "小时": "分钟",
}  # fmt: skip
_WRITTEN = re.compile(
    r"(?P<whole>[0-9][0-9,]*)(?:[.·](?P<part>[0-9]+))?[余多几来]?(?P<scale>[十百千万亿兆]*)"
)
_COUNTS = frozenset("人家个名户项次件台辆所座艘架只头匹株棵条种类批轮场部册本篇张份枚块届天年")
_ABOUT = tuple("约近逾超")
_WORST = Fraction(1, 10)
_MUCH_MORE = Fraction(5, 4)
_MUCH_LESS = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Interval:
    """Everything that a figure can mean."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: Interval) -> Interval:
        """For positive divisors only."""
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def meets(self, other: Interval) -> bool:
        """Whether both can mean the same number."""
        return self.low <= other.high and other.low <= self.high

    def shifted(self, by: int) -> Interval:
        """The same a whole number further."""
        return Interval(self.low + by, self.high + by)

    def times(self, factor: int | Fraction) -> Interval:
        """The same so many times, for a positive factor."""
        return Interval(self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a sentence (places in its plain text), in the base unit of its dimension.

    ``exact`` is a figure without 约, 近 or 多; ``step`` the weight of its last written digit, 0 for a count.
    """

    start: int
    end: int
    text: str
    value: Fraction
    unit: str
    written_unit: str
    kind: str
    approx: str
    step: Fraction
    bounds: Interval

    @property
    def exact(self) -> bool:
        return self.approx == "eq"

    @property
    def digits(self) -> str:
        """The digits that carry the figure, without zeros at its ends."""
        return re.sub(r"\D", "", self.text).strip("0")


def quantity(figure: Figure, text: str) -> Quantity | None:
    """A figure made comparable; None for 数十, for thresholds (过亿元项目) and for what is no number."""
    if figure.threshold:
        return None
    approx = figure.approx.value
    if approx == "eq" and text[figure.start - 1 : figure.start] in _ABOUT:
        approx = "approx"
    read = measured(figure.value, figure.unit, approx)
    if read is None:
        return None
    written_unit = read.unit
    if read.unit in _BASE:
        read = converted(read, _BASE[read.unit]) or read
    words = text[figure.start : figure.end]
    step = _step(words, read.low, written_unit, figure.kind)
    bounds = _bounds(read.low, read.high, step, approx, words)
    return Quantity(
        figure.start, figure.end, words, read.low, read.unit, written_unit, figure.kind, approx, step, bounds
    )


def _step(words: str, value: Fraction, unit: str, kind: str) -> Fraction:
    found = _WRITTEN.search(words)
    if not found or value == 0:
        return _han_step(words, value)
    number = Fraction(f"{found['whole'].replace(',', '')}.{found['part'] or 0}")
    if number == 0:
        return Fraction(0)
    plain = not found["part"] and not found["scale"]
    if plain and kind == "count" and unit[-1:] in _COUNTS:
        return Fraction(0)
    if sum(map(words.count, "万亿")) > 1 and "万亿" not in words:
        return Fraction(10**4)
    return abs(value) / number / 10 ** len(found["part"] or "")


def _han_step(words: str, value: Fraction) -> Fraction:
    """二十三 is exact, 三百万 is rounded to its last place."""
    if value.denominator != 1 or value < 1000 or not any(scale in words for scale in "百千万亿"):
        return Fraction(0)
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    return Fraction(step)


def _bounds(low: Fraction, high: Fraction, step: Fraction, approx: str, words: str) -> Interval:
    half = step / 2
    if approx == "approx":
        return Interval(low - abs(low) * _WORST, high + abs(high) * _WORST)
    if approx in ("gt", "gte"):
        return Interval(low - half, max(high * _MUCH_MORE, high + _place(low)))
    if approx in ("lt", "lte"):
        return Interval(low * _MUCH_LESS if approx == "lt" else Fraction(0), high + half)
    return Interval(low - half, high + half)


def _place(value: Fraction) -> Fraction:
    """The weight of the last digit that is no zero: 30余 is below 40, 100多 below 200."""
    step = Fraction(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def shown(value: Fraction, places: int = 2) -> str:
    """A number for people: 45, 12.46, 3亿 only where the sum came out even."""
    for scale, word in ((10**8, "亿"), (10**4, "万")):
        if abs(value) >= scale:
            return f"{_plain(value / scale, places + 2)}{word}"
    return _plain(value, places)


def _plain(value: Fraction, places: int) -> str:
    text = f"{float(value):.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Fraction, places: int = 1) -> str:
    """0.1234 as 12.3%."""
    return f"{_plain(share * 100, places)}%"
