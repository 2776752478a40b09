"""What makes an everyday statement worth checking: a named party that acts, a date of its own."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.detectors.event import ONGOING, REGIONS, VERBS
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.lexicon import listed
from annotations.vocabulary import ClaimType

_NAMED = frozenset((ClaimType.ORG, ClaimType.PERSON, ClaimType.POLICY, ClaimType.PLACE))
_QUOTED_NAME = range(4, 42)
_ELSEWHERE = frozenset(("duration", "vague", "base", "same_period"))
_SAYS = frozenset(listed("表示 说 指出 强调 介绍 告诉 要求 透露 称 讲 谈 说道 认为 坦言 希望 提出 了解 获悉"))


def named_in(reading: Reading, start: int, end: int, found: Sequence[Finding]) -> bool:
    """Whether the stretch names a place, person, institution, paper, or something in quotation marks."""
    if any(item.type in _NAMED for item in found):
        return True
    quoted = (*reading.quotations, *reading.titles)
    if any(
        start <= pair.start and pair.end <= end and pair.end - pair.start in _QUOTED_NAME for pair in quoted
    ):
        return True
    if any(start <= name.start and name.end <= end for name in reading.names):
        return True
    return REGIONS.search(reading.text, start, end) is not None


def acts(reading: Reading, party: Finding, end: int) -> bool:
    """Whether a verb of doing follows a named party before ``end``: 省水利厅…制定, not 省水利厅表示."""
    for word in reading.between(party.end, end):
        if word.text in VERBS:
            return True
        if word.tag == "v" and len(word.text) > 1 and word.text not in ONGOING and word.text not in _SAYS:
            return True
        if word.text in _SAYS or (word.text in ONGOING and len(word.text) > 1):
            return False
    return False


def dated_itself(found: Sequence[Finding]) -> bool:
    """Whether one of the findings is a date of the fact itself."""
    return any(
        item.type is ClaimType.DATE and item.date and not _ELSEWHERE & set(item.marks) for item in found
    )
