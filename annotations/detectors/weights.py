"""The weights of the score, from one versioned data file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Weight:
    """A reason and what it weighs, or a damping and its factor."""

    text: str
    amount: float


@dataclass(frozen=True, slots=True)
class Weights:
    """``shown_from`` is the lowest score an editor sees."""

    version: str
    shown_from: float
    reasons: dict[str, Weight]
    damping: dict[str, Weight]


@cache
def weights() -> Weights:
    """Read ``data/weights.json`` once."""
    raw = json.loads(
        resources.files("annotations.detectors.data").joinpath("weights.json").read_text("utf-8")
    )
    return Weights(
        raw["version"],
        float(raw["shown_from"]),
        {key: Weight(item["text"], float(item["weight"])) for key, item in raw["reasons"].items()},
        {key: Weight(item["text"], float(item["factor"])) for key, item in raw["damping"].items()},
    )
