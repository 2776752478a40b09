"""依据待更新 as the panel tells it: what happened to each source, and the ways out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotations.models import Actor, Claim, Source
from annotations.services.staleness import IN_WORK, Cause, causes_of
from annotations.vocabulary import Flag
from annotations.workflow import may


@dataclass(frozen=True)
class Staleness:
    """One cause as the panel tells it; ``source`` is None where the person may not see it.

    ``quote_found``: the quoted words stand somewhere in the newest snapshot.
    """

    cause: Cause
    source: Source | None
    quote_found: bool

    @property
    def expired(self) -> bool:
        return self.cause.why == "expired"


def stale_of(actor: Actor, claim: Claim) -> dict[str, Any]:
    """What the panel says of a basis that is out of date; nothing where the flag is not set."""
    if Flag.STALE not in claim.flags:
        return {"stale": [], "may_confirm": False}
    causes = causes_of([claim.pk]).get(claim.pk, [])
    ids = {cause.link.source_id for cause in causes}
    seen = {source.pk: source for source in Source.objects.visible_to(actor).filter(pk__in=ids)}
    act = "confirm_basis" if claim.status in IN_WORK else "confirm_basis_reviewed"
    return {
        "stale": [_told(cause, seen.get(cause.link.source_id)) for cause in causes],
        "may_confirm": may(act, actor.roles_at(claim.article.desk_id)) and len(seen) == len(ids),
    }


def _told(cause: Cause, source: Source | None) -> Staleness:
    found = (
        source is not None
        and cause.why == "changed"
        and source.snapshots.filter(number=cause.newest, text__contains=cause.link.quote).exists()
    )
    return Staleness(cause, source, found)
