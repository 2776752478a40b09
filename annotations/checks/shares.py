"""Shares: none above 100 %, nor all of one whole together; and one beside the two values it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from annotations.checks.check import DIFFERS, HINT, HOLDS, Found
from annotations.checks.lines import Line
from annotations.checks.quantities import Interval, Quantity, percent, shown

_PART = re.compile(
    r"(?:占(?!上年|去年|计划|预算)[^，。；！？、0-9]{0,24}|占比|比重|比例|(?:覆盖|合格|及格|优良|出勤|入学|就业|存活|成活|完好|入住|普及|满意|录取|参保|破案|治愈|死亡|空置|出租|绿化|森林覆盖|结案|识字|受精|贫困发生|失业|投票|支持|参与|命中|准确|升学|签约|覆盖|好评|自给|国产化|利用)率)"
    r"(?:为|达到?|已?达|高达|是|约|近|超过|升至|提高到|增至|降至|由|从|在|：|以上|仅|只|了)*$"
)
_OF_ALL = re.compile(
    r"占(?:比|到|了|总数|总量|总额|总人数|总面积|总户数|总产值|总投资|全部|其中)?(?:的|比重|比例)?(?:为|达到?|约|近|超过|仅|只)*$"
)
_WORTH = re.compile(r"(?:增|涨|升|降|跌|减|率|快|速|比|较|幅)")
_PAIRED = re.compile(r"[，,（(]?占(?:比|总数|总量|总额|总人数|全部|从业人员总数)?的?(?:为|达)?")
_NAMED = re.compile(r"[^，。；0-9]{0,8}，?占[^，。；0-9]{0,10}")
_NAMED_BEHIND = re.compile(r"[^，。；、0-9增减]{0,8}的")
_REACH = 34


def shares_of(line: Line) -> list[tuple[Quantity, str]]:
    """Shares with the words before them in their clause, no rates of change."""
    found = []
    for item in line.quantities:
        if item.kind != "share":
            continue
        left, _ = line.clause(item.start, item.end)
        found.append((item, line.text[max(left, item.start - _REACH) : item.start]))
    return found


def above_all(line: Line) -> Iterator[Found]:
    """占120%, 合格率103%."""
    for item, lead in shares_of(line):
        if item.value > 1 and "占" not in line.text[item.end : item.end + 2] and _PART.search(lead):
            params = {"share": item.text}
            yield Found("share_above_all", DIFFERS, "share.above", ((item.start, item.end, "share"),), params)


def together(line: Line) -> Iterator[Found]:
    """甲占45%、乙占38%、丙占27%: together more than the whole."""
    shares = [(item, lead) for item, lead in shares_of(line) if item.exact]
    whole = [(item, re.search(r"占(?P<of>[^0-9约近超达为]{0,14})$", lead)) for item, lead in shares]
    for of, group in groupby(whole, key=lambda pair: pair[1]["of"] if pair[1] else None):
        items = [item for item, _ in group]
        if of is None or _apart(line, items) or len(items) < 3 or items[-1].end - items[0].start > 160:
            continue
        total = sum((item.bounds for item in items[1:]), items[0].bounds)
        spans = tuple((item.start, item.end, "part") for item in items)
        params = {
            "parts": " + ".join(item.text for item in items),
            "sum": percent(sum((item.value for item in items), Fraction(0))),
        }
        if total.low > 1 + Fraction(1, 500):
            outcome = DIFFERS if of.strip("的比") in ("", "总数", "总量", "总人数", "总额") else HINT
            yield Found("shares_together", outcome, "share.together", spans, params)
        elif total.meets(Interval(Fraction(999, 1000), Fraction(1001, 1000))):
            yield Found("shares_together", HOLDS, "share.whole", spans, params)


def _apart(line: Line, items: list[Quantity]) -> bool:
    """Shares of several years, or before and after a change, make up no whole."""
    between = line.text[max(0, items[0].start - 20) : items[-1].end]
    return re.search(r"改为|调整为|原来|[0-9]{4}年.*[0-9]{4}年", between) is not None


def alike(line: Line) -> Iterator[Found]:
    """60个，占60%；40个，占40%: parts and shares of one whole lead to the same total."""
    pairs = []
    for item, _ in shares_of(line):
        before = [one for one in line.quantities if one.end <= item.start and one.kind in ("count", "money")]
        gap = line.text[before[-1].end : item.start] if before else ""
        if before and before[-1].exact and item.exact and item.value and _PAIRED.fullmatch(gap):
            pairs.append((before[-1], item))
    total = (
        sum((item.bounds for _, item in pairs[1:]), pairs[0][1].bounds)
        if pairs
        else Interval(Fraction(0), Fraction(0))
    )
    if (
        len(pairs) < 2
        or len({part.unit for part, _ in pairs}) > 1
        or not total.meets(Interval(Fraction(99, 100), Fraction(101, 100)))
    ):
        return
    if _apart(line, [pairs[0][0], pairs[-1][1]]):
        return
    whole = sum((part.value for part, _ in pairs), Fraction(0))
    for part, item in pairs:
        true = part.value / whole
        near = Interval(item.bounds.low - 2 * item.step, item.bounds.high + 2 * item.step)
        spans = ((part.start, part.end, "part"), (item.start, item.end, "share"))
        params = {"part": part.text, "total": shown(whole), "share": item.text, "true": percent(true)}
        held = near.low <= true <= near.high
        yield Found(
            "share_of_two", HOLDS if held else HINT, f"share.{'holds' if held else 'differs'}", spans, params
        )


def of_two(line: Line) -> Iterator[Found]:
    """100个项目中60个已完工，占60%: the share must come out of its two values."""
    yield from _of_named(line)
    for item, lead in shares_of(line):
        if not _OF_ALL.search(lead) or "比上" in lead or len(lead) > 12:
            continue
        before = [one for one in line.quantities if one.end <= item.start and one.kind in ("count", "money")]
        if len(before) < 2 or not before[-1].exact or item.start - before[-1].end > 16:
            continue
        part = before[-1]
        wholes = [one for one in before[:-1] if one.unit == part.unit and one.value >= part.value]
        if len(wholes) != 1 or not wholes[0].exact or part.value == 0 or not item.exact:
            continue
        if _PAIRED.match(line.text[wholes[0].end : wholes[0].end + 20]):
            continue
        yield _compared(part, wholes[0], item)


def _of_named(line: Line) -> Iterator[Found]:
    """210张，占投票总数300张的70%: the whole stands behind 占."""
    items = line.quantities
    for at in range(len(items) - 2):
        part, whole, item = items[at : at + 3]
        between, behind = line.text[part.end : whole.start], line.text[whole.end : item.start]
        same = part.unit == whole.unit and whole.value >= part.value > 0 and item.kind == "share"
        if (
            same
            and part.exact
            and whole.exact
            and item.exact
            and _NAMED.fullmatch(between)
            and _NAMED_BEHIND.fullmatch(behind)
        ):
            yield _compared(part, whole, item)


def _compared(part: Quantity, whole: Quantity, item: Quantity) -> Found:
    true = part.bounds / whole.bounds
    loose = Interval(item.bounds.low - item.step / 2, item.bounds.high + item.step / 2)
    spans = (
        (part.start, part.end, "part"),
        (whole.start, whole.end, "total"),
        (item.start, item.end, "share"),
    )
    params = {
        "part": part.text,
        "total": whole.text,
        "share": item.text,
        "true": percent(part.value / whole.value),
    }
    if true.meets(loose):
        return Found("share_of_two", HOLDS, "share.holds", spans, params)
    return Found("share_of_two", HINT, "share.differs", spans, params)


__all__ = ["above_all", "of_two", "shown", "together"]
