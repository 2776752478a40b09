"""With which engine a desk reads: the standard weights and words, or its own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.timezone import localdate

from annotations.detectors.engine import Engine
from annotations.detectors.weights import Weights, standard_weights
from annotations.models import Article, DeskWeight, LexiconEntry
from annotations.text.deskwords import Entry, Lexicon
from annotations.text.spelling import simplified
from annotations.vocabulary import LexiconKind


@dataclass(frozen=True)
class DeskSettings:
    """What a desk has set, read once for many articles. ``lexicon`` has the words of every day."""

    weights: Weights
    lexicon: Lexicon

    def on(self, day: date) -> Engine:
        """The engine for a text of that day."""
        return self._engine(self.lexicon.on(day))

    @property
    def version(self) -> str:
        """Changes whenever a weight or a word of any day does."""
        return self._engine(self.lexicon).version

    def _engine(self, lexicon: Lexicon) -> Engine:
        return Engine(self.weights, lexicon)


def settings_of(desk_id: uuid.UUID) -> DeskSettings:
    """The desk's settings as they stand now."""
    amounts = dict(DeskWeight.objects.filter(desk_id=desk_id).values_list("key", "amount"))
    rows = LexiconEntry.objects.filter(desk_id=desk_id).in_order()
    words = rows.values_list("word", "kind", "since", "until")
    entries = tuple(
        Entry(simplified(word), LexiconKind(kind), since, until) for word, kind, since, until in words
    )
    return DeskSettings(standard_weights().changed(amounts), _kept(entries))


# A dictionary lays its words over jieba's table when it is first used: that is done once.
@lru_cache(maxsize=32)
def _kept(entries: tuple[Entry, ...]) -> Lexicon:
    return Lexicon(entries)


def engine_of(desk_id: uuid.UUID, day: date) -> Engine:
    """The engine that reads a text of that day for the desk."""
    return settings_of(desk_id).on(day)


def day_of(article: Article) -> date:
    """The day from which an article speaks: its day of publication, else the day it came in."""
    return article.published_on or localdate(article.created_at)
