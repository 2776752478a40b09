"""换编码: the bytes of a snapshot read once more, since the first guess at their encoding was wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from annotations.models import Actor, Snapshot, Source
from annotations.readers import TooSlow, Unreadable
from annotations.readers.child import read_apart
from annotations.readers.encodings import LABELS, others, preview
from annotations.services.access import require
from annotations.services.arrivals import Arrived, content_of, known_encoding
from annotations.services.errors import Conflict, Invalid
from annotations.services.sources import add_snapshot
from annotations.services.staleness import citing, settle
from annotations.wording import say


def reread(*, actor: Actor, source: Source, encoding: str) -> Snapshot:
    """Freeze what the newest snapshot's bytes say in another encoding, beside what was read before.

    Claims that quote what was read before are 依据待更新.
    Raises ``Conflict`` for a file that names its encoding itself, ``Invalid`` for an encoding that is not
    offered or in which the bytes cannot be read.
    """
    require(actor, source.desk_id, "add_source")
    before = source.snapshot
    if not before.encoding:
        raise Conflict(say("这份资料不是按编码猜读的文本文件，没有别的读法。"), code="no_encoding")
    wanted = known_encoding(encoding)
    if wanted == before.encoding:
        raise Invalid.field("encoding", say("现在就是按 {label} 读的。", label=LABELS[wanted]), "unchanged")
    original = bytes(before.original)
    try:
        document = read_apart(
            original, filename=before.filename, encoding=wanted, seconds=settings.READ_SECONDS
        )
    except Unreadable as refusal:
        raise Invalid.field("encoding", str(refusal), "unreadable") from refusal
    except TooSlow:
        raise Conflict(say("现在忙，没来得及读完；请稍后再试。"), code="too_slow") from None
    arrived = Arrived(original, before.filename, wanted, document)
    with transaction.atomic():
        claims = citing(source)
        snapshot = add_snapshot(actor=actor, source=source, content=content_of(arrived, document))
        settle(claims)
    return snapshot


def other_readings(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """Other encodings that the bytes can be read in: name, label, and how the beginning would read."""
    if not snapshot.encoding:
        return []
    original = bytes(snapshot.original)
    return [(one, LABELS[one], preview(original, one)) for one in others(original, snapshot.encoding)]
