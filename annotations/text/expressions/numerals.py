"""Every number: 三百二十, 负六点六, 2e5, 三百五又三分之一, 一打."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Context, Decimal, InvalidOperation
from typing import NamedTuple

from annotations.text.amounts import EVERY_HAN, Amount, amount_at
from annotations.text.expressions.expression import Expression, Line
from annotations.text.expressions.money import money_of
from annotations.text.expressions.percents import percents_of
from annotations.text.gate import overlaps
from annotations.text.lexicon import listed
from annotations.text.numbernames import formula_at
from annotations.text.numbers import parse_han, plain

_D = r"[0-9]{1,24}"
_WRITTEN = re.compile(
    rf"(?P<dotted>{_D}(?:\.{_D}){{2,20}})"
    rf"|(?P<power>{_D}(?:\.{_D})?\^[+\-]{{0,2}}[0-9]{{1,3}})"
    rf"|(?P<exponent>{_D}(?:\.{_D})?[eE][+\-]?[0-9]{{1,3}}(?![0-9]))"
    rf"|(?P<suffixed>(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,6}}|{_D})(?:\.{_D})?[ ]?"
    r"(?P<letter>[kKMGTB])(?![A-Za-z0-9]))"
    rf"|(?:(?P<whole>[0-9]{{1,9}})[ ])?(?P<slash>[0-9]{{1,9}}/[0-9]{{1,9}})(?![0-9/])"
    rf"|(?P<point>(?<![0-9.])\.{_D})(?!\.)"
)
_LETTERS = {"k": 3, "K": 3, "M": 6, "G": 9, "B": 9, "T": 12}
_START = re.compile(r"[0-9.]|[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟俩半]")
_SIGN = frozenset("-−负")
_TOGETHER = {"打": 12, "双": 2, "对": 2}
_EVERY_HAN = re.compile(EVERY_HAN)
_EXACT = Context(prec=40)
_SHOWN = Decimal(1).scaleb(-12)
# Words of the dictionary that are tagged as numbers and say none.
_NO_NUMBERS = frozenset(
    listed("一起 万一 千万 十分 万分 一点儿 一些 一下 一阵 一样 一般 一道 一度 一律 一律 一时")
)


class _Part(NamedTuple):
    end: int
    value: Decimal
    words: str


def numbers_of(line: Line) -> Iterator[Expression]:
    """The numbers of a line that are no part of a percentage or an amount of money."""
    taken = sorted((item.start, item.end) for reader in (percents_of, money_of) for item in reader(line))
    done = 0
    for found in _START.finditer(line.text):
        start = found.start()
        if start < done or overlaps(start, start + 1, taken) or line.covers(start, start + 1):
            continue
        for item in _at(line, start):
            done = item.end
            if not overlaps(item.start, item.end, taken):
                yield item


def _at(line: Line, start: int) -> Iterator[Expression]:
    text = line.text
    before = text[start - 1 : start]
    if before.isascii() and before.isalnum() and text[start].isascii():
        return
    if written := _WRITTEN.match(text, start):
        yield from _written(line, written)
    elif text[start] != "." and (item := _spoken(line, start)):
        yield item


def _written(line: Line, found: re.Match[str]) -> Iterator[Expression]:
    if found["dotted"]:
        for piece in re.finditer(_D, found.group()):
            yield _number(found.start() + piece.start(), found.start() + piece.end(), Decimal(piece.group()))
        return
    value = _written_value(found)
    if value is not None:
        start = _signed(line.text, found.start())
        yield _number(start, found.end(), -value if start < found.start() else value)


def _written_value(found: re.Match[str]) -> Decimal | None:
    try:
        if found["power"]:
            base, _, power = found["power"].partition("^")
            return _EXACT.power(Decimal(base), int(power.replace("--", "").replace("+", "")))
        if found["slash"]:
            top, _, bottom = found["slash"].partition("/")
            return Decimal(found["whole"] or 0) + _EXACT.divide(Decimal(top), Decimal(bottom)).quantize(
                _SHOWN
            )
        if found["suffixed"]:
            digits = found["suffixed"].rstrip("kKMGTB ").replace(",", "")
            return Decimal(digits).scaleb(_LETTERS[found["letter"]])
        return Decimal(found["exponent"] or found["point"])
    except (InvalidOperation, ZeroDivisionError):
        return None


def _spoken(line: Line, start: int) -> Expression | None:
    text = line.text
    if text.startswith("半百", start):
        return _number(start, start + 2, Decimal(50))
    amount = _amount(text, start)
    if amount is None or amount.low is None or amount.low != amount.high or amount.bare_scale:
        return None
    low, end = amount.low, amount.end
    if part := _fraction(text, amount):
        first = _signed(text, start)
        return _number(first, part.end, -part.value if first < start else part.value, part.words)
    if (
        text.startswith("又", end)
        and (bottom := _amount(text, end + 1))
        and (part := _fraction(text, bottom))
    ):
        low, end = (low + part.value).quantize(_SHOWN).normalize(), part.end
    elif text[end : end + 1] in _TOGETHER and line.gate.closes(end + 1):
        low, end = low * _TOGETHER[text[end]], end + 1
    if not amount.arabic and end == amount.end and _is_a_word(line, start, end):
        return None
    first = _signed(text, start)
    return _number(first, end, -low if first < start else low)


def _amount(text: str, start: int) -> Amount | None:
    """The number here without a 多 or 余 that no 万 or 亿 follows."""
    amount = amount_at(text, start)
    found = _EVERY_HAN.match(text, start)
    if found and (amount is None or amount.end < found.end()):
        return _long(start, found.group())
    if amount and amount.end > start and text[amount.end - 1] in "余多几来":
        end = amount.end - 1
        return Amount(amount.start, end, amount.low, amount.high, amount.arabic)
    return amount


def _long(start: int, words: str) -> Amount | None:
    bounds = parse_han(words)
    return Amount(start, start + len(words), *bounds, arabic=False) if bounds else None


def _fraction(text: str, bottom: Amount) -> _Part | None:
    """三分之一; the upper number may have a sign: 负3分之负一."""
    if not text.startswith("分之", bottom.end) or not bottom.low:
        return None
    minus = text.startswith("负", bottom.end + 2)
    top = _amount(text, bottom.end + 2 + minus)
    if top is None or top.low is None or top.low != top.high:
        return None
    above = -top.low if minus else top.low
    return _Part(top.end, _EXACT.divide(above, bottom.low), f"{plain(above)}/{plain(bottom.low)}")


def _is_a_word(line: Line, start: int, end: int) -> bool:
    """一切, 四川, 一看 hold no number; neither do 三农 and other names."""
    word = line.gate.at(start)
    if line.inside_word(start, end) or word.text in _NO_NUMBERS:
        return True
    name = formula_at(line.text, start)
    if name > end and line.text[start:name] not in ("一行",):
        return True
    if line.text[start:end] != "一" or end >= len(line.text):
        return False
    first, following = line.gate.at(start), line.gate.at(end)
    if not first.known and first.end > end:
        return True
    return following.start == end and following.tag[:1] == "v"


def _signed(text: str, start: int) -> int:
    """Where the sign before a number begins; 5-20 and --9 have none."""
    if start and text[start - 1] in _SIGN:
        before = text[start - 2 : start - 1]
        if not before or not (before.isdecimal() or before in _SIGN):
            return start - 1
    return start


def _number(start: int, end: int, value: Decimal, fraction: str = "") -> Expression:
    """A fraction keeps its two numbers: 1/3."""
    if fraction:
        fraction = fraction.replace("-", "")
        return Expression(start, end, "", "number", f"-{fraction}" if value < 0 else fraction)
    return Expression(start, end, "", "number", plain(value))
