"""Where else the desk says what a correction puts in doubt.

The rule, until the full matcher is there: a claim of another article of the same desk is listed when

* its normalised value and unit are equal, and the figure has four significant digits or a noun of the one
  clause ends in a noun of the other (重大项目 and 项目: 169个 alone turns up by chance);
* or its evidence cites an overlapping passage of the same snapshot;
* or it states the same words.

Four queries, however much is found.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from annotations.matching.repeats import TELLING, same_words, significant
from annotations.matching.surroundings import around
from annotations.models import Claim, Correction, EvidenceLink, VerifiedFact
from annotations.wording import say

MOST_LOOKED_AT = 300
MOST_SHOWN = 50


@dataclass(frozen=True)
class Use:
    """A claim elsewhere, its newest fact if it has one, and why it is listed."""

    claim: Claim
    fact: VerifiedFact | None
    reasons: Sequence[str]


def uses_elsewhere(correction: Correction) -> list[Use]:
    """Claims of other articles that state or rest on the same, newest article first."""
    doubted = list(correction.claims.all())
    found: dict[uuid.UUID, Claim] = {}
    reasons: dict[uuid.UUID, list[str]] = defaultdict(list)
    for claim in _alike(correction, doubted):
        for told in filter(None, (_by_figure(claim, doubted), _by_words(claim, doubted))):
            found[claim.pk] = claim
            reasons[claim.pk].append(told)
    for claim in _on_the_same_passage(correction, doubted):
        found[claim.pk] = claim
        if say("引用同一段资料") not in reasons[claim.pk]:
            reasons[claim.pk].append(say("引用同一段资料"))
    newest = sorted(found.values(), key=lambda claim: (claim.article.created_at, claim.pk), reverse=True)
    shown = newest[:MOST_SHOWN]
    facts = {
        fact.claim_id: fact for fact in VerifiedFact.objects.filter(claim__in=shown, successor__isnull=True)
    }
    return [Use(claim, facts.get(claim.pk), reasons[claim.pk]) for claim in shown]


def _alike(correction: Correction, doubted: Sequence[Claim]) -> list[Claim]:
    """Candidates: equal value and unit, or equal words, anywhere else at the desk."""
    wanted = Q(pk__in=[])
    for claim in doubted:
        wanted |= Q(quote=claim.quote)
        if claim.value:
            wanted |= Q(value=claim.value, unit=claim.unit)
    rows = Claim.objects.filter(wanted, article__desk_id=correction.desk_id)
    others = rows.exclude(article_id=correction.article_id).select_related("article")
    return list(others.order_by("-created_at", "-pk")[:MOST_LOOKED_AT])


def _by_figure(claim: Claim, doubted: Sequence[Claim]) -> str:
    same = [other for other in doubted if (claim.value, claim.unit) == (other.value, other.unit)]
    telling = significant(claim.value) >= TELLING
    alike = claim.value and any(telling or _share_head(claim, other) for other in same)
    return say("数值相同") if alike else ""


def _by_words(claim: Claim, doubted: Sequence[Claim]) -> str:
    return say("表述相同") if any(same_words(claim.quote, other.quote) for other in doubted) else ""


def _share_head(one: Claim, other: Claim) -> bool:
    """The head of a Chinese noun stands last."""
    mine, theirs = _nouns(one), _nouns(other)
    return any(noun.endswith(head) or head.endswith(noun) for noun in mine for head in theirs)


def _nouns(claim: Claim) -> frozenset[str]:
    text = claim.prefix + claim.quote + claim.suffix
    start = len(claim.prefix)
    return around(text, start, start + len(claim.quote), claim.unit).nouns


def _on_the_same_passage(correction: Correction, doubted: Sequence[Claim]) -> list[Claim]:
    """Claims elsewhere whose evidence overlaps a passage that the doubted ones rest on."""
    mine = list(EvidenceLink.objects.filter(claim__in=doubted))
    theirs = (
        EvidenceLink.objects.filter(snapshot__in={link.snapshot_id for link in mine})
        .filter(claim__article__desk_id=correction.desk_id)
        .exclude(claim__article_id=correction.article_id)
        .select_related("claim__article")
        .order_by("-created_at")
    )
    return [link.claim for link in theirs[:MOST_LOOKED_AT] if any(_overlap(link, one) for one in mine)]


def _overlap(one: EvidenceLink, other: EvidenceLink) -> bool:
    return one.snapshot_id == other.snapshot_id and one.start < other.end and other.start < one.end
