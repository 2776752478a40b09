"""Number words and digits to exact decimals, and decimals to the text form the API uses."""

from __future__ import annotations

import re
from decimal import Context, Decimal

Bounds = tuple[Decimal, Decimal]

DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇○", "一壹弌", "二两贰兩俩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for char in chars
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
# 兆 is 10**12 only among number words (Taiwan, Japan); before 瓦 or 赫 it is mega.
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
PLAIN_HAN = "零〇○一二两兩三四五六七八九十百千万萬亿億"
# As on cheques; 陆 and 伍 are names too, so these count only in company.
FINANCIAL = "壹贰叁肆伍陆柒捌玖"
# Longer digit strings are serial numbers or noise, never a figure.
LONGEST = 24

_EXACT = Context(prec=80)
_TWO_NEIGHBOURS = re.compile(
    r"(?P<before>.*?)(?P<a>[一二两三四五六七八九])(?P<b>[二三四五六七八九])(?P<after>[十百千万亿]*)$"
)
_PLAN_PERIODS = {"十一五", "十二五", "十三五", "十四五", "十五五", "十六五"}


def plain(value: Decimal) -> str:
    """``Decimal("117.770")`` -> ``"117.77"``: no exponent, no trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def product(a: Decimal, b: Decimal | int) -> Decimal:
    """Multiply without rounding."""
    return _EXACT.multiply(a, b)


def parse_digits(text: str) -> Decimal | None:
    """Read ``1,200``, ``１２００``, ``1 200`` or ``117.77``; None when it is no plain number."""
    bare = text if text.isascii() and text.isdigit() else _ascii(text)
    if not bare or len(bare) > LONGEST or bare.count(".") > 1:
        return None
    return Decimal(bare)


def _ascii(text: str) -> str:
    return "".join(str(int(char)) if char.isdecimal() else "." if char in ".．·" else "" for char in text)


def parse_han(text: str) -> Bounds | None:
    """Read Chinese number words as lowest and highest value: ``三四百`` -> (300, 400).

    None when the characters make no number (``十百``, the plan period ``十四五``).
    """
    if text in _PLAN_PERIODS or len(text) > LONGEST:
        return None
    if "点" in text:
        whole, _, decimals = text.partition("点")
        return _with_decimals(whole, decimals)
    spelled = len(text) > 2 and all(char in DIGITS for char in text)
    pair = None if spelled else _TWO_NEIGHBOURS.match(text)
    if pair and DIGITS[pair["b"]] == DIGITS[pair["a"]] + 1:
        low = _integer(pair["before"] + pair["a"] + pair["after"])
        high = _integer(pair["before"] + pair["b"] + pair["after"])
        if low is not None and high is not None:
            return Decimal(low), Decimal(high)
        return None
    number = _integer(text)
    return None if number is None else (Decimal(number), Decimal(number))


def _with_decimals(whole: str, decimals: str) -> Bounds | None:
    number = _integer(whole)
    if number is None or not decimals or any(char not in DIGITS for char in decimals):
        return None
    value = Decimal(f"{number}." + "".join(str(DIGITS[char]) for char in decimals))
    return value, value


def _integer(text: str) -> int | None:
    if not text:
        return None
    if all(char in DIGITS for char in text):
        return _spelled(text)
    total = section = 0
    digit: int | None = None
    last_unit = 10**12
    last_myriad = 10**12
    for char in text:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
        elif char in UNITS:
            if UNITS[char] >= last_unit:
                return None
            last_unit = UNITS[char]
            section += (1 if digit is None or (digit == 0 and section) else digit) * last_unit
            digit = None
        else:
            scale = MYRIADS[char]
            section = (section + (digit or 0)) or (1 if not total else 0)
            if scale > last_myriad or not section:
                total = (total + section) * scale
            else:
                total += section * scale
            last_myriad, last_unit, section, digit = scale, scale, 0, None
    return total + section + _tail(text, digit, last_unit)


def _tail(text: str, digit: int | None, last_unit: int) -> int:
    """The last digit: 三百五 is 350 and 一万二 is 12000, but 三百零五 is 305."""
    if not digit:
        return 0
    abbreviated = last_unit >= 100 and last_unit <= 10**8 and len(text) > 1 and text[-2] not in "零〇○"
    return digit * last_unit // 10 if abbreviated else digit


_PAIR = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九])?(?P<unit>[十百千万亿兆])?")


def parse_mixed(text: str) -> Decimal | None:
    """Digits and units in turn: ``3千5百万`` -> 35000000, ``5万4千6百`` -> 54600; None when they clash."""
    total = section = Decimal(0)
    smallest = 10**12
    for pair in _PAIR.finditer(text.replace(",", "")):
        number = Decimal(_digit(pair["number"])) if pair["number"] else None
        scale = MYRIADS.get(pair["unit"] or "")
        if scale:
            section += number or 0
            total, section = (
                (total + section) * scale if scale > smallest else total + section * scale,
                Decimal(0),
            )
            smallest = scale
        elif number is not None:
            section += _EXACT.multiply(number, UNITS.get(pair["unit"] or "", 1))
        elif pair["unit"]:
            return None
    return total + section


def _digit(text: str) -> str:
    return str(DIGITS[text]) if text in DIGITS else text


def _spelled(text: str) -> int | None:
    """Digit by digit, as years are written: 二〇二三. A single digit is itself."""
    if len(text) == 1 or len(text) >= 3 or any(char in "零〇○" for char in text[1:]):
        return int("".join(str(DIGITS[char]) for char in text))
    return None


def whole(text: str | None) -> int | None:
    """``12``, ``１２``, ``十二`` or ``二〇二三``; None for nothing and for what lies between two."""
    if not text:
        return None
    if text[0].isdecimal():
        value = parse_digits(text)
        return int(value) if value is not None else None
    bounds = parse_han(text)
    return int(bounds[0]) if bounds and bounds[0] == bounds[1] else None
