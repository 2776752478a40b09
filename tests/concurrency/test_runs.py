"""A run of the engine beside people who decide, and beside another run."""

from __future__ import annotations

import pytest

from annotations.models import Actor, Claim, Job, LastRun, Suggestion
from annotations.services.decisions import accept_suggestion, dismiss_suggestion
from annotations.services.errors import Problem
from annotations.services.lexicon import Wanted, add_word
from annotations.services.pretag import request_pretag
from annotations.services.retag import request_retag
from annotations.services.weights import set_weights
from annotations.services.worker import run_job
from annotations.vocabulary import JobState, Role, SuggestionState
from tests.concurrency.conftest import at_once
from tests.factories import DeskFactory, an_article, member

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]

TEXT = "\n".join(f"第{n}段：到位资金{n}.5亿元，是全省唯一的深水港。" for n in range(10, 50))


@pytest.fixture
def desk():
    return DeskFactory.create()


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


@pytest.fixture
def admin(desk):
    return member(desk, Role.ADMIN)


def test_people_who_decide_while_the_text_is_read_again_lose_nothing(desk, editor, admin) -> None:
    article = an_article(editor, text=TEXT)
    run_job(request_pretag(actor=editor, article=article).pk)
    waiting = [row.pk for row in Suggestion.objects.in_reading_order()]
    set_weights(actor=admin, desk=desk, amounts={"superlative": 0.0, "figure_done": 0.9, "figure": 0.9})
    job = request_pretag(actor=editor, article=article)

    def decide(key, accepts):
        def act():
            row = Suggestion.objects.select_related("article__desk").get(pk=key)
            actor = Actor(editor.user)
            if accepts:
                return accept_suggestion(actor=actor, suggestion=row)
            return dismiss_suggestion(actor=actor, suggestion=row, reason="slogan")

        return act

    chosen = waiting[::5]
    acts = [decide(key, place % 2) for place, key in enumerate(chosen)]
    results = at_once([lambda: run_job(job.pk), *acts])

    assert results[0] == JobState.DONE
    done = [result for result in results[1:] if not isinstance(result, Exception)]
    gone = [result for result in results[1:] if isinstance(result, Exception)]
    # Only what the machine no longer proposes may have been withdrawn under somebody's hand.
    assert all(isinstance(error, Problem | Suggestion.DoesNotExist) for error in gone)
    decided = Suggestion.objects.exclude(state=SuggestionState.PENDING)
    assert decided.count() == len(done)
    assert Claim.objects.count() == sum(isinstance(result, Claim) for result in done)
    assert all(claim.suggestion_id for claim in Claim.objects.all())


def test_an_article_read_by_two_jobs_at_once_has_every_suggestion_once(desk, editor, admin) -> None:
    article = an_article(editor, text=TEXT)
    alone = an_article(editor, text=TEXT + "\n")
    run_job(request_pretag(actor=editor, article=alone).pk)
    one, all_of_them = request_pretag(actor=editor, article=article), request_retag(actor=admin, desk=desk)

    results = at_once([lambda: run_job(one.pk), lambda: run_job(all_of_them.pk)])

    def spans(of):
        rows = Suggestion.objects.filter(article=of).in_reading_order()
        return list(rows.values_list("start", "end", "engine_version"))

    assert results == [JobState.DONE, JobState.DONE]
    assert spans(article) == spans(alone)
    added = sum(Job.objects.values_list("added", flat=True))
    assert added == Suggestion.objects.count()
    assert LastRun.objects.count() == 2


def test_six_words_added_at_once_are_six_versions_of_the_desk(desk, admin) -> None:
    def add(n):
        return lambda: add_word(actor=Actor(admin.user), desk=desk, wanted=Wanted(f"潮信园{n}", "place"))

    results = at_once([add(n) for n in range(6)])

    desk.refresh_from_db()
    assert not [result for result in results if isinstance(result, Exception)]
    assert (desk.lexicon.count(), desk.version) == (6, 7)
