"""From one value to another, and the change that the text names: 由80个增至100个，增长25%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from annotations.checks.check import DIFFERS, HINT, HOLDS, Found
from annotations.checks.lines import Line
from annotations.checks.quantities import Interval, Quantity, percent, shown

_TO = re.compile(
    r"(?:[^，。；、0-9]{0,10}?)，?(?P<verb>增加|增长|提高|提升|上升|扩大|发展|攀升|上涨|增|升|涨|跃升|扩|壮大|延长|下降|减少|降低|缩短|压缩|压减|缩小|减|降|回落|下跌|跌|精简|下调|上调|变|调整|猛增|激增|锐减|骤降)"
    r"(?:了)?(?:到|至|为|成)(?:了)?(?:目前|现在|今年|如今|当前|去年|[0-9]{4}年(?:底|末)?)?的?(?:约|近|超过)?$"
)
_FROM = re.compile(r"(?:由|从|自)[^，。；]{0,24}$")
_THAN = re.compile(
    r"(?:[比较]|相比)(?:[0-9]{4}年|去年|上年|前年|上月|上一年|过去|原来|之前|计划|以前)?[^，。；、0-9]{0,10}$"
)
_VERB_AFTER = re.compile(
    r"(?:，|的)?(?:[^，。；、0-9]{0,4})?(?:净)?(?P<verb>增加|增长|提高|上升|多|高|减少|下降|降低|少|低)(?:了|出)?(?:约|近)?$"
)
_CHANGE = re.compile(
    r"^(?:人|户)?(?:[，,（(、；]|同比|环比|比上年|净|共|累计|整整|足足|一下子|则|即|实际|增幅|涨幅|降幅|分别|大幅|年均|平均每年|每年|总共|合计|也就是)*"
    r"(?P<verb>增长|增加|增幅|提高|提升|上升|扩大|上涨|涨幅|增|升|涨|净增|下降|减少|降低|降幅|缩短|压缩|减|降|下跌|跌幅|回落|多|少|精简|增产|减产|增收|减收|净增加|增幅)?(?:了|出|达到?|为|约|高达|近|近乎|率)*$"
)
_DOWN = re.compile(r"下降|减少|降低|缩短|压缩|压减|缩小|减|降|回落|跌|精简|下调|少|低")
_YEARLY = re.compile(r"年均|每年|平均")
_TWICE = re.compile(r"翻(?:了)?(?P<n>[一两二三四五])番|翻了?番")
_TIMES = {"一": 2, "两": 4, "二": 4, "三": 8, "四": 16, "五": 32}
_GAP = 26


def from_to(line: Line) -> Iterator[Found]:
    """由A增长到B，增长x%; also in points, in absolute figures and in multiples."""
    items = line.quantities
    for at in range(len(items) - 1):
        old, new = items[at], items[at + 1]
        gap = line.text[old.end : new.start]
        if old.unit != new.unit or not old.exact or not new.exact or old.kind == "multiple" or old.value <= 0:
            continue
        verb = _TO.fullmatch(gap)
        if not verb or not _FROM.search(line.text[max(0, old.start - 30) : old.start]):
            continue
        if found := _direction(old, new, verb["verb"]):
            yield found
        since = new.end
        for change in items[at + 2 : at + 4]:
            told = list(_change(line, old, new, change, since))
            yield from told
            since = change.end
            if not told:
                break
        yield from _doubled(line, old, new)


def _direction(old: Quantity, new: Quantity, verb: str) -> Found | None:
    """增长到 a smaller value."""
    if verb in ("发展", "变", "调整") or old.value == new.value:
        return None
    down = _DOWN.search(verb) is not None
    if down == (new.value < old.value):
        return None
    spans = ((old.start, old.end, "from"), (new.start, new.end, "to"))
    params = {"old": old.text, "new": new.text, "verb": verb}
    return Found("growth", DIFFERS, "growth.direction", spans, params)


def _change(line: Line, old: Quantity, new: Quantity, change: Quantity, since: int) -> Iterator[Found]:
    lead = line.text[since : change.start]
    words = _CHANGE.fullmatch(lead) if len(lead) <= _GAP else None
    if not words or not change.exact or _YEARLY.search(lead):
        return
    if since == new.end and (not lead.strip() or "；" in lead):
        return
    if change.kind == "count" and not words["verb"]:
        return
    yield from said_change(old, new, change, _DOWN.search(lead) is not None)


def said_change(old: Quantity, new: Quantity, change: Quantity, down: bool) -> Iterator[Found]:
    """Compare the stated change of whichever kind with the two values."""
    kind = change.kind
    spans = ((old.start, old.end, "from"), (new.start, new.end, "to"), (change.start, change.end, "change"))
    params = {"old": old.text, "new": new.text, "change": change.text}
    difference = new.bounds - old.bounds
    difference = Interval(-difference.high, -difference.low) if down else difference
    stated = Interval(abs(change.value) - change.step / 2, abs(change.value) + change.step / 2)
    if kind == "points" and old.kind == "share":
        yield _result(
            "growth",
            difference.times(100).meets(stated),
            "points",
            spans,
            params | {"true": _points(old, new)},
        )
    elif kind == "share" and old.kind == "share" and change.value:
        grown = difference / old.bounds
        if not grown.meets(_loose(stated)) and difference.meets(_loose(stated)):
            yield Found("points", HINT, "growth.as_points", spans, params | {"true": _points(old, new)})
    elif kind == "share":
        grown = difference / old.bounds if old.bounds.low > 0 else difference
        true = percent(abs(new.value - old.value) / old.value)
        yield _result("growth", grown.meets(_loose(stated)), "percent", spans, params | {"true": true})
    elif kind == "multiple":
        ratio = new.bounds / old.bounds
        held = ratio.shifted(-1).meets(_wide(stated))
        if not held and ratio.meets(_wide(stated)):
            more = params | {"true": shown(new.value / old.value), "more": shown(new.value / old.value - 1)}
            yield Found("growth", HINT, "growth.times_more", spans, more)
            return
        yield _result("growth", held, "times", spans, params | {"true": shown(new.value / old.value)})
    elif change.unit == old.unit:
        yield _result(
            "difference",
            difference.meets(stated),
            "difference",
            spans,
            params | {"true": shown(abs(new.value - old.value))},
        )


def _points(old: Quantity, new: Quantity) -> str:
    return shown(abs(new.value - old.value) * 100)


def _loose(stated: Interval) -> Interval:
    """One more unit in the last place: what was rounded before it was divided."""
    half = (stated.high - stated.low) / 2
    return Interval(stated.low - half, stated.high + half)


def _wide(stated: Interval) -> Interval:
    return Interval(stated.low - Fraction(1, 10), stated.high + Fraction(1, 10))


def _result(
    name: str, held: bool, what: str, spans: tuple[tuple[int, int, str], ...], params: dict[str, str]
) -> Found:
    return Found(
        name, HOLDS if held else DIFFERS, f"growth.{what}_{'holds' if held else 'differs'}", spans, params
    )


def _doubled(line: Line, old: Quantity, new: Quantity) -> Iterator[Found]:
    """翻了一番 is twice as much, 翻两番 four times."""
    found = _TWICE.search(line.text, new.end, new.end + 14)
    if not found:
        return
    times = _TIMES[found["n"] or "一"]
    ratio = new.bounds / old.bounds
    held = ratio.meets(Interval(Fraction(times * 9, 10), Fraction(times * 23, 20)))
    spans = ((old.start, old.end, "from"), (new.start, new.end, "to"), (found.start(), found.end(), "change"))
    params = {"old": old.text, "new": new.text, "change": found.group(), "true": shown(new.value / old.value)}
    yield _result("growth", held, "times", spans, params)


def compared(line: Line) -> Iterator[Found]:
    """今年100个，比去年的80个增加20个 / 增长25%."""
    items = line.quantities
    for at in range(1, len(items) - 1):
        new, old, change = items[at - 1], items[at], items[at + 1]
        same = new.unit == old.unit and new.kind == old.kind != "multiple"
        if (
            not same
            or not (new.exact and old.exact and change.exact)
            or old.value <= 0
            or old.start - new.end > _GAP
        ):
            continue
        lead, behind = line.text[new.end : old.start], line.text[old.end : change.start]
        verb = _VERB_AFTER.fullmatch(behind)
        if not verb or not _THAN.search(lead) or _MOVED.search(lead) or lead.count("，") > 1 or "。" in lead:
            continue
        yield from said_change(old, new, change, _DOWN.search(verb["verb"]) is not None)


_MOVED = re.compile(r"增加|增长|减少|下降|提高|降低|多|少|增|减")
_BY = re.compile(
    r"[，,]?(?:同比|环比|[比较](?:[0-9]{4}年|去年|上年|前年|上月|上一年|年初|上年末|去年底|年初)?[^，。；、0-9]{0,6})?(?:净)?(?P<verb>增加|增长|提高|上升|多|增|减少|下降|降低|少|减)(?:了|出)?$"
)
_RATE = re.compile(
    r"[，,、（(](?:同比|比上年)?(?P<verb>增长|增幅|提高|上升|增|涨幅|升幅|下降|降幅|减少|降低|减)(?:了|达|为|幅度为|率为|幅度达)*$"
)


def increase(line: Line) -> Iterator[Found]:
    """100个，比上年增加20个，增长25%: what was added, beside what was there before."""
    items = line.quantities
    for at in range(1, len(items) - 1):
        new, more, rate = items[at - 1], items[at], items[at + 1]
        if new.unit != more.unit or rate.kind != "share" or not (new.exact and more.exact and rate.exact):
            continue
        verb = _BY.fullmatch(line.text[new.end : more.start])
        again = _RATE.fullmatch(line.text[more.end : rate.start])
        if not verb or not again or new.kind not in ("count", "money", "bare"):
            continue
        yield from _increase(new, more, rate, _DOWN.search(verb["verb"]) is not None)


def _increase(new: Quantity, more: Quantity, rate: Quantity, down: bool) -> Iterator[Found]:
    before = new.bounds + more.bounds if down else new.bounds - more.bounds
    if before.low <= 0 or more.value == 0:
        return
    stated = Interval(abs(rate.value) - rate.step / 2, abs(rate.value) + rate.step / 2)
    held = (more.bounds / before).meets(_loose(stated))
    was = new.value + more.value if down else new.value - more.value
    spans = (
        (new.start, new.end, "to"),
        (more.start, more.end, "difference"),
        (rate.start, rate.end, "change"),
    )
    params = {
        "new": new.text,
        "more": more.text,
        "sign": "+" if down else "−",
        "true": percent(more.value / was),
        "change": rate.text,
    }
    yield _result("growth", held, "increase", spans, params)


_NAMED_YEARS = re.compile(r"^(?:[^，。；、0-9]{0,6})[，；](?:[^。；]{0,16})$")


def two_years(line: Line) -> Iterator[Found]:
    """2022年80个，2023年100个，增长25%: two years of the same thing, then the change."""
    items = line.quantities
    for at in range(len(items) - 2):
        old, new, change = items[at : at + 3]
        gap, lead = line.text[old.end : new.start], line.text[new.end : change.start]
        same = old.unit == new.unit and old.kind == new.kind and old.kind in ("count", "money", "share")
        if not same or not (old.exact and new.exact and change.exact) or old.value <= 0 or len(lead) > 14:
            continue
        words = _CHANGE.fullmatch(lead)
        if not words or not words["verb"] or not _NAMED_YEARS.fullmatch(gap) or _YEARLY.search(lead):
            continue
        if _dated_apart(line, old, new):
            yield from said_change(old, new, change, _DOWN.search(lead) is not None)


def _dated_apart(line: Line, old: Quantity, new: Quantity) -> bool:
    """Each value has a year of its own before it, the later one last."""
    first = [day for day in line.dates if old.start - 24 <= day.start < old.start and day.year]
    second = [day for day in line.dates if old.end <= day.start < new.start and day.year]
    return bool(first and second) and (first[-1].year or 0) < (second[-1].year or 0)
