"""How rare a word is: in how many passages it stands, as the worker has counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from django.db import connection

from annotations.models import Passage, Term

PASSAGES = ""
"""The entry that counts the passages themselves. No word is empty."""
WORDS = " "
"""The entry that counts the words of all passages."""
TYPICAL_LENGTH = 110.0
"""Words of a passage, until there are any to count."""
_ADD = (
    "INSERT INTO annotations_term (term, df) VALUES (%s, %s) "
    "ON CONFLICT (term) DO UPDATE SET df = annotations_term.df + excluded.df"
)
_TAKE = "UPDATE annotations_term SET df = CASE WHEN df > %s THEN df - %s ELSE 0 END WHERE term = %s"


@dataclass(frozen=True, slots=True)
class Rarity:
    """What the index knows of a query's words."""

    passages: int
    words_each: float
    df: Mapping[str, int]

    def idf(self, term: str) -> float:
        """BM25's weight, never below zero. A word not counted yet is as rare as can be."""
        df = self.df.get(term, 0)
        return log(1 + (max(self.passages, df) - df + 0.5) / (df + 0.5))


def rarity(terms: Iterable[str]) -> Rarity:
    """Look the terms up."""
    rows = dict(Term.objects.filter(pk__in={*terms, PASSAGES, WORDS}).values_list("term", "df"))
    passages, words = rows.pop(PASSAGES, 0), rows.pop(WORDS, 0)
    return Rarity(passages, words / passages if passages and words else TYPICAL_LENGTH, rows)


def containing(piece: str, most: int) -> list[str]:
    """Words within which ``piece`` stands, the commonest first."""
    rows = Term.objects.filter(term__contains=piece).exclude(term__contains=":").order_by("-df", "term")
    return list(rows.values_list("term", flat=True)[:most])


def counted(passages: Iterable[Passage]) -> Counter[str]:
    """What passages with tokens add to the counts."""
    found: Counter[str] = Counter()
    for passage in passages:
        terms = passage.tokens.split()
        found.update(set(terms))
        found[PASSAGES] += 1
        found[WORDS] += len(terms)
    return found


def add(more: Mapping[str, int], less: Mapping[str, int]) -> None:
    """Count up and down, in the order of the words: two workers wait for each other and never in a ring."""
    change = {term: more.get(term, 0) - less.get(term, 0) for term in {*more, *less}}
    up = sorted((term, n) for term, n in change.items() if n > 0)
    down = sorted((term, -n) for term, n in change.items() if n < 0)
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, up)
        cursor.executemany(_TAKE, [(n, n, term) for term, n in down])
