"""Facts on their way out: plain rows, streamed from the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotations.models import Source
from annotations.models.facts import FactQuerySet
from annotations.vocabulary import Confidentiality

PLAIN = [
    "id",
    "statement",
    "context",
    "types",
    "value",
    "unit",
    "approx",
    "date",
    "slots",
    "verdict",
    "rating",
    "verdict_note",
    "attribution",
    "evidence",
    "approved_at",
    "published_at",
    "retracted_at",
    "held_at",
    "article_version",
]
NAMES = [
    *PLAIN,
    "claim_id",
    "article_id",
    "supersedes_id",
    "successor__id",
    "approved_by_id",
    "approved_by__name",
    "approved_by__username",
]
"""The columns that ``row_of`` needs."""
CHUNK = 500


def protected_sources() -> frozenset[str]:
    """Ids of every protected source: one may have become so after its fact was frozen."""
    rows = Source.objects.filter(confidentiality=Confidentiality.PROTECTED).values_list("pk", flat=True)
    return frozenset(str(pk) for pk in rows)


def without_protected(evidence: list[dict[str, Any]], protected: frozenset[str]) -> list[dict[str, Any]]:
    """The frozen evidence of a fact, less what must never leave the house."""
    return [link for link in evidence if link["source"]["id"] not in protected]


def rows_of(facts: FactQuerySet) -> Iterator[dict[str, Any]]:
    """One dict a fact, in order of approval; memory does not grow with their number."""
    ordered = facts.select_related(None).in_order_of_approval()
    protected = protected_sources()
    for row in ordered.values(*NAMES).iterator(chunk_size=CHUNK):
        yield row_of(row, protected)


def row_of(row: dict[str, Any], protected: frozenset[str]) -> dict[str, Any]:
    """A fact as it leaves, from the values of ``NAMES``."""
    return {
        **{name: row[name] for name in PLAIN},
        "evidence": without_protected(row["evidence"], protected),
        "claim": row["claim_id"],
        "article": row["article_id"],
        "supersedes": row["supersedes_id"],
        "superseded_by": row["successor__id"],
        "approved_by": {
            "id": row["approved_by_id"],
            "name": row["approved_by__name"] or row["approved_by__username"],
        },
    }
