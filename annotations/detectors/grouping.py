"""Findings of a sentence gathered into stretches, each one checkable statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.detectors.clauses import Stretch, apart, clauses, moves, trimmed
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.detectors.scoring import FIGURES
from annotations.text.measures import DURATIONS
from annotations.vocabulary import ClaimType

# Which finding gives a suggestion its type and value when several stand in it.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            *(ClaimType.COMPARISON, ClaimType.SHARE, ClaimType.MONEY, ClaimType.QUANTITY),
            *(ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.HONOR, ClaimType.POLICY, ClaimType.QUOTE),
            *(ClaimType.EVENT, ClaimType.PERSON, ClaimType.ORG, ClaimType.ORDINAL, ClaimType.DATE),
        )
    )
}
_LEAD = 36
_SAYS_BEHIND = re.compile(r"[，,]?[^。！？!?；;“”\n]{1,40}")


@dataclass(frozen=True, slots=True)
class Group:
    """A stretch of the sentence and its findings, the principal one first."""

    start: int
    end: int
    findings: tuple[Finding, ...]


def groups(reading: Reading, found: Sequence[Finding]) -> list[Group]:
    """One group for each quotation, each independent figure, and each clause that says something else."""
    found = _settled(found)
    quotes = [item for item in found if item.type is ClaimType.QUOTE]
    rest = [item for item in found if item.type is not ClaimType.QUOTE]
    times = [(item.start, item.end) for item in rest if item.type is ClaimType.DATE]
    made = [_quotation(reading, item) for item in quotes]
    rest.sort(key=lambda item: item.start)
    starts = [item.start for item in rest]
    for clause in clauses(reading, sorted(times)):
        near = rest[bisect_left(starts, clause[0]) : bisect_left(starts, clause[1])]
        inside = [item for item in near if _within(item, clause)]
        if inside:
            made += _in_clause(reading, clause, inside)
    return _merged(made)


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
    return Group(same[0].start, same[0].end, tuple(item for group in ordered for item in group.findings))


def _settled(found: Sequence[Finding]) -> list[Finding]:
    """Drop what a better finding on the same words makes superfluous: a bare number that is money."""
    money = {item.start for item in found if item.type is ClaimType.MONEY}
    leading = {item.end for item in found if item.type in (ClaimType.FIRST, ClaimType.SUPERLATIVE)}
    return [
        item
        for item in found
        if not (item.type is ClaimType.QUANTITY and not item.unit and item.start in money)
        and not (item.type is ClaimType.ORDINAL and item.end in leading)
    ]


def _within(item: Finding, stretch: Stretch) -> bool:
    return stretch[0] <= item.start and item.end <= stretch[1]


def _in_clause(reading: Reading, clause: Stretch, inside: Sequence[Finding]) -> list[Group]:
    strong = any(_strong(item) for item in inside)
    figures = sorted({(item.start, item.end) for item in inside if _independent(item, strong)})
    made = []
    starts = [item.start for item in inside]
    for stretch in apart(reading, clause, figures) if len(figures) > 1 else [clause]:
        start, end = trimmed(reading.text, *stretch, cut=stretch[0] != clause[0])
        near = inside[bisect_left(starts, start) : bisect_left(starts, end)]
        members = [item for item in near if _within(item, (start, end))]
        if members and start < end:
            latest_first = moves(reading.text, start, end)
            members.sort(key=lambda item: _importance(item, latest_first))
            made.append(Group(start, end, tuple(members)))
    return made


def _independent(item: Finding, strong_beside: bool) -> bool:
    """A figure that is a statement of its own: no threshold, and vague or a duration only when alone."""
    if item.type not in FIGURES or "threshold" in item.marks:
        return False
    return _strong(item) or not strong_beside


def _strong(item: Finding) -> bool:
    duration = item.type is ClaimType.QUANTITY and item.unit in DURATIONS
    return item.type in FIGURES and not duration and not {"vague", "threshold"} & set(item.marks)


def _importance(item: Finding, latest_first: bool = False) -> tuple[int, int, int]:
    """Strong before weak, figures before names; of 从3个增加到5个 the 5."""
    weak = item.type in FIGURES and not _strong(item)
    return (1 if weak else 0, _RANK.get(item.type, 99), -item.start if latest_first else item.start)


def _quotation(reading: Reading, item: Finding) -> Group:
    """The quotation, with the words that introduce it when they are few."""
    start, end = item.start, item.end
    lead = reading.clause_start(
        max(0, start - 1) if reading.text[start - 1 : start] in ("，", ",", "：", ":") else start
    )
    if item.marks and start - lead <= _LEAD:
        start = lead
    speaker = item.slots.get("speaker")
    if speaker and (behind := _SAYS_BEHIND.match(reading.text, end)) and speaker in behind.group():
        end = behind.end()
    while start < end and reading.text[start] in "，,、：: ":
        start += 1
    return Group(start, end, (item,))
