"""Among what something is the first, the only or the most: 全国, 全省, 同行业, 有史以来."""

from __future__ import annotations

import re

from annotations.detectors.reading import Reading
from annotations.text.names import PLACE

_SCOPE = re.compile(
    r"全球|世界(?:上|范围内?)?|国际上?|全国(?:同行业|范围内?)?|我国|中国|国内|全军|海内外|亚洲|欧洲|非洲|拉美|北美|东南亚"
    r"|全[省市县区州镇乡村校院队行场系年]|省内|市内|县内|区内|[省市县]里|[我本][省市县区州]|本地区?|全行业|同行业|行业内?|业内|业界"
    r"|同类|同级|同期|历史(?:上|同期)?|有史以来|[建开]国以来|改革开放以来|有记录以来|(?:自)?有[^，。；]{1,8}以来"
    r"|近[0-9一二三四五六七八九十百余多]{1,4}年[来内]?|[0-9一二三四五六七八九十]{1,4}年来|历年|年度|历届|单[年季月周日场项]"
    r"|人类|华人|沿海|沿江|内陆|中西部|东部|西部|中部|东北|华北|华东|华南|西南|西北|北方|南方|长三角|珠三角|京津冀"
    r"|粤港澳大湾区|大湾区|两岸|港澳|台湾|香港|澳门|赛事|世锦赛|奥运会|亚运会|本届|该[\u4e00-\u9fff]"
)
_CLAUSE_END = re.compile(r"[，,。；;：:！？!?]")
MISSING = "scope_missing"


def scope_of(reading: Reading, start: int, end: int) -> str:
    """The scope named in the clause of ``[start, end)``: inside it, else nearest before it, else behind it.

    Empty when the clause names none, which an editor should ask about.
    """
    text = reading.text
    stop = _CLAUSE_END.search(text, end)
    left, right = reading.clause_start(start), stop.start() if stop else len(text)
    found = [(place.start(), place.group()) for place in _SCOPE.finditer(text, left, right)]
    found += [
        (name.start, text[name.start : name.end])
        for name in reading.names
        if name.kind == PLACE and left <= name.start and name.end <= right
    ]
    return min(found, key=lambda item: _distance(item[0], start, end), default=(0, ""))[1]


def _distance(place: int, start: int, end: int) -> tuple[int, int]:
    """Inside before in front, in front before behind."""
    if start <= place < end:
        return 0, place
    return (1, start - place) if place < start else (2, place)


def scoped(scope: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Marks and slots of a finding with this scope."""
    return ((), {"scope": scope}) if scope else ((MISSING,), {})
