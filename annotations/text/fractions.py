"""Parts of a whole in words: 三分之二, 百分之十二, 万分之三, 一半以上, 1/3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from annotations.text.amounts import Amount, amount_at
from annotations.text.numbers import plain

HALF = re.compile(r"(?:一半|半数|(?<!超)过半数?|大半(?![辈生天夜年截晌])|对半)(?:以上|多)?")
# 1/3以上 counts; 3/15 is a date, 24/7 a slogan, 2023/24 a season.
SLASHED = re.compile(r"(?<![0-9/.])(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?![0-9/.])")
_DECIMAL_BASES = (Decimal(100), Decimal(1000), Decimal(10000), Decimal(100000), Decimal(1000000))


@dataclass(frozen=True, slots=True)
class Fraction:
    """``bottom.start`` to ``end`` is the whole expression; ``value`` as the API stores it."""

    start: int
    end: int
    value: str
    low: Decimal
    high: Decimal
    more: str


def fraction_at(text: str, bottom: Amount) -> Fraction | None:
    """三分之二 stays a fraction; 百分之, 千分之, 万分之 become decimals."""
    if not text.startswith("分之", bottom.end) or not bottom.low or bottom.low != bottom.high:
        return None
    top = amount_at(text, bottom.end + 2)
    if top is None or top.low is None or top.high is None:
        return None
    low, high = top.low / bottom.low, top.high / bottom.low
    if low != high:
        value = f"{plain(low)}..{plain(high)}"
    elif bottom.low in _DECIMAL_BASES:
        value = plain(low)
    else:
        value = f"{plain(top.low)}/{plain(bottom.low)}"
    return Fraction(bottom.start, top.end, value, low, high, top.more)


def slashed(found: re.Match[str]) -> Fraction | None:
    """1/3; None for what is no part of a whole (4/3)."""
    top, bottom = Decimal(found["top"]), Decimal(found["bottom"])
    if top >= bottom:
        return None
    return Fraction(*found.span(), f"{top}/{bottom}", top / bottom, top / bottom, "")
