"""Figures: number, unit and how exactly it is stated, as GB/T 15835 separates them.

Ordinals (第八届), names and idioms are none; word boundaries are the gate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotations.text import approximations
from annotations.text.amounts import CANDIDATE, Amount, amount_at
from annotations.text.currencies import SYMBOLS, symbol_before
from annotations.text.fractions import HALF, SLASHED, Fraction, fraction_at, slashed
from annotations.text.gate import Boundaries, Gate, overlaps, prepared
from annotations.text.numbernames import RANKED, formula_at
from annotations.text.numbers import plain, product
from annotations.text.phrases import inside_number, stands_alone
from annotations.text.units import Unit, unit_at
from annotations.vocabulary import Approx

_SEPARATOR = re.compile(r"\s?(?:[—–\-－~～﹣―]{1,2}|至|到)\s?")
_CLASS_NAME = re.compile(
    r"(?:以上)?的?(?:级|投资项目|项目|企业|大村|村|产业|集群|平台|镇|县|俱乐部|订单|身家|富翁)"
)
_STATED = re.compile(
    r"(?:投资|产值|收入|营收|[额量]|规模|利润|资金|税收|GDP|市值|[达为超逾]|[跃迈站登跨]上|迈入|冲破)(?:已|均|将|也|就|高|到)*$"
)
_LETTER = re.compile(r"[0-9A-Za-z]")
_NUMBERED_BEFORE = frozenset("第/×*xX#№·∶")


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


def figures(text: str, boundaries: Boundaries = None, taken: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """All figures of a sentence in order; ``taken`` are stretches (dates, titles) that hold none."""
    line, gate = prepared(text, boundaries)
    found = list(_scan(line, gate, taken))
    if "半" in line or "/" in line:
        found += _parts(line, gate, taken)
        found.sort(key=lambda figure: figure.start)
    return found


def _parts(text: str, gate: Gate, taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """一半以上 and 1/3."""
    for half in HALF.finditer(text):
        if gate.opens(half.start()) and not overlaps(half.start(), half.end(), taken):
            yield _half(text, half, gate)
    for found in SLASHED.finditer(text):
        part = slashed(found)
        if part and not overlaps(part.start, part.end, taken):
            shape = Amount(part.start, part.end, part.low, part.high, arabic=True)
            yield _fraction(text, part, shape, gate)


def _scan(text: str, gate: Gate, taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    done = 0
    for found in CANDIDATE.finditer(text):
        start = found.start()
        if start < done or overlaps(start, start + 1, taken):
            continue
        first = text[start]
        if not "0" <= first <= "9":
            if not gate.opens(start) and not inside_number(text, start, gate):
                continue
            if name := formula_at(text, start):
                done = name
                continue
        elif start and (text[start - 1] == "." or "0" <= text[start - 1] <= "9"):
            continue
        figure = _figure(text, start, gate)
        if figure and not overlaps(figure.start, figure.end, taken):
            done = figure.end
            yield figure


def _figure(text: str, start: int, gate: Gate) -> Figure | None:
    before = text[start - 1 : start]
    if before and (before in _NUMBERED_BEFORE or (before.isascii() and before.isalpha())):
        if symbol_before(text, start) is None:
            return None
    elif before and before in "前头" and RANKED.match(text, start - 1) and gate.opens(start - 1):
        return None
    amount = amount_at(text, start)
    if amount is None:
        return None
    if part := fraction_at(text, amount):
        return _fraction(text, part, amount, gate) if gate.opens(start) or amount.arabic else None
    first = unit_at(text, amount, gate)
    second, second_unit = _second(text, first.end if first else amount.end, gate)
    if second and second_unit and (first is None or first.code == second_unit.code):
        return _range(text, amount, second, second_unit, gate)
    if first is None:
        return _bare(text, amount, gate)
    return _single(text, amount, first, gate)


def _single(text: str, amount: Amount, unit: Unit, gate: Gate) -> Figure | None:
    start, approx = _before(text, amount, gate)
    if not stands_alone(text, start, amount, unit, gate):
        return None
    end, after = approximations.behind(text, unit.end, gate)
    if amount.low is None:
        return Figure(start, end, None, unit.code, Approx.VAGUE, unit.kind)
    low, high = unit.base(amount.low), unit.base(amount.high or amount.low)
    negative = _negative(text, start, unit)
    if negative is not None:
        low, high, start = -high, -low, negative
    if low != high:
        value = f"{plain(low)}..{plain(high)}"
        return Figure(start, end, value, unit.code, Approx.RANGE, unit.kind, low, high)
    symbol = symbol_before(text, start)
    code = unit.code
    if symbol is not None:
        start = symbol
        code = SYMBOLS.get(text[symbol : amount.start], code) if code == "CNY" else code
    more = amount.more or unit.more
    final = after or (approx if approx is not Approx.EQ else Approx(more) if more else Approx.EQ)
    if unit.kind == "count" and text[end : end + 1] == "级" and unit.code != "吨":
        # 55公斤级 is a class of its own.
        return None
    threshold = unit.kind == "money" and (
        text[end : end + 1] == "级" or (amount.bare_scale and not _stated(text, start, amount.start, end))
    )
    return Figure(start, end, plain(low), code, final, unit.kind, low, high, threshold)


def _negative(text: str, start: int, unit: Unit) -> int | None:
    """Where a minus sign or 零下 begins before the number."""
    if text.startswith("零下", start - 2) and start >= 2:
        return start - 2
    signed = unit.kind != "count" or unit.code in ("℃", "摄氏度", "°C", "度")
    minus = start and signed and text[start - 1] in "-−负"
    if minus and not _LETTER.match(text, max(0, start - 2), start - 1):
        return start - 1
    return None


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
    end, _ = approximations.behind(text, unit.end, gate)
    start, _ = _before(text, first, gate)
    symbol = symbol_before(text, start)
    start = start if symbol is None else symbol
    return Figure(start, end, f"{plain(low)}..{plain(high)}", unit.code, Approx.RANGE, unit.kind, low, high)


def _second(text: str, at: int, gate: Gate) -> tuple[Amount | None, Unit | None]:
    found = _SEPARATOR.match(text, at)
    amount = amount_at(text, found.end()) if found else None
    return (amount, unit_at(text, amount, gate)) if amount else (None, None)


def _fraction(text: str, part: Fraction, bottom: Amount, gate: Gate) -> Figure:
    start, approx = _before(text, bottom, gate)
    end, after = approximations.behind(text, part.end, gate)
    if part.low != part.high:
        approx, after = Approx.RANGE, None
    elif part.more:
        approx = Approx(part.more)
    return Figure(start, end, part.value, "1", after or approx, "share", part.low, part.high)


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
    if not amount.arabic or amount.low is None or not gate.closes(amount.end):
        return None
    symbol = symbol_before(text, amount.start)
    if (amount.scale < 10**4 and symbol is None) or (following.isascii() and following.isalnum()):
        return None
    start, approx = (symbol, Approx.EQ) if symbol is not None else _before(text, amount, gate)
    kind, code = ("money", SYMBOLS[text[symbol : amount.start]]) if symbol is not None else ("bare", "")
    end, after = approximations.behind(text, amount.end, gate)
    final = after or (Approx(amount.more) if amount.more else approx)
    return Figure(start, end, plain(amount.low), code, final, kind, amount.low, amount.high)


_RECENT = re.compile(r"[0-9一二三四五六七八九十]{1,2}(?:个)?(?:轮|场|届|期|周|赛季|天|日)")


def _before(text: str, amount: Amount, gate: Gate) -> tuple[int, Approx]:
    if text[amount.start - 1 : amount.start] == "近" and _RECENT.match(text, amount.start):
        # 近6轮 are the last six, not nearly six.
        return amount.start, Approx.EQ
    start, approx = approximations.before(text, amount, gate)
    if start == amount.start and symbol_before(text, start) is not None:
        symbol = symbol_before(text, start) or 0
        shape = Amount(symbol, amount.end, amount.low, amount.high, amount.arabic)
        lead, approx = approximations.before(text, shape, gate)
        return (lead, approx) if lead < symbol else (start, Approx.EQ)
    if start == amount.start and amount.bare_scale and amount.more:
        return start, Approx(amount.more)
    return start, approx
