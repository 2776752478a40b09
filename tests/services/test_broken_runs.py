"""A run that is killed, overtaken by other weights, or hindered by a detector ends as it should."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from annotations.detectors import DETECTORS, statements
from annotations.models import Article, Job, Suggestion
from annotations.models.jobs import LEASE
from annotations.services import jobs
from annotations.services.engines import engine_of
from annotations.services.pretag import request_pretag
from annotations.services.weights import set_weights
from annotations.services.worker import run_job
from annotations.vocabulary import JobState
from tests.factories import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

UNIQUE = "云溪港是全省唯一的深水港"
DAY = date(2024, 3, 8)
SILENT = {"superlative": 0.0}


def tag(editor, article) -> Job:
    job = request_pretag(actor=editor, article=Article.objects.get(pk=article.pk))
    assert run_job(job.pk) == JobState.DONE
    job.refresh_from_db()
    return job


def sums(job: Job) -> tuple[int, int, int]:
    return (job.added, job.updated, job.withdrawn)


LONG = "\n".join(f"第{n}段：到位资金{n}.5亿元，比上年增长{n % 90 + 1}%。{UNIQUE}。" for n in range(10, 70))


class Killed(BaseException):
    """kill -9: nothing of ours runs any more."""


@pytest.fixture
def one_slice(monkeypatch):
    """``one_slice(job)``: a worker stores one slice and is killed in the next; true when the job ended."""

    def run(job: Job) -> bool:
        stored = []

        def die_in_the_second(*args, **numbers) -> None:
            if stored:
                raise Killed
            stored.append(numbers)
            count(*args, **numbers)

        count = jobs.count
        with monkeypatch.context() as patch:
            patch.setattr(jobs, "count", die_in_the_second)
            try:
                return run_job(job.pk) == JobState.DONE
            except Killed:
                Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - LEASE * 2, attempts=1)
                return False

    return run


def test_a_run_killed_in_every_slice_ends_as_one_that_was_not(admin, editor, desk, one_slice) -> None:
    quiet, killed = an_article(editor, text=LONG), an_article(editor, text=LONG + "\n")
    for article in (quiet, killed):
        tag(editor, article)
    set_weights(actor=admin, desk=desk, amounts={"comparison": 0.9, **SILENT})
    undisturbed = tag(editor, quiet)
    job = request_pretag(actor=editor, article=killed)

    deaths = 0
    while not one_slice(job):
        deaths += 1

    job.refresh_from_db()
    assert deaths > 3
    assert sums(job) == sums(undisturbed) != (0, 0, 0)
    assert _rows(killed) == _rows(quiet)


def _rows(article: Article) -> list[tuple[object, ...]]:
    names = ("start", "end", "types", "value", "score", "reasons", "state", "engine_version", "run")
    return list(Suggestion.objects.filter(article=article).in_reading_order().values_list(*names))


def test_weights_changed_while_a_run_was_interrupted_begin_it_again(admin, editor, desk, one_slice) -> None:
    article = an_article(editor, text=LONG)
    job = request_pretag(actor=editor, article=article)
    assert not one_slice(job)
    job.refresh_from_db()
    assert 0 < job.done < len(LONG)
    set_weights(actor=admin, desk=desk, amounts={"comparison": 0.9})

    assert run_job(job.pk) == JobState.DONE

    job.refresh_from_db()
    version = engine_of(desk.pk, DAY).version
    assert {row.engine_version for row in Suggestion.objects.all()} == {version} == {job.engine_version}
    assert job.added == Suggestion.objects.count()


@pytest.fixture
def broken_detector(monkeypatch):
    """One detector more, which cannot read what is unique."""

    def detect(reading):
        if "唯一" in reading.text:
            raise RuntimeError("内部")
        return ()

    detect.__module__ = "annotations.detectors.superlative"
    monkeypatch.setattr(statements, "DETECTORS", (*DETECTORS, detect))
    statements.statements.cache_clear()
    yield
    statements.statements.cache_clear()


@pytest.mark.usefixtures("broken_detector")
def test_a_detector_that_raises_is_told_in_words_and_the_rest_is_found(editor) -> None:
    money = "到位资金117.77亿元"
    job = tag(editor, an_article(editor, text=f"{UNIQUE}。\n{money}。"))

    (error,) = job.errors
    assert error["detail"] == (
        "第 1 字起的一句（“云溪港是全省唯一的深水港…”）里“唯一、最、排名”没有识别成功，其他识别不受影响。"
    )
    assert (error["detector"], error["error"], error["start"]) == ("superlative", "RuntimeError", 0)
    assert {row.quote for row in Suggestion.objects.all()} == {UNIQUE, money}
