"""What is still missing before a claim may be submitted: what each verdict and resolution forces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from annotations.vocabulary import Resolution, Role, Verdict
from annotations.wording import say
from annotations.workflow.situation import Refusal, Situation

NO_EVIDENCE_NEEDED = frozenset({Verdict.UNVERIFIABLE, Verdict.ATTRIBUTED_ONLY, Verdict.NOT_CHECKABLE})
NEEDS_NOTE = NO_EVIDENCE_NEEDED | {Verdict.MOSTLY_VERIFIED}
DEMANDS_CHANGE = frozenset({Verdict.MISLEADING, Verdict.PARTLY_FALSE, Verdict.FALSE, Verdict.OUTDATED})
WITHOUT_TEXT = frozenset({Resolution.NONE, Resolution.CUT, Resolution.KEPT})
"""What was done to the copy so that there is no new wording."""


class Demand(NamedTuple):
    """A field that verdict or resolution want filled, why, and whether it is."""

    field: str
    why: str
    met: bool


def demands(now: Situation) -> list[Demand]:
    """What the verdict and resolution chosen so far force, met or not (domain, §6)."""
    if not now.verdict:
        return []
    return [*_of_verdict(Verdict(now.verdict), now), *_of_resolution(now)]


def unfinished(now: Situation) -> Refusal | None:
    """What is still missing before a claim may be submitted."""
    if not now.verdict:
        return Refusal("state", say("还没有结论，请先给出结论再提交。"))
    missing = next((demand for demand in demands(now) if not demand.met), None)
    if missing:
        return Refusal("state", missing.why)
    if Verdict(now.verdict) not in NO_EVIDENCE_NEEDED and now.evidence_missing:
        return Refusal("state", say("证据不足：{evidence_missing}。", evidence_missing=now.evidence_missing))
    return None


def _of_verdict(verdict: Verdict, now: Situation) -> Iterator[Demand]:
    if verdict in NEEDS_NOTE:
        why = say("结论“{label}”须写明理由（结论说明）。", label=verdict.label)
        yield Demand("verdict_note", why, bool(now.verdict_note.strip()))
    if verdict in DEMANDS_CHANGE:
        why = say("结论“{label}”须写明如何处理稿件：选择处理方式，或写明不改的理由。", label=verdict.label)
        decided = now.resolution not in ("", Resolution.NONE) or bool(now.resolution_note.strip())
        yield Demand("resolution", why, decided)
    if verdict == Verdict.ATTRIBUTED_ONLY and not now.credited:
        why = say(
            "结论“{label}”要求文中写明信源，这一句没有：请把稿件处理选为“已补信源”并写出改后文字。",
            label=verdict.label,
        )
        yield Demand("resolution", why, now.resolution == Resolution.ATTRIBUTED)
        if now.resolution == Resolution.ATTRIBUTED:
            yield Demand("proposed_text", why, _rewrites(now))


def _of_resolution(now: Situation) -> Iterator[Demand]:
    if now.resolution == Resolution.CORRECTED:
        why = say("处理方式是“已改稿”，请填写改后文字，且须与原文不同。")
        yield Demand("proposed_text", why, _rewrites(now))
    if now.resolution == Resolution.KEPT:
        by_chief = now.kept_by_chief or Role.CHIEF in now.roles
        why = say("“保留原文”须由值班总编决定并写明理由。")
        yield Demand("resolution_note", why, by_chief and bool(now.resolution_note.strip()))
    if now.resolution in WITHOUT_TEXT and _rewrites(now):
        label = Resolution(now.resolution).label
        why = say("处理方式是“{label}”，不应再有改后文字：请清空，或改选处理方式。", label=label)
        yield Demand("proposed_text", why, False)


def _rewrites(now: Situation) -> bool:
    """Whether another wording is proposed; the same words again are none."""
    return bool(now.proposed_text.strip()) and now.proposed_text.strip() != now.quote.strip()
