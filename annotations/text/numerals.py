"""Figures: number, unit and how exactly it is stated, as GB/T 15835 separates them.

Ordinals (第八届), names and idioms are none; word boundaries are the gate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotations.text import measures
from annotations.text.amounts import CANDIDATE, Amount, amount_at
from annotations.text.gate import Gate, overlaps
from annotations.text.lexicon import listed
from annotations.text.numbers import plain, product
from annotations.text.units import Unit, unit_at
from annotations.text.words import Word, words
from annotations.vocabulary import Approx

_SEPARATOR = re.compile(r"\s?(?:[—–\-－~～﹣]{1,2}|至|到)\s?")
_OF = re.compile(r"分之")
_HALF = re.compile(r"(?:一半|半数|过半|大半)(?:以上|多)?")
_AFTER = re.compile(r"(?:[（(]含[）)])?(?:及|或)?(?P<word>以上|以下|以内|之内|左右|上下|有余)")
_MORE_AFTER = re.compile(r"[多余](?=$|[，。、；：,;的时前后来之（(]|[^\w])")
_UP_TO = {"上": "gte", "近": "lt", "过": "gt", "超": "gt", "逾": "gt", "破": "gt", "约": "approx"}
# Dictionary words that look like number and unit and are neither.
_NOT_FIGURES = frozenset(
    listed("十分 万分 百分 千万 万一 万方 三方 两方 四方 八方 百分百 万里 千里 十足 百年 千年 两口 百日")
)
_CLASS_NAME = re.compile(r"(?:以上)?的?(?:级|投资项目|项目|企业|大村|村|产业|集群|平台|大关)")
_STATED = re.compile(
    r"(?:投资|产值|收入|营收|[额量]|规模|利润|资金|税收|GDP|市值|[达为])(?:已|均|将|也|就|高)*$"
)
_ONE_COUNTS_AFTER = listed("仅 只 共 仅有 只有 新增 增加 减少 共有 建成 新建")
_ARABIC_ONLY = frozenset(
    listed("""
分 层 期 届 级 代 步 集 卷 里 方 度 时 眼 封 平 折 码 口 门 面 句 段 道 两 顶 尊 节 针 席 寸 尺 环 圈 站 把
对 双 队 组 班 堂 具 则 日 月
""")
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in a sentence. ``kind``: count, money, share, points, multiple or bare (no unit given).

    ``value`` is text as the API stores it, None for 数十 or 多个; ``low`` and ``high`` bound it.
    ``threshold`` marks a bare scale such as 过亿元, which is no statistic by itself.
    """

    start: int
    end: int
    value: str | None
    unit: str
    approx: Approx
    kind: str
    low: Decimal | None = None
    high: Decimal | None = None
    threshold: bool = False


def figures(
    text: str, tokens: Sequence[Word] | None = None, taken: Sequence[tuple[int, int]] = ()
) -> list[Figure]:
    """All figures of a sentence in order; ``taken`` are stretches (dates, titles) that hold none."""
    gate = Gate(words(text) if tokens is None else tokens)
    return sorted(_scan(text, gate, taken), key=lambda figure: figure.start)


def _scan(text: str, gate: Gate, taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    done = 0
    for half in _HALF.finditer(text):
        if gate.opens(half.start()) and not overlaps(half.start(), half.end(), taken):
            yield _half(text, half, gate)
    for found in CANDIDATE.finditer(text):
        if found.start() < done:
            continue
        figure = _figure(text, found.start(), gate)
        if figure and not overlaps(figure.start, figure.end, taken):
            done = figure.end
            yield figure


def _figure(text: str, start: int, gate: Gate) -> Figure | None:
    before = text[start - 1 : start]
    if before and (before in "第/" or (before.isascii() and before.isalpha())) and not _symbol(text, start):
        return None
    amount = amount_at(text, start)
    if amount is None:
        return None
    if fraction := _fraction(text, amount, gate):
        return fraction
    first = unit_at(text, amount, gate)
    second, second_unit = _second(text, first.end if first else amount.end, gate)
    if second and second_unit and (first is None or first.code == second_unit.code):
        return _range(text, amount, second, second_unit, gate)
    if first is None:
        return _bare(text, amount, gate)
    return _single(text, amount, first, gate)


def _single(text: str, amount: Amount, unit: Unit, gate: Gate) -> Figure | None:
    start, approx = _before(text, amount, gate)
    if not _stands_alone(text, start, amount, unit, gate):
        return None
    end, after = _behind(text, unit.end, gate)
    if amount.low is None:
        return Figure(start, end, None, unit.code, Approx.VAGUE, unit.kind)
    if amount.more or unit.more:
        approx = Approx.GT
    low, high = unit.base(amount.low), unit.base(amount.high or amount.low)
    if (
        start
        and text[start - 1] in "-−－负"
        and unit.kind == "share"
        and not text[start - 2 : start - 1].isdigit()
    ):
        low, high, start = -high, -low, start - 1
    if low != high:
        return Figure(
            start, end, f"{plain(low)}..{plain(high)}", unit.code, Approx.RANGE, unit.kind, low, high
        )
    start = _symbol(text, start) or start
    final = after or approx
    threshold = amount.bare_scale and unit.kind == "money" and not _stated(text, start, amount.start, end)
    return Figure(start, end, plain(low), unit.code, final, unit.kind, low, high, threshold)


def _stated(text: str, start: int, number: int, end: int) -> bool:
    """Whether a bare scale is an amount (总投资过亿元) and not the name of a class (过亿元项目)."""
    if _CLASS_NAME.match(text, end):
        return False
    return text[start:number] in ("突破", "逾", "近", "破") or bool(
        _STATED.search(text[max(0, start - 12) : start])
    )


def _range(text: str, first: Amount, second: Amount, unit: Unit, gate: Gate) -> Figure | None:
    if first.low is None or second.high is None or not (first.arabic or gate.opens(first.start)):
        return None
    low = first.low
    if first.scale == 1 and second.scale > 1 and low < second.high / second.scale:
        low = product(low, second.scale)
    low, high = unit.base(low), unit.base(second.high)
    if low >= high:
        return None
    end, _ = _behind(text, unit.end, gate)
    start, _ = _before(text, first, gate)
    return Figure(start, end, f"{plain(low)}..{plain(high)}", unit.code, Approx.RANGE, unit.kind, low, high)


def _second(text: str, at: int, gate: Gate) -> tuple[Amount | None, Unit | None]:
    found = _SEPARATOR.match(text, at)
    amount = amount_at(text, found.end()) if found else None
    return (amount, unit_at(text, amount, gate)) if amount else (None, None)


def _fraction(text: str, bottom: Amount, gate: Gate) -> Figure | None:
    """三分之二 keeps its fraction; 百分之, 千分之, 万分之 become decimals."""
    of = _OF.match(text, bottom.end)
    top = amount_at(text, of.end()) if of else None
    if not of or top is None or top.low is None or not bottom.low or not gate.opens(bottom.start):
        return None
    start, approx = _before(text, bottom, gate)
    end, after = _behind(text, top.end, gate)
    approx = Approx.GT if top.more else after or approx
    low = top.low / bottom.low
    decimal = bottom.low in (100, 1000, 10000)
    value = plain(low) if decimal else f"{plain(top.low)}/{plain(bottom.low)}"
    if top.high != top.low and top.high is not None:
        high = top.high / bottom.low
        return Figure(start, end, f"{plain(low)}..{plain(high)}", "1", Approx.RANGE, "share", low, high)
    return Figure(start, end, value, "1", approx, "share", low, low)


def _half(text: str, found: re.Match[str], gate: Gate) -> Figure:
    word = found.group()
    half = Decimal("0.5")
    shape = Amount(found.start(), found.end(), half, half, arabic=False)
    start, approx = _before(text, shape, gate)
    if word.endswith("以上"):
        approx = Approx.GTE
    elif word.endswith("多") or word[0] in "过大":
        approx = Approx.GT
    return Figure(start, found.end(), "0.5", "1", approx, "share", half, half)


def _bare(text: str, amount: Amount, gate: Gate) -> Figure | None:
    """A scaled number without a unit (11.2亿): kept, so that a money clause can claim it."""
    following = text[amount.end : amount.end + 1]
    if not amount.arabic or amount.scale < 10**4 or amount.low is None or not gate.closes(amount.end):
        return None
    if following.isascii() and following.isalnum():
        return None
    start, approx = _before(text, amount, gate)
    symbol = _symbol(text, start)
    kind, code = ("money", measures.SYMBOLS[text[symbol:start]]) if symbol is not None else ("bare", "")
    end, after = _behind(text, amount.end, gate)
    approx = Approx.GT if amount.more else after or approx
    return Figure(symbol if symbol is not None else start, end, plain(amount.low), code, approx, kind,
                  amount.low, amount.high)  # fmt: skip


def _symbol(text: str, start: int) -> int | None:
    """Where a currency sign directly before the number begins."""
    for length in (3, 2, 1):
        if start >= length and text[start - length : start] in measures.SYMBOLS:
            return start - length
    return None


def _before(text: str, amount: Amount, gate: Gate) -> tuple[int, Approx]:
    """Take in 超过, 近, 约, 上万 …; a letter inside another word (最近3年) is none."""
    start = amount.start
    if amount.bare_scale and start and text[start - 1] in _UP_TO and gate.opens(start - 1):
        return start - 1, Approx[_UP_TO[text[start - 1]].upper()]
    for length in range(min(measures.LONGEST_APPROX, start), 0, -1):
        word = text[start - length : start]
        if word in measures.APPROX_BEFORE and gate.opens(start - length):
            return start - length, Approx[measures.APPROX_BEFORE[word].upper()]
    return start, Approx.GT if amount.bare_scale and amount.more else Approx.EQ


def _behind(text: str, end: int, gate: Gate) -> tuple[int, Approx | None]:
    """Take in 以上, 左右, 多 … behind the unit."""
    if (found := _AFTER.match(text, end)) and gate.closes(found.end()):
        return found.end(), Approx[measures.APPROX_AFTER[found["word"]].upper()]
    if (found := _MORE_AFTER.match(text, end)) and gate.closes(found.end()):
        return found.end(), Approx.GT
    return end, None


def _stands_alone(text: str, start: int, amount: Amount, unit: Unit, gate: Gate) -> bool:
    """The word gate for number words; digits need none."""
    if amount.arabic:
        return True
    if not gate.opens(start) or unit.code in _ARABIC_ONLY:
        return False
    word = gate.at(amount.start)
    surface = text[amount.start : unit.end]
    if surface in _NOT_FIGURES:
        return False
    if word.end >= unit.end and word.known and word.tag not in ("m", "mq", "q", "l"):
        return False
    if amount.low is None:
        if not word.known:
            return unit.kind == "count"
        return word.tag == "m" or (unit.kind == "count" and word.tag in ("a", "d"))
    if amount.low == 1 and unit.kind == "count" and text[amount.start] in "一壹":
        return text[:start].endswith(_ONE_COUNTS_AFTER)
    return not amount.bare_scale or unit.kind == "money" or start < amount.start
