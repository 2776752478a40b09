"""Ordinal numbers (编号 in GB/T 15835): 第八届, 十五届十一次全会, 首届. They count nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.text.gate import Boundaries, prepared
from annotations.text.numbers import whole

_N = r"(?:[0-9]{1,4}|[零〇一二三四五六七八九十百千]{1,7})"
_CUE = re.compile("第|届|屆|大(?!家|力|量|学|会|道)|[一二三]次?产业")
_SESSION = re.compile(
    rf"(?<![0-9])第?(?P<a>{_N})届(?P<body>[^，。、；：,;\d“”《》]{{0,12}}?)(?P<b>第?{_N})(?:次(?=[^，。]{{0,4}}会)|中(?=全会))"
)
_NUMBERED = re.compile(
    rf"第(?P<n>{_N})(?P<unit>届次|届|次|批|个|条|期|轮|代|章|款|号|季(?!度)|位|名|家|座|部|集|版|回|任|例|站|场|辑|讲|课|天|年|方阵|大)?"
)
_TERM = re.compile(
    r"(?<![0-9])(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,4})届(?=[^，。]{0,8}(?:全国|中央|省委|市委|县委|区委|人大|政协|委员|三中|全会))"
)
_CONGRESS = re.compile(
    r"(?P<n>十[一二三四五六七八九]|二十[一二]?)大"
    r"(?=以来|报告|精神|代表|召开|胜利|部署|[，。、和上将为提作期中后])"
)
_FIRST = re.compile(r"首届")
_SECTORS = re.compile(r"第?[一二三]次?产业")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """``value`` is the number, ``15.11`` for the eleventh meeting of term fifteen; ``unit`` its word."""

    start: int
    end: int
    value: str
    unit: str


def ordinals(text: str, boundaries: Boundaries = None) -> list[Ordinal]:
    """All ordinals of a sentence, in order, none inside another."""
    if not _CUE.search(text):
        return []
    text, gate = prepared(text, boundaries)
    found: list[Ordinal] = []
    for match in _SESSION.finditer(text):
        a, b = whole(match["a"]), whole(match["b"].removeprefix("第"))
        if a and b:
            found.append(Ordinal(match.start(), match.end(), f"{a}.{b}", "次"))
    for pattern, unit in ((_NUMBERED, None), (_TERM, "届"), (_CONGRESS, "大")):
        for match in pattern.finditer(text):
            number = whole(match["n"])
            if number and (unit != "大" or gate.opens(match.start())):
                found.append(Ordinal(match.start(), match.end(), str(number), unit or match["unit"] or ""))
    found += [Ordinal(match.start(), match.end(), "", "") for match in _SECTORS.finditer(text)]
    found += [Ordinal(match.start(), match.end(), "1", "届") for match in _FIRST.finditer(text)]
    return _apart(found)


def _apart(found: list[Ordinal]) -> list[Ordinal]:
    kept: list[Ordinal] = []
    for item in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
