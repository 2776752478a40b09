"""Passages are cut into words by the worker, slice by slice; the rows themselves tell what is left."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Q

from annotations.models import Passage, Term
from annotations.search import terms
from annotations.search.passages import UNCOUNTED, give_words
from annotations.search.tokens import DICTIONARY_VERSION

SLICE = 200
"""Passages cut and stored at once (some 0.3 s)."""


def waiting() -> bool:
    """Whether any passage is not cut and counted, or was with an older dictionary."""
    return Passage.objects.filter(_left()).exists()


def left() -> int:
    """How many passages wait."""
    return Passage.objects.filter(_left()).count()


def cut_some() -> int:
    """Cut one slice; how many passages were looked at, 0 when nothing is left.

    Words are cut outside the transaction; what is stored counts only where nobody else was faster, so a
    worker that is killed, or two at once, count no passage twice.
    """
    rows = list(Passage.objects.filter(_left()).select_related("article", "source").order_by("pk")[:SLICE])
    earlier = {
        row.pk: Passage(tokens=row.tokens) for row in rows if row.dictionary_version not in ("", UNCOUNTED)
    }
    uncut = [row for row in rows if row.dictionary_version != UNCOUNTED]
    give_words(uncut)
    with transaction.atomic():
        mine = _held(rows)
        _store([row for row in uncut if row.pk in mine])
        Passage.objects.filter(pk__in=mine).update(dictionary_version=DICTIONARY_VERSION)
        terms.add(
            terms.counted(row for row in rows if row.pk in mine),
            terms.counted(passage for pk, passage in earlier.items() if pk in mine),
        )
    return len(rows)


def _left() -> Q:
    # Two ranges of the index, where "unequal" would read all of it.
    return Q(dictionary_version__lt=DICTIONARY_VERSION) | Q(dictionary_version__gt=DICTIONARY_VERSION)


def _held(rows: list[Passage]) -> set[int]:
    """Those of the rows that are as they were read, held until the transaction ends.

    On SQLite nobody else writes meanwhile; on PostgreSQL what another worker holds is left to it.
    """
    skip = connection.features.has_select_for_update_skip_locked
    held = Passage.objects.select_for_update(skip_locked=skip).filter(pk__in=[row.pk for row in rows])
    now = dict(held.order_by("pk").values_list("pk", "dictionary_version"))
    return {row.pk for row in rows if now.get(row.pk) == row.dictionary_version}


def _store(rows: list[Passage]) -> None:
    values = [(row.tokens, row.n_tokens, row.pk) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE annotations_passage SET tokens = %s, n_tokens = %s WHERE id = %s", values)


def recount() -> int:
    """Count every word anew: passages that were replaced meanwhile are still in the sums. How many words."""
    found = terms.counted(_cut())
    with transaction.atomic():
        Term.objects.all().delete()
        rows = (Term(term=term, df=df) for term, df in sorted(found.items()))
        Term.objects.bulk_create(rows, batch_size=5000)
    return len(found)


def _cut() -> Iterator[Passage]:
    rows = Passage.objects.filter(dictionary_version=DICTIONARY_VERSION)
    return rows.only("tokens").iterator(chunk_size=2000)
