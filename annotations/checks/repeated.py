"""One thing told twice with different figures: in the headline and the body, in the lead and further down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotations.checks.check import DIFFERS, HINT, Found
from annotations.checks.lines import Line, Placed
from annotations.checks.quantities import Quantity
from annotations.detectors.layout import Layout
from annotations.text.lexicon import listed
from annotations.text.words import Word

LARGEST_GROUP = 60
_SCOPE = 14
_EARLIER = 60
_CONTENT = frozenset("navjlizg")
NAMES = ("nr", "ns", "nt", "nz", "nrt", "nrfg")
_STOP = frozenset(
    listed("""
达到 达 实现 完成 突破 超过 拥有 具有 共有 现有 就有 已有 总计 合计 累计 截至 目前 记者 获悉 了解
介绍 表示 显示 数据 其中 已经 总数 总量 总额 比重 比例 总人数 共计 左右 以上 以下 有 是 为 在 等 这
该 将 要 可 能 会 使 让 把 据 据悉 达成 成为 发展 工作 情况 方面 问题 进行
""")
)
# Words that make another thing of the same words: this year's and last year's, planned and done, new and all.
_CONTRAST = re.compile(
    r"全国|全省|全市|全县|全区|全球|全州|全乡|全镇|全村|全校|我国|世界|新增|净增|新建|累计|计划|目标|力争|预计|规划|到[0-9]{4}年|其中|平均|人均|户均|亩均|年均|日均|每|最|第[一二三四]|首|二期|一期|男|女|城镇|农村|城市|进口|出口|国内|国外|国际|中央|地方|省级|市级|县级|国家级|部级|原来|原|过去|曾|以前|增加|减少|增长|下降|提高|降低|节约|损失|尚|还有|仅|另|余|近期|至少|大|中|小|高|低|左|右|上|下|前|后|东|西|南|北|内|外|A|B|旧|老|外商|本地|外地|多"
)
NO_METRIC = frozenset(
    listed("""
天 个月 分钟 秒 时 分 点 岁 次 届 级 步 层 页 声 x 年 周 版 集 季
""")
)
_HEAD_END = frozenset("xpdrucyemq")
_TIME = re.compile(
    r"同期|上半年|下半年|[一二三四1-4]季度|前[一二三四五六七八九十0-9]+个?月|本月|上月|当天|首日|昨日|当日"
)
_SERIAL = re.compile(r"第[0-9〇零一二三四五六七八九十百]{1,6}")
_CASUALTY = re.compile(r"死亡|受伤|遇难|失踪|失联|轻伤|重伤|获救|被困|身亡|丧生|伤亡|就诊")


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure with the words that say what it measures; ``core`` is the one beside it."""

    piece: Placed
    item: Quantity
    core: str
    words: frozenset[str]
    names: frozenset[str]
    contrast: frozenset[str]
    years: frozenset[str]
    serials: frozenset[str]


def same_metric(pieces: Sequence[Placed]) -> Iterator[Found]:
    """Pairs of figures of one metric that cannot both be right. Places are of the article."""
    groups: dict[tuple[str, str], list[Metric]] = {}
    for piece in pieces:
        for metric in _metrics(piece):
            groups.setdefault((metric.item.unit, metric.core), []).append(metric)
    for group in groups.values():
        if 2 <= len(group) <= LARGEST_GROUP:
            yield from _conflicts(group)


def _conflicts(group: Sequence[Metric]) -> Iterator[Found]:
    pairs = [(a, b, how) for a, b in combinations(group, 2) if (how := _conflict(a, b))]
    if len({metric.item.value for a, b, _ in pairs for metric in (a, b)}) > 2:
        # Three values of the same words are a series, not a slip.
        return
    counts = Counter(metric.item.value for metric in group)
    told: set[Quantity] = set()
    for a, b, how in pairs:
        odd = a if counts[a.item.value] < counts[b.item.value] else b
        if odd.item in told:
            continue
        told.add(odd.item)
        spans = tuple(
            (*metric.piece.place(metric.item.start, metric.item.end), "figure") for metric in (a, b)
        )
        params = {"first": a.item.text, "second": b.item.text, "what": a.core}
        headline = Layout.HEADLINE in (a.piece.layout, b.piece.layout)
        yield Found("headline" if headline else "same_metric", how, "repeated.differs", spans, params)


def _metrics(piece: Placed) -> Iterator[Metric]:
    line = piece.line
    for at, item in enumerate(line.quantities):
        if item.kind not in ("count", "money", "share", "bare") or not item.exact or item.unit in NO_METRIC:
            continue
        if item.value < 2 and item.kind == "count":
            continue
        metric = _metric(piece, line, at)
        if metric:
            yield metric


def _metric(piece: Placed, line: Line, at: int) -> Metric | None:
    item = line.quantities[at]
    left, right = line.clause(item.start, item.end)
    if at:
        left = max(left, line.quantities[at - 1].end)
    if at + 1 < len(line.quantities):
        right = min(right, line.quantities[at + 1].start)
    before = line.between(left, item.start)
    after = _head(line.between(item.end, right))
    content = [word for word in before if says(word)] + after
    if not content:
        return None
    core = after[0] if after else next(word for word in reversed(content))
    context = line.text[max(left, item.start - _SCOPE) : right]
    names = frozenset(word.text for word in line.between(left, right) if word.tag in NAMES)
    words = frozenset(word.text for word in content)
    return Metric(
        piece,
        item,
        core.text,
        words,
        names,
        contrast_in(context),
        times_before(line, item.start),
        serials_before(line, item.start),
    )


def contrast_in(context: str) -> frozenset[str]:
    """The words of a stretch that make another thing of the same words: 进口, 全省, 计划."""
    return frozenset(_CONTRAST.findall(context))


def times_before(line: Line, end: int) -> frozenset[str]:
    """The years and parts of years that the sentence has named before the figure."""
    start = max(0, end - _EARLIER)
    told = [day for day in line.dates if start <= day.start < end and day.kind != "duration"]
    years = [str(day.year or line.text[day.start : day.end]) for day in told]
    months = [f"{day.month}月" for day in told if day.month]
    return frozenset([*years, *months, *_TIME.findall(line.text, start, end)])


def _head(words: Sequence[Word]) -> list[Word]:
    """The noun phrase right behind the figure."""
    found: list[Word] = []
    for word in words:
        if word.tag[:1] in _HEAD_END or word.text in ("、", "的"):
            break
        found.append(word)
        if len(found) == 4:
            break
    return [word for word in found if says(word)]


def says(word: Word) -> bool:
    """Whether a word tells what is measured."""
    return len(word.text) > 1 and (word.tag[:1] in _CONTENT) and word.text not in _STOP


def _conflict(a: Metric, b: Metric) -> str:
    """The outcome, or nothing when the two may well be different things."""
    if a.item.bounds.meets(b.item.bounds) or a.item.kind != b.item.kind or a.piece is b.piece:
        return ""
    if (a.names and b.names and a.names != b.names) or not _same_scope(a, b):
        return ""
    if _other_time(a, b) and not (_CASUALTY.fullmatch(a.core) and a.years.isdisjoint(b.years)):
        return ""
    if _both_told(a, b) or _both_told(b, a) or numbered_apart(a.serials, b.serials):
        return ""
    shared = a.words & b.words
    alike = len(shared) / len(a.words | b.words)
    near = misprint(a.item, b.item)
    head = Layout.HEADLINE in (a.piece.layout, b.piece.layout)
    if a.piece.paragraph == b.piece.paragraph and (alike < 1 or not near):
        return ""
    if (
        alike >= 0.5
        and _CASUALTY.fullmatch(a.core)
        and max(a.item.value, b.item.value) < 10 * min(a.item.value, b.item.value)
    ):
        return HINT
    if not (a.words <= b.words or b.words <= a.words or alike >= 0.75):
        return ""
    if near and alike >= 0.5 and len(shared) > 1:
        return DIFFERS if alike > 0.8 and len(shared) > 2 else HINT
    if alike == 1 and len(shared) > 2 and a.item.kind != "share" and _same_size(a.item, b.item):
        return HINT
    return HINT if head and (len(shared) > 1 or near) and alike >= 0.5 else ""


def _same_scope(a: Metric, b: Metric) -> bool:
    """Neither is of the whole city where the other is of new projects only; a headline leaves that out."""
    if a.contrast == b.contrast:
        return True
    headline = a if a.piece.layout is Layout.HEADLINE else b
    other = b if headline is a else a
    return headline.piece.layout is Layout.HEADLINE and headline.contrast <= other.contrast


def _other_time(a: Metric, b: Metric) -> bool:
    """Both name a time, and none of one is a time of the other; or only one does, of figures far apart."""
    if months_apart(a.years, b.years):
        return True
    if a.years and b.years:
        return a.years.isdisjoint(b.years) or (a.years != b.years and not misprint(a.item, b.item))
    return (
        bool(a.years or b.years)
        and not misprint(a.item, b.item)
        and Layout.HEADLINE not in (a.piece.layout, b.piece.layout)
    )


def months_apart(first: frozenset[str], second: frozenset[str]) -> bool:
    """Both name a part of a year, and none in common."""
    parts = [frozenset(time for time in times if not time.isdecimal()) for times in (first, second)]
    return bool(parts[0] and parts[1] and parts[0].isdisjoint(parts[1]))


def serials_before(line: Line, end: int) -> frozenset[str]:
    """The numbers that tell the thing of a figure from its like: 第2批, 第9小区."""
    return frozenset(_SERIAL.findall(line.text, max(0, end - _SCOPE), end))


def numbered_apart(first: frozenset[str], second: frozenset[str]) -> bool:
    """Both are numbered, and not the same: 第3小区 and 第8小区."""
    return bool(first and second) and first != second


def _same_size(a: Quantity, b: Quantity) -> bool:
    return max(a.value, b.value) < 2 * min(a.value, b.value)


def _both_told(a: Metric, b: Metric) -> bool:
    """The sentence of one figure tells the other's too: it speaks of both."""
    return any(one.value == b.item.value and one.unit == b.item.unit for one in a.piece.line.quantities)


def misprint(a: Quantity, b: Quantity) -> bool:
    """Whether one may be a slip for the other: one digit other, more or less, two changed over, 万 for 亿."""
    first, second = a.digits, b.digits
    if len(first) < 2 or len(second) < 2:
        return False
    if first == second:
        return True
    if sorted(first) == sorted(second):
        return sum(x != y for x, y in zip(first, second, strict=True)) == 2
    if len(first) == len(second):
        return len(first) > 2 and sum(x != y for x, y in zip(first, second, strict=True)) == 1
    short, long = sorted((first, second), key=len)
    return (
        len(long) - len(short) == 1
        and len(long) > 2
        and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    )
