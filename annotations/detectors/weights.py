"""The weights of the score: one versioned data file, and what a desk has changed in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Weight:
    """A reason and what it weighs, or a damping and its factor."""

    text: str
    amount: float


@dataclass(frozen=True, slots=True)
class Weights:
    """``shown_from`` is the lowest score an editor sees. Equal ``version`` means equal weights."""

    version: str
    shown_from: float = field(compare=False)
    reasons: Mapping[str, Weight] = field(compare=False)
    damping: Mapping[str, Weight] = field(compare=False)

    def changed(self, amounts: Mapping[str, float]) -> Weights:
        """These weights with other amounts for some keys; unknown keys are left out.

        Raises ``ValueError`` when an amount is not between 0 and 1.
        """
        own = {
            key: value for key, value in sorted(amounts.items()) if key in self.reasons or key in self.damping
        }
        if any(not 0 <= amount <= 1 for amount in own.values()):
            raise ValueError("A weight lies between 0 and 1.")
        if not own:
            return self
        digest = hashlib.sha256(json.dumps(own).encode()).hexdigest()[:6]
        return replace(
            self,
            version=f"{self.version}-{digest}",
            reasons={
                key: replace(item, amount=own.get(key, item.amount)) for key, item in self.reasons.items()
            },
            damping={
                key: replace(item, amount=own.get(key, item.amount)) for key, item in self.damping.items()
            },
        )


@cache
def standard_weights() -> Weights:
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
