"""From text to suggestions: what an editor would underline, with type, value, date and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from annotations.detectors import DETECTORS
from annotations.detectors.finding import Finding
from annotations.detectors.grouping import Group, groups
from annotations.detectors.layout import Layout, layout_of, opens_footer
from annotations.detectors.reading import Reading, read
from annotations.detectors.scoring import FIGURES, score
from annotations.detectors.weights import weights
from annotations.text.sentences import Sentence, in_paragraph, paragraphs
from annotations.vocabulary import ClaimType

_SENTENCES_A_SLICE = 20
_PROMINENT = (Layout.HEADLINE, Layout.SUBHEAD, Layout.CAPTION)
# Marks of dates that are not the fact's own, and of those that do not hold for later sentences.
_ELSEWHERE = frozenset({"same_period", "base"})
_PASSING = frozenset({"duration", "vague", "origin", *_ELSEWHERE})
_IN_HEADS = frozenset(
    (*FIGURES, ClaimType.DATE, ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.POLICY, ClaimType.PERSON)
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One suggestion. ``text[start:end] == quote``; ``types`` and ``parts`` begin with the principal one."""

    start: int
    end: int
    quote: str
    types: tuple[str, ...]
    value: str | None
    unit: str
    approx: str
    date: str
    score: float
    priority: str
    reasons: tuple[dict[str, Any], ...]
    parts: tuple[dict[str, Any], ...]
    detector: str
    prominent: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """A step of progress: ``done`` of ``total`` characters, and what was found since the last step."""

    done: int
    total: int
    proposals: list[Proposal]
    errors: list[dict[str, Any]]


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph hands from sentence to sentence."""

    layout: Layout
    last_date: str = ""
    errors: list[dict[str, Any]] = field(default_factory=list)


def propose_all(text: str, *, title: str = "", reference_date: date | None = None) -> list[Proposal]:
    """All suggestions of a text at once."""
    slices = propose(text, title=title, reference_date=reference_date)
    return [proposal for step in slices for proposal in step.proposals]


def propose(text: str, *, title: str = "", reference_date: date | None = None) -> Iterator[Slice]:
    """Suggestions paragraph by paragraph; a long paragraph comes in several slices."""
    footer = False
    first = True
    for paragraph in paragraphs(text):
        body = paragraph.of(text)
        footer = footer or (opens_footer(body) and paragraph.start > len(text) // 3)
        layout = Layout.FOOTER if footer else layout_of(body, first=first, title=title)
        first = False
        if layout in (Layout.FOOTER, Layout.BYLINE):
            yield Slice(paragraph.end, len(text), [], [])
            continue
        state = _Paragraph(layout)
        lines = list(in_paragraph(paragraph, text))
        for at in range(0, len(lines), _SENTENCES_A_SLICE):
            yield _slice(lines, at, len(text), reference_date, state)
    yield Slice(len(text), len(text), [], [])


def _slice(lines: list[Sentence], at: int, total: int, reference: date | None, state: _Paragraph) -> Slice:
    found = []
    state.errors = []
    last = min(at + _SENTENCES_A_SLICE, len(lines))
    for index in range(at, last):
        before = lines[index - 1].text if index else ""
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        found += _in_sentence(lines[index], reference, before, after, state)
    return Slice(lines[last - 1].end, total, found, state.errors)


def _in_sentence(
    sentence: Sentence, reference: date | None, before: str, after: str, state: _Paragraph
) -> list[Proposal]:
    try:
        reading = read(sentence, reference, before, after)
    except Exception as error:
        state.errors.append({"detector": "reading", "detail": repr(error), "start": sentence.start})
        return []
    findings = _findings(reading, state)
    dated = [item for item in findings if item.type is ClaimType.DATE and item.date]
    made = []
    for group in groups(reading, findings):
        proposal = _proposal(reading, group, dated, state)
        if proposal:
            made.append(proposal)
    firm = [item for item in dated if not _PASSING & set(item.marks)]
    if firm:
        state.last_date = firm[-1].date
    return made


def _findings(reading: Reading, state: _Paragraph) -> list[Finding]:
    found: list[Finding] = []
    for detect in DETECTORS:
        try:
            found += detect(reading)
        except Exception as error:
            name = detect.__module__.rpartition(".")[2]
            state.errors.append({"detector": name, "detail": repr(error), "start": reading.offset})
    return found


def _proposal(reading: Reading, group: Group, dated: list[Finding], state: _Paragraph) -> Proposal | None:
    when, marks = _date(reading, group, dated, state)
    scored = score(reading, group.start, group.end, group.findings, when)
    kinds = tuple(dict.fromkeys(item.type for item in group.findings))
    prominent = state.layout in _PROMINENT
    if scored.score < weights().shown_from or (prominent and not _IN_HEADS & set(kinds)):
        return None
    lead = group.findings[0]
    return Proposal(
        start=reading.offset + group.start,
        end=reading.offset + group.end,
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


def _date(
    reading: Reading, group: Group, dated: list[Finding], state: _Paragraph
) -> tuple[str, tuple[str, ...]]:
    """The date of the fact: from the stretch, else from the sentence, else from the paragraph."""
    own = [item for item in group.findings if item.type is ClaimType.DATE]
    firm = [item for item in own if item.date and not _ELSEWHERE & set(item.marks)]
    firm.sort(key=lambda item: ("duration" in item.marks or "vague" in item.marks, item.start))
    if firm:
        return firm[0].date, tuple(mark for mark in firm[0].marks if mark in ("inferred", "ambiguous"))
    start = reading.offset + group.start
    earlier = [item for item in dated if item.end <= start and not {*_ELSEWHERE, "origin"} & set(item.marks)]
    if earlier:
        return earlier[-1].date, ("inherited",)
    if not own and state.last_date and state.layout is Layout.BODY:
        return state.last_date, ("inherited",)
    return "", ()


def _part(reading: Reading, item: Finding) -> dict[str, Any]:
    part: dict[str, Any] = {
        "start": item.start,
        "end": item.end,
        "text": reading.text[item.start - reading.offset : item.end - reading.offset],
        "type": item.type.value,
        "value": item.value,
        "unit": item.unit,
        "approx": item.approx,
        "date": item.date,
    }
    extras = {"marks": list(item.marks), "base": item.base, "speaker": item.speaker}
    extras["alternatives"] = list(item.alternatives)
    return part | {key: value for key, value in extras.items() if value}
