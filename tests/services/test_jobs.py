"""The Job row is the outbox: leased by one worker, never lost, never done twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery import Celery, current_app
from django.db import transaction
from django.utils import timezone

from annotations.models import Article, Job, Suggestion, WorkerPulse
from annotations.models.jobs import ALIVE, LEASE, worker_alive
from annotations.services import jobs
from annotations.services.errors import Conflict, Forbidden
from annotations.services.ingest import ingest_article
from annotations.services.pretag import request_pretag
from annotations.services.worker import run_job
from annotations.vocabulary import JobState
from tests.factories import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TEXT = "\n".join(
    f"第{n}节：2023年，全市新开工项目{n}个，到位资金{n}.5亿元，占全省的{n % 90 + 1}%。" for n in range(10, 60)
)


@pytest.fixture
def job(editor) -> Job:
    return request_pretag(actor=editor, article=an_article(editor, text=TEXT))


def silent(job: Job, *, seconds: float = LEASE.total_seconds() + 1) -> None:
    """Its worker has not been heard of for a while."""
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - timedelta(seconds=seconds))


def test_asking_twice_queues_once(editor, job) -> None:
    assert request_pretag(actor=editor, article=job.article).pk == job.pk
    assert Job.objects.count() == 1


def test_a_job_for_an_older_text_makes_way(editor, job) -> None:
    Article.objects.update(text_version=2)

    newer = request_pretag(actor=editor, article=Article.objects.get())

    job.refresh_from_db()
    assert (job.state, newer.state, newer.text_version) == (JobState.SUPERSEDED, JobState.QUEUED, 2)


def test_only_one_worker_gets_the_lease_until_it_falls_silent(job) -> None:
    first = jobs.lease(job.pk)
    assert (first.state, first.attempts) == (JobState.RUNNING, 1)
    assert jobs.lease(job.pk) is None

    silent(job)
    second = jobs.lease(job.pk)

    assert (second.attempts, second.lease != first.lease, second.started) == (2, True, first.started)


def test_whoever_lost_the_lease_writes_nothing_more(job) -> None:
    lost = jobs.lease(job.pk)
    silent(job)
    holder = jobs.lease(job.pk)

    with pytest.raises(jobs.LeaseLost), jobs.step(lost, done=5, total=9, phase="x", errors=[]):
        pytest.fail("the slice of a lost lease was entered")
    assert not jobs.finish(lost, JobState.DONE)

    job.refresh_from_db()
    assert (job.state, job.done, job.lease) == (JobState.RUNNING, 0, holder.lease)


def test_a_slice_commits_with_its_progress_or_not_at_all(job) -> None:
    mine = jobs.lease(job.pk)

    with pytest.raises(ZeroDivisionError), jobs.step(mine, done=5, total=9, phase="x", errors=[]):
        _ = 1 / 0
    job.refresh_from_db()
    assert job.done == 0

    with jobs.step(mine, done=5, total=9, phase="x", errors=[]):
        pass
    job.refresh_from_db()
    assert (job.done, job.total, job.phase) == (5, 9, "x")


def test_a_job_runs_to_its_end_and_not_a_second_time(job) -> None:
    assert run_job(job.pk) == JobState.DONE
    found = Suggestion.objects.count()

    assert run_job(job.pk) == ""

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.lease) == (JobState.DONE, len(TEXT), len(TEXT), None)
    assert found > 50
    assert Suggestion.objects.count() == found


def test_a_job_goes_on_where_a_killed_worker_stopped(job) -> None:
    run_job(job.pk)
    everything = set(Suggestion.objects.values_list("start", "end"))
    half = len(TEXT) // 2
    Suggestion.objects.filter(end__gt=half).delete()
    kept = set(Suggestion.objects.values_list("pk", flat=True))
    line_end = TEXT.rindex("\n", 0, half)
    Job.objects.update(state=JobState.RUNNING, done=line_end, finished=None)
    silent(job)

    assert run_job(job.pk) == JobState.DONE

    assert set(Suggestion.objects.values_list("start", "end")) == everything
    assert kept <= set(Suggestion.objects.values_list("pk", flat=True))


def test_after_five_tries_a_job_has_failed(job) -> None:
    for _ in range(jobs.MAX_ATTEMPTS):
        assert jobs.lease(job.pk) is not None
        silent(job)

    assert jobs.lease(job.pk) is None

    job.refresh_from_db()
    assert (job.state, job.attempts, len(job.errors)) == (JobState.FAILED, 5, 1)


def test_an_error_puts_the_job_back_with_the_error_until_its_tries_are_used_up(job) -> None:
    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        jobs.give_back(jobs.lease(job.pk), ValueError(f"第{attempt}次"))
        job.refresh_from_db()
        assert job.state == (JobState.FAILED if attempt == jobs.MAX_ATTEMPTS else JobState.QUEUED)

    assert [error["detail"] for error in job.errors] == [f"ValueError: 第{n}次" for n in range(1, 6)]


def test_a_job_writes_only_while_its_text_is_the_current_one(job) -> None:
    Article.objects.update(text_version=2)

    assert run_job(job.pk) == JobState.SUPERSEDED

    assert Suggestion.objects.count() == 0


def test_a_cancelled_job_is_stopped_and_can_be_taken_up_again(editor, job) -> None:
    running = jobs.lease(job.pk)

    cancelled = jobs.cancel_job(actor=editor, job=job)
    assert cancelled.state == JobState.CANCELLED
    with pytest.raises(jobs.LeaseLost), jobs.step(running, done=1, total=2, phase="x", errors=[]):
        pass
    assert run_job(job.pk) == ""

    assert jobs.retry_job(actor=editor, job=job).state == JobState.QUEUED
    assert run_job(job.pk) == JobState.DONE


def test_what_has_ended_is_not_cancelled_and_what_is_well_is_not_retried(editor, reporter, job) -> None:
    with pytest.raises(Conflict):
        jobs.retry_job(actor=editor, job=job)
    with pytest.raises(Forbidden):
        jobs.cancel_job(actor=reporter, job=job)
    run_job(job.pk)

    with pytest.raises(Conflict):
        jobs.cancel_job(actor=editor, job=job)
    with pytest.raises(Conflict):
        jobs.retry_job(actor=editor, job=job)


def test_a_cancelled_job_is_not_retried_beside_its_successor(editor, job) -> None:
    jobs.cancel_job(actor=editor, job=job)
    successor = request_pretag(actor=editor, article=job.article)

    with pytest.raises(Conflict):
        jobs.retry_job(actor=editor, job=job)

    assert list(Job.objects.unfinished()) == [successor]


def test_the_sweep_is_a_sign_of_life_and_hints_again_at_what_waits(hints, job) -> None:
    assert not worker_alive()

    assert jobs.sweep() == 0  # hinted at a moment ago
    Job.objects.update(hinted_at=timezone.now() - jobs.HINT_AGAIN * 2)
    assert jobs.sweep() == 1

    assert hints.hinted() == [str(job.pk)]
    assert worker_alive()
    WorkerPulse.objects.update(at=timezone.now() - ALIVE * 2)
    assert not worker_alive()


def test_requeue_hints_at_every_waiting_and_orphaned_job(editor, hints, job) -> None:
    orphan = request_pretag(actor=editor, article=an_article(editor))
    jobs.lease(orphan.pk)
    assert jobs.hint_all() == (1, 1)
    silent(orphan)

    assert jobs.hint_all() == (2, 2)
    assert hints.hinted() == [str(job.pk), str(job.pk), str(orphan.pk)]


def test_a_broker_that_is_down_fails_no_request(editor, desk, django_capture_on_commit_callbacks) -> None:
    before = current_app._get_current_object()
    lost = Celery("lost", broker="redis://127.0.0.1:1/0", set_as_current=False)
    lost.conf.broker_connection_timeout = 0.2
    lost.set_current()
    try:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            article, created = ingest_article(actor=editor, desk=desk, title="样稿", text="正文。")
        hinted = jobs.hint(Job.objects.get().pk)
    finally:
        before.set_current()

    assert created
    assert hinted is False
    assert Job.objects.get(article=article).state == JobState.QUEUED
