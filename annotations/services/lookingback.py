"""A claim as it stood after any row of its log, for pages and tests (the walk itself is hindsight.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from annotations.hindsight import FIELDS, Deed, Standing, walk_back
from annotations.models import AuditEntry, Claim, EvidenceLink
from annotations.services import claimrows, places
from annotations.vocabulary import Part


class Moment(NamedTuple):
    """One row of a claim's log, and the claim as it stood after it."""

    entry: AuditEntry
    standing: Standing


def history_of(claim: Claim) -> list[Moment]:
    """Every state of the claim, newest first."""
    entries = list(AuditEntry.objects.about(claim).order_by("-seq"))
    deeds = [
        Deed(row.version, row.action, row.actor, row.source_state, row.target_state, row.diff)
        for row in entries
    ]
    standings = walk_back(standing_of(claim), deeds)
    return [Moment(entry, standing) for entry, standing in zip(entries, standings, strict=True)]


def standing_of(claim: Claim) -> Standing:
    """The claim as it stands now, in the words of the log."""
    hands = claim.hands.filter(round=claim.round, part=Part.APPROVED, voided_at__isnull=True)
    links = (
        EvidenceLink.objects.filter(claim=claim)
        .select_related("snapshot")
        .defer("snapshot__original", "snapshot__text")
    )
    return Standing(
        version=claim.version,
        status=claim.status,
        fields={name: _logged(claim, name) for name in FIELDS},
        approvals=tuple(str(hand.person_id) for hand in hands),
        mentions=tuple(places.logged(claim)),
        evidence={str(link.pk): _link(link) for link in links},
    )


def _logged(claim: Claim, name: str) -> Any:
    """A field as the log keeps it."""
    return json.loads(json.dumps(claimrows.stored(claim, name), default=str))


def _link(link: EvidenceLink) -> Mapping[str, Any]:
    return {
        "stance": link.stance,
        "tier": link.tier,
        "page": link.page,
        "timecode": link.timecode,
        "note": link.note,
        "start": link.start,
        "end": link.end,
        "source": str(link.source_id),
        "snapshot_number": link.snapshot.number,
    }


def at_version(moments: Sequence[Moment], version: int) -> Moment | None:
    """The moment of the row with ``version``; of a claim that came back from deletion the newest."""
    return next((moment for moment in moments if moment.entry.version == version), None)
