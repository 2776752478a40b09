"""What a figure in official material measures: its metric, period, district and the words that bound it.

``surroundings`` looks no further than the clause, which is right for finding repeats in one article. A
communiqué strings figures together (出口198.4亿元，下降2.1%): there the metric stands a clause before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from annotations.detectors.reading import Reading
from annotations.matching.surroundings import GENERAL, district
from annotations.text.lexicon import alternation, listed
from annotations.text.words import Word

_STOP = re.compile(r"[，,；;：:。！？!?、（）()\n]")
_FAR = re.compile(r"[；;。！？!?\n]")
_CONTENT = ("n", "v", "a", "j", "l", "i", "b", "s", "f")
_EMPTY = (GENERAL - {"方面"}) | frozenset(listed(
    "年末 年底 年初 全年 去年 上年 同期 同比 环比 比 较 增长 下降 增加 减少 增速 增幅 提高 "
    "上升 回落 翻 番 倍 "
    "其中 中 其 的 了 新增 共 已 又 还 将 来 由 以 在 与 和 及 于 从 向 对 等 各 个 次 万 亿 上 下 内 外 "
    "年 月 日 拥有 建成 设立 突破 高 低 快 多 少 达成 个百分点 百分点 提升 压缩 分别 今年 本年 期间 "
    "时 时间 位居 居 占 率先 发展 扩大 缩小 保持 净 净增 净增加 预期 有望 可达 "
    "高于 低于 高出 快于 慢于 平均水平 "
    "计算 不变价格 不变价 可比价格 可比价 价格因素 扣除 剔除 口径"
))  # fmt: skip
_MEASURES = frozenset(listed("面积 金额 总额 数额 数量 总量 规模 长度 全长 人数"))
"""Words that name a measure, and not of what: that stands beside them, or in the clause before."""
_PLANNED = re.compile(
    alternation(listed("计划 拟 预计 预期 力争 目标 规划 概算 协议 合同 意向 总投资 将 到20 争取 有望"))
)
_DONE = re.compile(alternation(listed("到位 完成 实际 已投 实缴 入库 落实 兑现 实现 拨付")))
_APART = tuple(map(frozenset, (
    listed("人均 户均 日均 月均 年均 平均"),
    listed("规模以上 规上 限额以上"),
    listed("外资 民营 国有 省外 省内 境外 境内 市外"),
)))  # fmt: skip
"""Words that make another metric of the same noun where only one of two statements has them."""
_ADDED = frozenset(listed("新增 新建 新开工 新签 新引进 新注册 新设立"))
_IN_ALL = frozenset(listed("累计 历年 总计"))
"""What was added in a period is not what there is in all; left unsaid, equal figures may be either."""
_MARK = re.compile(alternation(frozenset.union(*_APART, _ADDED, _IN_ALL)) + "(?!水平)")
_NO_DISTRICT = listed(
    "县市区 区县 景区 园区 地区 社区 校区 港区 库区 灾区 城区 山区 牧区 辖区 片区 小区 街区 新区 "
    "开发区 高新区 保税区 示范区 试验区 城镇 乡镇"
)
"""What ends like a district and is none, or part of one's own."""
_NO_NAME = tuple("一二三四五六七八九十两各每同多")
_COMPARED = re.compile(r"(?:比|较|占|居|与|高于|低于|超过|位列|位居)[全我本]?$")
_KINDS = {
    "市": "市州盟",
    "省": "省区",
    "县": "县旗",
    "区": "区",
    "镇": "镇",
    "乡": "乡",
    "州": "州",
    "村": "村",
}
_TRADE = frozenset(listed("进出口 出口 进口"))
"""The one ends in the other, and yet is its own metric."""
_PHRASE = 3
"""So many words behind a figure may name what it counts."""
_BASES = {"环比": "环比", "比上月": "环比", "同比": "同比", "比上年": "同比", "比去年": "同比"}
_BASE = re.compile(alternation(_BASES))
_GROWN = re.compile(r"(?:净?增加?|净?减少?)了?$")
_BESIDE = re.compile(r"(?:比|较|与|于|出|过|占|居)(?P<whom>[全我本][国省市州县区])")
"""高于全国0.8个百分点 is not 高于全省0.8个百分点."""


@dataclass(frozen=True, slots=True)
class Slots:
    """``words`` of the metric, ``heads`` the nouns right beside the figure, ``marks`` what bounds it.

    ``start`` and ``end`` frame the words that were read, in plain spelling.
    """

    words: frozenset[str]
    heads: frozenset[str]
    marks: frozenset[str]
    planned: bool
    done: bool
    base: str
    beside: str
    grown: bool
    whose: str
    start: int
    end: int


def slots(reading: Reading, start: int, end: int, unit: str = "") -> Slots:
    """The slots of the figure at ``start:end`` of ``reading.text``; ``unit`` is not what is counted."""
    tokens = reading.words
    before = [word for word in tokens if word.end <= start]
    after = [word for word in tokens if word.start >= end]
    left = _clause(reversed(before))
    right = _behind(after)
    named = [word for word in (*left, *right) if _tells(word, unit)]
    first = min((word.start for word in left), default=start)
    if not any(_names(word) and word.text not in _MEASURES for word in named):
        borrowed = _borrowed(before, first)
        named += [word for word in borrowed if _tells(word, unit)]
        first = min((word.start for word in borrowed), default=first)
    last = max((word.end for word in right), default=end)
    said = reading.text[first:last]
    place = _whose(reading, before)
    return Slots(
        words=frozenset(word.text for word in named if word.text != place),
        heads=frozenset([*_heads(left, right, unit)] or [*_heads(named, (), unit)]),
        marks=frozenset(
            found.group() for found in _MARK.finditer(said) if first + found.start() in reading.gate.starts
        ),
        planned=bool(_PLANNED.search(said)),
        done=bool(_DONE.search(said)),
        base=next((_BASES[found.group()] for found in _BASE.finditer(said)), ""),
        beside=_compared_with(left, right),
        grown=bool(_GROWN.search(reading.text[first:start])),
        whose=place,
        start=first,
        end=last,
    )


def conflict(ours: Slots, theirs: Slots) -> bool:
    """Whether the two cannot measure the same: planned and paid in, another district, another base."""
    if (ours.planned and theirs.done) or (ours.done and theirs.planned):
        return True
    if ours.base and theirs.base and ours.base != theirs.base:
        return True
    if ours.beside != theirs.beside and ours.beside and theirs.beside:
        return True
    ours_trade, theirs_trade = ours.words & _TRADE, theirs.words & _TRADE
    if ours_trade and theirs_trade and not ours_trade & theirs_trade:
        return True
    if any((ours.marks & group) != (theirs.marks & group) for group in _APART):
        return True
    if (ours.marks & _ADDED and theirs.marks & _IN_ALL) or (ours.marks & _IN_ALL and theirs.marks & _ADDED):
        return True
    return not one_district(ours.whose, theirs.whose)


def likeness(ours: Slots, theirs: Slots) -> tuple[float, float]:
    """How much of the smaller and of the larger metric the other one names, each 0 to 1."""
    mine, other = _weight(ours.words), _weight(theirs.words)
    if not mine or not other:
        return 0.0, 0.0
    a, b = _covered(ours.words, theirs.words) / mine, _covered(theirs.words, ours.words) / other
    return max(a, b), min(a, b)


def bounded_alike(ours: Slots, theirs: Slots) -> bool:
    """Whether both say alike of what was added and of what there is in all."""
    return all(bool(ours.marks & group) == bool(theirs.marks & group) for group in (_ADDED, _IN_ALL))


def same_head(ours: Slots, theirs: Slots) -> bool:
    """Whether a noun right beside the one figure is, or ends in, one beside the other."""
    return any(_alike(one, other) > 0 for one in ours.heads for other in theirs.heads)


def one_district(one: str, other: str) -> bool:
    """市 may be 江河市, or 江州; 甲县 is not 乙县."""
    if not one or not other or one.endswith(other) or other.endswith(one):
        return True
    bare, name = sorted((one, other), key=len)
    return len(bare) == 1 and name[-1] in _KINDS.get(bare, bare)


def _whose(reading: Reading, before: Sequence[Word]) -> str:
    """The district a figure is of; 比全省平均水平 and 占全国 compare with one, and 景区 is none."""
    named = district(before)
    at = reading.text.rfind(named, 0, before[-1].end if before else 0) if named else -1
    compared = at >= 0 and _COMPARED.search(reading.text[max(at - 4, 0) : at])
    return "" if compared or named.endswith(_NO_DISTRICT) or named.startswith(_NO_NAME) else named


def _compared_with(left: Sequence[Word], right: Sequence[Word]) -> str:
    """Whom the clause compares with, by the last character: 比全省平均水平 and 高于我省 are of 省."""
    clause = "".join(word.text for word in (*left, *right))
    found = _BESIDE.search(clause)
    return found["whom"][-1] if found else ""


def _without_asides(backwards: Iterable[Word]) -> Iterator[Word]:
    """Words from the back to the front, what stands in brackets left out: 投资（不含农户）增长."""
    aside: list[Word] = []
    for word in backwards:
        if word.text in "）)" and not aside:
            aside = [word]
        elif word.text in "（(" and aside:
            aside = []
        elif aside:
            aside.append(word)
        else:
            yield word
    # A bracket that opens in another sentence encloses nothing here.
    yield from aside


def _clause(backwards: Iterable[Word]) -> list[Word]:
    found: list[Word] = []
    for word in _without_asides(backwards):
        if _STOP.search(word.text):
            break
        if word.tag == "m" and found:
            break
        found.append(word)
    return found[::-1]


def _behind(after: Sequence[Word]) -> list[Word]:
    """The rest of the clause, up to the next figure."""
    found: list[Word] = []
    for word in after:
        if _STOP.search(word.text) or word.tag == "m":
            break
        found.append(word)
    return found


def _borrowed(before: Sequence[Word], first: int) -> list[Word]:
    """The metric of the nearest clause before ``first`` that names one, in the same part of the sentence."""
    clause: list[Word] = []
    for word in _without_asides(reversed([word for word in before if word.end <= first])):
        if _STOP.search(word.text):
            if any(map(_names, clause)):
                break
            clause = []
            if _FAR.search(word.text):
                break
        elif word.tag not in ("m", "q"):
            clause.append(word)
    return clause if any(map(_names, clause)) else []


def _names(word: Word) -> bool:
    """Whether a word names a metric; verbs do too, because 收入 and 出口 are tagged as such."""
    return len(word.text) > 1 and word.tag.startswith(("n", "j", "l", "v")) and word.text not in _EMPTY


def _tells(word: Word, unit: str) -> bool:
    return word.tag.startswith(_CONTENT) and word.text not in _EMPTY and word.text != unit


def _heads(left: Sequence[Word], right: Sequence[Word], unit: str) -> Iterator[str]:
    """The word that names something right before the figure, and the first ones of the phrase behind it.

    Another phrase may be wedged in: 78家|与高校建立合作关系的|企业, 74项|与京津冀对接的合作|事项.
    """
    named = [word.text for word in left if _names(word) and word.text != unit]
    yield from named[-2:] if named and named[-1] in _MEASURES else named[-1:]
    phrase: Iterable[Word] = right
    wedged = bool(right) and _predicate(right[0])
    if wedged:
        phrase = [*dropwhile(lambda word: word.text != "的", right)] or right[-1:]
    else:
        phrase = takewhile(lambda word: not _predicate(word), right)
    yield from [word.text for word in phrase if _names(word) and word.text != unit][:_PHRASE]


def _predicate(word: Word) -> bool:
    return word.tag in ("v", "p")


def _weight(words: frozenset[str]) -> float:
    return float(sum(len(word) for word in words))


def _covered(words: frozenset[str], others: frozenset[str]) -> float:
    return sum(len(word) * max(_alike(word, other) for other in others) for word in words)


def _alike(one: str, other: str) -> float:
    """1 for the same word, less where the one is part of the other (收入 of 总收入)."""
    if one == other:
        return 1.0
    if len(one) > 1 and len(other) > 1 and (one.endswith(other) or other.endswith(one)):
        return 0.9
    if len(one) > 1 and len(other) > 1 and (one in other or other in one):
        return 0.6
    return 0.0
