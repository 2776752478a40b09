"""材料对稿 of long material: the worker that reads it keeps its lease, and stops when it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Job, Pair
from annotations.models.jobs import LEASE
from annotations.services import jobs, pairing
from annotations.services.pretag import request_pretag
from annotations.services.worker import run_job
from annotations.vocabulary import JobState
from tests.factories import a_source, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TEXT = "2023年，云溪市港口完成货物吞吐量2318万吨，旅游收入1.86亿元，新建泊位7个。"
REPORT = "云溪市2023年统计公报\n全年港口完成货物吞吐量2318万吨，旅游收入1.68亿元。"


@pytest.fixture
def job(editor) -> Job:
    """A sweep that waits."""
    article = an_article(editor, text=TEXT)
    run_job(request_pretag(actor=editor, article=article).pk)
    a_source(editor, text=REPORT, article=article)
    return Job.objects.unfinished().get(kind=pairing.KIND, article=article)


@pytest.fixture
def reading(monkeypatch) -> threading.Event:
    """Set while the material is read, which takes many signs of life."""
    under_way, real = threading.Event(), pairing.pair

    def slow(*arguments: Any) -> Iterator[Any]:
        under_way.set()
        time.sleep(0.4)
        under_way.clear()
        yield from real(*arguments)

    monkeypatch.setattr(pairing, "pair", slow)
    monkeypatch.setattr(jobs, "BEAT", 0.05)
    return under_way


@pytest.fixture
def at_a_sign_of_life(monkeypatch, reading) -> Callable[[Callable[[], None]], None]:
    """Do something once, when the worker gives the first sign of life while it reads."""

    def once(act: Callable[[], None]) -> None:
        left, real = [act], jobs.step

        def step(job: Job, **progress: Any) -> Any:
            if reading.is_set() and left:
                left.pop()()
            return real(job, **progress)

        monkeypatch.setattr(jobs, "step", step)

    return once


def takeable(job: Job) -> bool:
    """Whether another worker could take the job over now."""
    return Job.objects.takeable(timezone.now()).filter(pk=job.pk).exists()


def test_nobody_takes_a_sweep_over_while_it_reads(job, reading, at_a_sign_of_life, monkeypatch) -> None:
    seen: list[bool] = []

    def as_if_long_silent() -> None:
        Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - 2 * LEASE)
        seen.append(takeable(job))

    at_a_sign_of_life(as_if_long_silent)
    step = jobs.step

    def watched(job: Job, **progress: Any) -> Any:
        if seen:
            seen.append(takeable(job))
        return step(job, **progress)

    monkeypatch.setattr(jobs, "step", watched)

    assert run_job(job.pk) == JobState.DONE
    assert seen[0]
    assert len(seen) > 2
    assert not any(seen[1:])
    assert Pair.objects.filter(article=job.article).exists()


def test_a_sweep_that_is_cancelled_while_it_reads_stores_nothing(editor, job, at_a_sign_of_life) -> None:
    at_a_sign_of_life(lambda: jobs.cancel_job(actor=editor, job=job) and None)

    run_job(job.pk)

    assert Job.objects.get(pk=job.pk).state == JobState.CANCELLED
    assert not Pair.objects.exists()
