"""Words that say whether a figure is a change, which way, and against what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.detectors.reading import Reading
from annotations.text.numerals import Figure

BASE = re.compile(
    r"同比|环比|[比较](?:上年|去年|前年|上月|上季度|上周|上期|年初|往年|同期|上一年|\d{4}年)(?:同期|末|底)?"
)
_CHANGE = re.compile(
    r"(?P<down>下降|减少|降低|下跌|回落|下滑|缩小|缩短|压减|压缩|收窄|低于|降幅|跌幅|减幅|减|降|跌)"
    r"|(?P<up>增长|上升|提高|提升|增加|上涨|回升|攀升|扩大|增幅|涨幅|增速|增产|增收|递增|净增|多增|快于|高于|增|涨|升)"
)
# What may stand between the word of change and its figure; 至 and 到 make it a level, not a change.
_BETWEEN = re.compile(
    r"(?:个百分点|同比|环比|以上|高达|达到|分别|幅度|速度|超过|[在了约近超率幅度为达逾均将是又再和、：:0-9.%％])*"
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
    words_of_change = list(_CHANGE.finditer(lead))
    if not words_of_change:
        return None
    word = words_of_change[-1]
    if _LEVEL.match(lead, word.end()) or not _BETWEEN.fullmatch(lead, word.end()):
        return None
    bases = list(BASE.finditer(lead))
    base = bases[-1] if bases else None
    start = left + min(word.start(), base.start() if base else word.start())
    return Change(-1 if word["down"] else 1, base.group() if base else "", start)
