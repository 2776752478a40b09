"""Tasks: ids in, one service called, safe to run twice."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from annotations.models import Job, KeptAnswer, Source, Suggestion
from annotations.models.jobs import worker_alive
from annotations.services.jobs import RUN_JOB
from annotations.services.pretag import request_pretag
from annotations.tasks import forget, run_job, settle_staleness, sweep
from annotations.vocabulary import JobState, Role
from tests.factories import DeskFactory, a_claim, a_link, an_article, member
from workbench.celery import app

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def editor():
    return member(DeskFactory.create(), Role.EDITOR)


def test_the_job_is_run_by_its_id_and_a_second_time_changes_nothing(editor) -> None:
    job = request_pretag(actor=editor, article=an_article(editor))

    assert run_job(str(job.pk)) == JobState.DONE
    found = set(Suggestion.objects.values_list("pk", flat=True))
    assert run_job(str(job.pk)) == ""

    assert found != set()
    assert set(Suggestion.objects.values_list("pk", flat=True)) == found


def test_the_id_of_no_job_is_no_error() -> None:
    assert run_job(str(uuid4())) == ""


def test_the_sweep_says_that_a_worker_lives() -> None:
    assert not worker_alive()

    assert sweep() == 0

    assert worker_alive()
    assert Job.objects.count() == 0


def test_old_answers_are_forgotten(editor) -> None:
    for key in ("old", "young"):
        KeptAnswer.objects.create(user=editor.user, path="/", key=key, body_sha256="x")
    KeptAnswer.objects.filter(key="old").update(created_at=timezone.now() - timedelta(hours=25))

    assert forget() == 1
    assert KeptAnswer.objects.get().key == "young"


def test_tasks_are_known_by_the_names_that_services_and_the_clock_use(settings) -> None:
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {RUN_JOB, *named} <= set(app.tasks)


def test_a_hint_survives_the_death_of_its_worker() -> None:
    task = app.tasks[RUN_JOB]

    assert (task.acks_late, task.reject_on_worker_lost, task.ignore_result) == (True, True, True)
    assert 0 < app.conf.task_soft_time_limit < app.conf.task_time_limit


def test_expired_sources_are_looked_for_every_day(editor) -> None:
    link = a_link(editor, a_claim(editor))
    Source.objects.filter(pk=link.source_id).update(valid_until=timezone.localdate() - timedelta(days=1))

    assert app.conf.beat_schedule["staleness"]["task"] == settle_staleness.name
    assert (settle_staleness(), settle_staleness()) == (1, 0)
