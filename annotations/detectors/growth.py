"""Words that say whether a figure is a change, which way, and against what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.detectors.reading import Reading
from annotations.text.lexicon import listed
from annotations.text.numerals import Figure
from annotations.text.script import simplest, traditional

BASE = re.compile(
    r"同比|环比|[比较](?:上年|去年|前年|上月|上季度|上周|上期|年初|年底|往年|历史|同期|上一年|前一年|前期|\d{4}年|“?十[一二三四]五”?)"
    r"(?:\d{1,2}月|[一二三四]季度|[上下]半年)?(?:同期|末|底|初)?"
)
_DOWN = listed("""
下降 偏少 偏低 减少 降低 下跌 回落 下滑 缩小 缩短 压减 压缩 收窄 低于 降幅 跌幅 减幅 负增长 萎缩 下调 调低
骤降 锐减 少增
减亏 减收 减 降 跌
""")
_UP = listed("""
上拉 偏多 偏高 高出 增长 成長 上升 提高 提升 增加 上涨 回升 攀升 扩大 增幅 涨幅 增速 增产 增收 递增 净增
多增 快于 高于
上调 调高 新增 猛增 激增 多出 增 涨 升
""")
_CHANGE = re.compile(f"(?P<down>{'|'.join(_DOWN)})|(?P<up>{'|'.join(_UP)})")
# What may stand between the word of change and its figure; 至 and 到 make it a level, not a change.
_BETWEEN = re.compile(
    r"(?:个百分点|同比|环比|以上|高达|达到|分别|幅度|速度|超过|[在了约近超率幅度为达逾均将是又再和、：:0-9.%％])*"
)
# 以年均12%的速度增长, 5.2%的增长, 10%以上的增速: the change stands behind its figure.
_BEHIND = re.compile(
    r"(?:以上|左右)?的?(?:年均|平均|高|强劲|同比|正|速度|幅度|比例|比率){0,2}"
    r"(?:(?P<up>增长(?![点极空])|增速|增幅|涨幅|递增|上涨|上升|提高)"
    r"|(?P<down>下降|降幅|跌幅|负增长|递减|减少|缩减|回落))"
)
_LEVEL = re.compile(r"了?(?:至|到)")
_REACH = 28


@dataclass(frozen=True, slots=True)
class Change:
    """``sign`` is 1 or -1; ``base`` the words of comparison (同比), empty when none is named."""

    sign: int
    base: str
    start: int


def change_before(reading: Reading, figure: Figure) -> Change | None:
    """The change a figure states, read from the words just before it; None for a level (增长到85%)."""
    left = max(reading.clause_start(figure.start), figure.start - _REACH)
    lead = reading.text[left : figure.start]
    if traditional(reading.text):
        lead = simplest(lead)
    words_of_change = list(_CHANGE.finditer(lead))
    if not words_of_change:
        return _change_behind(reading, figure)
    word = words_of_change[-1]
    if _LEVEL.match(lead, word.end()) or not _BETWEEN.fullmatch(lead, word.end()):
        return _change_behind(reading, figure)
    bases = list(BASE.finditer(lead))
    base = bases[-1] if bases else None
    start = left + min(word.start(), base.start() if base else word.start())
    return Change(-1 if word["down"] else 1, base.group() if base else "", start)


def _change_behind(reading: Reading, figure: Figure) -> Change | None:
    """The change named behind a percentage; a count before 增长 (3个增长点) names none."""
    if figure.kind not in ("share", "points", "multiple"):
        return None
    found = _BEHIND.match(reading.text, figure.end)
    if found is None or "的" not in found.group():
        return None
    return Change(-1 if found["down"] else 1, "", figure.start)
