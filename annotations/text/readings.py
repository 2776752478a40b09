"""A figure in the words of a newspaper: what is stored as 11777000000 CNY reads 117.77亿元."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from annotations.wording import marked, say

UNITS = {
    "CNY": marked("元"),
    "USD": marked("美元"),
    "EUR": marked("欧元"),
    "HKD": marked("港元"),
    "JPY": marked("日元"),
    "pp": marked("个百分点"),
    "x": marked("倍"),
}
GREAT = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
THOUSANDS = ((Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million"))
"""Languages that count in thousands have no word for 亿."""
THIN_SPACE = "\u2009"


def figure_words(value: str, unit: str) -> str:
    """Value and unit as people read them; what is not a plain number (2/3, 3..5) keeps its form."""
    word = say(UNITS[unit]) if unit in UNITS else "" if unit == "1" else unit
    try:
        number = Decimal(value)
    except InvalidOperation:
        return f"{value} {word}".strip() if value else ""
    by_ten_thousands = say("亿") == "亿"
    for size, name in GREAT if by_ten_thousands else THOUSANDS:
        if abs(number) >= size:
            return _set_beside(f"{_plain(number / size)}{name}", word, by_ten_thousands)
    # A share is stored as a part of one; the reader knows per cent.
    if unit == "1" and 0 < abs(number) < 1:
        return f"{_plain(number * 100)}%"
    return _set_beside(_plain(number), word, by_ten_thousands)


def _set_beside(number: str, word: str, chinese: bool) -> str:
    """Chinese writes the measure word close to its number, other languages apart."""
    return number + word if chinese or not word else f"{number} {word}"


def stored_figure(value: str, unit: str) -> str:
    """The figure as it is stored, in groups of three: 11 777 000 000 CNY. Empty where it reads alike."""
    try:
        grouped = f"{Decimal(value):,f}".replace(",", THIN_SPACE)
    except InvalidOperation:
        return ""
    shown = f"{grouped} {'' if unit == '1' else unit}".strip()
    return "" if shown.replace(THIN_SPACE, "").replace(" ", "") == figure_words(value, unit) else shown


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
