"""What the chief decides about a reported error, and what that does to its claims and their facts."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.correctionflow import lacking
from annotations.models import Actor, Claim, Correction
from annotations.services import correctionrows as rows
from annotations.services import facts
from annotations.services import fields as check
from annotations.services.errors import Invalid
from annotations.services.holding import SIGNED_OFF, release_claims
from annotations.services.review import take_step
from annotations.vocabulary import CorrectionDecision, CorrectionState, Status
from annotations.wording import say


@dataclass(frozen=True)
class Decision:
    """What the chief decides. ``retract``: the statement is withdrawn or cut, its fact is retracted."""

    decision: str
    reason: str = ""
    original_text: str = ""
    corrected_text: str = ""
    notice: str = ""
    retract: bool = False
    claims: Sequence[uuid.UUID] = ()


@transaction.atomic
def decide(*, actor: Actor, correction: Correction, seen: int | None, decision: Decision) -> Correction:
    """更正: its claims are reopened and their facts held or retracted. 无误: what was held is supplied again.

    说明 leaves the facts as they are. Of two chiefs who decide, the second gets ``Stale``. Raises
    ``Forbidden``, ``Invalid``, ``Conflict``.
    """
    correction = rows.begin(actor, correction, "decide", seen)
    fields = _decided(decision)
    concerned = rows.concerned(correction, decision.claims)
    correction.claims.set(concerned)
    more: dict[str, object] = {}
    if decision.decision == CorrectionDecision.CORRECT:
        _reopen(actor, concerned, fields["decision_reason"], retract=decision.retract)
        more = {"retract": [False, True]} if decision.retract else {}
    elif decision.decision == CorrectionDecision.NO_ERROR:
        free = [claim for claim in concerned if not _in_doubt_elsewhere(claim, correction)]
        more = rows.told("released", release_claims(actor, free, fields["decision_reason"], correction))
    fields |= {
        "state": CorrectionState.DECIDED,
        "decided_by": actor.user,
        "decided_at": timezone.now(),
    }
    return rows.write(correction, actor, fields, more=more, reason=fields["decision_reason"])


def _decided(decision: Decision) -> dict[str, Any]:
    """The fields that a decision writes. Raises ``Invalid`` with everything it lacks."""
    if decision.decision not in list(CorrectionDecision):
        known = say("、").join(CorrectionDecision)
        raise Invalid.field("decision", say("决定须是 {known} 之一。", known=known), "unknown")
    given = {
        "original_text": decision.original_text,
        "corrected_text": decision.corrected_text,
        "decision_reason": decision.reason.strip(),
        "notice": decision.notice.strip(),
    }
    for name, text in given.items():
        check.limited(name, text, rows.TEXT_LIMIT)
    missing = lacking(decision.decision, given, withdrawn=decision.retract)
    if missing:
        errors = [
            {"pointer": f"/{name}", "code": "required", "detail": detail} for name, detail in missing.items()
        ]
        raise Invalid(errors[0]["detail"], errors=errors)
    if decision.retract and decision.decision != CorrectionDecision.CORRECT:
        raise Invalid.field("retract", say("只有决定“更正”时才能撤下原句。"))
    return {"decision": decision.decision, **given}


def _reopen(actor: Actor, claims: Sequence[Claim], reason: str, *, retract: bool) -> None:
    """Checking begins anew; the facts are held by it until a new approval, or withdrawn for good."""
    for claim in claims:
        if claim.status in SIGNED_OFF:
            take_step(actor=actor, claim=claim, to=Status.REOPENED, seen=claim.version, comment=reason)
        if retract:
            facts.retract(claim)


def _in_doubt_elsewhere(claim: Claim, correction: Correction) -> bool:
    """Whether another report about the claim waits for its decision: then its fact stays held."""
    others = Correction.objects.undecided().exclude(pk=correction.pk)
    return others.filter(claims=claim).exists()
