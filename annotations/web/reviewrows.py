"""The rows of 整稿审定: each claim under review with its evidence, in three piles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.models import Actor, Article, Claim
from annotations.services.reviewing import overview
from annotations.services.reviewlines import Line
from annotations.web import queries
from annotations.web.items import Item, of_claim
from annotations.web.panels import SIGNS, reading


@dataclass(frozen=True)
class Row:
    """One claim with its running number, its figure where the quote says it otherwise, and the evidence
    that this person may read."""

    line: Line
    item: Item
    reading: str
    evidence: Sequence[tuple[Any, str]]

    @property
    def sight(self) -> str:
        """What is told when the row was on the screen."""
        return f"{self.line.claim.pk}:{self.line.version}"


@dataclass(frozen=True)
class Pile:
    """What waits in an article: exceptions, the rest, and what this person cannot approve."""

    exceptions: Sequence[Row]
    rest: Sequence[Row]
    skipped: Sequence[Row]
    unsubmitted: int

    @property
    def seen(self) -> int:
        return sum(row.line.seen for row in self.rest)

    @property
    def own(self) -> list[Row]:
        return [row for row in self.skipped if row.line.own]

    def find(self, key: str) -> Row | None:
        rows = (*self.exceptions, *self.rest, *self.skipped)
        return next((row for row in rows if row.item.key == key), None)

    def following(self, gone: Claim | None) -> Row | None:
        """The next exception after ``gone`` in reading order, else the first; then of the rest."""
        rows = self.exceptions or self.rest
        after = (row for row in rows if gone and row.line.claim.start >= gone.start)
        return next(after, next(iter(rows), None))


def pile_of(actor: Actor, article: Article) -> Pile:
    """Everything the page shows, in a fixed number of queries."""
    found = overview(actor=actor, article=article)
    lines = (*found.exceptions, *found.rest, *found.skipped)
    evidence: dict[Any, list[Any]] = defaultdict(list)
    for link in queries.evidence_of_many([line.claim for line in lines], actor):
        evidence[link.claim_id].append((link, SIGNS.get(link.comparison, "")))
    oldest_first = article.claims.order_by("created_at", "pk").values_list("pk", flat=True)
    numbers = {pk: number for number, pk in enumerate(oldest_first, 1)}

    def rows(some: Sequence[Line]) -> list[Row]:
        return [_row(line, numbers, evidence) for line in some]

    return Pile(rows(found.exceptions), rows(found.rest), rows(found.skipped), found.unsubmitted)


def _row(line: Line, numbers: Mapping[Any, int], evidence: Mapping[Any, Sequence[Any]]) -> Row:
    claim = line.claim
    item = of_claim(claim, numbers.get(claim.pk, 0))
    figure = reading(claim)
    return Row(line, item, "" if figure == claim.quote else figure, evidence[claim.pk])
