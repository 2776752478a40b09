"""A claim as evidence for it is sought: its words in their sentence, its figure and what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from annotations.matching.compare import comparable
from annotations.matching.kinship import Setting, setting
from annotations.matching.quantities import Measured, measured
from annotations.matching.repeats import bare
from annotations.matching.surroundings import sentence_at
from annotations.text.sentences import Sentence
from annotations.text.words import words
from annotations.vocabulary import ClaimType

_TITLE = re.compile(r"《[^《》]+》")
_QUOTED = re.compile(r"[“「『]([^”」』]{4,})[”」』]")


@dataclass(frozen=True)
class Sought:
    """A claim for which a passage is sought: ``text[start:end]`` are its words; ``date`` is EDTF."""

    text: str
    start: int
    end: int
    types: tuple[str, ...] = ()
    value: str | None = None
    unit: str = ""
    approx: str = ""
    date: str = ""

    @property
    def quote(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def sentence(self) -> Sentence:
        return sentence_at(self.text, self.start)

    @cached_property
    def figure(self) -> Measured | None:
        return measured(self.value, self.unit, self.approx)

    @cached_property
    def setting(self) -> Setting:
        """What its figure stands in: metric words that belong to the quote itself count too."""
        start, end = self.start, self.end
        own = list(comparable(self.figure, self.quote)) if self.figure else []
        if own:
            best = min(own, key=lambda one: one.rank)
            start, end = self.start + best.start, self.start + best.end
        return setting(self.text, start, end, self.unit)

    @cached_property
    def telling(self) -> str:
        """The characters that tell it from others: a title, the words quoted, else all of it."""
        if ClaimType.POLICY in self.types and (titles := _TITLE.findall(self.quote)):
            return "".join(map(bare, titles))
        if ClaimType.QUOTE in self.types and (quoted := _QUOTED.findall(self.quote)):
            return "".join(map(bare, quoted))
        return bare(self.quote)

    @cached_property
    def content(self) -> frozenset[str]:
        """The words of its sentence that say something, for marks and for likeness."""
        return frozenset(content_words(self.sentence.text))


def content_words(text: str) -> Iterator[str]:
    """Its words of two characters and more that name, say or describe."""
    for word in words(text):
        if len(word.text) > 1 and word.tag[:1] in ("n", "v", "a", "l", "i", "j"):
            yield word.text
