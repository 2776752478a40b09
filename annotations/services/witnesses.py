"""The one count of a claim's evidence: what is missing, and which documents are only one source.

Every link counts, whoever may read its source; but only what the reader may see is named.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotations.models import Actor, Claim, EvidenceLink, Source
from annotations.vocabulary import Confidentiality
from annotations.wording import say
from annotations.workflow import Witness, counted_once, evidence_missing


@dataclass(frozen=True)
class Standing:
    """``missing`` is what the rule still asks for, or blank; ``once`` says which documents are one source.

    ``hidden`` links count for the rule, but their sources are not for the viewer to see.
    """

    missing: str
    once: Sequence[str]
    hidden: int = 0

    @property
    def phrase(self) -> str:
        """What is missing, with why what is there does not suffice; blank when nothing is missing."""
        if not self.missing or not self.once:
            return self.missing
        return say("{missing}（{once}）", missing=self.missing, once=say("；").join(self.once))


def standing_of(claim: Claim, viewer: Actor | None = None) -> Standing:
    """How the evidence of one claim stands; ``viewer`` None sees no protected source."""
    return standings_of([claim], viewer)[claim.pk]


def standing_with(claim: Claim, source: Source, *, stance: str, tier: str, viewer: Actor) -> Standing:
    """The same if a passage of ``source`` were linked too."""
    rows = EvidenceLink.objects.filter(claim=claim).select_related("source__fact")
    links = [
        *rows.order_by("created_at", "pk"),
        EvidenceLink(claim=claim, source=source, stance=stance, tier=tier),
    ]
    hidden, beside = _hidden(links, viewer), {str(link.source_id) for link in links}
    return _standing(claim, [_witness(link, hidden, beside) for link in links])


def standings_of(claims: Iterable[Claim], viewer: Actor | None = None) -> Mapping[uuid.UUID, Standing]:
    """The same for many claims, in two queries; their articles and desks are to be loaded."""
    rows = list(claims)
    heard: defaultdict[uuid.UUID, list[Witness]] = defaultdict(list)
    links = EvidenceLink.objects.filter(claim__in=rows).select_related("source__fact")
    links = links.order_by("created_at", "pk")
    hidden = _hidden(links, viewer)
    beside: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    for link in links:
        beside[link.claim_id].add(str(link.source_id))
    for link in links:
        heard[link.claim_id].append(_witness(link, hidden, beside[link.claim_id]))
    return {claim.pk: _standing(claim, heard[claim.pk]) for claim in rows}


def _standing(claim: Claim, heard: Sequence[Witness]) -> Standing:
    article = claim.article
    missing = evidence_missing(claim.types, heard, article.desk.evidence_rules, critical=article.critical)
    return Standing(missing, counted_once(heard), sum(not witness.title for witness in heard))


def _witness(link: EvidenceLink, hidden: frozenset[uuid.UUID], beside: Collection[str]) -> Witness:
    """``beside`` are the claim's sources: a fact of ours is no other source than one that it rests on."""
    source = link.source
    rests_on = [one["source"]["id"] for one in source.fact.evidence] if source.fact else []
    story = next((pk for pk in rests_on if pk in beside), str(source.story_id or ""))
    return Witness(
        stance=link.stance,
        tier=link.tier,
        source=str(source.pk),
        origin=source.origin_key,
        story=story,
        kind=source.source_type,
        title="" if source.pk in hidden else source.title,
    )


def _hidden(links: Iterable[EvidenceLink], viewer: Actor | None) -> frozenset[uuid.UUID]:
    """The protected sources among the links that the viewer may not see."""
    protected = {link.source_id for link in links if link.source.confidentiality == Confidentiality.PROTECTED}
    if not protected or viewer is None:
        return frozenset(protected)
    seen = Source.objects.visible_to(viewer).filter(pk__in=protected).values_list("pk", flat=True)
    return frozenset(protected.difference(seen))
