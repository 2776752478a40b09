"""The rows behind the passages that a search found, and what is shown of each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from annotations.matching.surroundings import sentence_at
from annotations.models import Actor, Article, Claim, Source, VerifiedFact
from annotations.models.claims import ClaimQuerySet
from annotations.search.finding import Hit
from annotations.search.marks import marks
from annotations.search.query import Query
from annotations.services.wishes import Wishes
from annotations.text.excerpts import excerpt, inside
from annotations.vocabulary import Kind
from annotations.workflow import may

OWN_WORDS = 0.6
"""How much of a claim's rank is what was found in its own words; the rest is its sentence."""
NAMED = 0.6
"""A thing comes first when so much of what was asked for is its title."""

Hits = Mapping[str, Sequence[Hit]]
"""What was found, by whose passages they are: article, fact, source."""
Places = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Found:
    """One thing: ``excerpt`` is ``text[start:end]`` of its text, ``marks`` are places in the excerpt.

    A claim's text is its article's, a fact's its statement in its context. ``further`` counts the other
    passages of the same thing. ``score`` is 0 to 1, and above 1 for a thing that was asked for by name.
    """

    kind: Kind
    row: Any
    score: float
    excerpt: str
    start: int
    end: int
    marks: Places
    title_marks: Places = ()
    further: int = 0

    @property
    def title(self) -> str:
        """What the thing is called: a claim by its words, a fact by its statement."""
        return _title(self.kind, self.row)

    @property
    def standing(self) -> str:
        """The status of an article or claim; of a fact current, held, retracted or superseded."""
        return standing_of(self.row) if self.kind == Kind.FACTS else getattr(self.row, "status", "")

    @property
    def url(self) -> str:
        """The page that opens at the place that was found."""
        if self.kind in (Kind.CLAIMS, Kind.FACTS):
            claim = self.row.pk if self.kind == Kind.CLAIMS else self.row.claim_id
            return f"{reverse('web:article', args=[self.row.article_id])}?at={claim}"
        page = reverse(f"web:{self.kind.removesuffix('s')}", args=[self.row.pk])
        if not self.marks:
            return page
        return f"{page}?find={self.start + self.marks[0][0]}-{self.start + self.marks[-1][1]}"


def standing_of(fact: VerifiedFact) -> str:
    """How a fact stands now."""
    if getattr(fact, "successor", None):
        return "superseded"
    if fact.retracted_at:
        return "retracted"
    return "held" if fact.held_at else "current"


def articles(actor: Actor, query: Query, hits: Hits, wishes: Wishes) -> list[Found]:
    """Articles by their text or title."""
    rows = Article.objects.visible_to(actor).select_related("desk")
    return _things(Kind.ARTICLES, rows, query, hits["article"], wishes)


def sources(actor: Actor, query: Query, hits: Hits, wishes: Wishes) -> list[Found]:
    """Sources by their text, title or publisher."""
    rows = Source.objects.visible_to(actor).select_related("desk")
    return _things(Kind.SOURCES, rows, query, hits["source"], wishes)


def facts(actor: Actor, query: Query, hits: Hits, wishes: Wishes) -> list[Found]:
    """The newest fact of each claim, held and withdrawn ones too: whoever looks must be warned.

    Only current facts have passages; one that left is found where its claim is.
    """
    rows = VerifiedFact.objects.visible_to(actor).checkable()
    if not actor.reads_all:
        desks = [desk for desk in actor.desk_ids if may("read_facts", actor.roles_at(desk))]
        rows = rows.filter(desk__in=desks)
    if not wishes.superseded:
        rows = rows.filter(successor__isnull=True)
    narrowed = wishes.of(Kind.FACTS, rows.select_related("article", "desk", "successor"))
    best = _best(hits["fact"], "fact_id")
    found = [_found(Kind.FACTS, row, query, *best[row.pk]) for row in narrowed.filter(pk__in=best)]
    left = Q(successor__isnull=False) | Q(retracted_at__isnull=False) | Q(held_at__isnull=False)
    said = {claim.pk: score for claim, score, _ in _standing(Claim.objects.visible_to(actor), hits)}
    for row in narrowed.filter(left, claim__in=said).exclude(pk__in=best):
        places = marks(row.context, query.terms, query.phrases)
        text = row.context
        found.append(Found(Kind.FACTS, row, said[row.claim_id], text, 0, len(text), places))
    return _in_order(found)


def claims(actor: Actor, query: Query, hits: Hits, wishes: Wishes) -> list[Found]:
    """Claims in whose sentence something of what was looked for stands, their own words counting most."""
    rows = wishes.of(Kind.CLAIMS, Claim.objects.visible_to(actor))
    rows = rows.select_related("article__desk").prefetch_related("mentions")
    return _in_order(
        replace(_found(Kind.CLAIMS, claim, query, hit), score=score)
        for claim, score, hit in _standing(rows, hits)
    )


def _standing(rows: ClaimQuerySet | QuerySet[Claim], hits: Hits) -> Iterable[tuple[Claim, float, Hit]]:
    """Those of ``rows`` that stand in a passage found, each with its rank and its best passage."""
    places = [hit for hit in hits["article"] if hit.marks]
    if not places:
        return
    by_article: dict[uuid.UUID | None, list[Hit]] = {}
    for hit in places:
        by_article.setdefault(hit.passage.article_id, []).append(hit)
    there = reduce(or_, map(_touching, places))
    for claim in rows.filter(there, article_version=F("article__text_version")):
        ranked = [(_share(claim, hit) * hit.score, hit) for hit in by_article[claim.article_id]]
        score, hit = max(ranked, key=lambda one: one[0])
        if score > 0:
            yield claim, score, hit


def _touching(hit: Hit) -> Q:
    start = hit.passage.start
    return Q(article=hit.passage.article_id, start__lt=start + len(hit.passage.text), end__gt=start)


def _share(claim: Claim, hit: Hit) -> float:
    """How much of what was found in the passage stands in the claim's words and in its sentence: 0 to 1."""
    text = hit.passage.text
    start, end = max(0, claim.start - hit.passage.start), claim.end - hit.passage.start
    if end <= 0 or start >= len(text):
        return 0.0
    sentence = sentence_at(text, start)
    own, near, every = (
        sum(to - since for since, to in inside(hit.marks, *place))
        for place in ((start, end), (sentence.start, max(end, sentence.end)), (0, len(text)))
    )
    return (OWN_WORDS * own + (1 - OWN_WORDS) * near) / every if every else 0.0


def _things(
    kind: Kind, rows: QuerySet[Any], query: Query, hits: Sequence[Hit], wishes: Wishes
) -> list[Found]:
    """Things by their passages; those whose title was asked for come first."""
    best = _best(hits, f"{kind.removesuffix('s')}_id")
    return _in_order(
        _found(kind, row, query, *best[row.pk]) for row in wishes.of(kind, rows.filter(pk__in=best))
    )


def _best(hits: Sequence[Hit], owner: str) -> dict[uuid.UUID, tuple[Hit, int]]:
    """The best passage of each owner and how many further ones there are."""
    best: dict[uuid.UUID, tuple[Hit, int]] = {}
    for hit in hits:
        key = getattr(hit.passage, owner)
        first, further = best.get(key, (hit, -1))
        best[key] = (max(first, hit, key=lambda one: one.score), further + 1)
    return best


def _found(kind: Kind, row: Any, query: Query, hit: Hit, further: int = 0) -> Found:
    passage, title = hit.passage, _title(kind, row)
    start, end = excerpt(passage.text, hit.marks)
    in_title = marks(title, query.terms, query.phrases)
    named = sum(to - since for since, to in in_title) >= NAMED * max(len(title), len(query.folded.strip()))
    return Found(
        kind=kind,
        row=row,
        score=hit.score + named,
        excerpt=passage.text[start:end],
        start=passage.start + start,
        end=passage.start + end,
        marks=inside(hit.marks, start, end),
        title_marks=in_title,
        further=further,
    )


def _title(kind: Kind, row: Any) -> str:
    return str(getattr(row, {Kind.CLAIMS: "quote", Kind.FACTS: "statement"}.get(kind, "title")))


def _in_order(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (-one.score, str(one.row.pk)))
