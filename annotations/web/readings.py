"""A figure in the words of a newspaper: what is stored as 11777000000 CNY reads 117.77亿元."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

UNITS = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元", "pp": "个百分点", "x": "倍"}
GREAT = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def figure_words(value: str, unit: str) -> str:
    """Value and unit as people read them; what is not a plain number (2/3, 3..5) keeps its form."""
    word = UNITS.get(unit, "" if unit == "1" else unit)
    try:
        number = Decimal(value)
    except InvalidOperation:
        return f"{value} {word}".strip() if value else ""
    for size, name in GREAT:
        if abs(number) >= size:
            return f"{_plain(number / size)}{name}{word}"
    # A share is stored as a part of one; the reader knows per cent.
    if unit == "1" and 0 < abs(number) < 1:
        return f"{_plain(number * 100)}%"
    return f"{_plain(number)}{word}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
