"""属实 in one act, where a single passage gives the claim's own figure."""

from __future__ import annotations

from annotations.models import Actor, Claim
from annotations.services.annotate import edit_claim
from annotations.services.errors import Conflict
from annotations.vocabulary import Comparison, Stance, Status, Verdict
from annotations.wording import say

AGREEING = frozenset({Comparison.SAME, Comparison.ROUNDED})
WORKABLE = frozenset({Status.OPEN, Status.REOPENED, Status.IN_PROGRESS, Status.NEEDS_INFO})


def why_not(claim: Claim) -> str:
    """Why the claim cannot be confirmed by its evidence alone, or an empty string."""
    if claim.status not in WORKABLE:
        return say("“{state}”的核查点不能直接判为属实。", state=claim.get_status_display())
    if claim.verdict:
        return say("已有结论“{verdict}”。", verdict=claim.get_verdict_display())
    links = list(claim.evidence.exclude(stance=Stance.CONTEXT))
    agreeing = [link for link in links if link.comparison in AGREEING]
    if any(link.stance == Stance.REFUTES or link.comparison == Comparison.DIFFERS for link in links):
        return say("有证据与原文不一致，请自行判断。")
    if not agreeing:
        return say("还没有数字一致的证据，请先添加证据。")
    if len(agreeing) > 1:
        return say("数字一致的证据有 {n} 条，请自行判断。", n=len(agreeing))
    return ""


def confirm(*, actor: Actor, claim: Claim, seen: int | None) -> Claim:
    """Judge the claim 属实 on its single agreeing passage. Raises ``Conflict`` where there is no such one."""
    reason = why_not(claim)
    if reason:
        raise Conflict(reason, code="not_now")
    return edit_claim(actor=actor, claim=claim, seen=seen, changes={"verdict": Verdict.VERIFIED})
