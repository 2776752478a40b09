"""What is paired, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotations.detectors.finding import FIGURES
from annotations.vocabulary import ClaimType, PairKind, PairOutcome

VALUED = frozenset({*FIGURES, ClaimType.ORDINAL})
SHORTEST_ORG = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A statement of the article: ``parts`` are what the detectors found in it, places in the article."""

    key: str
    start: int
    end: int
    quote: str
    types: Sequence[str]
    value: str | None = None
    unit: str = ""
    approx: str = ""
    date: str = ""
    parts: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A thing compared: ``ours`` at ``start:end`` of the article, ``theirs`` at ``at:to`` of the document."""

    kind: PairKind
    ours: str
    start: int
    end: int
    theirs: str
    at: int
    to: int
    outcome: PairOutcome


@dataclass(frozen=True, slots=True)
class Pairing:
    """What became of an item; without a passage (材料未提及) ``document`` is None."""

    key: str
    kind: PairKind
    outcome: PairOutcome
    document: int | None = None
    start: int = 0
    end: int = 0
    score: float = 0.0
    parts: Sequence[Part] = field(default_factory=tuple)


def kind_of(item: Item) -> PairKind | None:
    """What of the item is looked for; None when nothing of it can be (a vague figure, an opinion)."""
    if item.value and not VALUED.isdisjoint(item.types):
        return PairKind.FIGURE
    if any(part["type"] == ClaimType.POLICY and part.get("title") for part in item.parts):
        return PairKind.POLICY
    if any(part["type"] == ClaimType.PERSON and part.get("name") for part in item.parts):
        return PairKind.PERSON
    if ClaimType.EVENT in item.types and next(dates_of(item), None):
        return PairKind.DATE
    if any(len(part.get("name", "")) >= SHORTEST_ORG for part in parts_of(item, ClaimType.ORG)):
        return PairKind.ORG
    return None


def joined(made: Pairing, parts: Sequence[Part]) -> Pairing:
    """The pairing with further parts compared: one that differs makes the whole differ."""
    differs = any(part.outcome is PairOutcome.DIFFERS for part in parts)
    return replace(
        made, outcome=PairOutcome.DIFFERS if differs else made.outcome, parts=(*made.parts, *parts)
    )


def parts_of(item: Item, kind: ClaimType) -> list[Mapping[str, Any]]:
    return [part for part in item.parts if part["type"] == kind]


def dates_of(item: Item) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The item's own dates (as part and EDTF), the vague ones (近日, 目前) left out."""
    for part in parts_of(item, ClaimType.DATE):
        if part.get("date") and "vague" not in part.get("marks", ()):
            yield part, part["date"]
