"""Steps of a claim: taken, submitted, returned, approved, reopened. Rules live in ``workflow``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.models import Actor, Article, Claim, Hand, User
from annotations.services import claimrows, places, queries
from annotations.services.access import require, require_worker
from annotations.services.credits import credited_in_text
from annotations.services.errors import Conflict, Forbidden, FourEyes, Invalid, Problem, Stale
from annotations.services.evidence import missing_for
from annotations.services.facts import freeze, hold
from annotations.services.keeping import kept_by_chief
from annotations.vocabulary import Action, Flag, Part, Status
from annotations.wording import say
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

Place = tuple[int, int, str]
"""Start, end and quote in the current text."""
RETURNING = frozenset({"return", "return_final"})
VOIDING = RETURNING | {"recall", "supersede"}
"""Steps after which no approval of the round stands."""
WORKING = frozenset({"submit", "supersede", "restore"})
"""Steps that are work on the claim: the submission is the signed 初审."""


@transaction.atomic
def take_step(
    *,
    actor: Actor,
    claim: Claim,
    to: str,
    seen: int | None,
    comment: str = "",
    assignee: User | None = None,
    due_at: datetime | None = None,
    place: Place | None = None,
) -> Claim:
    """Move a claim to status ``to`` if the table allows it to this person now.

    ``place`` is start, end and quote in the current text: where a 已失效 claim stands again.

    Compare-and-set: of two people who move the same claim, the second gets ``Stale``. Approval
    leaves a VerifiedFact; a question (with ``due_at``) and its answer leave a Query. Raises
    ``Forbidden``, ``FourEyes``, ``Invalid``, ``Conflict``, ``Stale``.
    """
    desk_id = claim.article.desk_id
    require(actor, desk_id, "annotate")
    require_right(actor, claim, to)
    claimrows.require_version(claim, seen)
    if assignee is not None:
        require_worker(desk_id, assignee)
    now = situation(actor, claim, comment=comment, assignee=assignee, place=place)
    step = find_step(to, now)
    if step is None:
        raise _no_such_step(to, now)
    _require_fitting(step, assignee=assignee, due_at=due_at, place=place)
    if refused := refusal(step, now):
        raise _problem(refused)
    waiting = claim.status == Status.NEEDS_INFO
    claim = _carry_out(step, claim, actor, comment, assignee, place)
    if step.name == "ask":
        queries.ask(claim, actor, comment, due_at)
    elif waiting:
        queries.close(claim, actor, comment)
    return claim


def _require_fitting(
    step: Step, *, assignee: User | None, due_at: datetime | None, place: Place | None
) -> None:
    """Raise ``Invalid`` for what this step cannot take."""
    if assignee is not None and step.name not in HANDING:
        raise Invalid.field("assignee", say("“{label}”不能同时指定责任人，请另行交接。", label=step.label))
    if due_at is not None and step.name != "ask":
        raise Invalid.field("due_at", say("只有提问才有答复期限。"), "unknown")
    if place is not None and step.name != "restore":
        raise Invalid.field("start", say("只有重新定位已失效的核查点才能给出位置。"), "unknown")


@dataclass(frozen=True)
class Submitted:
    """What became of a person's claims: those submitted, and the others, each with the reason."""

    claims: Sequence[Claim]
    skipped: Sequence[tuple[Claim, str]]


def submit_complete(*, actor: Actor, article: Article) -> Submitted:
    """Submit every claim of the article that the actor works on and that is complete, one by one."""
    require(actor, article.desk_id, "annotate")
    mine = article.claims.select_related("article__desk").filter(
        assignee=actor.user, status=Status.IN_PROGRESS
    )
    done, skipped = [], []
    for claim in mine.in_reading_order():
        try:
            done.append(take_step(actor=actor, claim=claim, to=Status.SUBMITTED, seen=claim.version))
        except (Conflict, Stale) as problem:
            skipped.append((claim, problem.detail))
    return Submitted(done, skipped)


def require_right(actor: Actor, claim: Claim, to: str) -> None:
    """Raise ``Forbidden`` when none of the actor's roles could ever move a claim to ``to``."""
    if never_by(to, actor.roles_at(claim.article.desk_id)):
        raise Forbidden(
            say("您的角色不能把核查点改为“{label}”，这一步由审核人或值班总编办理。", label=Status(to).label)
        )


def steps_for(*, actor: Actor, claim: Claim) -> list[dict[str, Any]]:
    """The steps that lead on from here: allowed or not, and why not. Buttons ask this."""
    now = situation(actor, claim)
    # A missing comment or place is asked for, not held against the button.
    asking = replace(now, comment="…", has_new_place=True)
    rows = []
    for step in STEPS:
        if now.status not in step.sources or find_step(step.target, now) not in (step, None):
            continue
        asked = refusal(step, asking)
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


def situation(
    actor: Actor,
    claim: Claim,
    *,
    comment: str = "",
    assignee: User | None = None,
    place: Place | None = None,
) -> Situation:
    """Everything the rules look at, read once."""
    desk = claim.article.desk
    taker = assignee or actor.user
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
        quote=claim.quote,
        credited=credited_in_text(claim),
        kept_by_chief=kept_by_chief(claim),
        evidence_missing=missing_for(claim, actor) if claim.status == Status.IN_PROGRESS else "",
        comment=comment,
        stays_with=str(taker) if taker.pk == claim.assignee_id else "",
        orphaned=Flag.ORPHANED in claim.flags,
        has_new_place=place is not None,
    )


def _carry_out(
    step: Step,
    claim: Claim,
    actor: Actor,
    comment: str,
    assignee: User | None,
    place: Place | None,
) -> Claim:
    fields = _fields_after(step, claim, actor, assignee)
    diff: dict[str, Any] = {}
    if place is not None:
        moved = places.moved_to(claim, *place)
        fields |= moved
        diff |= {name: [getattr(claim, name), value] for name, value in moved.items()}
        diff |= places.forget_further(claim)
    if step.name in HANDING:
        diff["assignee"] = [claim.assignee_id, fields["assignee"].pk]
    if "round" in fields:
        diff |= claimrows.left_behind(claim)
    if step.name in VOIDING:
        diff |= claimrows.void_approvals(claim)
    if step.name in APPROVING:
        diff["seen_version"] = [claim.version, claim.version]
    seen = claim.version
    # The claim's row first, then this person's hand on it: an edit adds its own in this order too.
    claim = claimrows.write(claim, actor, Action.TRANSITION, fields, diff=diff, reason=comment)
    if step.name in APPROVING:
        claimrows.approved(claim, actor, seen)
    if step.name in WORKING:
        claimrows.worked(claim, actor)
    if step.target in (Status.REOPENED, Status.SUPERSEDED):
        hold(claim)
    if step.target == Status.APPROVED:
        freeze(claim)
    return claim


def _fields_after(step: Step, claim: Claim, actor: Actor, assignee: User | None) -> dict[str, Any]:
    """What a step writes into the claim's row beside its reason."""
    fields: dict[str, Any] = {"status": step.target}
    if step.name in HANDING:
        fields["assignee"] = assignee or actor.user
    if step.name in RETURNING:
        fields["returned_at"] = timezone.now()
    elif step.target in (Status.SUBMITTED, Status.REOPENED, Status.SUPERSEDED):
        fields["returned_at"] = None
    if step.target == Status.APPROVED:
        fields |= {"approved_by": actor.user, "approved_at": timezone.now()}
    if step.target in (Status.REOPENED, Status.SUPERSEDED, Status.OPEN):
        fields |= {"approved_by": None, "approved_at": None, "assignee": None}
    if step.target == Status.REOPENED:
        fields["round"] = claim.round + 1
    return fields


def _no_such_step(to: str, now: Situation) -> Problem:
    if to not in list(Status):
        known = say("、").join(
            say("{status}（{label}）", status=status, label=status.label) for status in Status
        )
        return Invalid.field("to", say("没有“{to}”这个状态；可用：{known}。", to=to, known=known), "unknown")
    open_steps = [step.target.label for step in STEPS if now.status in step.sources]
    way_out = say("从这里可以到：{known}。", known="、".join(dict.fromkeys(open_steps))) if open_steps else ""
    return Conflict(
        say(
            "不能从“{label}”直接变为“{label2}”。{way_out}",
            label=now.status.label,
            label2=Status(to).label,
            way_out=way_out,
        ),
        code="no_such_step",
    )


def _problem(refused: Refusal) -> Problem:
    if refused.kind == "role":
        return Forbidden(refused.text)
    if refused.kind == "four_eyes":
        return FourEyes(refused.text)
    if refused.kind == "place":
        return Invalid.field("start", refused.text, "required")
    if refused.kind == "input":
        return Invalid.field("comment", refused.text, "required")
    return Conflict(refused.text, code="not_now")
