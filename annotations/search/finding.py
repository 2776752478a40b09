"""Passages that answer a person's query or stand behind a sentence, among those the person may see."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from annotations.models import Actor, Passage, Source
from annotations.search import query as queries
from annotations.search.candidates import Condition, candidates, key
from annotations.search.folding import fold
from annotations.search.marks import marks
from annotations.search.query import Query
from annotations.search.scoring import Asked, score
from annotations.vocabulary import Confidentiality

KINDS = frozenset({"article", "source", "fact"})
CANDIDATES = 200
FIGURES = 1.5
"""What a figure of a sentence to be proved counts more than a word as rare."""
LAST_RESORT = 20_000
"""So many of the newest passages are read through when the index holds no word of a query."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look. None is everywhere: ``desks`` for whoever reads them all, ``sources`` for any.

    ``hidden`` are sources never to be seen, ``not_articles`` articles to be left out. ``kinds`` are among
    article, source and fact.
    """

    desks: frozenset[uuid.UUID] | None
    hidden: frozenset[uuid.UUID] = frozenset()
    kinds: frozenset[str] = KINDS
    sources: frozenset[uuid.UUID] | None = None
    not_articles: frozenset[uuid.UUID] = frozenset()

    def condition(self, p: str = "p") -> Condition:
        """SQL for the passage ``p``, with its values: true for what lies within."""
        parts = [_kinds(self.kinds, p)]
        values: list[Any] = []
        for column, ids in (("desk_id", self.desks), ("source_id", self.sources)):
            if ids is not None:
                parts.append(_among(f"{p}.{column}", ids))
                values += map(key, ids)
        for column, ids in (("source_id", self.hidden), ("article_id", self.not_articles)):
            if ids:
                parts.append(f"({p}.{column} IS NULL OR NOT {_among(f'{p}.{column}', ids)})")
                values += map(key, ids)
        return " AND ".join(parts), values


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. ``score`` lies between 0 and 1; ``marks`` are stretches of ``passage.text``."""

    passage: Passage
    score: float
    marks: tuple[tuple[int, int], ...]


def scope_of(actor: Actor, kinds: Iterable[str] = KINDS, **limits: Any) -> Scope:
    """All that a person may see of ``kinds``; ``limits`` are further fields of Scope.

    ``desks`` among them narrows to some of the person's own. A key that only exports sees nothing here.
    """
    own = None if actor.reads_all else frozenset(() if actor.exports_only else actor.desk_ids)
    wanted = limits.pop("desks", None)
    if wanted is not None:
        own = frozenset(wanted) if own is None else own & frozenset(wanted)
    seen = Source.objects.visible_to(actor).values("pk")
    protected = Source.objects.filter(confidentiality=Confidentiality.PROTECTED).exclude(pk__in=seen)
    hidden = frozenset(protected.values_list("pk", flat=True)) | limits.pop("hidden", frozenset())
    asked_for = frozenset(kinds) & KINDS
    if not actor.reads_facts:
        asked_for -= {"fact"}
    return Scope(own, hidden, asked_for, **limits)


def find(query: str, scope: Scope, *, limit: int = 50) -> list[Hit]:
    """Best passages first for what a person typed; a phrase in quotation marks must stand word for word."""
    wanted = queries.parsed(query)
    question = queries.widened(queries.asked(wanted))
    found = _ranked(question, scope, max(limit, CANDIDATES * (2 if wanted.phrases else 1)), wanted.phrases)
    if not found:
        found = _read_through(wanted, question, scope)
    return [_hit(passage, points, question, wanted.phrases) for points, passage in found[:limit]]


def nearest(text: str, scope: Scope, *, limit: int = 20) -> list[Hit]:
    """Best passages first for a sentence; what it says word for word weighs, and its figures more so."""
    question = queries.asked(queries.parsed(text, quotes=False), figures=FIGURES)
    found = _ranked(question, scope, max(limit, CANDIDATES), ())
    return [_hit(passage, points, question, ()) for points, passage in found[:limit]]


def _ranked(question: Asked, scope: Scope, k: int, phrases: tuple[str, ...]) -> list[tuple[float, Passage]]:
    ids = candidates(queries.leading(question), k, scope.condition(), together=question.weights)
    return _sorted(question, Passage.objects.filter(pk__in=ids), phrases)


def _sorted(
    question: Asked, passages: Iterable[Passage], phrases: tuple[str, ...]
) -> list[tuple[float, Passage]]:
    found = [
        (score(question, passage.tokens, passage.text), passage)
        for passage in passages
        if not phrases or _holds(passage.text, phrases)
    ]
    return sorted(found, key=lambda one: (-one[0], -one[1].pk))


def _holds(text: str, phrases: Iterable[str]) -> bool:
    plain = fold(text)
    return all(phrase in plain for phrase in phrases)


def _read_through(query: Query, question: Asked, scope: Scope) -> list[tuple[float, Passage]]:
    """What stands in the text across the borders of words, looked for in the newest passages."""
    phrases = query.phrases or (query.folded.strip(),)
    if not phrases[0]:
        return []
    where, values = scope.condition(p="annotations_passage")
    last = Passage.objects.aggregate(last=Max("pk"))["last"] or 0
    newest = Passage.objects.filter(pk__gt=last - LAST_RESORT, text__contains=phrases[0])
    seen = newest.extra(where=[where], params=values).order_by("-pk")  # noqa: S610  # nosec B610
    return _sorted(question, seen[:CANDIDATES], phrases)


def _hit(passage: Passage, points: float, question: Asked, phrases: tuple[str, ...]) -> Hit:
    return Hit(passage, points, marks(passage.text, question.weights, phrases))


def _kinds(kinds: frozenset[str], p: str) -> str:
    wanted = [f"{p}.{kind}_id IS NOT NULL" for kind in sorted(kinds & KINDS)]
    return f"({' OR '.join(wanted)})" if wanted else "1 = 0"


def _among(column: str, ids: Collection[uuid.UUID]) -> str:
    return f"{column} IN ({', '.join(['%s'] * len(ids))})" if ids else "1 = 0"
