"""The search index is kept up to date: by the worker in turns, or all at once by ``manage.py reindex``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from annotations.models import Article, Passage, Source, VerifiedFact
from annotations.search import cutting, passages
from annotations.search.passages import Owner

TURN = 2.0
"""Seconds after which the worker lets other work have its turn."""

SLICE = 50
"""Texts written in one transaction by the command."""

Told = Callable[[str, int, int], None]


def cut_waiting() -> int:
    """Do a turn of what waits; how many passages were cut. What is left then is hinted at again."""
    ends = time.monotonic() + TURN
    done = 0
    while some := cutting.cut_some():
        done += some
        if time.monotonic() > ends:
            if cutting.waiting():
                passages.hint()
            break
    return done


def remind() -> bool:
    """Hint at passages that wait, if any do: a hint may have been lost."""
    if not cutting.waiting():
        return False
    passages.hint()
    return True


def reindex(told: Told, *, anew: bool = False) -> None:
    """Write the passages that are missing (``anew``: all of them), cut what waits, count the words.

    ``told`` hears of each step: its name, how much is done, of how much. Broken off and begun again it
    goes on with what is left.
    """
    for owners in _owners(anew):
        total, done = owners.count(), 0
        for owned in _slices(owners.iterator(chunk_size=SLICE)):
            _write(owned)
            done += len(owned)
            told("write", done, max(total, done))
    total, done = cutting.left(), 0
    while some := cutting.cut_some():
        done += some
        told("cut", done, max(total, done))
    told("count", cutting.recount(), 0)


def _slices(owners: Iterator[Owner]) -> Iterator[list[Owner]]:
    while some := list(islice(owners, SLICE)):
        yield some


@transaction.atomic
def _write(owners: list[Owner]) -> None:
    for owner in owners:
        passages.write(owner)


def _owners(anew: bool) -> Iterator[QuerySet[Any]]:
    """What lacks the passages of its current text."""
    articles, sources = Article.objects.order_by("pk"), Source.objects.order_by("pk")
    facts = VerifiedFact.objects.current().order_by("pk")
    if anew:
        yield from (articles, sources, facts)
        return
    yield articles.exclude(
        Exists(Passage.objects.filter(article=OuterRef("pk"), number=OuterRef("text_version")))
    )
    yield sources.exclude(Exists(Passage.objects.filter(source=OuterRef("pk"))))
    yield facts.exclude(Exists(Passage.objects.filter(fact=OuterRef("pk"))))
