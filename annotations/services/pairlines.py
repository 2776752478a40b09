"""The pairs of an article as one person may see them: one line an item, the best of what is visible."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotations.models import Actor, Article, Claim, Pair, Snapshot, Source
from annotations.services.pairacts import AGREEING, agrees
from annotations.vocabulary import PairOutcome, Word

BEST_FIRST = (
    PairOutcome.SAME,
    PairOutcome.ROUNDED,
    PairOutcome.OTHER_UNIT,
    PairOutcome.POINTED,
    PairOutcome.DIFFERS,
    PairOutcome.MISSING,
)


class Pile(Word):
    """Where a pair stands on the page, the most urgent first."""

    DIFFERS = "differs", "与材料不一致"
    MISSING = "missing", "材料未提及"
    AGREES = "agrees", "对得上，等您确认"
    DONE = "done", "已有结论"
    ASIDE = "aside", "已搁置"


@dataclass(frozen=True)
class PairLine:
    """One item with its pair; ``claim`` is what became of it, None while it is a suggestion."""

    pair: Pair
    claim: Claim | None

    @property
    def agrees(self) -> bool:
        return agrees(self.pair)

    @property
    def outcome(self) -> PairOutcome:
        """As it is told: a passage that lacks one of the item's figures does not cover the item."""
        covered = self.agrees or self.pair.outcome not in AGREEING
        return PairOutcome(self.pair.outcome) if covered else PairOutcome.MISSING

    @property
    def pile(self) -> Pile:
        if self.claim is not None and self.claim.verdict:
            return Pile.DONE
        if self.pair.aside:
            return Pile.ASIDE
        if self.agrees:
            return Pile.AGREES
        return Pile.MISSING if self.outcome == PairOutcome.MISSING else Pile.DIFFERS


@dataclass(frozen=True)
class Paired:
    """Everything on the page: ``lines`` in reading order, the visible ``sources``, ``texts`` by snapshot."""

    lines: Sequence[PairLine]
    sources: Sequence[Source]
    texts: Mapping[uuid.UUID, Snapshot]

    def find(self, pk: uuid.UUID) -> PairLine | None:
        return next((line for line in self.lines if line.pair.pk == pk), None)

    @cached_property
    def sums(self) -> dict[str, int]:
        """How many items there are, agree, differ, are missing, have a verdict or are set aside."""
        piles = Counter(line.pile for line in self.lines)
        return {
            "items": len(self.lines),
            "sources": len(self.sources),
            "paired": sum(line.pair.outcome in AGREEING for line in self.lines),
            **{pile.value: piles[pile] for pile in Pile},
        }


def paired(actor: Actor, article: Article) -> Paired:
    """The article's material and pairs as the actor may see them, in a fixed number of queries."""
    rows = Pair.objects.visible_to(actor).current(article).select_related("source", "vouched_by", "aside_by")
    best: dict[tuple[int, int], Pair] = {}
    for row in rows.in_reading_order():
        standing = best.get((row.start, row.end))
        if standing is None or _rank(row) < _rank(standing):
            best[row.start, row.end] = row
    claims = _claims(article, list(best.values()))
    lines = [PairLine(row, claims.get((row.start, row.end))) for row in best.values()]
    texts = Snapshot.objects.defer("original").in_bulk({row.snapshot_id for row in best.values()} - {None})
    sources = Source.objects.visible_to(actor).beside(article).order_by("created_at", "pk")
    return Paired(lines, list(sources), texts)


def _rank(row: Pair) -> tuple[bool, bool, int, float]:
    """A pair in use before one set aside, one that a person pointed out first, then the best match."""
    outcome = BEST_FIRST.index(PairOutcome(row.outcome))
    return bool(row.aside), row.vouched_by_id is None, outcome, -row.score


def _claims(article: Article, rows: Sequence[Pair]) -> dict[tuple[int, int], Claim]:
    """What became of the items, by their place."""
    found: dict[tuple[int, int], Claim] = {}
    made = Claim.objects.filter(article=article, article_version=article.text_version)
    by_pk = {claim.pk: claim for claim in made}
    by_suggestion = {claim.suggestion_id: claim for claim in by_pk.values() if claim.suggestion_id}
    for row in rows:
        claim = by_pk.get(row.claim_id) if row.claim_id else None
        claim = claim or (by_suggestion.get(row.suggestion_id) if row.suggestion_id else None)
        if claim is not None:
            found[row.start, row.end] = claim
    return found
