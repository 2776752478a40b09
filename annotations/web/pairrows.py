"""A pair as the page shows it: our sentence and the material's, the things compared marked in both."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from annotations.matching.surroundings import sentence_at
from annotations.models import Article, Snapshot
from annotations.services.pairlines import Paired, PairLine, Pile
from annotations.text.pages import page_at
from annotations.vocabulary import ClaimType, PairOutcome
from annotations.wording import say

REACH = 40
"""Characters of the sentence shown on either side of the quote."""
ICONS = {
    PairOutcome.SAME: "✓",
    PairOutcome.ROUNDED: "≈",
    PairOutcome.OTHER_UNIT: "⇄",
    PairOutcome.POINTED: "☞",
    PairOutcome.DIFFERS: "✗",
    PairOutcome.MISSING: "∅",
}
ORDERS = ("", "reading")


@dataclass(frozen=True)
class Bit:
    """Part of a sentence: ``quoted`` when it belongs to the item or passage, ``outcome`` if compared."""

    text: str
    quoted: bool
    outcome: str = ""


@dataclass(frozen=True)
class PairRow:
    """A line of the page; ``text`` is the material's, ``page`` the number of the passage's page or ""."""

    line: PairLine
    article: Article
    text: str = ""
    page: str = ""

    @property
    def pk(self) -> uuid.UUID:
        return self.line.pair.pk

    @property
    def pile(self) -> Pile:
        return self.line.pile

    @property
    def open(self) -> bool:
        """Whether it waits for somebody; what is set aside or has a verdict does not."""
        return self.pile in (Pile.DIFFERS, Pile.MISSING, Pile.AGREES)

    @property
    def icon(self) -> str:
        return ICONS[self.line.outcome]

    @property
    def lead(self) -> ClaimType:
        return ClaimType(self.line.pair.types[0]) if self.line.pair.types else ClaimType.EVENT

    @property
    def item(self) -> uuid.UUID:
        """What the workbench knows it by."""
        pair = self.line.pair
        return self.line.claim.pk if self.line.claim else (pair.suggestion_id or pair.claim_id or pair.pk)

    @cached_property
    def ours(self) -> list[Bit]:
        pair = self.line.pair
        marks = [(part["start"], part["end"], part["outcome"]) for part in pair.parts]
        return bits(self.article.text, (pair.start, pair.end), marks)

    @cached_property
    def theirs(self) -> list[Bit]:
        pair = self.line.pair
        marks = [(part["at"], part["to"], part["outcome"]) for part in pair.parts if part["theirs"]]
        return bits(self.text, (pair.at or 0, pair.to or 0), marks) if pair.source_id else []

    @property
    def lacking(self) -> list[str]:
        """What stands in the item and nowhere in the material."""
        return [part["ours"] for part in self.line.pair.parts if part["outcome"] == PairOutcome.MISSING]


def rows_of(article: Article, found: Paired) -> list[PairRow]:
    """Every line with its texts, in reading order."""
    return [_row(article, line, found.texts) for line in found.lines]


def _row(article: Article, line: PairLine, texts: Mapping[uuid.UUID, Snapshot]) -> PairRow:
    snapshot = texts.get(line.pair.snapshot_id) if line.pair.snapshot_id else None
    if snapshot is None:
        return PairRow(line, article)
    return PairRow(line, article, snapshot.text, page_at(snapshot.page_starts, line.pair.at or 0))


def grouped(rows: Sequence[PairRow], order: str) -> list[tuple[str, list[PairRow]]]:
    """The rows with the heading above them: differing and missing first, or all as they are read."""
    if order == "reading":
        return [("", list(rows))]
    piles = list(Pile)
    sorted_rows = sorted(rows, key=lambda row: piles.index(row.pile))
    return [(pile.label, list(of)) for pile, of in groupby(sorted_rows, key=lambda row: row.pile)]


def bits(text: str, span: tuple[int, int], marks: Iterable[tuple[int, int, str]]) -> list[Bit]:
    """The sentence around a span of ``text``, shortened, cut where quote and marks begin and end."""
    start, end = span
    sentence = sentence_at(text, start)
    left, right = max(sentence.start, start - REACH), min(max(sentence.end, end), end + REACH)
    inside = [(max(a, left), min(b, right), outcome) for a, b, outcome in marks if a < right and b > left]
    edges = sorted({left, right, start, end, *(edge for a, b, _ in inside for edge in (a, b))})
    made = []
    for a, b in pairwise(edges):
        outcome = next((outcome for x, y, outcome in inside if x <= a and b <= y), "")
        made.append(Bit(text[a:b].replace("\n", " "), start <= a and b <= end, outcome))
    if left > sentence.start:
        made.insert(0, Bit("…", quoted=False))
    if right < sentence.end:
        made.append(Bit("…", quoted=False))
    return made


def counted(sums: Mapping[str, int]) -> str:
    """对上 41/52 and the rest, as one sentence for the line of news."""
    return say(
        "对上 {paired}/{items} · 不一致 {differs} · 未提及 {missing} · 已有结论 {done}",
        paired=sums["paired"],
        items=sums["items"],
        differs=sums["differs"],
        missing=sums["missing"],
        done=sums["done"],
    )
