"""Put everything that is stored into the index, as the services and the worker do."""

from __future__ import annotations

from annotations.models import Article, Passage, Source, VerifiedFact
from annotations.search.passages import write


def indexed(*, cut: bool = True) -> None:
    """All texts as passages; without ``cut`` none of their words is in the index yet."""
    for model in (Article, Source, VerifiedFact):
        for row in model._default_manager.all():
            write(row)
    if not cut:
        Passage.objects.update(tokens="", dictionary_version="")
