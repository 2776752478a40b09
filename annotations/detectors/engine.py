"""With which weights and words the machine reads: the standard ones, or a desk's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotations.detectors.version import ENGINE_VERSION
from annotations.detectors.weights import Weights, standard_weights
from annotations.text import words
from annotations.text.deskwords import NO_WORDS, Lexicon
from annotations.text.taggers import OWN


@dataclass(frozen=True, slots=True)
class Engine:
    """Equal engines make equal suggestions, so an engine is part of the key of kept sentences."""

    weights: Weights = field(default_factory=standard_weights)
    lexicon: Lexicon = NO_WORDS

    @property
    def version(self) -> str:
        """``2``, or ``2+d3f09c2+w2-51ab07`` when a desk has words or weights of its own.

        Another tagger than our own, who cuts for the whole installation, is named too: ``2+rjieba``.
        """
        changes = [] if words.tagger() == OWN else [words.tagger()]
        if self.lexicon.version:
            changes.append(f"d{self.lexicon.version[:6]}")
        if self.weights != standard_weights():
            changes.append(f"w{self.weights.version}")
        return "+".join([ENGINE_VERSION, *changes])


STANDARD = Engine()
