"""What each error weighs: dated data files, of which the one in force on the issue's date decides."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from annotations.vocabulary import ErrorClass, ErrorPlace


class NoWeights(LookupError):
    """No rule was in force on that day; ``first`` is the first day with one."""

    def __init__(self, first: date) -> None:
        super().__init__(f"No weights are in force before {first}.")
        self.first = first


@dataclass(frozen=True, slots=True)
class Rule:
    """How one class is counted. Exactly one of the first three is set.

    ``each``: per place, however long. ``per_word``: times the number of words. ``tiers``: by the number of
    characters, as (longest, weight) in rising order, the last without an end. ``at_most``: of the whole class
    in one issue.
    """

    each: Decimal | None = None
    per_word: Decimal | None = None
    tiers: tuple[tuple[int | None, Decimal], ...] = ()
    at_most: Decimal | None = None

    def base(self, characters: int) -> tuple[Decimal, int]:
        """The weight before doubling, as (weight, times)."""
        if self.per_word is not None:
            return self.per_word, characters
        if self.tiers:
            return next(weight for end, weight in self.tiers if end is None or characters <= end), 1
        return self.each or Decimal(0), 1


@dataclass(frozen=True, slots=True)
class Weights:
    """One file: in force from ``since`` until a later one begins. ``passes``: the highest good rate."""

    source: str
    since: date
    passes: Decimal
    classes: Mapping[ErrorClass, Rule]
    factor: Decimal
    doubled: frozenset[ErrorPlace]
    repeats_at_most: int


def weights_on(day: date, files: Sequence[Weights] | None = None) -> Weights:
    """The weights in force on the day of an issue. Raises ``NoWeights`` before the first of them."""
    known = sorted(stored() if files is None else files, key=lambda one: one.since)
    holding = [one for one in known if one.since <= day]
    if not holding:
        raise NoWeights(known[0].since)
    return holding[-1]


@cache
def stored() -> tuple[Weights, ...]:
    """Every file of the data folder."""
    folder = resources.files("annotations.quality.data")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    return tuple(read(json.loads(folder.joinpath(name).read_text(encoding="utf-8"))) for name in names)


def read(data: Mapping[str, Any]) -> Weights:
    """A file's content, checked: every class has its rule, every place is known. Raises ``ValueError``."""
    classes = {ErrorClass(name): _rule(rule) for name, rule in data["classes"].items()}
    if missing := set(ErrorClass) - set(classes):
        raise ValueError(f"No rule for {', '.join(sorted(missing))}.")
    return Weights(
        source=data["source"],
        since=date.fromisoformat(data["from"]),
        passes=Decimal(data["passes"]),
        classes=classes,
        factor=Decimal(data["doubling"]["factor"]),
        doubled=frozenset(ErrorPlace(place) for place in data["doubling"]["places"]),
        repeats_at_most=int(data["repeats_at_most"]),
    )


def _rule(data: Mapping[str, Any]) -> Rule:
    tiers = tuple((tier.get("up_to"), Decimal(tier["weight"])) for tier in data.get("tiers", ()))
    if len({"each", "per_word", "tiers"} & data.keys()) != 1:
        raise ValueError(f"A class is counted in one way, not by {sorted(data)}.")
    if tiers and tiers[-1][0] is not None:
        raise ValueError("The last tier has no end.")
    each, per_word, at_most = (
        Decimal(data[name]) if name in data else None for name in ("each", "per_word", "at_most")
    )
    return Rule(each, per_word, tiers, at_most)
