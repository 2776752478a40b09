"""Places: listed names, words that end like one, and a name right before a word for a sort of place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotations.text.lexicon import listed
from annotations.text.names_classes import place_head
from annotations.text.words import Word

Stretch = tuple[int, int]

_NAMES = re.compile("[Lkj]|[uFpSl](?=[iq.En])")
_SORTS = frozenset(
    listed(
        "省 市 县 区 镇 乡 村 州 旗 盟 屯 庄 山 河 江 湖 岛 路 街 湾 港 沟 新区 街道 开发区 高新区 经开区"
        " 自治县 自治州 水库 机场 大桥 林场 景区 古镇 群岛 半岛 盆地 平原 高原 草原 大道"
        " 公园 广场 火车站 高铁站 社区"
    )
)
# A word in front of one of these alone may be anything: 这些河, 老山.
_WEAK = frozenset("山河江湖岛路街湾港沟庄屯旗盟")
_DIVISIONS = frozenset(
    listed("省 市 县 区 镇 乡 州 旗 新区 开发区 高新区 经开区 自治县 自治州 机场 盆地 平原 高原 半岛 群岛")
)


def places(words: Sequence[Word], letters: str, taken: bytearray) -> Iterator[Stretch]:
    """Character stretches of places, in order, that belong to no institution's name; marks them taken."""
    free = 0
    for match in _NAMES.finditer(letters):
        at = match.start()
        if at < free or taken[at]:
            continue
        word = words[at]
        behind = words[at + 1].text if at + 1 < len(words) and not taken[at + 1] else ""
        letter = letters[at]
        if letter == "j":
            yield from ((word.start + step, word.start + step + 1) for step in range(len(word.text)))
        elif letter == "k":
            yield word.start, word.start + place_head(word.text)
        elif letter == "L" and not (behind in _DIVISIONS and word.text[-1] not in _SORTS):
            yield word.start, word.end
        elif behind in _SORTS and (len(word.text) > 1 or behind not in _WEAK):
            taken[at + 1] = 1
            free = at + 2
            yield word.start, words[at + 1].end
        else:
            continue
        taken[at] = 1
