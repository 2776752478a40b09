"""引文仍在: move a link to the newest snapshot of its source, where the very same words still stand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Claim, EvidenceLink, Snapshot
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.annotate import require_not_frozen
from annotations.services.decisions import undone
from annotations.services.errors import Conflict, Stale
from annotations.services.evidence import log_evidence
from annotations.text.anchoring import Place, Relocator
from annotations.wording import say


def still_there(link: EvidenceLink, newest: Snapshot) -> tuple[int, int] | None:
    """Where the quote of a link stands in a later snapshot, word for word, or None (code points)."""
    old = link.snapshot
    if old.text == newest.text:
        return link.start, link.end
    place = Relocator(old.text, newest.text).find(link.start, link.end)
    if isinstance(place, Place) and newest.text[place.start : place.end] == link.quote:
        return place.start, place.end
    return None


@transaction.atomic
def use_newest(*, actor: Actor, link: EvidenceLink, seen: int | None) -> EvidenceLink:
    """Let a link quote the newest snapshot. The words are the same, so that nothing else changes.

    Raises ``Conflict`` when they do not stand there any more, or the claim is signed off; ``Stale``.
    """
    require(actor, link.claim.article.desk_id, "annotate")
    if seen is not None and seen != link.version:
        raise Stale(link)
    require_not_frozen(link.claim)
    newest = link.source.snapshot
    if newest.pk == link.snapshot_id:
        raise Conflict(say("这条证据引的已经是最新快照。"))
    place = still_there(link, newest)
    if place is None:
        raise Conflict(
            say("新快照里找不到这句引文；请移除这条证据后重新选取，或写明依据为什么仍然成立。"),
            code="quote_gone",
        )
    return _moved(actor, link, newest, *place, undoes=())


@transaction.atomic
def use_again(
    *, actor: Actor, link: EvidenceLink, number: int, start: int, end: int, undoes: Sequence[int]
) -> Claim:
    """Take that back: the link quotes the snapshot of this number again (see services/undo.py)."""
    require(actor, link.claim.article.desk_id, "annotate")
    require_not_frozen(link.claim)
    snapshot = link.source.snapshots.get(number=number)
    return _moved(actor, link, snapshot, start, end, undoes=undoes).claim


def _moved(
    actor: Actor, link: EvidenceLink, snapshot: Snapshot, start: int, end: int, *, undoes: Sequence[int]
) -> EvidenceLink:
    claim = link.claim  # as it was read: refreshing the link would forget which version that was
    place = check.anchor(snapshot.text, start, end, link.quote)
    diff = {
        "evidence": [str(link.pk), str(link.pk)],
        "snapshot_number": [link.snapshot.number, snapshot.number],
        "start": [link.start, start],
        "end": [link.end, end],
    }
    moved = EvidenceLink.objects.filter(pk=link.pk, version=link.version).update(
        snapshot=snapshot, **place, version=F("version") + 1, updated_at=timezone.now()
    )
    if not moved:
        raise Stale(EvidenceLink.objects.filter(pk=link.pk).first())
    link.refresh_from_db()
    link.claim = log_evidence(claim, actor, diff | undone(undoes), voids=False)
    return link
