"""未覆盖: which sentences of an article nobody has taken up, from what the last run left behind."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.detectors.coverage import Checkable, Coverage, Stretch, checkable, cover
from annotations.models import Article, Claim, LastRun, Mention, Suggestion
from annotations.services.engines import day_of, engine_of
from annotations.services.ourchanges import our_changes
from annotations.vocabulary import SuggestionState

READ_AT_ONCE = 20_000
"""Longer texts are not read while somebody waits for a page: they are covered once they are pre-tagged."""


def checkable_in(article: Article, last: LastRun | None) -> Checkable | None:
    """The sentences with something to check, as the last run over the current text found them.

    At 通稿比对 with the agency's text at hand, our changes to it instead.
    Of a text not pre-tagged yet a short one is read now; of a long one it is not known (None).
    """
    if last and last.text_version == article.text_version and last.sentences is not None:
        return Checkable(last.sentences, tuple((start, end) for start, end in last.checkable))
    text = article.text
    if len(text) > READ_AT_ONCE:
        return None
    day = day_of(article)
    engine = engine_of(article.desk_id, day)
    found = checkable(text, title=article.title, reference_date=day, engine=engine)
    changed = our_changes(article)
    return found if changed is None else Checkable(found.sentences, tuple(one.span for one in changed))


def coverage_of(article: Article) -> Coverage | None:
    """The coverage of the current text by claims, their mentions, and suggestions that were set aside."""
    found = checkable_in(article, LastRun.objects.filter(article=article).first())
    return cover(found, _taken(article)) if found else None


def _taken(article: Article) -> Iterator[Stretch]:
    claims = Claim.objects.filter(article=article, article_version=article.text_version)
    mentions = Mention.objects.filter(claim__in=claims)
    aside = Suggestion.objects.filter(
        article=article, article_version=article.text_version, state=SuggestionState.DISMISSED
    )
    for rows in (claims, mentions, aside):
        yield from rows.values_list("start", "end")
