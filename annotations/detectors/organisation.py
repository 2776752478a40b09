"""机构: names that end in a word only institutions bear. Exact or nothing; 公司 alone is no name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.vocabulary import ClaimType

_SUFFIX = re.compile(
    r"有限责任公司|股份有限公司|有限公司|集团公司|人民政府|委员会|发展改革委|办公厅|研究院|研究所|研究中心|科学院|大学|学院|人民医院"
    r"|中心医院|肿瘤医院|医院|出版社|协会|联合会|基金会|人民法院|人民检察院|公安局|统计局|海关"
)
# Parts of speech a name may hold; anything else ends it on the left.
_NAME_TAGS = ("n", "ns", "nr", "nt", "nz", "nrt", "nrfg", "vn", "j", "b", "a", "an", "l", "s", "f", "i")
_STOPS = frozenset(
    "的了在与和及或由对向为被把将是从到经等以其该本各全多这那并即如据让使所有至随同日月年省委 "
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Walk from the suffix to the left over words that can belong to a name, at most 24 characters."""
    last = 0
    for found in _SUFFIX.finditer(reading.text):
        if not reading.gate.closes(found.end()) or found.start() < last:
            continue
        start = _left(reading, found.start(), last)
        if found.start() - start < 2 or any(title.start < start < title.end for title in reading.titles):
            continue
        last = found.end()
        yield Finding(start, last, ClaimType.ORG, detector="org")


def _left(reading: Reading, position: int, floor: int) -> int:
    index = reading.gate.index(position)
    start = min(position, reading.words[index].start)
    while index > 0:
        word = reading.words[index - 1]
        named = not word.known or word.tag in _NAME_TAGS
        usable = named and word.text not in _STOPS and word.text[0].isalpha()
        if not usable or word.start < floor or position - word.start > 24:
            break
        index -= 1
        start = word.start
    return start
