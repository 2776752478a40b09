"""When a fact took place: its own date, its sentence's, its paragraph's, or the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from annotations.detectors.finding import FIGURES, Finding
from annotations.detectors.grouping import Group
from annotations.detectors.reading import Reading
from annotations.detectors.tone import Tone
from annotations.vocabulary import ClaimType

# Dates that are not the fact's: what it is compared with, and how old something is.
_ELSEWHERE = frozenset({"same_period", "base"})
_SINCE = ("以来", "至今", "迄今")
_FROM = ("从", "自")
_TOGETHER = re.compile(r"累计|先后|共|已|总")
_UP_TO_NOW = re.compile(r"以来|截至目前|截止目前|迄今|至今")
_STANDING = re.compile(r"现有|现共有|现拥有|现存|现已|目前")
_LEADING_VERBS = frozenset(("到", "截至", "截止", "至", "有", "是", "据", "自", "起"))
_COPULA = ("是", "这是", "系", "属", "也是", "这也是", "还是")
_LATELY = ("年来", "些年来", "近年", "如今", "眼下", "当前")
# A sentence with a source of its own begins anew: what it says is not of the day named before.
_SOURCES = ("据", "根据", "按照", "结果显示", "研究显示", "研究发现", "研究表明", "数据显示", "调查显示")
_SAID = re.compile(r"(?:显示|表示|介绍|透露|记者|表明|回应|证实|称|说)[，,]")
_SAID_REACH = 40
_BORN = ("出生", "成立", "创立", "创办", "建校", "诞生")
_A_DAY = len("2024-03-08")
_KEPT_MARKS = ("inferred", "ambiguous")
_INHERITED = ("inherited",)


@dataclass(frozen=True, slots=True)
class Occasion:
    """The time a paragraph speaks of so far. ``running``: a span up to now (10年间, 目前), so that a
    figure without a date bears the publication day and other facts none."""

    date: str = ""
    running: bool = False


NOWHERE = Occasion()


def leading(reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """The dates that hold for what follows them: not those that only describe a noun behind a verb
    (听取今年前三季度情况汇报), stand in a quotation or say with what something is compared."""
    return [
        item
        for item in found
        if item.type is ClaimType.DATE
        and not {*_ELSEWHERE, "origin"} & set(item.marks)
        and not _names_something(reading.text, item)
        and not any(pair.start < item.start < pair.end for pair in reading.quotations)
        and not _behind_a_verb(reading, item)
    ]


def later(reading: Reading, times: Sequence[Finding], before: Occasion, reference: date | None) -> Occasion:
    """What the sentences behind this one inherit; ``times`` are its leading dates in order."""
    for item in reversed(times):
        if _running(reading, item):
            return Occasion(running=True)
        if "vague" in item.marks:
            return NOWHERE
        if item.date and not _ahead(item.date, reference) and not item.date.startswith("P"):
            return Occasion(_day(reading, item, before))
    return NOWHERE if reading.text.startswith(_SOURCES) else before


def _names_something(text: str, item: Finding) -> bool:
    """为期7天的2025年锦标赛, 2008年出生: the date belongs to the name of a thing or to its birth."""
    return text[item.start - 1 : item.start] == "的" or text.startswith(_BORN, item.end)


def _day(reading: Reading, item: Finding, before: Occasion) -> str:
    """The date of a finding; 当晚 and 当天 are of the day the paragraph has named, if any."""
    named = reading.text.startswith("当", item.start) and len(before.date) == _A_DAY
    reference = reading.reference
    return before.date if named and reference and item.date == reference.isoformat() else item.date


def when(
    reading: Reading,
    tone: Tone,
    group: Group,
    times: Sequence[Finding],
    before: Occasion,
    reference: date | None,
) -> tuple[str, tuple[str, ...]]:
    """The date of a fact as EDTF and its marks; ``before`` is what its paragraph has named so far."""
    planned = tone.looks_ahead(0, group.end)
    counts = _counts(group) and not planned
    today = reference.isoformat() if reference else ""
    earlier = [item for item in times if item.end <= group.start]
    own = _own(group, times, counts, bool(earlier))
    if own:
        if counts and today and _since(reading, own) and _adds_up(reading, group, own):
            return today, ("inferred",)
        return _day(reading, own, before), tuple(mark for mark in own.marks if mark in _KEPT_MARKS)
    clause = reading.text[group.start : group.end]
    if counts and (_STANDING.match(clause) or any(_running(reading, item) for item in _within(group, times))):
        return today, ("inferred",) if today else ()
    if any(item.type is ClaimType.DATE and item.marks and not item.date for item in group.findings):
        return "", ()
    if not counts and group.findings[0].type not in FIGURES and _states(reading, group):
        return "", ()
    if earlier:
        return _from(reading, earlier[-1], counts, today)
    if counts and _UP_TO_NOW.search(reading.text, 0, group.end):
        return today, _INHERITED if today else ()
    return ("", ()) if planned else _inherited(reading, group, before, today if counts else "")


def _inherited(reading: Reading, group: Group, before: Occasion, today: str) -> tuple[str, tuple[str, ...]]:
    """What the paragraph says of the time; ``today`` is empty for a fact that is not up to now."""
    if not _inherits(reading, group, before):
        return "", ()
    if _reported(reading, group):
        return (today, _INHERITED) if today and _TOGETHER.search(reading.text, 0, group.end) else ("", ())
    if before.running:
        return (today, _INHERITED) if today else ("", ())
    return (before.date, _INHERITED) if before.date else ("", ())


def _own(group: Group, times: Sequence[Finding], counts: bool, dated_before: bool) -> Finding | None:
    """The date among a group's own findings: a leading one first, for a figure any."""
    quoted = group.findings[0] if group.findings[0].type is ClaimType.QUOTE else None
    own = [
        item
        for item in group.findings
        if item.type is ClaimType.DATE
        and item.date
        and not (quoted and quoted.start < item.start < quoted.end)
        and not item.date.startswith("P")
        and not _ELSEWHERE & set(item.marks)
        and not (counts and "origin" in item.marks)
    ]
    in_front = [item for item in own if item in times]
    if in_front:
        return min(in_front, key=lambda item: ("vague" in item.marks, item.start))
    own.sort(key=lambda item: -len(item.date))
    return own[0] if own and (counts or not dated_before) else None


def _within(group: Group, times: Sequence[Finding]) -> list[Finding]:
    return [item for item in times if group.start <= item.start < group.end]


def _from(reading: Reading, item: Finding, counts: bool, today: str) -> tuple[str, tuple[str, ...]]:
    if _running(reading, item):
        if counts and today:
            return today, _INHERITED
        return (item.date, _INHERITED) if _since(reading, item) and item.date else ("", ())
    return item.date, _INHERITED if item.date else ()


def _counts(group: Group) -> bool:
    """Whether the fact is a figure, or that something did not happen (so far)."""
    lead = group.findings[0]
    return "absent" in lead.marks or (lead.type in FIGURES and lead.value is not None)


def _since(reading: Reading, item: Finding) -> bool:
    """今年以来, 从2013年起: up to now; 自9月1日起 in the future is not."""
    if reading.text.endswith(_SINCE, item.start, item.end):
        return True
    opened = reading.text.startswith("起", item.end) and reading.text[item.start - 1 : item.start] in _FROM
    return opened and not _ahead(item.date, reading.reference)


def _adds_up(reading: Reading, group: Group, item: Finding) -> bool:
    """Whether the figure counts what has come together since then: not 自9月1日起，下调0.5个百分点."""
    if reading.text.endswith(_SINCE, item.start, item.end):
        return True
    return _TOGETHER.search(reading.text, group.start, group.end) is not None


def _running(reading: Reading, item: Finding) -> bool:
    """A span that reaches up to now; 日前 and 三年内 do not."""
    if "vague" in item.marks:
        return bool(item.date) or reading.text.endswith(_LATELY, item.start, item.end)
    if "duration" in item.marks:
        return bool(item.date) or reading.text.endswith(("间", "来"), item.start, item.end)
    return _since(reading, item)


def _ahead(edtf: str, reference: date | None) -> bool:
    """Whether a date lies behind the publication day: a plan's date holds for its own sentence only."""
    first = edtf.partition("/")[0]
    return reference is not None and first[:4].isdecimal() and first > reference.isoformat()[: len(first)]


def _inherits(reading: Reading, group: Group, before: Occasion) -> bool:
    """Whether a fact without a date in its sentence takes that of its paragraph."""
    kind = group.findings[0].type
    if kind is ClaimType.QUOTE:
        return len(before.date) == _A_DAY
    if kind is ClaimType.CAUSAL or reading.text.startswith(_SOURCES):
        return False
    return not any(item.type is ClaimType.DATE for item in group.findings)


def _reported(reading: Reading, group: Group) -> bool:
    """数据显示，…; 发言人表示，…: said on the day of publication, not on the day named before."""
    return _SAID.search(reading.text, 0, min(group.start + _SAID_REACH, group.end)) is not None


def _states(reading: Reading, group: Group) -> bool:
    """是…唯一的街道: what something is has no date."""
    return reading.text.startswith(_COPULA, group.start)


def _behind_a_verb(reading: Reading, item: Finding) -> bool:
    """Whether a verb of the same clause stands before the date."""
    start = reading.clause_start(item.start)
    return start < item.start and any(
        word.tag == "v" and word.text not in _LEADING_VERBS for word in reading.between(start, item.start)
    )
