"""属实 in one act, where a single passage gives the claim's own figure."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from annotations.models import Actor, Claim, EvidenceLink, Suggestion
from annotations.services.access import require
from annotations.services.annotate import edit_claim
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Conflict
from annotations.services.evidence import link_evidence
from annotations.services.suggesting import Row, Suggested, suggest
from annotations.vocabulary import Comparison, Stance, Status, Verdict
from annotations.wording import say

AGREEING = frozenset({Comparison.SAME, Comparison.ROUNDED})
WORKABLE = frozenset({Status.OPEN, Status.REOPENED, Status.IN_PROGRESS, Status.NEEDS_INFO})


def why_not(claim: Claim) -> str:
    """Why the claim cannot be confirmed by its evidence alone, or an empty string."""
    links = list(claim.evidence.exclude(stance=Stance.CONTEXT))
    agreeing = [link for link in links if link.comparison in AGREEING]
    reason = _why_never(claim, links)
    if reason:
        return reason
    if not agreeing:
        return say("还没有数字一致的证据，请先添加证据。")
    if len(agreeing) > 1:
        return say("数字一致的证据有 {n} 条，请自行判断。", n=len(agreeing))
    return ""


def _why_never(claim: Claim, links: Sequence[EvidenceLink]) -> str:
    """Why one key cannot decide, whatever evidence is added."""
    if claim.status not in WORKABLE:
        return say("“{state}”的核查点不能直接判为属实。", state=claim.get_status_display())
    if claim.verdict:
        return say("已有结论“{verdict}”。", verdict=claim.get_verdict_display())
    if any(link.stance == Stance.REFUTES or link.comparison == Comparison.DIFFERS for link in links):
        return say("有证据与原文不一致，请自行判断。")
    return ""


def confirm(*, actor: Actor, claim: Claim, seen: int | None) -> Claim:
    """Judge the claim 属实 on its single agreeing passage. Raises ``Conflict`` where there is no such one."""
    reason = why_not(claim)
    if reason:
        raise Conflict(reason, code="not_now")
    return edit_claim(actor=actor, claim=claim, seen=seen, changes={"verdict": Verdict.VERIFIED})


def offered(row: Row, actor: Actor) -> tuple[list[Suggested], Suggested | None]:
    """Passages for a claim or suggestion, and the one on which a single key may decide.

    That is the only one of an equal figure, where none of the same metric differs.
    """
    found = suggest(row, actor)
    agreeing = [one for one in found if one.agrees and one.comparison in AGREEING]
    differing = any(one.comparison == Comparison.DIFFERS and not one.apart for one in found)
    links = [] if isinstance(row, Suggestion) else list(row.evidence.exclude(stance=Stance.CONTEXT))
    never = bool(links) or (isinstance(row, Claim) and bool(_why_never(row, links)))
    return found, None if never or differing or len(agreeing) != 1 else agreeing[0]


@transaction.atomic
def confirm_offered(
    *, actor: Actor, row: Row, seen: int | None, source: uuid.UUID, start: int, end: int
) -> Claim:
    """Link the one agreeing passage and judge 属实; a suggestion is accepted first.

    ``source``, ``start`` and ``end`` are what the person saw. Raises ``Conflict`` when the offer is not
    that any more, ``Stale``.
    """
    require(actor, row.article.desk_id, "annotate")
    only = offered(row, actor)[1]
    if only is None or (only.source.pk, only.start, only.end) != (source, start, end):
        raise Conflict(say("推荐的原句已有变化，请看过最新的推荐再判断。"), code="not_now")
    accepted = isinstance(row, Suggestion)
    claim = accept_suggestion(actor=actor, suggestion=row) if isinstance(row, Suggestion) else row
    link = link_evidence(
        actor=actor,
        claim=claim,
        source=only.source,
        stance=Stance.SUPPORTS,
        tier=only.tier,
        start=start,
        end=end,
        quote=only.quote,
        seen=None if accepted else seen,
        page=only.page,
    )
    return edit_claim(actor=actor, claim=link.claim, seen=None, changes={"verdict": Verdict.VERIFIED})
