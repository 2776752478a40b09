"""The passages of a text, written in the transaction of the text itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from celery import current_app
from django.db import transaction

from annotations.models import Article, Passage, Source, VerifiedFact
from annotations.search.pieces import pieces
from annotations.search.tokens import DICTIONARY_VERSION, tokens

CUT_PASSAGES = "annotations.cut_passages"
AT_ONCE = 20_000
"""Characters up to which a text is cut into words as it is stored (0.15 s); longer ones wait for a worker."""
BATCH = 500
UNCOUNTED = f"{DICTIONARY_VERSION}?"
"""The mark of passages that have their words and were not counted yet."""

Owner = Article | Source | VerifiedFact


class Current(NamedTuple):
    """What is searched of an owner: the number of its version or snapshot, and the text."""

    number: int
    text: str


def write(owner: Owner) -> None:
    """Replace the owner's passages by those of its current text, in the caller's transaction.

    Pieces that stand in the new text as in the old one keep their words. What is not to be found any more
    (a fact that was replaced, withdrawn or held) has no passages.
    """
    kind = _KINDS[type(owner)]
    standing = Passage.objects.filter(**{kind: owner})
    current = _current(owner)
    if current is None:
        standing.delete()
        return
    fresh = [
        Passage(
            desk_id=owner.desk_id,
            number=current.number,
            ordinal=ordinal,
            start=piece.start,
            text=piece.text,
            **{kind: owner},
        )
        for ordinal, piece in enumerate(pieces(current.text))
    ]
    rows = list(standing.order_by("ordinal"))
    if list(map(_place, rows)) == list(map(_place, fresh)):
        return
    reused = _reused(rows, fresh, current.number)
    standing.exclude(pk__in=[passage.pk for passage in reused]).delete()
    Passage.objects.bulk_update(reused, ["number", "ordinal", "start"], batch_size=BATCH)
    waits = sum(len(passage.text) for passage in fresh) > AT_ONCE
    if not waits:
        give_words(fresh)
        for passage in fresh:
            passage.dictionary_version = UNCOUNTED
    Passage.objects.bulk_create(fresh, batch_size=BATCH)
    if waits:
        transaction.on_commit(hint, robust=True)


def rename(owner: Owner) -> None:
    """The owner is called otherwise now: its first passage carries the new words."""
    first = Passage.objects.filter(**{_KINDS[type(owner)]: owner}, ordinal=0)
    for passage in first.select_related("article", "source"):
        give_words([passage])
        Passage.objects.filter(pk=passage.pk).update(tokens=passage.tokens, n_tokens=passage.n_tokens)


def _place(passage: Passage) -> tuple[int, int, int, str]:
    return passage.number, passage.ordinal, passage.start, passage.text


def _reused(standing: Iterable[Passage], fresh: list[Passage], number: int) -> list[Passage]:
    """Rows of an earlier text whose piece stands in the new one too; they leave ``fresh`` and take its place.

    The first piece carries the title's words and is always written anew.
    """
    by_text = {row.text: row for row in standing if row.number != number and row.ordinal}
    found = []
    for passage in fresh[1:]:
        row = by_text.pop(passage.text, None)
        if row is not None:
            row.number, row.ordinal, row.start = number, passage.ordinal, passage.start
            found.append(row)
            fresh.remove(passage)
    return found


def give_words(passages: Iterable[Passage]) -> None:
    """Cut passages into words, in memory; the worker counts and marks them later."""
    for passage in passages:
        found = tokens(passage.text)
        if passage.ordinal == 0:
            found += tokens(heading(passage))
        passage.tokens, passage.n_tokens = " ".join(found), len(found)


def heading(passage: Passage) -> str:
    """What names a passage's owner; an article or source is found by it too."""
    if passage.article is not None:
        return passage.article.title
    if passage.source is not None:
        return "\n".join((passage.source.title, passage.source.issuer, passage.source.speaker))
    return ""


def hint() -> None:
    """Tell a worker that passages wait. A hint that is lost costs seconds: beat looks for itself."""
    current_app.send_task(CUT_PASSAGES, retry=False, ignore_result=True)


def _of_article(article: Article) -> Current | None:
    return Current(article.text_version, article.versions.get(number=article.text_version).text)


def _of_source(source: Source) -> Current | None:
    newest = source.snapshots.order_by("-number").only("number", "text").first()
    return Current(newest.number, newest.text) if newest else None


def _of_fact(fact: VerifiedFact) -> Current | None:
    stands = VerifiedFact.objects.filter(pk=fact.pk).current().exists()
    # The context is the statement with what stands around it.
    return Current(1, fact.context) if stands else None


_KINDS: dict[type, str] = {Article: "article", Source: "source", VerifiedFact: "fact"}
_TEXTS: dict[str, Callable[[Any], Current | None]] = {
    "article": _of_article,
    "source": _of_source,
    "fact": _of_fact,
}


def _current(owner: Owner) -> Current | None:
    return _TEXTS[_KINDS[type(owner)]](owner)
