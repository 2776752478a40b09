"""Tagging: a span becomes a claim, suggestions are accepted or set aside."""

from __future__ import annotations

import uuid

import pytest
from django.db.models import F

from annotations.models import Article, AuditEntry, Claim, Suggestion
from annotations.services.annotate import add_claim
from annotations.services.decisions import (
    accept_many,
    accept_suggestion,
    dismiss_suggestion,
    restore_suggestion,
)
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.vocabulary import Flag, SuggestionState
from tests.factories import QUOTE, a_claim, a_suggestion, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


def test_a_claim_quotes_what_stands_at_its_place_in_code_points(editor, article) -> None:
    claim = a_claim(editor, article, quote="😀记者说", types=["quote"])

    assert article.text[claim.start : claim.end] == claim.quote == "😀记者说"
    assert (claim.prefix, claim.suffix) == (
        article.text[claim.start - 32 : claim.start],
        "，港口是全省唯一。",
    )
    assert (claim.status, claim.priority, claim.version, claim.article_version) == ("open", "A", 1, 1)


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, 5, "2023月"), (1, 6, "2023年"), (5, 5, ""), (6, 5, ""), (0, 10_000, "2023年"), (-3, -1, "唯一")],
)
def test_a_span_that_is_not_its_quote_is_refused(editor, article, start, end, quote) -> None:
    with pytest.raises(Invalid) as refused:
        add_claim(actor=editor, article=article, start=start, end=end, quote=quote, types=["date"])

    assert len(refused.value.errors) == 1
    assert Claim.objects.count() == 0


@pytest.mark.parametrize("types", [[], ["figure"], ["money", "figure"]])
def test_a_claim_needs_known_types(editor, article, types) -> None:
    with pytest.raises(Invalid) as refused:
        a_claim(editor, article, types=types)

    assert refused.value.errors[0]["pointer"] == "/types"


def test_a_claim_on_a_text_that_has_moved_on_is_refused(editor, article) -> None:
    assert a_claim(editor, article, article_version=1).article_version == 1
    Article.objects.filter(pk=article.pk).update(text_version=2)
    article.versions.create(number=2, text=article.text_sha256, sha256="x", original=b"", author=editor.user)
    article.refresh_from_db()

    with pytest.raises(Conflict) as refused:
        add_claim(actor=editor, article=article, start=0, end=1, quote="2", types=["date"], article_version=1)

    assert refused.value.code == "text_moved_on"


def test_the_figure_is_read_from_the_quote_unless_it_is_given(editor, article) -> None:
    read = a_claim(editor, article)
    given = a_claim(editor, article, value="1,200.50", unit="USD", approx="gt", date="2024-03")

    assert (read.value, read.unit, read.approx) == ("11777000000", "CNY", "eq")
    assert (given.value, given.unit, given.approx, given.date) == ("1200.5", "USD", "gt", "2024-03")


@pytest.mark.parametrize(
    "figure",
    [
        {"value": "约三"},
        {"value": "１２"},
        {"value": "1e5"},
        {"approx": "around"},
        {"date": "去年"},
        {"unit": "个" * 41},
    ],
)
def test_a_figure_that_cannot_be_stored_is_refused(editor, article, figure) -> None:
    with pytest.raises(Invalid) as refused:
        a_claim(editor, article, **figure)

    assert [error["pointer"] for error in refused.value.errors] == [f"/{name}" for name in figure]


def test_two_claims_may_share_a_span(editor, article) -> None:
    assert a_claim(editor, article).pk != a_claim(editor, article).pk


def test_only_those_who_check_may_tag(reporter, admin, editor, stranger, article) -> None:
    for actor, refusal in ((reporter, Forbidden), (admin, Forbidden), (stranger, Missing)):
        with pytest.raises(refusal):
            a_claim(actor, article)

    assert a_claim(editor, article).created_by == editor.user


def test_an_accepted_suggestion_becomes_one_claim_however_often_it_is_accepted(
    editor, colleague, article
) -> None:
    suggestion = a_suggestion(article, prominent=True)

    claim = accept_suggestion(actor=editor, suggestion=suggestion)
    again = accept_suggestion(actor=colleague, suggestion=Suggestion.objects.get())

    assert again.pk == claim.pk
    assert Claim.objects.count() == 1
    assert (claim.quote, claim.value, claim.unit, claim.flags) == (
        QUOTE,
        "11777000000",
        "CNY",
        [Flag.PROMINENT],
    )
    assert (suggestion.state, suggestion.decided_by) == (SuggestionState.ACCEPTED, editor.user)
    assert AuditEntry.objects.about(suggestion).count() == 1


def test_a_suggestion_may_be_accepted_with_other_types(editor, article) -> None:
    claim = accept_suggestion(actor=editor, suggestion=a_suggestion(article), types=["quantity", "date"])

    assert claim.types == ["quantity", "date"]


def test_a_suggestion_for_an_older_text_is_not_accepted(editor, article) -> None:
    suggestion = a_suggestion(article)
    Article.objects.filter(pk=article.pk).update(text_version=F("text_version") + 1)

    with pytest.raises(Conflict):
        accept_suggestion(actor=editor, suggestion=Suggestion.objects.get())

    suggestion.refresh_from_db()
    assert suggestion.state == SuggestionState.PENDING


def test_several_suggestions_are_accepted_in_reading_order(editor, article) -> None:
    rows = [a_suggestion(article), a_suggestion(article, quote="169个", types=["quantity"])]

    claims = accept_many(actor=editor, article=article, ids=[row.pk for row in rows])

    assert [claim.quote for claim in claims] == ["169个", QUOTE]


@pytest.mark.parametrize("bad", ["missing", "foreign", "dismissed"])
def test_several_suggestions_are_accepted_all_or_none(editor, article, bad) -> None:
    good = a_suggestion(article)
    other = {
        "missing": lambda: uuid.uuid4(),
        "foreign": lambda: a_suggestion(an_article(editor, text=f"另一篇：{QUOTE}")).pk,
        "dismissed": lambda: (
            dismiss_suggestion(
                actor=editor, suggestion=a_suggestion(article, quote="169个"), reason="slogan"
            ).pk
        ),
    }[bad]()

    with pytest.raises((Invalid, Conflict)):
        accept_many(actor=editor, article=article, ids=[good.pk, other])

    good.refresh_from_db()
    assert (good.state, Claim.objects.count()) == (SuggestionState.PENDING, 0)


@pytest.mark.parametrize("reason", ["", "口号", "whatever"])
def test_a_dismissal_needs_a_known_reason(editor, article, reason) -> None:
    suggestion = a_suggestion(article)

    with pytest.raises(Invalid):
        dismiss_suggestion(actor=editor, suggestion=suggestion, reason=reason)

    suggestion.refresh_from_db()
    assert suggestion.state == SuggestionState.PENDING


def test_a_dismissal_can_be_taken_back_once(editor, article) -> None:
    suggestion = dismiss_suggestion(actor=editor, suggestion=a_suggestion(article), reason="slogan")
    assert (suggestion.state, suggestion.dismiss_reason) == (SuggestionState.DISMISSED, "slogan")

    back = restore_suggestion(actor=editor, suggestion=suggestion)

    assert (back.state, back.dismiss_reason, back.decided_by) == (SuggestionState.PENDING, "", None)
    with pytest.raises(Conflict):
        restore_suggestion(actor=editor, suggestion=back)
    rows = [(row.source_state, row.target_state) for row in AuditEntry.objects.about(suggestion)]
    assert rows == [("pending", "dismissed"), ("dismissed", "pending")]


def test_what_is_decided_is_not_decided_the_other_way(editor, article) -> None:
    accepted = a_suggestion(article)
    accept_suggestion(actor=editor, suggestion=accepted)
    dismissed = dismiss_suggestion(
        actor=editor, suggestion=a_suggestion(article, quote="169个"), reason="not_needed"
    )

    with pytest.raises(Conflict):
        dismiss_suggestion(actor=editor, suggestion=accepted, reason="slogan")
    with pytest.raises(Conflict):
        accept_suggestion(actor=editor, suggestion=dismissed)
