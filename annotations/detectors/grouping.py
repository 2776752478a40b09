"""Findings of a sentence gathered into stretches, each one checkable statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotations.detectors.clauses import Clause, Stretch, behind_dateline, clauses
from annotations.detectors.finding import FIGURES, Finding
from annotations.detectors.parting import apart, moves, trimmed
from annotations.detectors.reading import Reading
from annotations.text.measures import DURATIONS
from annotations.vocabulary import ClaimType

# Which finding gives a suggestion its type and value when several stand in it.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            *(ClaimType.COMPARISON, ClaimType.SHARE, ClaimType.MONEY, ClaimType.QUANTITY),
            *(ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.HONOR, ClaimType.POLICY, ClaimType.QUOTE),
            *(ClaimType.EVENT, ClaimType.PERSON, ClaimType.ORG, ClaimType.ORDINAL, ClaimType.CAUSAL),
            *(ClaimType.ATTRIBUTION, ClaimType.PLACE, ClaimType.DATE, ClaimType.FORMULA),
        )
    )
}
_VALUED = (*FIGURES, ClaimType.SUPERLATIVE, ClaimType.ORDINAL)
_CONTEST = re.compile(
    r"(?:男子|女子|混合|个人)?(?:蝶泳|自由泳|仰泳|蛙泳|混合泳|接力|跨?栏|短跑|长跑|竞走|障碍|气?[步手]枪|跳台|跳板|速滑|双人|单人)"
    r"|级(?:比赛|决赛|半决赛|金牌|冠军|别)"
)
# Beside these an everyday verb (完成, 获得) is no event of its own.
_FIRM = frozenset((*FIGURES, ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.HONOR, ClaimType.POLICY))
_AGES = frozenset(("岁", "周岁"))
_SETTLING = frozenset((ClaimType.MONEY, ClaimType.FIRST, ClaimType.SUPERLATIVE))
# What may stand for itself inside a quotation that is already a statement.
_IN_QUOTES = (*FIGURES, ClaimType.DATE, ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.POLICY)
_LEAD = 36
_SAYS_BEHIND = re.compile(r"[，,]?[^。！？!?；;“”\n]{1,40}")


@dataclass(frozen=True, slots=True)
class Group:
    """A stretch of the sentence and its findings, the principal one first."""

    start: int
    end: int
    findings: tuple[Finding, ...]

    @property
    def figure(self) -> Finding:
        """The finding whose value and unit stand for the whole; of a quotation only its single figure."""
        lead = self.findings[0]
        if lead.value is not None or lead.unit:
            return lead
        valued = [item for item in self.findings if item.type in _VALUED and "threshold" not in item.marks]
        if lead.type is ClaimType.QUOTE and len(valued) > 1:
            return lead
        return next((item for item in valued if item.value is not None or item.unit), lead)


def groups(reading: Reading, found: Sequence[Finding]) -> list[Group]:
    """One group for each quotation, each independent figure, and each clause that says something else."""
    head = behind_dateline(reading.text)
    found = sorted((item for item in _settled(reading.text, found) if item.start >= head), key=_place)
    if all(item.type is ClaimType.PLACE for item in found):
        return []
    quotes = [item for item in found if item.type is ClaimType.QUOTE]
    made = [_quotation(reading, item, found) for item in quotes]
    quoted = [(group.start, group.end) for group in made]
    rest = [item for item in found if item.type is not ClaimType.QUOTE] if quotes else found
    for clause in clauses(reading, rest):
        made += _in_clause(reading, clause, quoted)
    return _merged(made) if quotes else made


def _place(item: Finding) -> int:
    return item.start


def _merged(made: Sequence[Group]) -> list[Group]:
    """In reading order; what covers the same words is one group."""
    by_span: dict[Stretch, list[Group]] = {}
    for group in made:
        by_span.setdefault((group.start, group.end), []).append(group)
    order = sorted(by_span, key=lambda span: (span[0], -span[1]))
    return [_joined(by_span[span]) for span in order]


def _joined(same: Sequence[Group]) -> Group:
    if len(same) == 1:
        return same[0]
    ordered = sorted(same, key=lambda group: _importance(group.findings[0]))
    findings = dict.fromkeys(id(item) for group in ordered for item in group.findings)
    by_id = {id(item): item for group in same for item in group.findings}
    return Group(same[0].start, same[0].end, tuple(by_id[key] for key in findings))


def _settled(text: str, found: Sequence[Finding]) -> Sequence[Finding]:
    """Drop what a better finding on the same words makes superfluous: a bare number that is money.

    The distance in the name of a contest (200米蝶泳) counts nothing.
    """
    kinds = {item.type for item in found}
    if ClaimType.QUANTITY in kinds:
        found = [
            item
            for item in found
            if item.type is not ClaimType.QUANTITY or not _CONTEST.match(text, item.end)
        ]
    if not kinds & _SETTLING:
        return found
    money = {item.start for item in found if item.type is ClaimType.MONEY}
    leading = {item.end for item in found if item.type in (ClaimType.FIRST, ClaimType.SUPERLATIVE)}
    return [
        item
        for item in found
        if not (item.type is ClaimType.QUANTITY and not item.unit and item.start in money)
        and not (item.type is ClaimType.ORDINAL and item.end in leading)
    ]


def _in_clause(reading: Reading, clause: Clause, quoted: Sequence[Stretch]) -> Iterator[Group]:
    """The statements of one clause; inside a quotation only what can be looked up by itself."""
    inside = clause.findings
    figures = _figures(inside)
    whole = (clause.start, clause.end)
    for stretch in apart(reading, whole, figures) if len(figures) > 1 else (whole,):
        start, end = trimmed(reading.text, *stretch, cut=stretch[0] != clause.start)
        members = [item for item in inside if start <= item.start and item.end <= end]
        if any(left <= start and end <= right for left, right in quoted):
            members = [item for item in members if item.type in _IN_QUOTES]
            if all(item.type is ClaimType.DATE for item in members):
                continue
        if any(item.type in _FIRM for item in members):
            members = [item for item in members if "ordinary" not in item.marks]
        if members and start < end:
            yield Group(start, end, _ordered(reading, start, end, members))


def _figures(inside: Sequence[Finding]) -> list[Stretch]:
    """The figures that are statements of their own: no threshold, nothing vague, no age and no duration."""
    return sorted({(item.start, item.end) for item in inside if _strong(item)})


def _ordered(reading: Reading, start: int, end: int, members: Sequence[Finding]) -> tuple[Finding, ...]:
    """The principal finding first; a figure that only describes what another counts behind the others."""
    if len(members) == 1:
        return tuple(members)
    figures = [item for item in members if item.type in FIGURES]
    latest_first = len(figures) > 1 and moves(reading.text, start, end)
    describing = _describing(reading.text, figures) if len(figures) > 1 and not latest_first else ()
    return tuple(sorted(members, key=lambda item: (item in describing, *_importance(item, latest_first))))


def _describing(text: str, figures: Sequence[Finding]) -> list[Finding]:
    last = figures[-1].start
    earlier = [item for item in figures if item.start < last and _says_whose(text, item, last)]
    return earlier or [item for item in figures[1:] if item.start == last and _describes(text, item, figures)]


def _says_whose(text: str, item: Finding, last: int) -> bool:
    """17市的165个, 60岁以上人群…万分之二: an earlier figure that only describes what the later one counts."""
    between = text[item.end : last]
    return ("的" in between[:12] and not any(mark in between for mark in "，,、")) or (
        item.approx in ("gte", "lte") and text[item.end - 1] in "上下" and between[:1].isalpha()
    )


def _describes(text: str, item: Finding, figures: Sequence[Finding]) -> bool:
    """264名40岁至80岁的患者: a figure right behind another that describes the same noun."""
    return text.startswith("的", item.end) and any(other.end == item.start for other in figures)


def _strong(item: Finding) -> bool:
    period = item.type is ClaimType.QUANTITY and (item.unit in DURATIONS or item.unit in _AGES)
    return item.type in FIGURES and not period and not {"vague", "threshold"} & set(item.marks)


def _importance(item: Finding, latest_first: bool = False) -> tuple[int, int, int]:
    """Strong before weak, figures before names; of 从3个增加到5个 the 5."""
    weak = item.type in FIGURES and not _strong(item)
    return (1 if weak else 0, _RANK.get(item.type, 99), -item.start if latest_first else item.start)


def _quotation(reading: Reading, item: Finding, found: Sequence[Finding]) -> Group:
    """The quotation with the words that introduce it when they are few, and with who says it behind it."""
    start, end = item.start, item.end
    introduced = reading.text[start - 1 : start] in ("，", ",", "：", ":")
    lead = reading.clause_start(max(0, start - 1) if introduced else start)
    if item.marks and start - lead <= _LEAD:
        start = lead
    speaker = item.slots.get("speaker")
    if speaker and (behind := _SAYS_BEHIND.match(reading.text, end)) and speaker in behind.group():
        end = behind.end()
    while start < end and reading.text[start] in "，,、：: ":
        start += 1
    inside = [other for other in found if start <= other.start and other.end <= end and other is not item]
    return Group(start, end, (item, *sorted(inside, key=_importance)))
