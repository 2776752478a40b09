"""Verified facts: frozen at approval, published with their article, held, released, withdrawn.

Everything that happens to a fact leaves a ``FactChange``, which partners read in order.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.models import Article, AuditHead, Claim, EvidenceLink, FactChange, VerifiedFact
from annotations.models.triggers import FROZEN_FACT
from annotations.search import passages
from annotations.services.staleness import settle_fact
from annotations.vocabulary import FactEvent, Status, Verdict

LEFT = frozenset({FactEvent.HELD, FactEvent.RETRACTED, FactEvent.SUPERSEDED})
OF_THE_ROW = frozenset({"id", "claim_version", "supersedes_id"})
"""What a fact has beside its content."""


def freeze(claim: Claim) -> VerifiedFact:
    """Make the immutable snapshot of an approved claim; a fact approved before is superseded by it."""
    before = VerifiedFact.objects.filter(claim=claim, successor__isnull=True).first()
    verdict = Verdict(claim.verdict)
    if claim.approved_by is None or claim.approved_at is None:
        raise ValueError("Only an approved claim becomes a fact.")
    fact = VerifiedFact.objects.create(
        desk=claim.article.desk,
        claim=claim,
        article=claim.article,
        article_version=claim.article_version,
        claim_version=claim.version,
        statement=claim.quote,
        context=claim.prefix + claim.quote + claim.suffix,
        types=claim.types,
        value=claim.value,
        unit=claim.unit,
        approx=claim.approx,
        date=claim.date,
        slots={"value": claim.value, "unit": claim.unit, "approx": claim.approx, "date": claim.date},
        verdict=verdict,
        rating=verdict.rating,
        verdict_note=claim.verdict_note,
        attribution=claim.verdict_note if verdict == Verdict.ATTRIBUTED_ONLY else "",
        evidence=[_frozen_link(link) for link in _showable(claim)],
        approved_by=claim.approved_by,
        approved_at=claim.approved_at,
        supersedes=before,
    )
    # The old one goes first: whoever reads the changes in order never holds two of one claim.
    if before:
        _changed(before, FactEvent.SUPERSEDED)
    _changed(fact, FactEvent.APPROVED)
    return fact


def publish(claim: Claim, at: datetime) -> None:
    """The claim's current fact goes out with its article."""
    for fact in VerifiedFact.objects.filter(claim=claim, published_at__isnull=True).current():
        VerifiedFact.objects.filter(pk=fact.pk).update(published_at=at)
        _changed(fact, FactEvent.PUBLISHED)


def hold(claim: Claim) -> None:
    """暂停外供: new doubt takes the current fact out of the exports until it is decided."""
    for fact in VerifiedFact.objects.filter(claim=claim, held_at__isnull=True).standing():
        VerifiedFact.objects.filter(pk=fact.pk).update(held_at=timezone.now())
        _changed(fact, FactEvent.HELD)


def withdraw(claim: Claim) -> None:
    """The article is withdrawn: a fact that was out is retracted for good, any other one held back."""
    for fact in VerifiedFact.objects.filter(claim=claim, published_at__isnull=False).standing():
        _retract(fact)
    hold(claim)


def retract(claim: Claim) -> None:
    """撤回: the newsroom does not stand by the statement any more."""
    for fact in VerifiedFact.objects.filter(claim=claim).standing():
        _retract(fact)


def _retract(fact: VerifiedFact) -> None:
    VerifiedFact.objects.filter(pk=fact.pk).update(retracted_at=timezone.now())
    _changed(fact, FactEvent.RETRACTED)


def release(claim: Claim) -> VerifiedFact | None:
    """恢复外供: what was held goes out again as a successor of the same content; None when none is held.

    ``held_at`` is set once and for all, so the held fact itself stays held. The claim's version must have
    risen since (the audit row of the same act does that): a fact is unique for a version of its claim.
    """
    held = VerifiedFact.objects.filter(claim=claim, held_at__isnull=False).standing().first()
    if held is None:
        return None
    content = {name: getattr(held, name) for name in FROZEN_FACT if name not in OF_THE_ROW}
    fact = VerifiedFact.objects.create(**content, claim_version=claim.version, supersedes=held)
    _changed(held, FactEvent.SUPERSEDED)
    _changed(fact, FactEvent.APPROVED)
    # It may have been published while it was held: then it goes out only now.
    published = held.published_at or (timezone.now() if claim.status == Status.PUBLISHED else None)
    if published:
        VerifiedFact.objects.filter(pk=fact.pk).update(published_at=published)
        fact.published_at = published
        _changed(fact, FactEvent.PUBLISHED)
    return fact


def embargo_changed(article: Article) -> None:
    """Whoever reads the changes in order must look at the article's published facts once more."""
    for fact in VerifiedFact.objects.filter(article=article, published_at__isnull=False).order_by("pk"):
        _changed(fact, FactEvent.EMBARGO)


def _changed(fact: VerifiedFact, event: FactEvent) -> None:
    """Note what happened. The audit row of the same act comes first: its number orders the changes."""
    passages.write(fact)
    head = AuditHead.objects.get(desk_id=fact.desk_id)
    FactChange.objects.create(desk_id=fact.desk_id, seq=head.seq, fact=fact, event=event, at=timezone.now())
    if event in LEFT:
        # Afterwards, in a transaction of its own: claims are locked before the log. The daily task finds
        # what a crash in between has left.
        transaction.on_commit(partial(settle_fact, fact.pk), robust=True)


def _showable(claim: Claim) -> list[EvidenceLink]:
    links = EvidenceLink.objects.filter(claim=claim).leaving_the_house()
    return list(links.select_related("source", "snapshot"))


def _frozen_link(link: EvidenceLink) -> dict[str, Any]:
    source, snapshot = link.source, link.snapshot
    return {
        "id": str(link.pk),
        "stance": link.stance,
        "tier": link.tier,
        "comparison": link.comparison,
        "quote": link.quote,
        "start": link.start,
        "end": link.end,
        "page": link.page,
        "timecode": link.timecode,
        "source": {
            "id": str(source.pk),
            "title": source.title,
            "issuer": source.issuer,
            "url": source.url,
            "source_type": source.source_type,
            "issued_on": source.issued_on.isoformat() if source.issued_on else None,
        },
        "sha256": snapshot.sha256,
        "accessed_at": snapshot.accessed_at.isoformat(),
    }
