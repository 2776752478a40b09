"""Pre-tagging with the real engine on a short text of our own."""

from __future__ import annotations

import pytest

from annotations.models import Claim, Suggestion
from annotations.services.decisions import dismiss_suggestion
from annotations.services.errors import Forbidden, Missing
from annotations.services.pretag import request_pretag
from annotations.services.worker import run_job
from annotations.vocabulary import SuggestionState
from tests.factories import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TEXT = (
    "😀云溪市统计局3月7日公布，2023年全市新开工项目169个，到位资金117.77亿元，占全省的12.5%。"
    "\n\n云溪港是全省唯一的深水港。"
)


@pytest.fixture
def article(editor):
    return an_article(editor, text=TEXT)


def tag(editor, article) -> None:
    run_job(request_pretag(actor=editor, article=article).pk)


def test_suggestions_quote_what_stands_at_their_place(editor, article) -> None:
    tag(editor, article)

    rows = list(Suggestion.objects.in_reading_order())
    assert rows != []
    assert [row.quote for row in rows] == [TEXT[row.start : row.end] for row in rows]
    assert {row.state for row in rows} == {SuggestionState.PENDING}
    assert all(row.reasons and 0 < row.score <= 1 for row in rows)


def test_the_figures_of_the_text_are_found_with_their_values(editor, article) -> None:
    tag(editor, article)

    found = {(kind, part["value"], part["unit"]) for row in Suggestion.objects.all()
             for part in row.parts for kind in [part["type"]]}  # fmt: skip

    assert {("quantity", "169", "个"), ("money", "11777000000", "CNY"), ("share", "0.125", "1")} <= found
    assert "superlative" in {kind for row in Suggestion.objects.all() for kind in row.types}


def test_machine_output_never_becomes_a_claim_by_itself(editor, article) -> None:
    tag(editor, article)

    assert Claim.objects.count() == 0


def test_running_it_twice_adds_no_duplicate(editor, article) -> None:
    tag(editor, article)
    first = list(Suggestion.objects.values_list("pk", flat=True).order_by("pk"))

    tag(editor, article)

    assert list(Suggestion.objects.values_list("pk", flat=True).order_by("pk")) == first


def test_what_was_set_aside_is_not_proposed_again(editor, article) -> None:
    tag(editor, article)
    row = Suggestion.objects.in_reading_order().first()
    dismiss_suggestion(actor=editor, suggestion=row, reason="not_needed")
    Suggestion.objects.exclude(pk=row.pk).delete()

    tag(editor, article)

    same = Suggestion.objects.filter(quote=row.quote, types=row.types)
    assert [(s.pk, s.state) for s in same] == [(row.pk, SuggestionState.DISMISSED)]
    assert Suggestion.objects.pending().exists()


def test_a_reporter_may_ask_for_it_and_administrators_and_strangers_may_not(
    reporter, admin, stranger, article
) -> None:
    assert request_pretag(actor=reporter, article=article).requested_by == reporter.user
    with pytest.raises(Forbidden):
        request_pretag(actor=admin, article=article)
    with pytest.raises(Missing):
        request_pretag(actor=stranger, article=article)
