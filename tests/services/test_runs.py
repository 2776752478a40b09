"""Pre-tagging again: what people decided stays; the machine's own rows give way to what it makes now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from annotations.detectors.engine import STANDARD
from annotations.models import Article, Claim, Job, LastRun, Suggestion, Version
from annotations.services.articles import edit_article
from annotations.services.decisions import accept_suggestion, dismiss_suggestion
from annotations.services.engines import engine_of
from annotations.services.errors import Missing
from annotations.services.pretag import request_pretag
from annotations.services.weights import set_weights
from annotations.services.worker import run_job
from annotations.vocabulary import JobState, SuggestionState
from tests.factories import a_suggestion, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

UNIQUE = "云溪港是全省唯一的深水港"
MONEY = "到位资金117.77亿元"
GROWTH = "比上年增长12.5%"
TEXT = f"{UNIQUE}。\n{MONEY}，{GROWTH}。"
DAY = date(2024, 3, 8)
SILENT = {"superlative": 0.0}
"""With these weights the machine says nothing of what is unique."""


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor, text=TEXT, published_on=DAY)


def tag(editor, article) -> Job:
    job = request_pretag(actor=editor, article=Article.objects.get(pk=article.pk))
    assert run_job(job.pk) == JobState.DONE
    job.refresh_from_db()
    return job


def sums(job: Job) -> tuple[int, int, int]:
    return (job.added, job.updated, job.withdrawn)


def by_quote() -> dict[str, Suggestion]:
    return {row.quote: row for row in Suggestion.objects.in_reading_order()}


def test_the_first_run_adds_everything_and_is_remembered(editor, article) -> None:
    job = tag(editor, article)

    last = LastRun.objects.get()
    assert set(by_quote()) == {UNIQUE, MONEY, GROWTH}
    assert sums(job) == (3, 0, 0)
    assert (last.number, last.text_version, last.engine_version) == (1, 1, STANDARD.version)
    assert {row.run for row in Suggestion.objects.all()} == {1}
    assert job.engine_version == STANDARD.version


def test_the_same_engine_again_changes_nothing(editor, article) -> None:
    tag(editor, article)
    before = list(Suggestion.objects.order_by("pk").values())

    assert sums(tag(editor, article)) == (0, 0, 0)

    assert list(Suggestion.objects.order_by("pk").values()) == before
    assert LastRun.objects.get().number == 2


def test_what_is_made_again_keeps_its_id_and_gets_the_new_values(admin, editor, article, desk) -> None:
    tag(editor, article)
    ids = {quote: row.pk for quote, row in by_quote().items()}
    set_weights(actor=admin, desk=desk, amounts={"comparison": 0.9})

    job = tag(editor, article)

    rows = by_quote()
    version = engine_of(desk.pk, DAY).version
    assert {quote: row.pk for quote, row in rows.items()} == ids
    assert rows[GROWTH].score >= 0.9
    assert rows[GROWTH].reasons[0]["weight"] == 0.9
    assert {row.engine_version for row in rows.values()} == {version} == {job.engine_version}
    assert sums(job) == (0, 1, 0)


def test_what_is_not_made_again_is_withdrawn_and_what_is_new_is_marked(admin, editor, article, desk) -> None:
    set_weights(actor=admin, desk=desk, amounts=SILENT)
    tag(editor, article)
    assert set(by_quote()) == {MONEY, GROWTH}
    set_weights(actor=admin, desk=desk, amounts={"comparison": 0.0})

    job = tag(editor, article)

    rows = by_quote()
    assert set(rows) == {UNIQUE, MONEY}
    assert (rows[UNIQUE].run, rows[MONEY].run) == (2, 1)
    assert sums(job) == (1, 0, 1)


@pytest.mark.parametrize("types", [["superlative"], ["superlative", "org"]])
def test_what_was_set_aside_never_comes_back_whatever_the_engine(admin, editor, article, desk, types) -> None:
    gone = a_suggestion(article, quote=UNIQUE, types=types, value=None, unit="", approx="")
    dismiss_suggestion(actor=editor, suggestion=gone, reason="slogan")
    set_weights(actor=admin, desk=desk, amounts={"superlative": 0.9})

    tag(editor, article)

    row = by_quote()[UNIQUE]
    assert (row.pk, row.state, row.types, row.engine_version) == (
        gone.pk,
        SuggestionState.DISMISSED,
        types,
        "test",
    )


def test_words_set_aside_under_other_types_are_proposed_elsewhere(editor, desk) -> None:
    article = an_article(editor, text=f"{UNIQUE}。\n{UNIQUE}。")
    other = a_suggestion(article, quote=UNIQUE, types=["money"])
    dismiss_suggestion(actor=editor, suggestion=other, reason="wrong_span")

    tag(editor, article)

    (row,) = Suggestion.objects.pending()
    assert (row.start, row.types[0]) == (len(UNIQUE) + 2, "superlative")


def test_the_same_words_at_a_second_place_are_not_proposed_once_set_aside(editor) -> None:
    article = an_article(editor, text=f"{UNIQUE}。\n{UNIQUE}。")
    one = a_suggestion(article, quote=UNIQUE, types=["superlative"])
    dismiss_suggestion(actor=editor, suggestion=one, reason="duplicate")

    tag(editor, article)

    assert not Suggestion.objects.pending().exists()


def next_text(article: Article, text: str) -> Article:
    """A further version, as the step that will store versions leaves it."""
    Version.objects.create(
        article=article, number=2, text=text, sha256="x" * 64, original=b"", author=article.created_by
    )
    Article.objects.filter(pk=article.pk).update(text_version=2)
    return Article.objects.get(pk=article.pk)


def test_a_decision_holds_in_a_new_text_too(editor, article) -> None:
    tag(editor, article)
    rows = by_quote()
    dismiss_suggestion(actor=editor, suggestion=rows[UNIQUE], reason="slogan")
    accept_suggestion(actor=editor, suggestion=rows[MONEY])

    newer = next_text(article, f"新的一段。\n{TEXT}")
    job = tag(editor, newer)

    waiting = Suggestion.objects.pending().filter(article_version=2)
    assert [row.quote for row in waiting] == [GROWTH]
    assert sums(job) == (1, 0, 0)
    assert [(row.run, LastRun.objects.get().number) for row in waiting] == [(1, 1)]


def test_what_was_accepted_does_not_come_back_with_other_edges(editor, article) -> None:
    narrow = a_suggestion(article, quote="117.77亿元", types=["money"])
    claim = accept_suggestion(actor=editor, suggestion=narrow)

    tag(editor, article)

    assert {row.quote for row in Suggestion.objects.pending()} == {UNIQUE, GROWTH}
    assert Claim.objects.get() == claim


def test_another_figure_that_overlaps_what_was_decided_is_proposed(editor, article) -> None:
    narrow = a_suggestion(article, quote="117.77亿元", types=["money"], value="1")
    accept_suggestion(actor=editor, suggestion=narrow)

    tag(editor, article)

    assert MONEY in {row.quote for row in Suggestion.objects.pending()}


def test_a_claim_made_by_hand_is_not_touched_by_a_run(editor, article) -> None:
    tag(editor, article)
    claim = accept_suggestion(actor=editor, suggestion=by_quote()[MONEY])

    tag(editor, article)

    before = (claim.quote, claim.version, claim.suggestion_id)
    claim.refresh_from_db()
    assert (claim.quote, claim.version, claim.suggestion_id) == before


def test_a_new_day_dates_the_waiting_rows_anew(editor, article) -> None:
    Article.objects.update(published_on=date(2019, 3, 8))
    tag(editor, article)
    assert by_quote()[GROWTH].reasons != []
    dates = {part["date"] for row in Suggestion.objects.all() for part in row.parts}

    edit_article(actor=editor, article=Article.objects.get(), seen=None, changes={"published_on": DAY})
    job = tag(editor, article)

    assert {part["date"] for row in Suggestion.objects.all() for part in row.parts} != dates
    assert (job.added, job.withdrawn) == (0, 0)


def test_a_withdrawn_suggestion_is_told_to_whoever_still_sees_it(admin, editor, article, desk) -> None:
    tag(editor, article)
    seen = by_quote()[UNIQUE]
    set_weights(actor=admin, desk=desk, amounts=SILENT)
    tag(editor, article)

    with pytest.raises(Missing, match="刚被新的一次预标注撤下"):
        accept_suggestion(actor=editor, suggestion=seen)
    with pytest.raises(Missing):
        dismiss_suggestion(actor=editor, suggestion=seen, reason="slogan")

    assert not Claim.objects.exists()


def test_an_article_pretagged_before_runs_were_counted_has_had_one(editor, article) -> None:
    old = a_suggestion(article, quote=MONEY, engine_version="1")
    LastRun.objects.create(article=article, text_version=1, at=timezone.now() - timedelta(days=1))

    job = tag(editor, article)

    rows = by_quote()
    assert (rows[MONEY].pk, rows[MONEY].engine_version) == (old.pk, STANDARD.version)
    assert (rows[UNIQUE].run, LastRun.objects.get().number) == (2, 2)
    assert sums(job) == (2, 1, 0)
