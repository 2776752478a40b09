"""算作同一出处: a person says that two documents go back to one publisher."""

from __future__ import annotations

from django.db import transaction

from annotations.models import Actor, Source
from annotations.services.errors import Stale
from annotations.services.sources import edit_source
from annotations.workflow import Witness


def counted_as_one(source: Source, other: Source) -> bool:
    """Whether the evidence rule takes both for one source already: one story, or one 原始出处."""
    return bool(_witness(source).keys & _witness(other).keys)


@transaction.atomic
def count_as_one(*, actor: Actor, source: Source, other: Source, seen: int) -> None:
    """Give ``source`` the 原始出处 of ``other``, which is its publisher or title where it names none.

    Nothing of ``source`` is written at ``other``: it may be protected. Raises ``Forbidden``, ``Stale``.
    """
    # Both rows before the log's head, which the first edit takes and holds.
    rows = Source.objects.select_for_update(no_key=True).filter(pk__in=[source.pk, other.pk]).order_by("pk")
    now = {row.pk: row for row in rows}
    source, other = now[source.pk], now[other.pk]
    if source.version != seen:
        raise Stale(source)
    origin = other.origin_key or other.issuer or other.title
    for one in (other, source):
        if one.origin_key != origin:
            edit_source(actor=actor, source=one, seen=one.version, changes={"origin_key": origin})


def _witness(source: Source) -> Witness:
    story = str(source.story_id or "")
    return Witness(stance="", tier="", source=str(source.pk), origin=source.origin_key, story=story)
