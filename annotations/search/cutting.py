"""Passages are cut into words by the worker, slice by slice; the rows themselves tell what is left."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q

from annotations.models import Passage, Term
from annotations.search import terms
from annotations.search.passages import give_words
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
    before = {row.pk: (row.dictionary_version, row.tokens) for row in rows}
    give_words(rows)
    with transaction.atomic():
        mine = [row for row in rows if _store(row, before[row.pk][0])]
        earlier = [Passage(tokens=before[row.pk][1]) for row in mine if before[row.pk][0]]
        terms.add(terms.counted(mine), terms.counted(earlier))
    return len(rows)


def _left() -> Q:
    # Two ranges of the index, where "unequal" would read all of it.
    return Q(dictionary_version__lt=DICTIONARY_VERSION) | Q(dictionary_version__gt=DICTIONARY_VERSION)


def _store(row: Passage, seen: str) -> bool:
    """Write what was cut, unless the row is gone or another worker has cut it."""
    same = Passage.objects.filter(pk=row.pk, dictionary_version=seen)
    return bool(same.update(tokens=row.tokens, n_tokens=row.n_tokens, dictionary_version=DICTIONARY_VERSION))


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
