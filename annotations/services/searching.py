"""检索: one search over articles, claims, facts and sources.

The index (annotations/search) finds passages of articles, sources and facts. Claims have no index of their
own: one is found when a passage of its article is, and some of what was looked for stands in its sentence.
Every row comes through its own door again (``visible_to``), so that neither a count nor an excerpt can tell
of a thing that the index should not have offered.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotations.models import Actor, Passage
from annotations.search import query as queries
from annotations.search.finding import Hit, Scope, find, scope_of
from annotations.services import foundrows
from annotations.services.errors import Invalid
from annotations.services.foundrows import Found
from annotations.services.wishes import Wishes
from annotations.vocabulary import Kind
from annotations.wording import say
from annotations.workflow import may

LOOKED_AT = 100
"""So many passages of each kind, the best ones, are looked at by a search;"""
NARROWED_BY = 200
"""so many where a list is narrowed, which shows no other way to the rest."""
LONGEST = 400
"""So many characters may be asked for at once."""
FAINT = 0.35
"""A passage whose score is less than this part of the best one's is noise, and left out."""
ENOUGH = 0.7
"""A row stays in a list when its passages hold so much, by weight, of what was asked for."""
OWNERS = {
    Kind.ARTICLES: ("article",),
    Kind.CLAIMS: ("article",),
    Kind.FACTS: ("fact", "article"),
    Kind.SOURCES: ("source",),
}
"""Whose passages tell of a kind of thing."""
_ROWS = {
    Kind.ARTICLES: foundrows.articles,
    Kind.CLAIMS: foundrows.claims,
    Kind.FACTS: foundrows.facts,
    Kind.SOURCES: foundrows.sources,
}


@dataclass(frozen=True)
class Results:
    """What was found, the best first within each kind.

    ``full`` are the kinds of which there may be more than was looked at; ``waiting`` is the number of
    passages that are stored but not yet in the index.
    """

    of: Mapping[Kind, Sequence[Found]] = field(default_factory=dict)
    full: Collection[Kind] = ()
    waiting: int = 0

    def ranked(self, kinds: Iterable[Kind]) -> list[Found]:
        """All that was found of these kinds, the best first."""
        every = [found for kind in kinds for found in self.of.get(kind, ())]
        return sorted(every, key=lambda found: (-found.score, found.kind, str(found.row.pk)))


def search(
    *,
    actor: Actor,
    query: str,
    kinds: Collection[Kind] = tuple(Kind),
    wishes: Wishes | None = None,
    alone: Kind | None = None,
) -> Results:
    """Look for ``query`` among what ``actor`` may see; a kind that lacks what is wished for has no rows.

    With ``alone`` the wishes are for that kind; of the others only desk and days. Raises ``Invalid``
    when there is nothing to look for.
    """
    query, wishes = asked(query), wishes or Wishes()
    each = {kind: wishes if alone in (None, kind) else wishes.common for kind in kinds}
    scopes = _scopes(actor, {owner for kind in kinds for owner in OWNERS[kind]}, wishes.desk)
    hits = _loud(_hits(query, scopes))
    read = queries.parsed(query)
    found = {
        kind: _ROWS[kind](actor, read, hits, wished) if wished.fit(kind) else []
        for kind, wished in each.items()
    }
    full = [kind for kind in kinds if found[kind] and len(hits[OWNERS[kind][0]]) >= LOOKED_AT]
    return Results(found, full, sum(map(_waiting, scopes.values())))


def keys_found(*, actor: Actor, query: str, kind: Kind) -> frozenset[uuid.UUID]:
    """The rows of a list to which ``query`` narrows it, whatever else narrows it.

    A list keeps its own order, so what holds only some of the words would stand among what holds them all.
    """
    query = asked(query)
    hits = _answering(query, _hits(query, _scopes(actor, OWNERS[kind], None), NARROWED_BY))
    found = _ROWS[kind](actor, queries.parsed(query), hits, Wishes(superseded=True))
    # A claim's title is its words: that something stands beside them does not put it on a list.
    return frozenset(one.row.pk for one in found if kind != Kind.CLAIMS or one.title_marks)


def passages_of(*, actor: Actor, source: uuid.UUID, query: str) -> list[Hit]:
    """The passages of one source that answer ``query``, the best first; of a hidden one none."""
    scope = replace(_scope(actor, "source", None), sources=frozenset({source}))
    return find(asked(query), scope, limit=LOOKED_AT)


def asked(query: str) -> str:
    """What is looked for, fit for the index. Raises ``Invalid`` when there is nothing to look for."""
    query = query.replace("\0", "").strip()
    if not query:
        raise Invalid.field("q", say("请填写要检索的词。"), "required")
    if len(query) > LONGEST:
        raise Invalid.field("q", say("检索词太长：最多 {most} 个字符。", most=LONGEST))
    return query


def reads(actor: Actor, kind: Kind) -> bool:
    """Whether things of this kind are open to the person at all."""
    return kind != Kind.FACTS or actor.reads_facts


def _scopes(actor: Actor, owners: Iterable[str], desk: uuid.UUID | None) -> dict[str, Scope]:
    return {owner: _scope(actor, owner, desk) for owner in sorted(owners)}


def _hits(query: str, scopes: Mapping[str, Scope], most: int = LOOKED_AT) -> dict[str, list[Hit]]:
    return {owner: find(query, scope, limit=most) for owner, scope in scopes.items()}


def _loud(hits: Mapping[str, Sequence[Hit]]) -> dict[str, list[Hit]]:
    """Without the passages that are only noise beside the best one."""
    best = max((hit.score for passages in hits.values() for hit in passages[:1]), default=0.0)
    return {owner: [hit for hit in passages if hit.score >= FAINT * best] for owner, passages in hits.items()}


def _answering(query: str, hits: Mapping[str, Sequence[Hit]]) -> dict[str, list[Hit]]:
    """The passages of those who hold, in one passage or another, enough of what was asked for.

    A word that stands nowhere asks for nothing, unless all are of that kind: the counts may lag behind.
    """
    question = queries.asked(queries.parsed(query))
    known = {term: weight for term, weight in question.weights.items() if question.rarity.df.get(term)}
    wanted = known or question.weights
    held: dict[uuid.UUID, set[str]] = {}
    for owner, passages in hits.items():
        for hit in passages:
            held.setdefault(_owner(owner, hit), set()).update(hit.passage.tokens.split())
    enough = ENOUGH * sum(wanted.values())
    good = {
        key
        for key, terms in held.items()
        if sum(weight for term, weight in wanted.items() if term in terms) >= enough
    }
    return {
        owner: [hit for hit in passages if _owner(owner, hit) in good] for owner, passages in hits.items()
    }


def _owner(name: str, hit: Hit) -> uuid.UUID:
    key: uuid.UUID = getattr(hit.passage, f"{name}_id")
    return key


def _scope(actor: Actor, owner: str, desk: uuid.UUID | None) -> Scope:
    """Where to look among one kind of owners: facts only at desks where they are read."""
    limits = {}
    if owner == "fact" and not actor.reads_all:
        limits["desks"] = [one for one in actor.desk_ids if may("read_facts", actor.roles_at(one))]
    scope = scope_of(actor, [owner], **limits)
    if desk is None:
        return scope
    here = frozenset({desk})
    return replace(scope, desks=here if scope.desks is None else scope.desks & here)


def _waiting(scope: Scope) -> int:
    """How many passages the index still lacks."""
    kind = next(iter(scope.kinds), "")
    # Most of the time nothing waits, which the index tells at once.
    if not kind or not Passage.objects.filter(dictionary_version="").exists():
        return 0
    rows = Passage.objects.filter(**{f"{kind}__isnull": False}, dictionary_version="", tokens="")
    if scope.desks is not None:
        rows = rows.filter(desk__in=scope.desks)
    return rows.exclude(source__in=scope.hidden).count() if scope.hidden else rows.count()
