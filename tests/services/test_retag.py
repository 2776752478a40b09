"""重新预标注 of a whole desk: one job, resumable, cancellable, one at a time."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations.models import Article, Job, LastRun, Suggestion
from annotations.models.jobs import LEASE
from annotations.services import jobs, retag
from annotations.services.decisions import dismiss_suggestion
from annotations.services.engines import engine_of
from annotations.services.errors import Conflict, Forbidden, Missing
from annotations.services.pretag import request_pretag
from annotations.services.retag import request_retag
from annotations.services.weights import set_weights
from annotations.services.worker import run_job
from annotations.vocabulary import JobState, SuggestionState
from tests.factories import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

UNIQUE = "第{n}港是全省唯一的深水港"
TEXT = UNIQUE + "。\n到位资金117.77亿元。"
SILENT = {"superlative": 0.0}


@pytest.fixture
def articles(editor, desk, admin) -> list[Article]:
    """Three articles that were tagged when the desk said nothing of what is unique, and has since."""
    set_weights(actor=admin, desk=desk, amounts=SILENT)
    made = [an_article(editor, text=TEXT.format(n=n), title=f"第{n}篇") for n in "一二三"]
    for article in made:
        run_job(request_pretag(actor=editor, article=article).pk)
    set_weights(actor=admin, desk=desk, amounts={})
    return made


def finished(job: Job) -> Job:
    """The job after as many turns as it needs."""
    while run_job(job.pk) == JobState.QUEUED:
        pass
    job.refresh_from_db()
    return job


def versions() -> set[str]:
    return set(Suggestion.objects.values_list("engine_version", flat=True))


def test_every_article_of_the_desk_is_read_again(admin, desk, articles) -> None:
    job = finished(request_retag(actor=admin, desk=desk))

    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    assert (job.added, job.updated, job.withdrawn) == (3, 0, 0)
    assert (job.article, job.requested_by, job.errors) == (None, admin.user, [])
    assert versions() == {engine_of(desk.pk, timezone.localdate()).version} == {job.engine_version}
    assert set(LastRun.objects.values_list("number", flat=True)) == {2}
    assert Suggestion.objects.filter(run=2).count() == 3


def test_what_is_up_to_date_is_not_read_again(admin, desk, articles) -> None:
    finished(request_retag(actor=admin, desk=desk))
    before = list(LastRun.objects.order_by("pk").values())

    job = finished(request_retag(actor=admin, desk=desk))

    assert (job.done, job.added, job.updated, job.withdrawn) == (3, 0, 0, 0)
    assert list(LastRun.objects.order_by("pk").values()) == before


def test_an_article_that_was_never_tagged_is_tagged_and_brings_nothing_new(admin, editor, desk) -> None:
    an_article(editor, text=TEXT)

    job = finished(request_retag(actor=admin, desk=desk))

    assert job.added == Suggestion.objects.filter(run=1).count() == 2


def test_other_desks_are_left_alone(admin, desk, stranger, articles) -> None:
    foreign = an_article(stranger, text=TEXT)

    assert finished(request_retag(actor=admin, desk=desk)).total == 3

    assert not Suggestion.objects.filter(article=foreign).exists()


def test_what_was_set_aside_stays_set_aside(admin, editor, desk, articles) -> None:
    row = Suggestion.objects.filter(article=articles[0]).get()
    dismiss_suggestion(actor=editor, suggestion=row, reason="not_needed")

    finished(request_retag(actor=admin, desk=desk))

    row.refresh_from_db()
    assert row.state == SuggestionState.DISMISSED
    assert Suggestion.objects.filter(article=articles[0]).pending().count() == 1


def test_asking_twice_queues_once_also_in_the_database(admin, desk) -> None:
    job = request_retag(actor=admin, desk=desk)

    assert request_retag(actor=admin, desk=desk) == job
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="retag", desk=desk)
    finished(job)
    assert request_retag(actor=admin, desk=desk) != job


def test_only_the_desks_administrators_ask_cancel_and_retry(admin, editor, chief, stranger, desk) -> None:
    for actor in (editor, chief):
        with pytest.raises(Forbidden):
            request_retag(actor=actor, desk=desk)
    with pytest.raises(Missing):
        request_retag(actor=stranger, desk=desk)
    job = request_retag(actor=admin, desk=desk)

    with pytest.raises(Forbidden):
        jobs.cancel_job(actor=chief, job=job)
    assert jobs.cancel_job(actor=admin, job=job).state == JobState.CANCELLED
    with pytest.raises(Forbidden):
        jobs.retry_job(actor=chief, job=job)
    assert jobs.retry_job(actor=admin, job=job).state == JobState.QUEUED


def test_a_cancelled_round_is_not_taken_up_beside_its_successor(admin, desk) -> None:
    job = jobs.cancel_job(actor=admin, job=request_retag(actor=admin, desk=desk))
    request_retag(actor=admin, desk=desk)

    with pytest.raises(Conflict):
        jobs.retry_job(actor=admin, job=job)


def test_turn_by_turn_it_goes_on_where_it_stopped(admin, desk, articles, monkeypatch) -> None:
    monkeypatch.setattr(retag, "TURN", 0.0)
    job = request_retag(actor=admin, desk=desk)

    seen = []
    while run_job(job.pk) == JobState.QUEUED:
        job.refresh_from_db()
        seen.append((job.done, job.state, job.lease, job.attempts, Suggestion.objects.filter(run=2).count()))

    assert seen == [(n, JobState.QUEUED, None, 0, n) for n in (1, 2, 3)]
    job.refresh_from_db()
    assert (job.state, job.done, job.added) == (JobState.DONE, 3, 3)


def test_a_killed_worker_is_followed_by_one_that_goes_on(admin, desk, articles, monkeypatch) -> None:
    monkeypatch.setattr(retag, "TURN", 0.0)
    job = request_retag(actor=admin, desk=desk)
    run_job(job.pk)
    assert jobs.lease(job.pk) is not None
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - LEASE - timedelta(seconds=1))
    monkeypatch.undo()

    finished(job)

    assert (job.done, job.total, job.added, job.attempts) == (3, 3, 3, 2)


def test_a_cancelled_job_stops_at_the_next_article(admin, desk, articles, monkeypatch) -> None:
    monkeypatch.setattr(retag, "TURN", 0.0)
    job = request_retag(actor=admin, desk=desk)
    run_job(job.pk)

    jobs.cancel_job(actor=admin, job=job)

    assert run_job(job.pk) == ""
    assert Suggestion.objects.filter(run=2).count() == 1
    jobs.retry_job(actor=admin, job=job)
    monkeypatch.undo()
    assert finished(job).added == 3


def test_weights_changed_on_the_way_begin_another_round(admin, desk, articles, monkeypatch) -> None:
    monkeypatch.setattr(retag, "TURN", 0.0)
    job = request_retag(actor=admin, desk=desk)
    run_job(job.pk)
    set_weights(actor=admin, desk=desk, amounts={"figure_done": 0.9, "figure": 0.9})
    monkeypatch.undo()

    finished(job)

    assert versions() == {engine_of(desk.pk, timezone.localdate()).version} == {job.engine_version}
    assert (job.done, job.total) == (3, 3)


@pytest.fixture
def unreadable(articles) -> Article:
    """An article whose stored version is lost: reading it fails."""
    lost = sorted(articles, key=lambda article: article.pk)[1]
    Article.objects.filter(pk=lost.pk).update(text_version=7)
    return lost


def test_an_article_that_fails_is_reported_and_the_rest_go_on(admin, desk, unreadable) -> None:
    job = finished(request_retag(actor=admin, desk=desk))

    (error,) = job.errors
    assert (job.state, job.done, job.added) == (JobState.DONE, 3, 2)
    assert error["article"] == str(unreadable.pk)
    assert error["detail"].startswith(f"《{unreadable.title}》没有重新预标注成功，其他稿件不受影响")


def test_the_command_queues_it_and_names_the_desks_when_there_is_no_such(desk, articles) -> None:
    out, err = io.StringIO(), io.StringIO()
    call_command("retag", desk.name, stdout=out, stderr=err)

    job = Job.objects.get(kind="retag")
    assert out.getvalue() == f"“{desk.name}”共 3 篇稿件，任务 {job.pk} 排队中。\n"
    assert "没有后台进程" in err.getvalue()
    assert job.requested_by is None
    with pytest.raises(CommandError, match=f"现有：{desk.name}"):
        call_command("retag", "没有的部门")
    assert finished(job).added == 3
