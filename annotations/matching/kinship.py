"""Whether two figures are figures of one thing: the same metric words, period and district.

Metric words are compared by pairs of neighbouring characters, not by words: a dictionary cuts
城镇新增就业 and 新增就业人数 in its own ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from annotations.matching.surroundings import Surroundings, around, sentence_at
from annotations.text.lexicon import alternation, listed
from annotations.text.spelling import simplified
from annotations.text.words import Word, words

PERIOD, DISTRICT, DENIED = "period", "district", "denied"
"""What may keep two figures apart although their words are alike."""
# Said of any figure: these tell nothing about what is counted.
_GENERAL = re.compile(alternation(listed(
    "全市 全省 全县 全区 全国 全镇 全乡 全州 全年 我市 我省 我县 本市 同比 环比 比上年 较上年 上年 同期 "
    "增长 增加 下降 减少 提高 达到 完成 实现 共有 共计 总计 累计 合计 超过 突破 预算 安排 其中 已经 "
    "初步 核算 左右 以上 以下 目前 截至 截止 年底 年末 没有 一季度 二季度 三季度 四季度 上半年 下半年 "
    "今年 去年"
)))  # fmt: skip
_NOTHING = re.compile(r"[^\u4e00-\u9fffA-Za-z]+|[年月日的是有为达约近超共了]")
_STOP = "，,；;：:。！？!?（）()\n"
_REACH = 40
_AFTER = 8
_DISTRICT = tuple("省市县区镇乡州")
_NO_DISTRICT = frozenset(
    listed("地区 城镇 乡镇 城区 园区 社区 小区 景区 城市 都市 城乡 郊区 山区 辖区 片区 上市 超市")
)
_WHOLE = tuple("全我本该")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PART = re.compile(r"季度|半年|月")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a figure stands in: the pairs of its clause and of its sentence up to it, districts, time."""

    own: frozenset[str]
    earlier: frozenset[str]
    districts: frozenset[str]
    around: Surroundings

    @property
    def year(self) -> str:
        return year_of(self.around.when)


@dataclass(frozen=True, slots=True)
class Kin:
    """``metric``: how many of the claim's metric words are met, between 0 and 1. ``apart``: what differs."""

    metric: float
    same_time: bool
    apart: tuple[str, ...]


@lru_cache(maxsize=4096)
def setting(text: str, start: int, end: int, unit: str = "") -> Setting:
    """The setting of the figure ``text[start:end]``, within its sentence."""
    sentence = sentence_at(text, start)
    left = start
    while left > max(sentence.start, start - _REACH) and text[left - 1] not in _STOP:
        left -= 1
    right = end
    while right < min(sentence.end, end + _AFTER) and text[right] not in _STOP + "、":
        right += 1
    named = frozenset(_districts(simplified(sentence.text)))
    return Setting(
        _pairs(text[left:start], named) | _pairs(text[end:right], named),
        _pairs(text[sentence.start : start], named),
        named,
        around(text, start, end, unit),
    )


def kin_of(claim: Setting, there: Setting, date: str = "", year: str = "") -> Kin:
    """The claim's setting beside another. ``date`` is the claim's (EDTF); ``year`` that of the other text."""
    mine, theirs = year_of(date) or claim.year, there.year or year
    differing = (
        (PERIOD, bool(mine and theirs and mine != theirs) or _other_part(date, claim.around, there.around)),
        (DISTRICT, _foreign(claim.districts, there.districts)),
        (DENIED, claim.around.denied != there.around.denied),
    )
    return Kin(
        _metric(claim, there),
        bool(mine) and mine == theirs,
        tuple(name for name, differs in differing if differs),
    )


def _metric(claim: Setting, there: Setting) -> float:
    wanted = claim.own if len(claim.own) > 1 else claim.own | claim.earlier
    if not wanted:
        return 0.5
    # A clause without words of its own (同比增长6.2%) goes on about what stands before it.
    weight = 0.9 if len(there.own) < 2 else 0.45
    own = len(wanted & there.own) / len(wanted)
    return max(own, weight * len(wanted & (there.own | there.earlier)) / len(wanted))


def _pairs(text: str, districts: frozenset[str]) -> frozenset[str]:
    plain = simplified(text)
    for name in districts:
        plain = plain.replace(name, " ")
    rest = _GENERAL.sub(" ", plain)
    return frozenset("".join(pair) for run in _NOTHING.split(rest) for pair in pairwise(run))


def _districts(text: str) -> Iterator[str]:
    """甲县 of 甲|县, 市 of 全市: a bare kind of district stands for the paper's own."""
    before = Word(0, 0, "", "", known=False)
    for word in words(text):
        name = word.text
        if len(name) == 1 and name in _DISTRICT and before.tag.startswith("n"):
            name = before.text + name
        elif not word.tag.startswith("n"):
            name = ""
        if name.endswith(_DISTRICT) and name not in _NO_DISTRICT:
            yield name[1:] if name.startswith(_WHOLE) else name
        before = word


def _foreign(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Both name districts and none in common: 市 may be 江河市, 甲县 is not 乙县."""
    if not mine or not theirs:
        return False
    return not any(one.endswith(other) or other.endswith(one) for one in mine for other in theirs)


def _other_part(date: str, here: Surroundings, there: Surroundings) -> bool:
    """One speaks of a half, quarter or month and the other of another."""
    written = here.when, there.when
    if all(_PART.search(when) and not year_of(when) for when in written):
        return written[0] != written[1]
    mine, theirs = date or here.when, there.when
    both = bool(year_of(mine) and year_of(theirs)) and "-" in mine and "-" in theirs
    return both and not mine.startswith(theirs) and not theirs.startswith(mine)


def year_of(when: str) -> str:
    """The year with which a date begins, or an empty string."""
    found = _YEAR.match(when)
    return found.group() if found else ""
