"""One sentence becomes claim-sized suggestions. The work is kept, so an edited article costs its edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from annotations.detectors import DETECTORS
from annotations.detectors.engine import STANDARD, Engine
from annotations.detectors.finding import FIGURES, Finding
from annotations.detectors.grouping import Group, groups
from annotations.detectors.layout import Layout
from annotations.detectors.occasion import NOWHERE, Occasion, later, leading, when
from annotations.detectors.proposal import Proposal
from annotations.detectors.reading import Reading, read
from annotations.detectors.scoring import Scored, score
from annotations.detectors.tone import tone_of
from annotations.text.measures import DURATIONS
from annotations.vocabulary import ClaimType

KEPT_SENTENCES = 2048
_PROMINENT = (Layout.HEADLINE, Layout.SUBHEAD, Layout.CAPTION)
_IN_HEADS = frozenset(
    (
        *(*FIGURES, ClaimType.DATE, ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.HONOR),
        *(ClaimType.POLICY, ClaimType.PERSON),
    )
)
_ALWAYS_CHECKED = frozenset(
    (*FIGURES, ClaimType.POLICY, ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.QUOTE)
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that a sentence's suggestions depend on besides its own words; hashable, so it is a cache key.

    ``before`` and ``after`` are the neighbouring sentences of the paragraph, ``dated`` the time that the
    paragraph has named so far, ``reference`` the day the text speaks from.
    """

    layout: Layout = Layout.BODY
    before: str = ""
    after: str = ""
    dated: Occasion = NOWHERE
    reference: date | None = None
    engine: Engine = STANDARD


@dataclass(frozen=True, slots=True)
class Statements:
    """Proposals with offsets from the sentence's beginning; ``dated`` is what later sentences inherit.

    ``checkable`` is true for a sentence with a proposal, and for one with a finding that an editor must
    see checked although its score is too low to be shown.
    """

    proposals: tuple[Proposal, ...]
    dated: Occasion
    errors: tuple[dict[str, Any], ...] = ()
    checkable: bool = False


@lru_cache(maxsize=KEPT_SENTENCES)
def statements(text: str, around: Surroundings) -> Statements:
    """The suggestions of one sentence. A detector that raises is reported and the others go on."""
    try:
        reading = read(text, around.reference, around.before, around.after, around.engine.lexicon)
    except Exception as error:
        return Statements((), around.dated, (_failure("reading", error),))
    findings, errors = _findings(reading)
    times = leading(reading, findings)
    shown = tuple(_proposals(reading, findings, times, around))
    return Statements(
        shown,
        later(reading, times, around.dated, around.reference),
        tuple(errors),
        bool(shown) or any(_must_be_checked(item) for item in findings),
    )


def _must_be_checked(item: Finding) -> bool:
    """Figures, policies, superlatives, firsts, quotations, and dates that name a day, month or year."""
    if item.type is ClaimType.DATE:
        return bool(item.date) and not {"duration", "vague"} & set(item.marks)
    weak = item.unit in DURATIONS or {"vague", "threshold"} & set(item.marks)
    return item.type in _ALWAYS_CHECKED and not weak


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


def _proposals(
    reading: Reading, findings: list[Finding], times: list[Finding], around: Surroundings
) -> Iterator[Proposal]:
    made = groups(reading, findings)
    if not made:
        return
    tone = tone_of(reading, findings)
    before = around.dated if around.layout is Layout.BODY else NOWHERE
    for group in made:
        day, marks = when(reading, tone, group, times, before, around.reference)
        scored = score(reading, tone, group, day, around.engine.weights)
        if scored.score < around.engine.weights.shown_from:
            continue
        if proposal := _proposal(reading, group, scored, day, marks, around.layout in _PROMINENT):
            yield proposal


def _proposal(
    reading: Reading, group: Group, scored: Scored, day: str, marks: tuple[str, ...], prominent: bool
) -> Proposal | None:
    """A statement as it is stored; in a headline only one that holds a fact."""
    kinds = tuple(dict.fromkeys([item.type for item in group.findings]))
    if prominent and not _IN_HEADS & set(kinds):
        return None
    lead, figure = group.findings[0], group.figure
    start, end = reading.spelled.span(group.start, group.end)
    return Proposal(
        start=start,
        end=end,
        quote=reading.written[start:end],
        types=tuple([kind.value for kind in kinds]),
        value=figure.value,
        unit=figure.unit,
        approx=figure.approx,
        date=day,
        score=scored.score,
        priority=min([kind.priority for kind in kinds]),
        reasons=scored.reasons,
        parts=tuple([_part(reading, item) for item in group.findings]),
        detector=lead.detector,
        prominent=prominent,
        marks=tuple(dict.fromkeys((*lead.marks, *marks))),
    )


def _part(reading: Reading, item: Finding) -> dict[str, Any]:
    start, end = reading.spelled.span(item.start, item.end)
    part: dict[str, Any] = {
        "start": start,
        "end": end,
        "text": reading.written[start:end],
        "type": item.type.value,
        "value": item.value,
        "unit": item.unit,
        "approx": item.approx,
        "date": item.date,
    }
    extras: dict[str, Any] = {"marks": list(item.marks), "alternatives": list(item.alternatives)}
    extras |= {name: reading.as_written(words) for name, words in item.slots.items()}
    return part | {key: value for key, value in extras.items() if value}
