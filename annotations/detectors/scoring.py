"""Check-worthiness: ``1 − Π(1 − w)`` over the reasons, times damping; every reason is kept and shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.detectors.weights import Weights
from annotations.text.measures import DURATIONS
from annotations.vocabulary import ClaimType

_DONE = re.compile(
    r"完成|实现|达到?|新增|建成|引进|签约|投资|到位|举办|开工|落地|突破|增长|下降|成立|设立|实施|建立|累计|已|了|有"
    r"|获得|吸引|服务|培育|发放|覆盖|惠及|争取"
)
_COMPLETED = re.compile(
    r"成功|正式|已|了|现场|共同|先后|顺利|圆满|获批|首次|联合|与[^，,。]{2,40}(?:建立|共建|签|合作|携手)"
)
_PROGRESSIVE = re.compile(r"不断|持续|积极|大力|扎实|着力|努力|进一步|加快|深入|全面")
_INTENT = re.compile(
    r"力争|有望|预计|打算|拟(?=[建投新于在定])|计划(?=[到在于投新建总年今明用]|\d)"
    r"|(?<=[，,。 ])到20[2-9]\d年(?=[，,])"
)
_NAME_TAGS = frozenset({"ns", "nt", "nz", "nr", "nrt", "nrfg"})
FIGURES = (ClaimType.COMPARISON, ClaimType.SHARE, ClaimType.MONEY, ClaimType.QUANTITY)


@dataclass(frozen=True, slots=True)
class Scored:
    """The score and its reasons as the API shows them."""

    score: float
    reasons: tuple[dict[str, Any], ...]


def score(
    reading: Reading, start: int, end: int, found: Sequence[Finding], date: str, table: Weights
) -> Scored:
    """Weigh the findings of one stretch (sentence offsets); ``date`` is its own or inherited date."""
    reasons = []
    left = 1.0
    for key, finding in _reasons(reading, start, end, found, date):
        weight = table.reasons[key]
        left *= 1 - weight.amount
        reasons.append(_reason(weight.text, weight.amount, finding.start, finding.end))
    total = 1 - left
    for key in _dampings(reading, start, end, found):
        damping = table.damping[key]
        total *= damping.amount
        text = f"{damping.text}（×{damping.amount:g}）"
        reasons.append(_reason(text, damping.amount - 1, start, end))
    return Scored(round(total, 3), tuple(reasons))


def _reason(text: str, weight: float, start: int, end: int) -> dict[str, Any]:
    return {"text": text, "weight": round(weight, 3), "start": start, "end": end}


def _reasons(
    reading: Reading, start: int, end: int, found: Sequence[Finding], date: str
) -> Iterator[tuple[str, Finding]]:
    """One reason for each kind of finding: a second date adds nothing."""
    said = set()
    for finding in found:
        key = _key(reading, start, end, finding, found, date)
        if key and key not in said:
            said.add(key)
            yield key, finding


def _key(
    reading: Reading, start: int, end: int, finding: Finding, found: Sequence[Finding], date: str
) -> str | None:
    """Which entry of the table speaks for a finding; None when it adds nothing."""
    clause = reading.text[start:end]
    kind = finding.type
    if kind in (ClaimType.QUANTITY, ClaimType.MONEY, ClaimType.SHARE):
        return _figure_key(finding, clause)
    if kind is ClaimType.COMPARISON:
        return "comparison"
    if kind is ClaimType.POLICY:
        return "policy_issued" if date or "issued" in finding.marks else "policy"
    if kind is ClaimType.EVENT:
        return _event_key(reading, start, end, finding, found, date)
    if kind is ClaimType.QUOTE:
        named, stated = "named" in finding.marks, "stated" in finding.marks
        return "quote_named" if named else "quote_stated" if stated else "quote"
    if kind is ClaimType.ORG:
        return "org_done" if _COMPLETED.search(clause) else "org"
    if kind is ClaimType.DATE:
        return "date" if len(finding.date) >= 7 and not {"duration", "vague"} & set(finding.marks) else None
    plain = {ClaimType.SUPERLATIVE: "superlative", ClaimType.FIRST: "first", ClaimType.PERSON: "person"}
    plain[ClaimType.HONOR] = "honor"
    return plain.get(kind, "ordinal" if kind is ClaimType.ORDINAL else None)


def _figure_key(finding: Finding, clause: str) -> str | None:
    if "threshold" in finding.marks:
        return None
    if "vague" in finding.marks or finding.unit in DURATIONS:
        return "figure_vague"
    return "figure_done" if _DONE.search(clause) else "figure"


def _event_key(
    reading: Reading, start: int, end: int, finding: Finding, found: Sequence[Finding], date: str
) -> str | None:
    clause = reading.text[start:end]
    dated = bool(date) and not date.startswith("P")
    named = named_in(reading, start, end, found)
    if "ordinary" in finding.marks:
        done = bool(_COMPLETED.search(clause)) and not _PROGRESSIVE.search(clause)
        return "org_done" if named and (done or dated) else None
    if dated:
        return "event_dated"
    return "org_done" if named else "event"


def named_in(reading: Reading, start: int, end: int, found: Sequence[Finding]) -> bool:
    """Whether the stretch names a place, person, institution or paper."""
    if any(item.type in (ClaimType.ORG, ClaimType.PERSON, ClaimType.POLICY) for item in found):
        return True
    return any(word.known and word.tag in _NAME_TAGS for word in reading.between(start, end))


def _dampings(reading: Reading, start: int, end: int, found: Sequence[Finding]) -> Iterator[str]:
    if _looks_ahead(reading, start, end):
        yield "intent"
    anchored = bool(reading.figures or reading.dates) or any(item.type is ClaimType.QUOTE for item in found)
    if not anchored and not named_in(reading, 0, len(reading.text), found):
        yield "slogan"


def _looks_ahead(reading: Reading, start: int, end: int) -> bool:
    if _INTENT.search(reading.text, start, end):
        return True
    if "将" not in reading.text[start:end]:
        return False
    for word, following in pairwise(reading.between(start, end)):
        if word.text == "将":
            ahead = following.known and following.tag.startswith(("v", "p", "d", "m"))
            return ahead and following.text not in ("把", "近")
    return False
