"""保留原文: the chief's ruling that words stay although something was found against them."""

from __future__ import annotations

from typing import Any

from annotations.models import Actor, AuditEntry, Claim
from annotations.services.access import require
from annotations.vocabulary import Resolution, Role, Status
from annotations.workflow import may

RULED = frozenset({"resolution", "resolution_note", "proposed_text"})
"""Fields that belong to the ruling: while it stands nobody else changes them."""


def require_ruling(actor: Actor, claim: Claim, changed: dict[str, Any]) -> None:
    """Raise ``Forbidden`` when somebody else than a chief rules, or changes what a chief has ruled."""
    stands = claim.resolution == Resolution.KEPT and not RULED.isdisjoint(changed)
    if stands or changed.get("resolution") == Resolution.KEPT:
        require(actor, claim.article.desk_id, "keep_wording")


def is_ruling(actor: Actor, claim: Claim, changed: dict[str, Any]) -> bool:
    """Whether this is the chief's ruling on a claim that waits for review, with its reason.

    It is work on the claim, so another person has to approve; but the claim stays where it is: sending it
    back would only have its editor submit what the chief has just decided.
    """
    after = {name: changed.get(name, getattr(claim, name)) for name in RULED}
    return (
        claim.status == Status.SUBMITTED
        and changed.keys() <= RULED
        and after["resolution"] == Resolution.KEPT
        and bool(after["resolution_note"].strip())
        and not after["proposed_text"]
        and may("keep_wording", actor.roles_at(claim.article.desk_id))
    )


def kept_by_chief(claim: Claim) -> bool:
    """Whether whoever chose 保留原文 did so as a chief, as the log has it."""
    if claim.resolution != Resolution.KEPT:
        return False
    rows = AuditEntry.objects.about(claim).order_by("-seq").values_list("diff", "role")
    role = next((role for diff, role in rows.iterator() if "resolution" in diff), "")
    return Role.CHIEF in role.split("+")
