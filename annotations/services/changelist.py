"""改稿单: what the checking asks the writer to change, claim by claim, in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.models import Actor, Article, Claim, EvidenceLink
from annotations.vocabulary import Flag, Resolution, Stance, Status
from annotations.writers.changelist import Revision

CHANGES = (Resolution.CORRECTED, Resolution.SOFTENED, Resolution.ATTRIBUTED, Resolution.CUT)
"""Resolutions that ask for other words in the copy."""
QUOTED = 2
"""Pieces of evidence shown beside a change."""


@dataclass(frozen=True)
class Row:
    """One change. ``new`` is None where the writer finds the words; ``evidence`` what speaks for it."""

    claim: Claim
    new: str | None
    evidence: Sequence[EvidenceLink]

    @property
    def placed(self) -> bool:
        """Whether the claim stands in the current text."""
        claim = self.claim
        current = claim.article_version == claim.article.text_version
        return current and Flag.ORPHANED not in claim.flags

    @property
    def checker(self) -> str:
        return str(self.claim.assignee or self.claim.created_by)


def changes_of(actor: Actor, article: Article) -> list[Row]:
    """The changes asked for that are not in the text yet; evidence only as far as the actor may see it."""
    rows = (
        article.claims.filter(resolution__in=CHANGES)
        .exclude(status=Status.SUPERSEDED)
        .select_related("assignee", "created_by")
        .prefetch_related("mentions")
    )
    found = [claim for claim in rows.in_reading_order() if _open(claim)]
    links = EvidenceLink.objects.visible_to(actor).filter(claim__in=found).exclude(stance=Stance.CONTEXT)
    beside: dict[object, list[EvidenceLink]] = {}
    for link in links.select_related("source").order_by("created_at", "pk"):
        beside.setdefault(link.claim_id, []).append(link)
    for claim in found:
        claim.article = article
    return [Row(claim, _new(claim), beside.get(claim.pk, [])[:QUOTED]) for claim in found]


def _open(claim: Claim) -> bool:
    """What was put in says the proposed words already."""
    return not (claim.proposed_text and claim.quote == claim.proposed_text)


def _new(claim: Claim) -> str | None:
    if claim.proposed_text:
        return claim.proposed_text
    return "" if claim.resolution == Resolution.CUT else None


def revisions(rows: Sequence[Row]) -> list[Revision]:
    """The changes as tracked insertions and deletions; the same words elsewhere are changed with them."""
    found = []
    for row in rows:
        if row.new is None or not row.placed:
            continue
        claim = row.claim
        spans = [(claim.start, claim.end)]
        spans += [(one.start, one.end) for one in claim.mentions.all() if one.quote == claim.quote]
        found += [Revision(*span, row.new, row.checker, claim.updated_at) for span in spans]
    return sorted(found, key=lambda one: (one.start, one.end))
