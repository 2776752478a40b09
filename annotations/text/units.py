"""The unit behind a number, and what one of it is worth in base units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from annotations.text import measures
from annotations.text.amounts import Amount
from annotations.text.gate import Gate
from annotations.text.lexicon import listed
from annotations.text.numbers import product

# 2小时07分55秒 is one figure, told in seconds; so is 1分12秒.
_CLOCKED = re.compile(
    r"(?:(?P<h>小时|时)(?P<m>[0-9]{1,2})分(?:钟)?(?:(?P<s>[0-9]{1,2}(?:\.[0-9]+)?)秒)?|分(?P<s2>[0-9]{1,2})秒)"
)
_HALF_MORE = re.compile(r"个(?P<more>[多半来])(?=月|小时|世纪|百分点)")
# What 数 and 几 may count; 多次, 几天, 多种 say nothing that could be checked.
_VAGUE_UNITS = frozenset(measures.COUNTED) - frozenset(
    listed("""
年 次 天 月 日 种 类 层 字 位 分 句 段 站 步 门 期 届 头 口 眼 代 单 车 船 拍 平 具 则 封 片 块 周 张 部 环
圈 条线 岁
""")
)


@dataclass(frozen=True, slots=True)
class Unit:
    """``code`` is what the API stores: a measure word, an ISO 4217 code, ``1``, ``pp`` or ``x``."""

    end: int
    code: str
    kind: str
    factor: Decimal = Decimal(1)
    more: bool = False
    plus: Decimal = Decimal(0)
    plus_after: Decimal = Decimal(0)

    def base(self, number: Decimal) -> Decimal:
        """The number in base units: 12.5 of per cent is 0.125."""
        return product(number + self.plus, self.factor) + self.plus_after


def unit_at(text: str, amount: Amount, gate: Gate) -> Unit | None:
    """The longest unit that begins where the number ends; None when there is none."""
    at = amount.end
    if text[at : at + 1] in measures.PERCENT and at < len(text):
        return Unit(at + 1, "1", "share", Decimal(1).scaleb(-measures.PERCENT[text[at]]))
    for word in measures.PERCENT_POINTS:
        if text.startswith(word, at):
            factor = Decimal("0.1") if "千" in word else Decimal(1)
            return Unit(at + len(word), "pp", "points", factor)
    if text[at : at + 1] == "倍" and gate.closes(at + 1):
        return Unit(at + 1, "x", "multiple", more=False)
    if text[at : at + 1] == "成" and gate.closes(at + 1) and amount.low is not None and amount.low <= 10:
        more = text[at + 1 : at + 2] == "多"
        return Unit(at + 1 + more, "1", "share", Decimal("0.1"), more)
    return _measure(text, amount, gate)


def _measure(text: str, amount: Amount, gate: Gate) -> Unit | None:
    at = amount.end
    if (found := _CLOCKED.match(text, at)) and amount.arabic and amount.low is not None:
        seconds = Decimal(found["m"] or 0) * 60 + Decimal(found["s"] or found["s2"] or 0)
        return Unit(found.end(), "秒", "count", Decimal(3600 if found["h"] else 60), plus_after=seconds)
    if text[at : at + 1] == "点" and amount.low is not None and amount.low % 1 != 0:
        return Unit(at + 1, "点", "count")
    if (found := _HALF_MORE.match(text, at)) and amount.low is not None:
        half = found["more"] == "半"
        plus = Decimal("0.5") if half else Decimal(0)
        end = found.end() + (2 if text[found.end()] in "小世" else 3 if text[found.end()] == "百" else 1)
        name = "个月" if text[found.end()] == "月" else text[found.end() : end]
        return Unit(end, "pp" if name == "百分点" else name, "count", more=not half, plus=plus)
    if amount.arabic and text[at : at + 1] == " ":
        at += 1
    for length in range(min(measures.LONGEST_UNIT, len(text) - at), 0, -1):
        word = text[at : at + length]
        if word in measures.CURRENCIES and _ends(text, at, at + length, amount, gate):
            if amount.low is None and text[amount.start] == "多":
                return None
            return Unit(at + length, measures.CURRENCIES[word], "money")
        if word in measures.MEASURES and _fits(text, at, at + length, amount, gate):
            return Unit(at + length, measures.ANOTHER_NAME.get(word, word), "count")
    return _noun(text, at, gate) if amount.arabic and at == amount.end else None


def _noun(text: str, at: int, gate: Gate) -> Unit | None:
    """A noun that takes figures without a measure word: 4部委."""
    word = gate.at(at).text if at < len(text) and gate.opens(at) else ""
    return Unit(at + len(word), word, "count") if word in measures.BARE_NOUNS else None


def _fits(text: str, start: int, end: int, amount: Amount, gate: Gate) -> bool:
    word = text[start:end]
    if word in measures.LATIN:
        following = text[end : end + 1]
        return amount.arabic and not (following.isascii() and following.isalnum())
    if start > amount.end:
        return False
    if amount.low is None and word not in _VAGUE_UNITS:
        return False
    return _ends(text, start, end, amount, gate)


def _ends(text: str, start: int, end: int, amount: Amount, gate: Gate) -> bool:
    """The unit ends where a word ends, or inside a word that the dictionary does not know."""
    if gate.closes(end):
        return True
    word = gate.at(end - 1)
    return amount.arabic and not word.known and end - start >= 1 and word.start <= start
