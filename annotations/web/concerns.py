"""重点核查: which claims and suggestions have to be done at this level, as the gate will ask."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from annotations.gate import GateClaim, GateSuggestion
from annotations.models import Article, Claim, EvidenceLink, Suggestion
from annotations.models.claims import ClaimQuerySet
from annotations.vocabulary import CheckLevel, Comparison, Stance, Status


def with_differences(claims: ClaimQuerySet) -> ClaimQuerySet:
    """The claims, each with whether the figure of some evidence differs (``differs``)."""
    links = EvidenceLink.objects.filter(claim=OuterRef("pk"), comparison=Comparison.DIFFERS)
    return claims.annotate(differs=Exists(links.exclude(stance=Stance.CONTEXT)))


def claim_is_key(article: Article, claim: Claim) -> bool:
    """Whether a claim (from ``with_differences``) has to be done; only said at 重点核查."""
    asked = GateClaim(
        str(claim.pk),
        claim.version,
        claim.quote,
        Status(claim.status),
        types=claim.types,
        flags=claim.flags,
        verdict=claim.verdict,
        differs=bool(vars(claim).get("differs")),
    )
    return article.check_level == CheckLevel.KEY and asked.concerns(article.check_level, article.critical)


def suggestion_is_key(article: Article, row: Suggestion) -> bool:
    """The same for a suggestion."""
    asked = GateSuggestion(str(row.pk), row.version, row.quote, types=row.types, prominent=row.prominent)
    return article.check_level == CheckLevel.KEY and asked.concerns(article.check_level, article.critical)
