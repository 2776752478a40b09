"""Every percentage: 25%, 百分之五十, 三成半, 打七折, 六个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from annotations.text.amounts import ARABIC, EVERY_HAN, Amount, amount_at
from annotations.text.expressions.expression import Expression, Line
from annotations.text.numbers import DIGITS, parse_digits, parse_han, plain

_NUMBER = rf"(?:{ARABIC}(?:[ ]?[kKMT])?|{EVERY_HAN})"
_PATTERN = re.compile(
    rf"(?P<of>[百佰千万]分之)(?P<top>{_NUMBER}|百)"
    rf"|(?P<cent>{ARABIC}(?:[ ]?[kKMT])?)(?P<sign>[%‰])"
    rf"|(?P<points>{_NUMBER})个?百分点"
    rf"|(?P<half>半)(?P<halved>[成折])|(?<=打)(?P<even>对折)"
    rf"|(?P<spaced>[0-9][ ][0-9])折"
    rf"|(?P<tenths>{ARABIC}|{EVERY_HAN})(?P<unit>[成折])(?P<and>半|[一二三四五六七八九](?![万千百十成折个]))?"
)
_NUMERAL_BEFORE = re.compile(r"[0-9零一二两三四五六七八九十百千万]")
_BASES = {"百": 2, "佰": 2, "千": 3, "万": 4}
_LETTERS = {"k": 3, "K": 3, "M": 6, "T": 12}
_TEN = Decimal(10)


def percents_of(line: Line) -> Iterator[Expression]:
    """The percentages of a line; ranges such as 百分之二三十 are none."""
    for found in _PATTERN.finditer(line.text):
        start, end = found.span()
        if line.covers(start, end):
            continue
        if item := _read(line, found):
            yield item


def _read(line: Line, found: re.Match[str]) -> Expression | None:
    text, start = line.text, found.start()
    if found["of"]:
        value = _value(found["top"])
        if value is None or _NUMERAL_BEFORE.search(text, max(0, start - 1), start):
            return None
        return _share(found, value.scaleb(-_BASES[found["of"][0]]))
    if found["cent"]:
        value = _value(found["cent"])
        if value is None:
            return None
        value = value.scaleb(-3 if found["sign"] == "‰" else -2)
        return _signed(text, found, value)
    if found["points"]:
        value = _value(found["points"])
        return (
            Expression(start, found.end(), "", "percentage", plain(value), "pp")
            if value is not None
            else None
        )
    return _tenths(line, found)


def _tenths(line: Line, found: re.Match[str]) -> Expression | None:
    if found["half"]:
        return _share(found, Decimal("0.05" if found["halved"] == "成" else "0.5"))
    if found["even"]:
        return _share(found, Decimal("0.5"))
    if found["spaced"]:
        return _share(found, Decimal(found["spaced"].replace(" ", "")) / 100)
    words, start = found["tenths"], found.start()
    if line.inside_word(start, found.end("unit")):
        return None
    if (
        found["unit"] == "折"
        and len(words) == 2
        and all(char in DIGITS or char.isdecimal() for char in words)
    ):
        digits = [str(DIGITS.get(char, char)) for char in words]
        return _share(found, Decimal("".join(digits)) / 100)
    value = _value(words)
    if value is None or value > _TEN or (found["unit"] == "折" and value == _TEN):
        return None
    more = Decimal("0.5") if found["and"] == "半" else Decimal(DIGITS.get(found["and"] or "零", 0)) / 10
    return _share(found, (value + more) / 10)


def _value(words: str) -> Decimal | None:
    """The number, with 万, k or M; None for a range."""
    letter = words[-1]
    digits = words[:-1].strip() if letter in _LETTERS else words
    if digits[0].isdecimal():
        amount = amount_at(digits, 0)
        value = _exactly(amount, len(digits)) or parse_digits(digits)
    else:
        bounds = parse_han(digits)
        value = bounds[0] if bounds and bounds[0] == bounds[1] else None
    return value.scaleb(_LETTERS.get(letter, 0)) if value is not None else None


def _exactly(amount: Amount | None, length: int) -> Decimal | None:
    return amount.low if amount and amount.end == length else None


def _signed(text: str, found: re.Match[str], value: Decimal) -> Expression:
    start = found.start()
    if text[start - 1 : start] in ("-", "−", "负") and not text[max(0, start - 2) : start - 1].isdecimal():
        return Expression(start - 1, found.end(), "", "percentage", plain(-value), "1")
    return _share(found, value)


def _share(found: re.Match[str], value: Decimal) -> Expression:
    return Expression(found.start(), found.end(), "", "percentage", plain(value), "1")
