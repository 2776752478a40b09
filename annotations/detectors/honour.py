"""荣誉称号: titles and lists won, 荣获“全国文明村”称号, 入选国家名录."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.vocabulary import ClaimType

_WON = re.compile(
    r"荣获|获评|获颁|荣膺|喜获|斩获|摘得|被评为|评选为|被授予|授予|被命名为|命名为|被列为|列为|被认定为|认定为|入选|入围|跻身"
    r"|获(?:得|批)?[^，。；]{0,24}(?:称号|奖|金牌|银牌|铜牌|冠军|亚军|季军|奖杯|殊荣)"
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Verbs of winning on their word boundaries; the name that follows stays for the editor to check."""
    for found in _WON.finditer(reading.text):
        if reading.gate.opens(found.start()) and not _in_title(reading, found.start()):
            yield Finding(
                found.start(),
                found.end(),
                ClaimType.HONOR,
                detector="honor",
            )


def _in_title(reading: Reading, position: int) -> bool:
    return any(title.start <= position < title.end for title in reading.titles)
