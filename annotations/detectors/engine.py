"""With which weights and words the machine reads: the standard ones, or a desk's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotations.detectors.version import ENGINE_VERSION
from annotations.detectors.weights import Weights, standard_weights


@dataclass(frozen=True, slots=True)
class Engine:
    """Equal engines make equal suggestions, so an engine is part of the key of kept sentences."""

    weights: Weights = field(default_factory=standard_weights)

    @property
    def version(self) -> str:
        """``2``, or ``2+w1-3f09c2`` when a desk has changed what the standard engine works with."""
        changes = []
        if self.weights != standard_weights():
            changes.append(f"w{self.weights.version}")
        return "+".join([ENGINE_VERSION, *changes])


STANDARD = Engine()
