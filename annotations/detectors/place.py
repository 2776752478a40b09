"""地名: where a fact is. Only full names (江河市青山县); countries and short forms would flood the page."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.gate import overlaps
from annotations.text.lexicon import listed
from annotations.text.names import PLACE
from annotations.vocabulary import ClaimType

_FULL = listed(
    "省 市 县 区 镇 乡 村 州 旗 盟 街道 新区 开发区 示范区 自治区 自治州 自治县"
    " 街 路 大道 大桥 水库 机场 港 岛 屯 庄 社区 园区 古镇"
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Places with the word for what they are; places side by side are one (北京市通州区)."""
    hidden = [(pair.start, pair.end) for pair in reading.titles]
    start = end = -1
    for name in reading.names:
        if name.kind != PLACE or overlaps(name.start, name.end, hidden):
            continue
        if name.start != end:
            yield from _finding(reading, start, end)
            start = name.start
        end = name.end
    yield from _finding(reading, start, end)


def _finding(reading: Reading, start: int, end: int) -> Iterator[Finding]:
    text = reading.text[max(0, start) : max(0, end)]
    if len(text) > 2 and text.endswith(_FULL):
        yield Finding(start, end, ClaimType.PLACE, detector="place", slots={"name": text})
