"""What is still missing before a claim may be submitted: what each verdict and resolution forces."""

from __future__ import annotations

from annotations.vocabulary import Resolution, Role, Verdict
from annotations.wording import say
from annotations.workflow.situation import Refusal, Situation

NO_EVIDENCE_NEEDED = frozenset({Verdict.UNVERIFIABLE, Verdict.ATTRIBUTED_ONLY, Verdict.NOT_CHECKABLE})
NEEDS_NOTE = NO_EVIDENCE_NEEDED | {Verdict.MOSTLY_VERIFIED}
DEMANDS_CHANGE = frozenset({Verdict.MISLEADING, Verdict.PARTLY_FALSE, Verdict.FALSE, Verdict.OUTDATED})


def unfinished(now: Situation) -> Refusal | None:
    """What is still missing before a claim may be submitted."""
    if not now.verdict:
        return Refusal("state", say("还没有结论，请先给出结论再提交。"))
    verdict = Verdict(now.verdict)
    if verdict in NEEDS_NOTE and not now.verdict_note.strip():
        return Refusal("state", say("结论“{label}”须写明理由（结论说明）。", label=verdict.label))
    if verdict in DEMANDS_CHANGE:
        changed = now.resolution not in ("", Resolution.NONE)
        if not changed and not now.resolution_note.strip():
            return Refusal(
                "state",
                say("结论“{label}”须写明如何处理稿件：选择处理方式，或写明不改的理由。", label=verdict.label),
            )
        if now.resolution == Resolution.CORRECTED and not now.proposed_text:
            return Refusal("state", say("处理方式是“已改稿”，请填写改后文字。"))
    if now.resolution == Resolution.KEPT and (Role.CHIEF not in now.roles or not now.resolution_note.strip()):
        return Refusal("state", say("“保留原文”须由值班总编决定并写明理由。"))
    if verdict not in NO_EVIDENCE_NEEDED and now.evidence_missing:
        return Refusal("state", say("证据不足：{evidence_missing}。", evidence_missing=now.evidence_missing))
    return None
