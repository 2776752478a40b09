"""The figure in each piece of evidence beside the claim's, whenever either of them changes."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from annotations.matching.compare import Compared, compare
from annotations.models import Claim, EvidenceLink
from annotations.vocabulary import Comparison


def beside(claim: Claim, quote: str) -> Compared:
    """The figure of ``quote`` that decides, beside the claim's."""
    return compare(claim.value, claim.unit, claim.approx, quote)


def compared(claim: Claim, quote: str) -> Comparison:
    """How the figures of ``quote`` agree with the claim's."""
    return beside(claim, quote).outcome


def locked_links(claim: Claim) -> list[EvidenceLink]:
    """The claim's evidence, kept from other writers. Called before the claim's own row is touched:
    every writer takes a link first and its claim after it."""
    return list(claim.evidence.select_for_update().order_by("pk"))


def compare_again(claim: Claim, links: list[EvidenceLink]) -> None:
    """Bring the stored comparisons up to date with the claim's new figure."""
    for link in links:
        outcome = compared(claim, link.quote)
        if outcome != link.comparison:
            EvidenceLink.objects.filter(pk=link.pk).update(
                comparison=outcome, version=F("version") + 1, updated_at=timezone.now()
            )
