"""Every amount of money: 117.77亿元, 五块三, 3元5角, 10美分, ￥100."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.text.amounts import CANDIDATE, Amount, amount_at
from annotations.text.currencies import SYMBOLS, symbol_before
from annotations.text.expressions.expression import Expression, Line
from annotations.text.numbers import plain
from annotations.text.units import Unit, block_money, small_money, unit_at

# 三块石头 are stones.
_YUAN_BLOCK = re.compile(r"块(?=$|[，。、；！？,.!?了吧钱的和与]|[一二三四五六七八九0-9])")


def money_of(line: Line) -> Iterator[Expression]:
    """The amounts of money of a line."""
    done = 0
    for found in CANDIDATE.finditer(line.text):
        start = found.start()
        if start < done or line.covers(start, start + 1):
            continue
        amount = amount_at(line.text, start)
        if amount is None or amount.low is None:
            continue
        item = _money(line, amount)
        if item:
            done = item.end
            yield item


def _money(line: Line, amount: Amount) -> Expression | None:
    text, low = line.text, amount.low
    symbol = symbol_before(text, amount.start)
    unit = _unit(line, amount)
    if low is None or (unit is None and symbol is None):
        return None
    start = amount.start if symbol is None else symbol
    if unit is None:
        return Expression(start, amount.end, "", "currency", plain(low), SYMBOLS[text[start : amount.start]])
    code = SYMBOLS[text[start : amount.start]] if symbol is not None and unit.code == "CNY" else unit.code
    return Expression(start, unit.end, "", "currency", plain(unit.base(low)), code)


def _unit(line: Line, amount: Amount) -> Unit | None:
    if not amount.arabic and line.inside_word(amount.start, amount.end):
        return None
    unit = unit_at(line.text, amount, line.gate)
    if unit and unit.kind == "money":
        return unit
    if _YUAN_BLOCK.match(line.text, amount.end):
        return block_money(line.text, amount)
    small = small_money(line.text, amount)
    return small if small and not line.inside_word(amount.start, small.end) else None
