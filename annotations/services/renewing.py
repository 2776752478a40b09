"""重新核对: what a source holds now, frozen beside what it held, and the claims that quote it told."""

from __future__ import annotations

from django.db import transaction

from annotations.models import Actor, Snapshot, Source
from annotations.services.access import require
from annotations.services.arrivals import content_of, take
from annotations.services.errors import Conflict
from annotations.services.sources import Content, add_snapshot, pasted
from annotations.services.staleness import citing, settle
from annotations.wording import say


@transaction.atomic
def renew(*, actor: Actor, source: Source, content: Content) -> Snapshot:
    """Freeze a new snapshot, also of the same text: it tells that it still stood there on that day.

    Claims that quote another text than the new one are 依据待更新. Raises ``Forbidden``, ``Invalid``.
    """
    require(actor, source.desk_id, "annotate")
    claims = citing(source)
    snapshot = add_snapshot(actor=actor, source=source, content=content)
    settle(claims)
    return snapshot


def renew_with_text(*, actor: Actor, source: Source, text: str) -> Snapshot:
    """Renew a source by what somebody pasted. Raises ``Invalid`` for a text that cannot be kept."""
    require(actor, source.desk_id, "annotate")
    return renew(actor=actor, source=source, content=pasted(text, url=source.url))


def renew_with_file(*, actor: Actor, source: Source, content: bytes, filename: str) -> Snapshot:
    """Renew a source by the file it is now. Raises ``Invalid`` for one that cannot be read, else ``Conflict``
    for one that was not read in time."""
    require(actor, source.desk_id, "annotate")
    arrived = take(content, filename)
    if arrived.document is None:
        raise Conflict(say("现在忙，没来得及读完；请稍后再试。"), code="too_slow")
    return renew(actor=actor, source=source, content=content_of(arrived, arrived.document))
