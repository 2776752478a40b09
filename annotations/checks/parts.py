"""A total and its parts: 共45人，男34人、女11人; 其中 introduces no part above its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from annotations.checks.check import DIFFERS, HINT, HOLDS, Found
from annotations.checks.lines import Line
from annotations.checks.quantities import Quantity, shown

_AMONG = re.compile(r"其中|包括|当中|内含|含(?=[^有义量])")
_SUM = re.compile(
    r"(?:共|共计|总计|合计|总共|一共|累计|总数|总量|总额|总人数|总值|全部|加起来|相加)(?:有|为|达到?|是|的|实现|完成|获得?|夺得|斩获|收获|投入|安排|[^，。；、：0-9]{0,6})*$"
)
_WHOLE = re.compile(r"(?:共|总|合计|全长|全[市县省年区校村部镇乡国]|累计)")
# What together is all there is.
_COMPLEMENTS = tuple(
    tuple(re.compile(word) for word in words.split())
    for words in """
男 女
第一天|首日 第二天|次日
一期 二期
工业 农业
(?:中央|国家|省级?)(?:财政)?(?:资金|投资|拨款) (?:地方|市县)(?:财政)?(?:配套|资金|投资)? (?:企业|单位)?自筹
死亡|遇难|死者 受伤|伤者
城镇|城市 农村|乡村
进口 出口
第一产业 第二产业 第三产业
赞成 反对
国有 民营|非国有|私营
公办 民办
金牌 银牌 铜牌
一等奖 二等奖 三等奖
死亡 受伤
新建 续建
财政拨款|政府投入 自筹
(?<!团)党员 (?:非党员|群众)
中央 地方
内资 外资
水田 旱地
上半年 下半年
本科 专科
初中 高中
进球 失球
基本支出 项目支出
境内 境外
国内 国[外际]
大型 中型 小型
胜 负
室内 室外
""".strip().splitlines()
)
# Kinds that overlap: a woman may be a party member too.
_OVERLAP = re.compile(
    r"女|党员|少数民族|博士|硕士|高级|职称|贫困|特困|以上|以下|岁|[省市县国]级|先进|优秀|新|重点|当年|出口"
)
_CHANGE = re.compile(
    r"(?:增长|增加(?!值)|减少|下降|提高|上升|净增|多|少|同比|比上年|降低|回落|增(?!加值))[^，。；、]{0,6}$"
)
_LEVEL = re.compile(r"(?:人均|户均|平均|每|单|日均|年均|月均|最[高大多长低小少])[^，。；、]{0,12}$")
_PIECES = frozenset("台座艘辆架条套")
_APART = re.compile(r"分别(?:为|是|有|达)|依次(?:为|是)")
_REACH = 170
_LEAD = 12


def among(line: Line) -> Iterator[Found]:
    """A part behind 其中 is no more than the whole before it, and complementary parts make it up."""
    for found in re.finditer(r"其中", line.text):
        before = _usable(line, max(0, found.start() - 60), found.start())
        if not before:
            continue
        parts = [
            one for one in _usable(line, found.end(), found.end() + _REACH) if one.unit == before[-1].unit
        ]
        parts = [one for one in _until(line.text, found.end(), parts) if _unbroken(line, found.end(), one)]
        wholes = [one for one in before if parts and one.unit == parts[0].unit]
        if not parts or not wholes:
            continue
        if any(line.text[max(0, one.start - 1) : one.start] in _PIECES for one in wholes):
            continue
        biggest = max(wholes, key=lambda one: one.bounds.high)
        for part in parts:
            if part.exact and biggest.exact and part.bounds.low > biggest.bounds.high:
                yield _more(line, part, biggest)
                break
        else:
            yield from _whole(line, wholes[-1], parts)


def _unbroken(line: Line, start: int, item: Quantity) -> bool:
    """Nothing of another unit stands between 其中 and the part: that would begin another thought."""
    return all(
        one.unit == item.unit or one.kind == "share"
        for one in line.quantities
        if start <= one.start < item.start
    )


def _usable(line: Line, start: int, end: int) -> list[Quantity]:
    """Amounts in a stretch: no changes, no averages, no ranges."""
    found = []
    for one in line.quantities:
        if not start <= one.start < end or one.kind not in ("count", "money", "bare"):
            continue
        lead = line.text[max(0, one.start - 16) : one.start]
        if (
            one.unit in ("天", "个月", "分钟", "岁", "时", "分", "秒", "次", "x", "级", "元/人")
            or one.approx == "range"
        ):
            continue
        if not _CHANGE.search(lead) and not _LEVEL.search(lead):
            found.append(one)
    return found


def _until(text: str, start: int, parts: list[Quantity]) -> list[Quantity]:
    stop = min((at for mark in "。；;！" if (at := text.find(mark, start)) >= 0), default=len(text))
    return [part for part in parts if part.end <= stop]


def _more(line: Line, part: Quantity, whole: Quantity) -> Found:
    spans = ((whole.start, whole.end, "total"), (part.start, part.end, "part"))
    sure = part.exact and whole.exact and _head(line, part) == _head(line, whole)
    params = {"part": part.text, "total": whole.text}
    return Found("part_of_total", DIFFERS if sure else HINT, "part.more", spans, params)


def _head(line: Line, item: Quantity) -> str:
    return line.text[item.end : item.end + 1] if item.unit == "个" else item.unit


def _whole(line: Line, whole: Quantity, parts: Sequence[Quantity]) -> Iterator[Found]:
    """Parts that are known to be all, and parts that come close to their total without meeting it."""
    if len(parts) < 2 or not whole.exact or not all(part.exact for part in parts):
        return
    pair = complementary(line, parts)
    listed = pair or list(parts)
    more = sum((part.bounds.low for part in listed), Fraction(0)) > whole.bounds.high
    apart = not any(_OVERLAP.search(line.text[part.start - 8 : part.end + 4]) for part in listed)
    yield from compared(whole, listed, sure=bool(pair), close=bool(pair) or (more and apart))


def complementary(line: Line, parts: Sequence[Quantity]) -> list[Quantity]:
    """The parts named with words that together are everything: 男 and 女, 进口 and 出口."""
    named = [_named(line, parts, at) for at in range(len(parts))]
    for words in _COMPLEMENTS:
        places = [[at for at, name in enumerate(named) if word.search(name)] for word in words]
        if all(len(place) == 1 for place in places) and len({place[0] for place in places}) == len(words):
            return [parts[place[0]] for place in places]
    return []


def _named(line: Line, parts: Sequence[Quantity], at: int) -> str:
    """The words that belong to a part: before it to the last comma, or right behind it."""
    left = parts[at - 1].end if at else max(0, parts[at].start - _LEAD)
    lead = line.text[max(left, parts[at].start - _LEAD) : parts[at].start]
    lead = re.split(r"[，,；;、：:。]", lead)[-1]
    behind = re.match(r"[^，,；;、：:。0-9]{0,3}", line.text[parts[at].end :])
    return lead + "|" + (behind.group() if behind else "") if not lead else lead + "|" + parts[at].unit


def compared(
    whole: Quantity, parts: Sequence[Quantity], *, sure: bool, close: bool = True
) -> Iterator[Found]:
    """Add up and say so; without ``close`` only what comes within a tenth is worth a word."""
    total = sum((part.bounds for part in parts[1:]), parts[0].bounds)
    value = sum((part.value for part in parts), Fraction(0))
    spans = ((whole.start, whole.end, "total"), *((part.start, part.end, "part") for part in parts))
    params = {"parts": " + ".join(part.text for part in parts), "sum": _as(value, whole), "total": whole.text}
    if total.meets(whole.bounds):
        yield Found("sum_of_parts", HOLDS, "sum.holds", spans, params)
    elif close or (
        len(parts) > 2 and whole.value * Fraction(93, 100) < value < whole.value * Fraction(107, 100)
    ):
        yield Found("sum_of_parts", DIFFERS if sure else HINT, "sum.differs", spans, params)


def _as(value: Fraction, whole: Quantity) -> str:
    """The sum in the unit that the total is written in."""
    digits = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", whole.text)
    if not digits:
        return shown(value)
    number = Fraction(digits.group().replace(",", ""))
    told = f"{float(value * number / whole.value):.4f}".rstrip("0").rstrip(".") if whole.value else "0"
    return (whole.text[digits.end() :] and told + whole.text[digits.end() :]) or told


def summed(line: Line) -> Iterator[Found]:
    """甲12个、乙15个，共27个; 共27个：甲12个、乙15个; 进出口总额100亿元，进口40亿元，出口60亿元."""
    used: set[int] = set()
    for at, item in enumerate(line.quantities):
        if not item.exact or item.kind not in ("count", "money"):
            continue
        left, _ = line.clause(item.start, item.end)
        lead = line.text[max(left, item.start - 20) : item.start]
        if _SUM.search(lead) and (before := _run_before(line, at)):
            used.add(at)
            yield from compared(
                item,
                before,
                sure=bool(complementary(line, before)),
                close=len(before) > 2 or bool(complementary(line, before)),
            )
        elif _WHOLE.search(lead) and (parts := _run_behind(line, at)):
            pair = complementary(line, parts) or _each(line, item, parts)
            if pair and not any(one.start < item.start for one in pair):
                yield from compared(item, pair, sure=True)


def _each(line: Line, whole: Quantity, parts: Sequence[Quantity]) -> list[Quantity]:
    """总面积1200平方米，分别为500平方米、400平方米和300平方米: all of them are told."""
    told = _APART.search(line.text, whole.end, parts[-1].start)
    named = [part for part in parts if told and part.start >= told.end()]
    return named if len(named) > 1 else []


def _run_before(line: Line, at: int) -> list[Quantity]:
    """The run of amounts of the same unit before a total, in the same sentence."""
    total, run = line.quantities[at], []
    floor = max(total.start - 120, max(line.text.rfind(stop, 0, total.start) for stop in "。；;！"))
    edge = total.start
    for one in reversed(line.quantities[:at]):
        if one.start < floor or edge - one.end > 30:
            break
        if (
            one.unit != total.unit
            or not one.exact
            or _CHANGE.search(line.text[max(0, one.start - 10) : one.start])
        ):
            break
        run.append(one)
        edge = one.start
    run.reverse()
    return run if len(run) > 1 and all(one.value < total.value * 3 for one in run) else []


def _run_behind(line: Line, at: int) -> list[Quantity]:
    whole = line.quantities[at]
    if "其中" in line.text[whole.end : whole.end + 40]:
        return []
    first = next((one for one in line.quantities[at + 1 :] if one.unit == whole.unit), None)
    if first is None or not re.search(r"[，,：:（(]", line.text[whole.end : first.start]):
        return []
    near = _until(line.text, whole.end, _usable(line, whole.end, whole.end + 90))
    return [one for one in near if one.unit == whole.unit and one.exact]


__all__ = ["HOLDS", "among", "summed"]
