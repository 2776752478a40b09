"""Steps of a claim: taken, submitted, returned, approved, reopened. Rules live in ``workflow``."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.models import Actor, Claim, Hand, User
from annotations.services import claimrows
from annotations.services.access import require, require_worker
from annotations.services.errors import Conflict, Forbidden, FourEyes, Invalid, Problem
from annotations.services.evidence import missing_for
from annotations.services.facts import freeze, hold
from annotations.vocabulary import Action, Part, Status
from annotations.workflow import (
    APPROVING,
    HANDING,
    STEPS,
    Refusal,
    Situation,
    Step,
    find_step,
    never_by,
    refusal,
)


@transaction.atomic
def take_step(
    *, actor: Actor, claim: Claim, to: str, seen: int | None, comment: str = "", assignee: User | None = None
) -> Claim:
    """Move a claim to status ``to`` if the table allows it to this person now.

    Compare-and-set: of two people who move the same claim, the second gets ``Stale``. Approval
    leaves a VerifiedFact. Raises ``Forbidden``, ``FourEyes``, ``Invalid``, ``Conflict``, ``Stale``.
    """
    desk_id = claim.article.desk_id
    require(actor, desk_id, "annotate")
    require_right(actor, claim, to)
    claimrows.require_version(claim, seen)
    if assignee is not None:
        require_worker(desk_id, assignee)
    now = situation(actor, claim, comment=comment, assignee=assignee)
    step = find_step(to, now)
    if step is None:
        raise _no_such_step(to, now)
    if assignee is not None and step.name not in HANDING:
        raise Invalid.field("assignee", f"“{step.label}”不能同时指定责任人，请另行交接。")
    refused = refusal(step, now)
    if refused:
        raise _problem(refused)
    return _carry_out(step, claim, actor, comment, assignee)


def require_right(actor: Actor, claim: Claim, to: str) -> None:
    """Raise ``Forbidden`` when none of the actor's roles could ever move a claim to ``to``."""
    if never_by(to, actor.roles_at(claim.article.desk_id)):
        raise Forbidden(f"您的角色不能把核查点改为“{Status(to).label}”，这一步由审核人或值班总编办理。")


def steps_for(*, actor: Actor, claim: Claim) -> list[dict[str, Any]]:
    """The steps that lead on from here: allowed or not, and why not. Buttons ask this."""
    now = situation(actor, claim)
    rows = []
    for step in STEPS:
        if now.status not in step.sources or find_step(step.target, now) not in (step, None):
            continue
        # A missing comment is asked for, not held against the button.
        asked = refusal(step, situation(actor, claim, comment="…"))
        rows.append(
            {
                "to": step.target,
                "step": step.name,
                "label": step.label,
                "allowed": asked is None,
                "reason": asked.text if asked else "",
                "needs_comment": bool(step.needs_comment),
            }
        )
    return rows


def situation(actor: Actor, claim: Claim, *, comment: str = "", assignee: User | None = None) -> Situation:
    """Everything the rules look at, read once."""
    desk = claim.article.desk
    mine = set(
        Hand.objects.filter(
            claim=claim, round=claim.round, person=actor.user, voided_at__isnull=True
        ).values_list("part", flat=True)
    )
    return Situation(
        status=Status(claim.status),
        roles=actor.roles_at(desk.pk),
        review_levels=desk.review_levels,
        is_assignee=claim.assignee_id == actor.user.pk,
        names_other_assignee=assignee is not None and assignee.pk != actor.user.pk,
        worked=Part.WORKED in mine or claim.created_by_id == actor.user.pk,
        approved_already=Part.APPROVED in mine,
        verdict=claim.verdict,
        verdict_note=claim.verdict_note,
        resolution=claim.resolution,
        resolution_note=claim.resolution_note,
        proposed_text=claim.proposed_text,
        evidence_missing=missing_for(claim) if claim.status == Status.IN_PROGRESS else "",
        comment=comment,
    )


def _carry_out(step: Step, claim: Claim, actor: Actor, comment: str, assignee: User | None) -> Claim:
    fields: dict[str, Any] = {"status": step.target}
    diff: dict[str, Any] = {}
    if step.name in HANDING:
        taker = assignee or actor.user
        diff["assignee"] = [claim.assignee_id, taker.pk]
        fields["assignee"] = taker
    if step.name in ("return", "return_final", "recall"):
        diff |= claimrows.void_approvals(claim)
    if step.name in APPROVING:
        diff["seen_version"] = [claim.version, claim.version]
    if step.target == Status.APPROVED:
        fields |= {"approved_by": actor.user, "approved_at": timezone.now()}
    if step.target == Status.REOPENED:
        fields |= {"round": claim.round + 1, "approved_by": None, "approved_at": None, "assignee": None}
        diff["round"] = [claim.round, claim.round + 1]
    seen = claim.version
    # The claim's row first, then this person's hand on it: an edit adds its own in this order too.
    claim = claimrows.write(claim, actor, Action.TRANSITION, fields, diff=diff, reason=comment)
    if step.name in APPROVING:
        claimrows.approved(claim, actor, seen)
    if step.name == "submit":
        claimrows.worked(claim, actor)  # the submission is the signed 初审
    if step.target == Status.REOPENED:
        hold(claim)
    if step.target == Status.APPROVED:
        freeze(claim)
    return claim


def _no_such_step(to: str, now: Situation) -> Problem:
    if to not in list(Status):
        known = "、".join(f"{status}（{status.label}）" for status in Status)
        return Invalid.field("to", f"没有“{to}”这个状态；可用：{known}。", "unknown")
    open_steps = [step.target.label for step in STEPS if now.status in step.sources]
    way_out = f"从这里可以到：{'、'.join(dict.fromkeys(open_steps))}。" if open_steps else ""
    return Conflict(f"不能从“{now.status.label}”直接变为“{Status(to).label}”。{way_out}", code="no_such_step")


def _problem(refused: Refusal) -> Problem:
    if refused.kind == "role":
        return Forbidden(refused.text)
    if refused.kind == "four_eyes":
        return FourEyes(refused.text)
    if refused.kind == "input":
        return Invalid.field("comment", refused.text, "required")
    return Conflict(refused.text, code="not_now")
