"""Figures and dates of a folded text as the index holds them: 117.77亿, 11,777,000,000 and 一百一十七亿 meet.

Nothing is decided about what they count: an idiom read as a figure costs an entry, a missed figure a find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from annotations.text.amounts import CANDIDATE, Amount, amount_at
from annotations.text.numbers import plain, product, whole

# 二0一四 and 二○一四 are written for 二〇一四.
_YEAR = "[0-9]{4}|[一二三四五六七八九][〇零○0o一二三四五六七八九]{3}"
_TWO = "[0-9]{1,2}|[〇零一二三四五六七八九十]{1,3}"
_DATE = re.compile(
    rf"(?:(?P<year>{_YEAR})年)?(?P<month>{_TWO})月(?P<day>{_TWO})[日号]"
    rf"|(?P<iso_year>[12][0-9]{{3}})(?P<mark>[-/.])(?P<iso_month>[0-9]{{1,2}})(?P=mark)(?P<iso_day>[0-9]{{1,2}})(?![0-9])"
)
# A single number word is a figure only before what is counted: 三个, but not 统一.
_COUNTED = frozenset("个名家人条项座次届批年月日天万亿千百元倍成位只所户届轮场")
_PERCENT = {"%": Decimal("0.01"), "‰": Decimal("0.001")}


class Figure(NamedTuple):
    """``text[start:end]`` of the folded text, with what stands for it in the index."""

    start: int
    end: int
    tokens: tuple[str, ...]


def figures(text: str) -> list[Figure]:
    """All dates and figures in order."""
    days = list(_dates(text))
    found = [*days, *_amounts(text, [(day.start, day.end) for day in days])]
    return sorted(found)


def _dates(text: str) -> Iterator[Figure]:
    for found in _DATE.finditer(text):
        year = _year(found["year"] or found["iso_year"])
        month, day = whole(found["month"] or found["iso_month"]), whole(found["day"] or found["iso_day"])
        if not month or not day or month > 12 or day > 31:
            continue
        short = f"{month:02}-{day:02}"
        tokens = (f"d:{short}",) if year is None else (f"d:{year}-{short}", f"d:{short}", f"n:{year}")
        yield Figure(found.start(), found.end(), tokens)


def _year(written: str | None) -> int | None:
    if written and not written.isdecimal():
        written = re.sub("[0o○]", "〇", written)
    return whole(written)


def _amounts(text: str, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    done = 0
    for found in CANDIDATE.finditer(text):
        start = found.start()
        if start < done or any(left <= start < right for left, right in taken):
            continue
        amount = amount_at(text, start)
        if amount is None or amount.low is None or not _meant(text, amount):
            continue
        done = amount.end
        yield Figure(start, amount.end, tuple(dict.fromkeys(_tokens(text, amount))))


def _meant(text: str, amount: Amount) -> bool:
    if amount.arabic:
        return True
    if amount.bare_scale:
        return False
    return amount.end - amount.start > 1 or text[amount.end : amount.end + 1] in _COUNTED


def _tokens(text: str, amount: Amount) -> Iterator[str]:
    part = _PERCENT.get(text[amount.end : amount.end + 1])
    if part is None and text.startswith("百分之", amount.start - 3) and amount.start >= 3:
        part = Decimal("0.01")
    for bound in (amount.low, amount.high):
        if bound is not None:
            yield f"n:{plain(product(bound, part or 1))}"[:80]
    if amount.arabic and amount.low is not None and amount.scale > 1 and amount.low % 1 == 0:
        # 117.77 alone is looked for too.
        mantissa = re.match(r"[0-9.]+", text[amount.start : amount.end])
        if mantissa:
            yield f"n:{plain(Decimal(mantissa.group().strip('.') or 0))}"
