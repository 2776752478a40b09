"""What a sweep of 材料对稿 reads: the article's items, and its material by who may see it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.matching.items import Item
from annotations.matching.packed import Document
from annotations.models import Article, Claim, Snapshot, Source, Suggestion
from annotations.services.annotate import read_proposal
from annotations.vocabulary import Confidentiality, Flag, Status


@dataclass(frozen=True)
class Group:
    """Sources that are paired together: all open ones, or one protected one by itself (``guard``)."""

    guard: Source | None
    snapshots: Sequence[Snapshot]

    @property
    def documents(self) -> list[Document]:
        return [Document(str(one.pk), one.text, one.source.issued_on) for one in self.snapshots]


@dataclass(frozen=True)
class Stated:
    """An item of the article with the row it comes from."""

    item: Item
    suggestion_id: uuid.UUID | None
    claim_id: uuid.UUID | None


def groups_of(article: Article) -> list[Group]:
    """The newest texts of the material: the open ones together, each protected one alone."""
    sources = Source.objects.beside(article).order_by("created_at", "pk")
    newest = [(source, source.snapshot) for source in sources]
    for source, snapshot in newest:
        snapshot.source = source
    guarded = [one for one in newest if one[0].confidentiality == Confidentiality.PROTECTED]
    open_ones = [snapshot for source, snapshot in newest if source not in [one for one, _ in guarded]]
    groups = [Group(None, open_ones)] if open_ones else []
    return groups + [Group(source, [snapshot]) for source, snapshot in guarded]


def stated_in(article: Article) -> Iterator[Stated]:
    """Claims of the present text, and suggestions that wait, each span once, in reading order."""
    rows: dict[tuple[int, int], Stated] = {}
    claims = Claim.objects.filter(article=article, article_version=article.text_version)
    for claim in claims.exclude(status=Status.SUPERSEDED).select_related("suggestion").in_reading_order():
        if Flag.ORPHANED not in claim.flags:
            item = _item(claim, _parts_of(article, claim))
            rows.setdefault((claim.start, claim.end), Stated(item, claim.suggestion_id, claim.pk))
    waiting = Suggestion.objects.filter(article=article, article_version=article.text_version).pending()
    for row in waiting.in_reading_order():
        rows.setdefault((row.start, row.end), Stated(_item(row, row.parts), row.pk, None))
    return iter(rows[span] for span in sorted(rows))


def _item(row: Claim | Suggestion, parts: Sequence[Mapping[str, Any]]) -> Item:
    return Item(
        str(row.pk),
        row.start,
        row.end,
        row.quote,
        row.types,
        row.value,
        row.unit,
        row.approx,
        row.date,
        parts,
    )


def _parts_of(article: Article, claim: Claim) -> list[dict[str, Any]]:
    """What the detectors found in a claim's words: as its suggestion has it, else read now."""
    made = claim.suggestion
    if made is not None and made.quote == claim.quote:
        return [_moved(part, claim.start - made.start) for part in made.parts]
    found = read_proposal(article, claim.quote, claim.types)
    return [_moved(part, claim.start) for part in found.parts] if found else []


def _moved(part: Mapping[str, Any], by: int) -> dict[str, Any]:
    return {**part, "start": part["start"] + by, "end": part["end"] + by}
