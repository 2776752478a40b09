"""暂停外供 and 恢复外供: facts taken out of the exports at once, and supplied again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from annotations.models import Actor, Claim, Correction, VerifiedFact
from annotations.services import claimrows, facts
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.errors import Conflict, Invalid
from annotations.vocabulary import Action, Status
from annotations.wording import say

REASON_LIMIT = 2_000
SIGNED_OFF = (Status.APPROVED, Status.PUBLISHED)


@transaction.atomic
def hold_fact(*, actor: Actor, fact: VerifiedFact, reason: str) -> VerifiedFact:
    """Take one fact out of every export at once; its claim's log says who and why.

    Raises ``Forbidden``, ``Invalid`` without a reason, ``Conflict`` when it is out already.
    """
    require(actor, fact.desk_id, "assess")
    reason = _reason(reason, say("暂停外供须写明理由。"))
    (claim,) = lock_claims([fact.claim_id])
    fact.refresh_from_db()
    if fact.held_at or fact.retracted_at or VerifiedFact.objects.filter(supersedes=fact).exists():
        raise Conflict(say("这条事实已不在外供：它已暂停、撤回或被取代，请刷新页面。"))
    hold_claims(actor, [claim], reason)
    fact.refresh_from_db()
    return fact


@transaction.atomic
def release_fact(*, actor: Actor, fact: VerifiedFact, reason: str) -> VerifiedFact:
    """Supply a held fact again, as its successor with the same content, which is returned.

    Only while its claim is still signed off and no correction about it waits for a decision. Raises
    ``Forbidden``, ``Invalid`` without a reason, ``Conflict``.
    """
    require(actor, fact.desk_id, "decide_correction")
    reason = _reason(reason, say("恢复外供须写明理由。"))
    (claim,) = lock_claims([fact.claim_id])
    if Correction.objects.undecided().filter(claims=claim).exists():
        raise Conflict(say("还有一条更正涉及这条事实，没有决定；请在更正里决定。"))
    released = release_claims(actor, [claim], reason)
    if not released:
        raise Conflict(say("这条事实不能直接恢复：它没有暂停，或核查点已重开，须重新核定。"))
    return released[0]


def lock_claims(ids: Iterable[uuid.UUID]) -> list[Claim]:
    """The claims as they stand now, kept from other writers until the transaction ends.

    In one order, before the first audit row: the desk's chain is always the last lock taken.
    """
    rows = Claim.objects.select_for_update(of=("self",)).select_related("article__desk")
    return list(rows.filter(pk__in=ids).order_by("pk"))


def hold_claims(
    actor: Actor, claims: Sequence[Claim], reason: str, correction: Correction | None = None
) -> list[VerifiedFact]:
    """Hold the standing facts of locked claims; each claim whose fact goes gets one row in its log."""
    held = []
    for claim in claims:
        fact = VerifiedFact.objects.filter(claim=claim, held_at__isnull=True).standing().first()
        if fact is None:
            continue
        diff = _shown(fact, "held", correction)
        claimrows.write(claim, actor, Action.HOLD, diff=diff, reason=reason)
        facts.hold(claim)
        held.append(fact)
    return held


def release_claims(
    actor: Actor, claims: Sequence[Claim], reason: str, correction: Correction | None = None
) -> list[VerifiedFact]:
    """Supply again what is held of locked claims that are still signed off; returns the successors."""
    released = []
    for claim in claims:
        held = VerifiedFact.objects.filter(claim=claim, held_at__isnull=False).standing().first()
        if held is None or claim.status not in SIGNED_OFF:
            continue
        diff = _shown(held, "released", correction)
        claimrows.write(claim, actor, Action.HOLD, diff=diff, reason=reason)
        fact = facts.release(claim)
        if fact:
            released.append(fact)
    return released


def _shown(fact: VerifiedFact, what: str, correction: Correction | None) -> dict[str, Any]:
    """The diff of a row about holding: which fact, and for which correction."""
    about = {"correction": [None, correction.pk]} if correction else {}
    return {what: [None, fact.pk], **about}


def _reason(given: str, missing: str) -> str:
    if not given.strip():
        raise Invalid.field("reason", missing, "required")
    return check.limited("reason", given.strip(), REASON_LIMIT)
