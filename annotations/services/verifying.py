"""verify_audit: every row of a desk's log hashed again, from the first to the head."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Cast

from annotations.chain import Fault, Link, Tip, Walk
from annotations.models import AuditEntry, AuditHead, Desk, Publication

CHUNK = 5_000
# As text, because tampered text may be no moment, no UUID and no JSON any more.
AS_TEXT = {
    name: Cast(of, TextField()) for name, of in (("moment", "at"), ("thing", "object_id"), ("fields", "diff"))
}
COLUMNS = (
    "seq", "moment", "actor", "role", "object_type", "thing", "action", "source_state", "target_state",
    "fields", "reason", "request_id", "version", "prev_hash", "hash",
)  # fmt: skip


@dataclass(frozen=True)
class Verified:
    """What was found at one desk; no faults means that its log is as it was written."""

    desk: Desk
    rows: int
    seconds: float
    hash: str
    faults: Sequence[Fault]


def verify_desk(desk: Desk, tell: Callable[[int], None] = lambda rows: None) -> Verified:
    """Walk the desk's chain while others may write to it; ``tell`` hears how many rows are done.

    Hashes named by signed sheets must stand in the chain: rows taken from its end are missed even where
    the head was turned back with them.
    """
    began = time.perf_counter()
    walk, named = Walk(), _signed(desk.pk)
    tip = _head(desk.pk)
    while True:
        for link in _links(desk.pk, walk.seq, tip.seq if tip else None):
            walk.follow(link)
            named.pop(link.hash, None)
            if walk.rows % 100_000 == 0:
                tell(walk.rows)
        again = _head(desk.pk)
        if again == tip:
            break
        tip = again  # somebody wrote meanwhile: the rest too
    faults = [*walk.end(tip), *_behind(desk.pk), *(Fault(0, "signature") for _ in named)]
    return Verified(desk, walk.rows, time.perf_counter() - began, walk.hash, faults)


def _head(desk_id: uuid.UUID) -> Tip | None:
    row = AuditHead.objects.filter(desk=desk_id).values_list("seq", "hash").first()
    return Tip(*row) if row else None


def _behind(desk_id: uuid.UUID) -> list[Fault]:
    """Rows behind the head: nobody who writes by the rules leaves any."""
    # One statement, so that head and rows are of one moment.
    seq = (
        AuditEntry.objects.filter(desk=desk_id, seq__gt=F("desk__audit_head__seq"))
        .order_by("seq")
        .values_list("seq", flat=True)
        .first()
    )
    return [] if seq is None else [Fault(seq, "head")]


def _signed(desk_id: uuid.UUID) -> dict[str, None]:
    """The hashes of the desk's chain that signed sheets name."""
    rows = Publication.objects.filter(article__desk=desk_id).exclude(audit_hash="")
    return dict.fromkeys(rows.values_list("audit_hash", flat=True))


def _links(desk_id: uuid.UUID, after: int, until: int | None) -> Iterator[Link]:
    """The rows behind ``after`` up to ``until``, without ever holding many."""
    rows = AuditEntry.objects.filter(desk=desk_id, seq__gt=after).order_by("seq")
    rows = rows if until is None else rows.filter(seq__lte=until)
    desk = str(desk_id)
    for row in rows.annotate(**AS_TEXT).values_list(*COLUMNS).iterator(chunk_size=CHUNK):
        seq, at, actor, role, kind, thing, action, source, target, diff, *rest = row
        reason, request_id, version, prev_hash, own_hash = rest
        says = {
            "desk": desk,
            "seq": seq,
            "at": _read(at, _moment),
            "actor": actor,
            "role": role,
            "object_type": kind,
            "object_id": _read(thing, _uuid),
            "action": action,
            "from": source,
            "to": target,
            "diff": _read(diff, json.loads),
            "reason": reason,
            "request_id": request_id,
            "version": version,
        }
        yield Link(says, prev_hash, own_hash)


def _read(stored: Any, as_what: Callable[[str], Any]) -> Any:
    """What a column says; text that cannot be read says itself, so that its row is named, not a crash."""
    try:
        return as_what(stored)
    except (ValueError, TypeError):
        return stored


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _uuid(text: str) -> str:
    # SQLite keeps 32 digits. Sliced, because making a UUID costs more than the hash.
    dashed = f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
    return dashed if len(text) == 32 else text
