"""Figures that others in the sentence make up: A的2倍, 每人5元共100人, 平均, 相差, 比分, 排名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from annotations.checks.check import DIFFERS, HINT, HOLDS, Found
from annotations.checks.lines import Line
from annotations.checks.quantities import Interval, Quantity, shown

_OF = re.compile(r"[，,]?(?:是|为|相当于|达到?|约为|约是)[^，。；0-9]{0,12}$")
_EACH = re.compile(
    r"(?:每|单)(?P<unit>人|户|亩|公斤|吨|台|个|套|家|件|辆|张|名|本|头|只|斤|箱|天|月|次|份|棵|株|间|平方米|盒|枚|瓶)[^，。；、0-9]{0,8}$"
)
_MEAN = re.compile(
    r"(?P<unit>人|户|亩|校|村|单)均[^，。；0-9]{0,8}$|平均(?:每)?(?P<per>人|户|亩|家|个|台|名|件|村|校|套|辆)?[^，。；、0-9]{0,8}$"
)
_TOTAL = re.compile(r"(?:共|总|合计|累计|计)[^，。；、0-9]{0,8}$")
_TOP = re.compile(r"最[高大多长快远][^，。；、0-9]{0,6}$")
_LOW = re.compile(r"最[低小少短慢近][^，。；、0-9]{0,6}$")
_SCORE = re.compile(
    r"(?P<a>[0-9]{1,3})[比:∶：](?P<b>[0-9]{1,3})[^。；0-9]{0,24}?(?P<verb>领先|净胜|相差|落后|胜出|优势|多得|大胜|狂胜|赢)(?:了|对手|对方)*(?P<d>[0-9]{1,3})(?:分|球)"
    r"|(?P<d2>[0-9]{1,3})分(?:之差|的?优势)[^。；0-9]{0,16}(?P<a2>[0-9]{2,3})[比:∶：](?P<b2>[0-9]{2,3})"
)
_ATTENDED = re.compile(
    r"应[到参出][^，。；0-9]{0,8}(?P<d>[0-9]{1,6})[名人位个][^。；0-9]{0,8}实[到际参][^，。；0-9]{0,8}(?P<p>[0-9]{1,6})[名人位个]"
)
_RANK = re.compile(
    r"(?:全部|参[赛评]|全[省市县国]|共|的|在)?(?P<n>[0-9]{1,4})(?:个|家|名|支|位|所|人|项|座|县|市)[^，。；0-9]{0,14}(?:中|里|当中)[^。；0-9第]{0,8}(?:排名|排在|排|位列|位居|列|居|名列)[^。；0-9第]{0,6}第(?P<r>[0-9]{1,4})"
)
_SAME = {
    "人": "名",
    "名": "名",
    "户": "户",
    "亩": "平方米",
    "校": "家",
    "村": "个",
    "日": "天",
    "年": "个月",
    "月": "个月",
    "个": "个",
}


def product(line: Line) -> Iterator[Found]:
    """每人5元，共100人，总计500元."""
    items = line.quantities
    for at, price in enumerate(items):
        each = _EACH.search(line.text[max(0, price.start - 14) : price.start])
        if not each or not price.exact or price.kind != "money":
            continue
        near = [one for one in items if one is not price and abs(one.start - price.start) < 60 and one.exact]
        counts = [
            one for one in near if one.written_unit == _same(each["unit"]) or one.written_unit == each["unit"]
        ]
        totals = [
            one
            for one in near
            if one.unit == price.unit and one.value > price.value and _after_total(line, one)
        ]
        if (
            len(counts) == 1
            and len(totals) == 1
            and totals[0].start > price.start
            and items.index(counts[0]) != at
        ):
            yield _product(price, counts[0], totals[0])


def _product(price: Quantity, count: Quantity, total: Quantity) -> Found:
    factor = count.bounds if count.unit == count.written_unit else _written(count)
    made = price.bounds * factor
    spans = (
        (price.start, price.end, "each"),
        (count.start, count.end, "count"),
        (total.start, total.end, "total"),
    )
    value = price.value * (factor.low + factor.high) / 2
    params = {"each": price.text, "count": count.text, "total": total.text, "true": shown(value)}
    held = made.meets(total.bounds)
    return Found(
        "product", HOLDS if held else HINT, f"product.{'holds' if held else 'differs'}", spans, params
    )


def _written(count: Quantity) -> Interval:
    """The count in the unit that it is written in (亩, not square metres)."""
    digits = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", count.text)
    number = Fraction(digits.group().replace(",", "")) if digits else count.value
    scale = 10**4 if "万" in count.text else 10**8 if "亿" in count.text else 1
    return Interval(number * scale, number * scale)


def _same(unit: str) -> str:
    return _SAME.get(unit, unit)


def _after_total(line: Line, item: Quantity) -> bool:
    return _TOTAL.search(line.text[max(0, item.start - 12) : item.start]) is not None


def mean(line: Line) -> Iterator[Found]:
    """20户共收入100万元，户均5万元."""
    for item in line.quantities:
        found = _MEAN.search(line.text[max(0, item.start - 12) : item.start])
        unit = (found["unit"] or found["per"]) if found else None
        if not unit or not item.exact or item.kind not in ("money", "count"):
            continue
        before = [
            one
            for one in line.quantities
            if one.end <= item.start and item.start - one.end < 60 and one.exact
        ]
        counts = [one for one in before if one.written_unit in (_same(unit), unit)]
        near = before + [
            one
            for one in line.quantities
            if 0 < one.start - item.end < 24 and one.exact and _after_total(line, one)
        ]
        totals = [
            one for one in near if one.unit == item.unit and one.value >= item.value and one is not item
        ]
        if len(counts) != 1 or len(totals) != 1 or counts[0] is totals[0]:
            continue
        yield _mean(item, counts[0], totals[0])


def _mean(item: Quantity, count: Quantity, total: Quantity) -> Found:
    divisor = _written(count)
    true = total.bounds / divisor
    spans = (
        (total.start, total.end, "total"),
        (count.start, count.end, "count"),
        (item.start, item.end, "mean"),
    )
    params = {
        "total": total.text,
        "count": count.text,
        "mean": item.text,
        "true": shown(total.value / divisor.low),
    }
    held = true.meets(item.bounds)
    return Found("mean", HOLDS if held else HINT, f"mean.{'holds' if held else 'differs'}", spans, params)


def times(line: Line) -> Iterator[Found]:
    """今年100个，是去年40个的2.5倍."""
    items = line.quantities
    for at in range(len(items) - 2):
        new, old, multiple = items[at : at + 3]
        if multiple.kind != "multiple" or new.unit != old.unit or new.kind == "multiple" or old.value <= 0:
            continue
        if line.text[old.end : multiple.start].strip("的约近，") or not _OF.fullmatch(
            line.text[new.end : old.start]
        ):
            continue
        if not (new.exact and old.exact and multiple.exact):
            continue
        half = max(multiple.step / 2, Fraction(1, 10))
        held = (new.bounds / old.bounds).meets(Interval(multiple.value - half, multiple.value + half))
        spans = (
            (new.start, new.end, "to"),
            (old.start, old.end, "from"),
            (multiple.start, multiple.end, "change"),
        )
        params = {
            "old": old.text,
            "new": new.text,
            "change": multiple.text,
            "true": shown(new.value / old.value),
        }
        yield Found(
            "growth",
            HOLDS if held else DIFFERS,
            f"growth.times_{'holds' if held else 'differs'}",
            spans,
            params,
        )


def score(line: Line) -> Iterator[Found]:
    """98∶86, 领先12分."""
    for found in _SCORE.finditer(line.text):
        first, second, said = (int(found[name] or found[f"{name}2"]) for name in ("a", "b", "d"))
        true = abs(first - second)
        spans = ((found.start(), found.end(), "score"),)
        params = {"first": str(first), "second": str(second), "said": str(said), "true": str(true)}
        yield Found(
            "score",
            HOLDS if true == said else DIFFERS,
            f"score.{'holds' if true == said else 'differs'}",
            spans,
            params,
        )


def rank(line: Line) -> Iterator[Found]:
    """12个县中排第13."""
    for found in _RANK.finditer(line.text):
        if int(found["r"]) > int(found["n"]):
            params = {"rank": found["r"], "count": found["n"]}
            yield Found("rank", DIFFERS, "rank.beyond", ((found.start("n"), found.end(), "rank"),), params)


def attendance(line: Line) -> Iterator[Found]:
    """应到320人，实到332人."""
    found = _ATTENDED.search(line.text)
    if found and int(found["p"]) > int(found["d"]):
        params = {"due": found["d"], "present": found["p"]}
        yield Found(
            "attendance",
            DIFFERS,
            "attendance.more",
            ((*found.span("d"), "total"), (*found.span("p"), "part")),
            params,
        )


def extremes(line: Line) -> Iterator[Found]:
    """最高80分，最低90分."""
    tops = [one for one in line.quantities if _TOP.search(line.text[max(0, one.start - 10) : one.start])]
    lows = [one for one in line.quantities if _LOW.search(line.text[max(0, one.start - 10) : one.start])]
    yield from _crossed(tops, lows)


def _crossed(tops: Sequence[Quantity], lows: Sequence[Quantity]) -> Iterator[Found]:
    if (
        len(tops) == 1
        and len(lows) == 1
        and tops[0].unit == lows[0].unit
        and tops[0].bounds.high < lows[0].bounds.low
    ):
        spans = ((tops[0].start, tops[0].end, "highest"), (lows[0].start, lows[0].end, "lowest"))
        yield Found("extremes", HINT, "extremes.crossed", spans, {"high": tops[0].text, "low": lows[0].text})


__all__ = ["DIFFERS", "extremes", "mean", "product", "rank", "score", "times"]
