"""推荐: passages of the desk's library that speak of a claim, the best first, each with its quote chosen.

Search makes candidates, the article's own material first; matching/excerpts.py chooses the words and says
how they stand to the claim. Nothing is stored here, and nothing is more than an offer.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from annotations.matching.excerpts import Excerpt, excerpt
from annotations.matching.repeats import bare
from annotations.matching.sought import Sought
from annotations.models import Actor, Claim, Passage, Snapshot, Source, Suggestion
from annotations.search.finding import nearest, scope_of
from annotations.text.pages import page_at
from annotations.vocabulary import Comparison, Tier
from annotations.workflow import likely_tier

LIMIT = 10
LOOKED_AT = 30
"""So many passages of the material, and of the whole library, are read for each claim."""
_MATERIAL = 0.05
"""What lay beside the copy is likelier the source of it: a head start among equals."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_BESIDE = 60
"""Characters shown on either side of a quote."""

Row = Claim | Suggestion


@dataclass(frozen=True)
class Suggested:
    """``quote`` is ``start`` to ``end`` of the text of snapshot ``number`` of ``source`` (code points).

    ``marks`` are places inside ``quote``; ``figure`` is the figure found there as it is written, ``value``
    and ``unit`` as it is stored. ``apart`` names what speaks against an equal figure. ``copies`` counts
    further sources with the same words of the same story.
    """

    source: Source
    number: int
    start: int
    end: int
    quote: str
    before: str
    after: str
    marks: tuple[tuple[int, int], ...]
    comparison: Comparison
    value: str | None
    unit: str
    figure: str
    agrees: bool
    apart: tuple[str, ...]
    tier: Tier
    page: str
    score: float
    material: bool
    copies: int = 0


def suggest(row: Row, actor: Actor, limit: int = LIMIT) -> list[Suggested]:
    """Passages for a claim (or a suggestion of one) that ``actor`` may see, best first.

    Only of the desk's own sources and never of a protected one that the actor is not named on; what is
    linked already is left out. A handful of queries, however much is found.
    """
    claim = sought(row)
    linked = _linked(row)
    candidates = _candidates(row, claim, actor)
    sources = Source.objects.in_bulk({passage.source_id for passage, _ in candidates})
    found: list[Suggested] = []
    for passage, own in candidates:
        source = sources[passage.source_id]
        chosen = excerpt(claim, passage.text, _year(source.title))
        if chosen is None:
            continue
        one = _suggested(passage, source, chosen, material=own)
        if not any(one.start < end and start < one.end for start, end in linked.get(source.pk, ())):
            found.append(one)
    ranked = sorted(found, key=lambda one: (-one.score, str(one.source.pk), one.start))
    return list(_with_pages(_folded(ranked)[:limit]))


def sought(row: Row) -> Sought:
    """The claim in its sentence; of one whose words are gone from the text what is kept around them."""
    text, start = row.article.text, row.start
    if row.article_version != row.article.text_version or text[start : row.end] != row.quote:
        text, start = row.prefix + row.quote + row.suffix, len(row.prefix)
    return Sought(
        text, start, start + len(row.quote), tuple(row.types), row.value, row.unit, row.approx, row.date
    )


def _candidates(row: Row, claim: Sought, actor: Actor) -> list[tuple[Passage, bool]]:
    """Each passage once, and whether it is of the article's material."""
    query = f"{claim.quote}\n{claim.sentence.text}"
    beside = Source.objects.visible_to(actor).beside(row.article).order_by()
    material = frozenset(beside.values_list("pk", flat=True))
    everywhere = scope_of(actor, {"source"}, desks={row.article.desk_id})
    scopes = [replace(everywhere, sources=material)] if material else []
    hits = chain.from_iterable(nearest(query, one, limit=LOOKED_AT) for one in [*scopes, everywhere])
    passages = {hit.passage.pk: hit.passage for hit in hits}
    return [(passage, passage.source_id in material) for passage in passages.values()]


def _linked(row: Row) -> dict[uuid.UUID, list[tuple[int, int]]]:
    if isinstance(row, Suggestion):
        return {}
    places: dict[uuid.UUID, list[tuple[int, int]]] = {}
    for source, start, end in row.evidence.values_list("source", "start", "end"):
        places.setdefault(source, []).append((start, end))
    return places


def _year(title: str) -> str:
    """The year that a document's title speaks of: figures below it need not say it again."""
    found = set(_YEAR.findall(title))
    return found.pop() if len(found) == 1 else ""


def _suggested(passage: Passage, source: Source, chosen: Excerpt, *, material: bool) -> Suggested:
    text, place = passage.text, slice(chosen.start, chosen.end)
    return Suggested(
        source=source,
        number=passage.number,
        start=passage.start + chosen.start,
        end=passage.start + chosen.end,
        quote=text[place],
        before=text[max(0, chosen.start - _BESIDE) : chosen.start],
        after=text[chosen.end : chosen.end + _BESIDE],
        marks=tuple(
            (max(start, chosen.start) - chosen.start, min(end, chosen.end) - chosen.start)
            for start, end in chosen.marks
            if start < chosen.end and chosen.start < end
        ),
        comparison=chosen.compared.outcome,
        value=chosen.compared.value,
        unit=chosen.compared.unit,
        figure=text[slice(*chosen.figure)] if chosen.figure else "",
        agrees=chosen.agrees,
        apart=chosen.apart,
        tier=likely_tier(source.source_type),
        page="",
        score=min(1.0, chosen.score + _MATERIAL * material),
        material=material,
    )


def _folded(ranked: Iterable[Suggested]) -> list[Suggested]:
    """The same words of one story stand once, with the number of their further copies."""
    kept: dict[tuple[object, str], Suggested] = {}
    for one in ranked:
        key = (one.source.story_id or one.source.pk, bare(one.quote))
        first = kept.get(key)
        kept[key] = one if first is None else replace(first, copies=first.copies + 1)
    return list(kept.values())


def _with_pages(found: Sequence[Suggested]) -> Iterator[Suggested]:
    """The page of each, where its snapshot has pages."""
    rows = Snapshot.objects.filter(source__in={one.source.pk for one in found})
    starts = {
        (source, number): pages
        for source, number, pages in rows.values_list("source", "number", "page_starts")
    }
    for one in found:
        yield replace(one, page=page_at(starts.get((one.source.pk, one.number), []), one.start))
