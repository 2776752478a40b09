"""未覆盖 of an article: by claims, their mentions, and what was set aside; not by what only waits."""

from __future__ import annotations

import pytest

from annotations.models import Article, LastRun
from annotations.services import coverage
from annotations.services.annotate import delete_claim
from annotations.services.coverage import coverage_of
from annotations.services.decisions import accept_suggestion, dismiss_suggestion, restore_suggestion
from annotations.services.pretag import request_pretag
from annotations.services.worker import run_job
from tests.factories import a_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

FIRST, SECOND = "到位资金117.77亿元。", "云溪港是全省唯一的深水港。"
TEXT = f"{FIRST}大家都很高兴。\n{SECOND}"


@pytest.fixture
def article(editor) -> Article:
    article = an_article(editor, text=TEXT)
    run_job(request_pretag(actor=editor, article=article).pk)
    return article


def left(article: Article) -> list[str]:
    found = coverage_of(Article.objects.get(pk=article.pk))
    assert found is not None
    assert (found.sentences, found.checkable) == (3, 2)
    assert found.covered == 2 - len(found.spans)
    return [TEXT[start:end] for start, end in found.spans]


def test_suggestions_that_wait_cover_nothing(article) -> None:
    assert article.suggestions.pending().count() == 2
    assert left(article) == [FIRST, SECOND]


def test_a_claim_and_a_suggestion_set_aside_cover_their_sentences(editor, article) -> None:
    money, unique = article.suggestions.in_reading_order()

    claim = accept_suggestion(actor=editor, suggestion=money)
    assert left(article) == [SECOND]
    dismiss_suggestion(actor=editor, suggestion=unique, reason="slogan")
    assert left(article) == []

    restore_suggestion(actor=editor, suggestion=unique)
    delete_claim(actor=editor, claim=claim, seen=None)
    assert left(article) == [FIRST, SECOND]


def test_a_mention_of_a_claim_covers_too(editor, article) -> None:
    claim = a_claim(editor, article, quote="全省唯一", types=["superlative"])
    assert left(article) == [FIRST]

    claim.mentions.create(start=0, end=4, quote=TEXT[:4])

    assert left(article) == []


def test_a_short_text_that_was_not_tagged_is_read_at_once(editor) -> None:
    article = an_article(editor, text=TEXT)

    assert not LastRun.objects.exists()
    assert left(article) == [FIRST, SECOND]


def test_of_a_long_one_it_is_not_known_until_it_is_tagged(editor, monkeypatch) -> None:
    monkeypatch.setattr(coverage, "READ_AT_ONCE", len(TEXT) - 1)
    article = an_article(editor, text=TEXT)

    assert coverage_of(article) is None
    run_job(request_pretag(actor=editor, article=article).pk)

    assert left(article) == [FIRST, SECOND]
