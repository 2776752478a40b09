"""Check-worthiness: ``1 − Π(1 − w)`` over the reasons, times damping; every reason is kept and shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.detectors.finding import FIGURES, Finding
from annotations.detectors.grouping import Group
from annotations.detectors.reading import Reading
from annotations.detectors.tone import Tone, urges
from annotations.detectors.weights import Weights
from annotations.detectors.worth import acts, dated_itself, named_in
from annotations.text.measures import DURATIONS
from annotations.vocabulary import ClaimType
from annotations.wording import marked

_DONE = re.compile(
    r"完成|实现|达到?|新增|建成|引进|签约|投资|到位|举办|开工|落地|突破|增长|下降|成立|设立|实施|建立|累计|已|了|有"
    r"|获得|吸引|服务|培育|发放|覆盖|惠及|争取"
)
# 引进一批好项目: nothing in it can be looked up.
_VAGUE_OBJECT = re.compile(r"一批|一大批|大批|一系列|良好")
# 审批时间缩短至3天, 中位生存期仅为3至5年: a duration that is itself the statement.
_STATED = re.compile(
    r"(?:为|达到?|仅|长达|历时|耗时|用时|缩短|延长|增加|减少|提前|压缩|超过|不少于|不超过|判|刑|囚|禁|期|任职|从业|服役|是|仅|差)[^，,。；;]{0,6}[0-9０-９一二三四五六七八九十]"
)
_PLAIN = {
    ClaimType.COMPARISON: "comparison",
    ClaimType.SUPERLATIVE: "superlative",
    ClaimType.FIRST: "first",
    ClaimType.HONOR: "honor",
    ClaimType.PERSON: "person",
    ClaimType.ORDINAL: "ordinal",
    ClaimType.ATTRIBUTION: "attribution",
    ClaimType.FORMULA: "formula",
}
# Kinds that stand on their own whatever the tone of the sentence.
_FIRM = frozenset(
    (*FIGURES, ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.HONOR, ClaimType.POLICY, ClaimType.QUOTE)
)
_ANNOUNCED_BEFORE = 8
_BACKGROUND = frozenset((ClaimType.PLACE, ClaimType.DATE))


DAMPED = marked("{text}（×{amount}）")
"""How a damping stands among the reasons, which are stored in Chinese."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The score and its reasons as the API shows them."""

    score: float
    reasons: tuple[dict[str, Any], ...]


def score(reading: Reading, tone: Tone, group: Group, date: str, table: Weights) -> Scored:
    """Weigh the findings of one statement (sentence offsets); ``date`` is its own or inherited date."""
    start, end, found = group.start, group.end, group.findings
    reasons = []
    left = 1.0
    for key, finding in _reasons(reading, start, end, found, date):
        weight = table.reasons[key]
        left *= 1 - weight.amount
        if weight.amount:
            reasons.append(
                _reason(weight.text, weight.amount, reading.spelled.span(finding.start, finding.end))
            )
    total = 1 - left
    for key in _dampings(reading, tone, start, end, found) if reasons else ():
        damping = table.damping[key]
        total *= damping.amount
        text = DAMPED.format(text=damping.text, amount=f"{damping.amount:g}")
        reasons.append(_reason(text, damping.amount - 1, reading.spelled.span(start, end)))
    return Scored(round(total, 3), tuple(reasons))


def _reason(text: str, weight: float, place: tuple[int, int]) -> dict[str, Any]:
    return {"text": text, "weight": round(weight, 3), "start": place[0], "end": place[1]}


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
    kind = finding.type
    if plain := _PLAIN.get(kind):
        return plain
    if kind in FIGURES:
        return _figure_key(finding, reading.text[start:end])
    if kind is ClaimType.POLICY:
        return "policy_issued" if date or "issued" in finding.marks else "policy"
    if kind is ClaimType.EVENT:
        return _event_key(reading, start, end, finding, found, date)
    if kind is ClaimType.QUOTE:
        named, stated = "named" in finding.marks, "stated" in finding.marks
        return "quote_named" if named else "quote_stated" if stated else "quote"
    if kind is ClaimType.ORG:
        return "org_done" if acts(reading, finding, end) else "org"
    if kind is ClaimType.DATE:
        return "date" if len(finding.date) >= 7 and not {"duration", "vague"} & set(finding.marks) else None
    if kind is ClaimType.CAUSAL:
        return _causal_key(reading, start, end, finding, found)
    return "place" if any(_bears(item) for item in found) else None


def _bears(finding: Finding) -> bool:
    """Whether a place beside it adds weight: not to a mere date, a period or a vague number."""
    return finding.type not in _BACKGROUND and not (finding.type in FIGURES and _weak(finding))


def _weak(finding: Finding) -> bool:
    return "vague" in finding.marks or finding.unit in DURATIONS


def _figure_key(finding: Finding, clause: str) -> str | None:
    if "threshold" in finding.marks:
        return None
    if _weak(finding) and ("vague" in finding.marks or not _STATED.search(clause)):
        return "figure_vague"
    return "figure_done" if _DONE.search(clause) else "figure"


def _event_key(
    reading: Reading, start: int, end: int, finding: Finding, found: Sequence[Finding], date: str
) -> str | None:
    if "ordinary" in finding.marks:
        if dated_itself(found):
            return "event_dated"
        if "wished" in finding.marks:
            return None
        return "event_named" if named_in(reading, start, end, found) else None
    if date and not date.startswith("P"):
        return "event_dated"
    if named_in(reading, start, end, found):
        return "event_named"
    return None if _VAGUE_OBJECT.search(reading.text, finding.end, end) else "event"


def _only_wording(found: Sequence[Finding], start: int, end: int) -> bool:
    """Whether stock phrases fill most of the stretch, or no event stands beside them."""
    stock = [item for item in found if item.type is ClaimType.FORMULA]
    filled = sum(item.end - item.start for item in stock) * 2 > end - start
    return filled or not any(
        item.type is ClaimType.EVENT and not any(part.start <= item.start < part.end for part in stock)
        for item in found
    )


def _mentioned(finding: Finding) -> bool:
    """A paper that is only referred to, not issued."""
    return finding.type is ClaimType.POLICY and "issued" not in finding.marks


def _causal_key(reading: Reading, start: int, end: int, finding: Finding, found: Sequence[Finding]) -> str:
    """推动, 助力 are mostly praise; what caused a mishap or a result beside a name can be looked up."""
    firm = "praise" not in finding.marks and named_in(reading, start, end, found)
    return "causal_named" if firm else "causal"


def _dampings(reading: Reading, tone: Tone, start: int, end: int, found: Sequence[Finding]) -> Iterator[str]:
    kinds = {item.type for item in found}
    if tone.looks_ahead(start, end):
        yield "intent"
    if tone.announces(max(0, start - _ANNOUNCED_BEFORE), end):
        yield "boilerplate"
    if any(item.type in _FIRM and not _mentioned(item) for item in found):
        return
    if not dated_itself(found):
        if ClaimType.FORMULA in kinds and _only_wording(found, start, end):
            yield "wording"
        elif tone.urging or urges(reading.text, start):
            yield "exhortation"
    if not tone.anchored and not any(_took_place(item) for item in found):
        yield "slogan"


def _took_place(finding: Finding) -> bool:
    """An act of the lists is no slogan even where nothing is named: 大桥通车."""
    return finding.type is ClaimType.EVENT and "ordinary" not in finding.marks
