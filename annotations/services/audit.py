"""One audit row for every change, in the change's own transaction, chained by hash per desk.

The chain is that of chain.py; the head row of the desk is locked while a row is added, so two writers
cannot both follow the same row.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.db import models, transaction
from django.utils import timezone

from annotations.chain import digest
from annotations.models import Actor, AuditEntry, AuditHead
from annotations.vocabulary import SYSTEM, Action


@dataclass(frozen=True)
class Change:
    """What happened to one object: states for a claim or an article, ``diff`` as {field: [old, new]}."""

    action: Action
    before: str | None
    after: str | None
    diff: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def payload(entry: AuditEntry) -> dict[str, Any]:
    """Everything of a row that the hash covers."""
    return {
        "desk": str(entry.desk_id),
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "role": entry.role,
        "object_type": entry.object_type,
        "object_id": str(entry.object_id),
        "action": entry.action,
        "from": entry.source_state,
        "to": entry.target_state,
        "diff": entry.diff,
        "reason": entry.reason,
        "request_id": entry.request_id,
        "version": entry.version,
    }


def record(actor: Actor | None, desk_id: uuid.UUID, thing: models.Model, change: Change) -> AuditEntry:
    """Append one row about ``thing`` (which has ``version``); ``actor`` None is the system itself."""
    return record_many(actor, desk_id, [(thing, change)])[0]


def record_many(
    actor: Actor | None, desk_id: uuid.UUID, changes: Sequence[tuple[models.Model, Change]]
) -> list[AuditEntry]:
    """Append rows in the order given, under one lock of the desk's head: one act on many objects."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit row is written in the transaction of its change.")
    AuditHead.objects.get_or_create(desk_id=desk_id)
    head = AuditHead.objects.select_for_update().get(desk_id=desk_id)
    common = {
        "desk_id": desk_id,
        "at": timezone.now(),
        "actor": str(actor.user.pk) if actor else SYSTEM,
        "role": "+".join(sorted(actor.roles_at(desk_id))) if actor else "",
        "request_id": str(structlog.contextvars.get_contextvars().get("request_id", "")),
    }
    entries = []
    for thing, change in changes:
        entries.append(_entry(head, thing, change, common))
        head.seq, head.hash = entries[-1].seq, entries[-1].hash
    AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.filter(desk_id=desk_id).update(seq=head.seq, hash=head.hash)
    return entries


def _entry(head: AuditHead, thing: models.Model, change: Change, common: dict[str, Any]) -> AuditEntry:
    entry = AuditEntry(
        **common,
        seq=head.seq + 1,
        object_type=str(thing._meta.model_name),
        object_id=thing.pk,
        action=change.action,
        source_state=change.before,
        target_state=change.after,
        diff=json.loads(json.dumps(change.diff, default=str), parse_float=_as_stored),
        reason=change.reason,
        # Whatever is logged counts its versions; Django's stubs know no model with a protocol.
        version=thing.version,  # type: ignore[attr-defined]
        prev_hash=head.hash,
    )
    entry.hash = digest(head.hash, payload(entry))
    return entry


def _as_stored(written: str) -> float:
    """A number as PostgreSQL gives it back: without an exponent a great one is whole; -0.0 is 0.0.

    What is hashed must be what is read again, on either database.
    """
    number = float(written)
    return int(number) if abs(number) >= 1e16 else number or 0.0
