"""首次/率先: priority in time. 首先, 首都, 首席, 首届 are something else; 首批 is first only in a scope."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.detectors.scope import scope_of, scoped
from annotations.vocabulary import ClaimType

_CUE = re.compile("首|率先|填补|第一|零的突破|零突破|先河|从无到有|前无古人|破天荒|头一")
_CLASSIFIERS = "次个家条座台例创款部艘架笔单列套支颗辆枚张本只项种颁株位名尊幅对处所宗片组"
_FIRST = re.compile(
    rf"(?P<batch>首批)|首[{_CLASSIFIERS}](?!工作日|交易日|公开发行|公开募股|代表|精神)|首开|首度|首现|首获|首设|首推"
    r"|首发(?!站|经济|阵容|仪式|名单|球员|出场|队员)"
    r"|率先(?!垂范|发展|突破|崛起|示范|作为|之|基本)|填补[^，。；]{0,14}空白|开[^，。；]{0,6}先河"
    rf"|(?:历史上|有史以来)?第一(?:次|[{_CLASSIFIERS.replace('次', '')}])(?!工作日|季度|梯队)"
    r"|零的突破|零突破|从无到有|前无古人|破天荒|头一[次回个遭家]"
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Claims to be the first; the word gate keeps 榜首次日 and 首批准 out."""
    if not _CUE.search(reading.text):
        return
    for found in _FIRST.finditer(reading.text):
        start, end = found.span()
        if not reading.gate.opens(start) or any(pair.start <= start < pair.end for pair in reading.titles):
            continue
        if not reading.gate.closes(end) and reading.gate.at(end - 1).known:
            continue
        scope = scope_of(reading, start, end)
        if found["batch"] and not scope:
            continue
        marks, slots = scoped(scope)
        yield Finding(start, end, ClaimType.FIRST, detector="first", marks=marks, slots=slots)
