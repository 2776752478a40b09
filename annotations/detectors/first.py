"""首次/率先: priority in time. 首先, 首都, 首席 and 首届 are something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.vocabulary import ClaimType

_FIRST = re.compile(
    r"首[次个家条座台例创批款部艘架笔单列套支颗辆枚张本只项种颁]|首开|首度|首发(?!站|经济|阵容|仪式)|率先(?!垂范)|填补[^，。；]{0,12}空白|开[^，。；]{0,6}先河"
    r"|第一(?:个|家|条|座|台|例|艘|架|笔|单|款|批|部|颗|枚)|零的突破|零突破|从无到有"
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Claims to be the first; the word gate keeps 榜首次日 and 首批准 out."""
    for found in _FIRST.finditer(reading.text):
        inside = any(title.start <= found.start() < title.end for title in reading.titles)
        if inside or not reading.gate.opens(found.start()):
            continue
        if not reading.gate.closes(found.end()) and reading.gate.at(found.end() - 1).known:
            continue
        yield Finding(
            found.start(),
            found.end(),
            ClaimType.FIRST,
            detector="first",
        )
