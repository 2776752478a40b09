"""One sentence becomes claim-sized suggestions. The work is kept, so an edited article costs its edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from annotations.detectors import DETECTORS
from annotations.detectors.engine import STANDARD, Engine
from annotations.detectors.finding import Finding
from annotations.detectors.grouping import Group, groups
from annotations.detectors.layout import Layout
from annotations.detectors.proposal import Proposal
from annotations.detectors.reading import Reading, read
from annotations.detectors.scoring import FIGURES, score
from annotations.vocabulary import ClaimType

KEPT_SENTENCES = 2048
_PROMINENT = (Layout.HEADLINE, Layout.SUBHEAD, Layout.CAPTION)
# Marks of dates that are not the fact's own, and of those that do not hold for later sentences.
_ELSEWHERE = frozenset({"same_period", "base"})
_PASSING = frozenset({"duration", "vague", "origin", *_ELSEWHERE})
_IN_HEADS = frozenset(
    (*FIGURES, ClaimType.DATE, ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.POLICY, ClaimType.PERSON)
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that a sentence's suggestions depend on besides its own words; hashable, so it is a cache key.

    ``before`` and ``after`` are the neighbouring sentences of the paragraph, ``dated`` the EDTF date that
    the paragraph has named so far, ``reference`` the day the text speaks from.
    """

    layout: Layout = Layout.BODY
    before: str = ""
    after: str = ""
    dated: str = ""
    reference: date | None = None
    engine: Engine = STANDARD


@dataclass(frozen=True, slots=True)
class Statements:
    """Proposals with offsets from the sentence's beginning; ``dated`` is what later sentences inherit."""

    proposals: tuple[Proposal, ...]
    dated: str
    errors: tuple[dict[str, Any], ...] = ()


@lru_cache(maxsize=KEPT_SENTENCES)
def statements(text: str, around: Surroundings) -> Statements:
    """The suggestions of one sentence. A detector that raises is reported and the others go on."""
    try:
        reading = read(text, around.reference, around.before, around.after)
    except Exception as error:
        return Statements((), around.dated, (_failure("reading", error),))
    findings, errors = _findings(reading)
    dated = [item for item in findings if item.type is ClaimType.DATE and item.date]
    made = [_proposal(reading, group, dated, around) for group in groups(reading, findings)]
    firm = [item for item in dated if not _PASSING & set(item.marks)]
    return Statements(
        tuple([proposal for proposal in made if proposal]),
        firm[-1].date if firm else around.dated,
        tuple(errors),
    )


def _findings(reading: Reading) -> tuple[list[Finding], list[dict[str, Any]]]:
    found: list[Finding] = []
    errors = []
    for detect in DETECTORS:
        try:
            found += detect(reading)
        except Exception as error:
            errors.append(_failure(detect.__module__.rpartition(".")[2], error))
    return found, errors


def _failure(detector: str, error: Exception) -> dict[str, Any]:
    return {"detector": detector, "detail": repr(error), "start": 0}


def _proposal(reading: Reading, group: Group, dated: list[Finding], around: Surroundings) -> Proposal | None:
    when, marks = _date(group, dated, around)
    weights = around.engine.weights
    scored = score(reading, group.start, group.end, group.findings, when, weights)
    kinds = tuple(dict.fromkeys(item.type for item in group.findings))
    prominent = around.layout in _PROMINENT
    if scored.score < weights.shown_from or (prominent and not _IN_HEADS & set(kinds)):
        return None
    lead = group.findings[0]
    return Proposal(
        start=group.start,
        end=group.end,
        quote=reading.text[group.start : group.end],
        types=tuple(kind.value for kind in kinds),
        value=lead.value,
        unit=lead.unit,
        approx=lead.approx,
        date=when,
        score=scored.score,
        priority=min(kind.priority for kind in kinds),
        reasons=scored.reasons,
        parts=tuple(_part(reading, item) for item in group.findings),
        detector=lead.detector,
        prominent=prominent,
        marks=tuple(dict.fromkeys((*lead.marks, *marks))),
    )


def _date(group: Group, dated: list[Finding], around: Surroundings) -> tuple[str, tuple[str, ...]]:
    """The date of the fact: from the stretch, else from the sentence, else from the paragraph."""
    own = [item for item in group.findings if item.type is ClaimType.DATE]
    firm = [item for item in own if item.date and not _ELSEWHERE & set(item.marks)]
    firm.sort(key=lambda item: ("duration" in item.marks or "vague" in item.marks, item.start))
    if firm:
        return firm[0].date, tuple(mark for mark in firm[0].marks if mark in ("inferred", "ambiguous"))
    earlier = [
        item for item in dated if item.end <= group.start and not {*_ELSEWHERE, "origin"} & set(item.marks)
    ]
    if earlier:
        return earlier[-1].date, ("inherited",)
    if not own and around.dated and around.layout is Layout.BODY:
        return around.dated, ("inherited",)
    return "", ()


def _part(reading: Reading, item: Finding) -> dict[str, Any]:
    part: dict[str, Any] = {
        "start": item.start,
        "end": item.end,
        "text": reading.text[item.start : item.end],
        "type": item.type.value,
        "value": item.value,
        "unit": item.unit,
        "approx": item.approx,
        "date": item.date,
    }
    extras = {"marks": list(item.marks), "alternatives": list(item.alternatives)} | dict(item.slots)
    return part | {key: value for key, value in extras.items() if value}
