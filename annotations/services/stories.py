"""Which sources of a desk are copies of one story: their shingles, and the earliest copy of each.

Shingles and ``Source.story`` are derived from frozen texts, as an index is: they have no audit rows.

Nobody may learn of a protected source by its copies. One may point at a public copy, never the other way,
nor at another protected one; and what is shown as alike is never protected.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from annotations.matching.duplicates import ALIKE, SAME, share, shingles
from annotations.models import Actor, Shingle, Source
from annotations.models.evidence import SourceQuerySet
from annotations.vocabulary import Confidentiality

MOST = 200
"""So many sources, those with the most in common, are looked at."""
BATCH = 2000


@dataclass(frozen=True)
class Alike:
    """Another source, and how much of the shorter text stands in the longer one (0 to 1)."""

    source: Source
    share: float

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def note_story(source: Source) -> None:
    """Write the shingles of the source's newest text and find its story, in the text's transaction.

    To be called after the text's audit row: the head of the desk's log is held from then on, so of two
    copies stored at the same moment the second sees the first.
    """
    values = shingles(source.snapshot.text)
    Shingle.objects.filter(source=source).delete()
    Shingle.objects.bulk_create([Shingle(source=source, value=one) for one in values], batch_size=BATCH)
    find_story(source)


def find_story(source: Source) -> None:
    """Point the source at the earliest copy of its text, and copies that were nobody's at it.

    Also to be called, again after the audit row, when its confidentiality has changed.
    """
    copies = [one.source for one in _alike(source, Source.objects.all()) if one.share >= SAME]
    _let_go(source, [] if _protected(source) else copies)
    public = [one for one in copies if not _protected(one)]
    root = _root(public[0]) if public else None
    if root is None or root.pk == source.pk:
        root = None if _protected(source) else source
    _point([source], root)
    _point([one for one in copies if one.story_id is None and _protected(one)], root)


def _root(copy: Source) -> Source:
    """Where a public copy points; at itself when nowhere, or while its root is being hidden."""
    return copy if copy.story is None or _protected(copy.story) else copy.story


def alike_to(actor: Actor, source: Source) -> list[Alike]:
    """Other sources that the actor may see and that say much the same, most alike first.

    Never a protected one: its words, taken over as somebody's origin, would tell of it elsewhere.
    """
    return sorted(_alike(source, _public(Source.objects.visible_to(actor))), key=lambda one: -one.share)


def _alike(source: Source, among: SourceQuerySet) -> Sequence[Alike]:
    """Sources of the same desk, from 30 % in common, oldest first."""
    own = Shingle.objects.filter(source=source)
    size, others = own.count(), among.filter(desk=source.desk_id).exclude(pk=source.pk)
    if not size:
        return []
    shared = Shingle.objects.filter(value__in=own.values("value"), source__in=others)
    common = dict(_counted(shared).order_by("-n", "source")[:MOST])
    sizes = dict(_counted(Shingle.objects.filter(source__in=common)))
    shares = {pk: share(n, size, sizes[pk]) for pk, n in common.items()}
    near = [pk for pk, contained in shares.items() if contained >= ALIKE]
    rows = others.filter(pk__in=near).select_related("story").order_by("created_at", "pk")
    return [Alike(one, shares[one.pk]) for one in rows]


def _counted(rows: Any) -> Any:
    return rows.values_list("source").annotate(n=Count("pk"))


def _let_go(source: Source, still: Collection[Source]) -> None:
    """Copies that cannot point at the source any more point at the oldest public one among them."""
    left = list(source.copies.exclude(pk__in=[one.pk for one in still]).order_by("created_at", "pk"))
    root = next((one for one in left if not _protected(one)), None)
    _point(left, root)


def _point(sources: Sequence[Source], root: Source | None) -> None:
    """Whoever edits one of the rows meanwhile is not waited for: they hold the row and want the log."""
    at = root.pk if root else None
    moving = [one.pk for one in sources if one.story_id != (None if one.pk == at else at)]
    free = Source.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=moving)
    ids: set[uuid.UUID] = set(free.values_list("pk", flat=True))
    Source.objects.filter(pk__in=ids - {at}).update(story=at)
    Source.objects.filter(pk__in=ids & {at}).update(story=None)


def _public(rows: SourceQuerySet) -> SourceQuerySet:
    return rows.exclude(confidentiality=Confidentiality.PROTECTED)


def _protected(source: Source) -> bool:
    return source.confidentiality == Confidentiality.PROTECTED
