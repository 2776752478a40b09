"""The Job row is the outbox: written with the user's change, leased by a worker, never lost.

Celery only carries a hint; ``sweep`` hints again at what waits or has lost its worker.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.models import Actor, Article, Desk, Job, WorkerPulse
from annotations.models.jobs import JobQuerySet
from annotations.services import complaints
from annotations.services.access import require
from annotations.services.errors import Conflict
from annotations.vocabulary import JobState
from annotations.wording import say

RUN_JOB = "annotations.run_job"
MAX_ATTEMPTS = 5
STOPPING = {"pretag": "annotate", "retag": "administer", "fetch": "add_source", "recheck": "annotate"}
"""What a person must be allowed to do who cancels or retries a job of this kind."""
HINT_AGAIN = timedelta(seconds=5)
SWEEP_LIMIT = 50
BEAT = 2.0
"""Seconds between signs of life while a job waits for something slow."""
T = TypeVar("T")

log = structlog.get_logger(__name__)


class LeaseLost(Exception):
    """The job was cancelled or taken over: stop at once and write nothing more."""


@transaction.atomic
def later(kind: str, *, article: Article, by: Actor) -> Job:
    """Put work on the list in the caller's transaction; an unfinished job for the same text is kept."""
    waiting = Job.objects.select_for_update().unfinished().filter(kind=kind, article=article).first()
    if waiting and waiting.text_version == article.text_version:
        return waiting
    if waiting:
        _finish(Job.objects.filter(pk=waiting.pk), JobState.SUPERSEDED)
    job = Job(
        kind=kind,
        desk_id=article.desk_id,
        article=article,
        text_version=article.text_version,
        requested_by=by.user,
    )
    return _queue(job, Job.objects.filter(kind=kind, article=article))


def supersede(kind: str, *, article: Article) -> None:
    """End unfinished work on an article that is about to be asked for anew; in the caller's transaction.

    To be called before the article's row is written: a worker locks its job first, then the article.
    """
    unfinished = Job.objects.select_for_update().unfinished().filter(kind=kind, article=article)
    ids = list(unfinished.order_by("pk").values_list("pk", flat=True))
    _finish(Job.objects.filter(pk__in=ids), JobState.SUPERSEDED)


@transaction.atomic
def later_for_desk(kind: str, *, desk: Desk, by: Actor | None) -> Job:
    """Put work on all of a desk on the list; ``by`` is None for the command line."""
    same = Job.objects.filter(kind=kind, desk=desk, article__isnull=True)
    waiting = same.unfinished().first()
    return waiting or _queue(Job(kind=kind, desk=desk, requested_by=by.user if by else None), same)


@transaction.atomic
def later_about(job: Job) -> Job:
    """Put new work on the list that its ``subject`` tells apart; an unfinished job for the same is kept."""
    same = Job.objects.filter(kind=job.kind, desk=job.desk_id, article=job.article_id, subject=job.subject)
    return same.unfinished().first() or _queue(job, same)


def _queue(job: Job, same: JobQuerySet) -> Job:
    """Store a new job, or give back the unfinished one among ``same`` that somebody asked for just now."""
    job.hinted_at = timezone.now()
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        return same.unfinished().get()
    transaction.on_commit(lambda: hint(job.pk), robust=True)
    return job


def hint(job_id: uuid.UUID) -> bool:
    """Tell a worker that there is work. A broker that cannot be reached costs time, never work."""
    try:
        current_app.send_task(RUN_JOB, [str(job_id)], retry=False, ignore_result=True)
    except Exception as error:  # whatever the transport raises, the sweep will hint again
        log.warning("broker_unreachable", job=str(job_id), error=type(error).__name__)
        return False
    return True


@transaction.atomic
def lease(job_id: uuid.UUID) -> Job | None:
    """Take a job for this worker, or None when another has it, it is over, or its tries are used up."""
    now = timezone.now()
    one = Job.objects.filter(pk=job_id)
    spent = one.takeable(now).filter(attempts__gte=MAX_ATTEMPTS)
    if _finish(
        spent,
        JobState.FAILED,
        [{"detail": complaints.BROKEN_OFF.format(n=MAX_ATTEMPTS)}],
    ):
        return None
    token = uuid.uuid4()
    taken = one.takeable(now).update(
        state=JobState.RUNNING,
        lease=token,
        heartbeat=now,
        attempts=F("attempts") + 1,
        started=Coalesce("started", now),
    )
    return (
        Job.objects.select_related("article", "source", "desk", "requested_by").get(pk=job_id)
        if taken
        else None
    )


@contextmanager
def step(job: Job, **progress: Any) -> Iterator[None]:
    """One slice of work: what is written inside commits together with the progress, or not at all.

    ``progress`` are fields of the job: done, total, phase, errors, cursor. Raises ``LeaseLost`` when this
    worker no longer holds the job.
    """
    with transaction.atomic():
        if not _held(job).update(heartbeat=timezone.now(), **progress):
            raise LeaseLost(str(job.pk))
        yield


def count(job: Job, **numbers: int) -> None:
    """Inside a step, add to the sums of the job: added, updated, withdrawn."""
    _held(job).update(**{name: F(name) + number for name, number in numbers.items()})


def meanwhile(job: Job, work: Callable[[], T]) -> T:
    """Do slow work that touches no database, in a thread of its own, while the lease is kept.

    Raises ``LeaseLost`` when the job was cancelled meanwhile, once the work has come to its end.
    """
    with ThreadPoolExecutor(1) as pool:
        doing = pool.submit(work)
        while True:
            try:
                return doing.result(timeout=BEAT)
            except FutureTimeout:
                if doing.done():
                    raise
            with step(job):
                pass


def use_engine(job: Job, version: str) -> None:
    """Say with which engine the job is done; what another engine began is begun again."""
    if job.engine_version == version:
        return
    with step(job, engine_version=version, done=0, cursor=None, errors=[]):
        job.engine_version, job.done, job.cursor, job.errors = version, 0, None, []


def finish(job: Job, state: JobState) -> bool:
    """End a job that this worker holds."""
    return _finish(_held(job), state)


def rest(job: Job) -> None:
    """Let other jobs have their turn: back on the list where it stopped, its tries counted anew."""
    if not _held(job).update(state=JobState.QUEUED, lease=None, attempts=0, hinted_at=timezone.now()):
        raise LeaseLost(str(job.pk))
    hint(job.pk)


def _held(job: Job) -> JobQuerySet:
    """The job's row, as long as this worker holds its lease."""
    return Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING)


def fail(job: Job, sentence: str) -> str:
    """End a job for good: doing it again would change nothing. ``sentence`` is stored in Chinese."""
    _finish(_held(job), JobState.FAILED, [{"detail": sentence}])
    return JobState.FAILED


def try_again(job: Job, sentence: str) -> str:
    """Back on the list, or failed when the tries are used up; only the last sentence is kept."""
    if job.attempts >= MAX_ATTEMPTS:
        return fail(job, sentence)
    # As if just hinted at: the sweep comes back to it in a while, not at once.
    _held(job).update(
        state=JobState.QUEUED, lease=None, errors=[{"detail": sentence}], hinted_at=timezone.now()
    )
    return JobState.QUEUED


def give_back(job: Job, error: Exception) -> None:
    """After an error: back on the list, or failed when the tries are used up. The error is kept."""
    detail = {"detail": f"{type(error).__name__}: {error}"[:300]}
    held = _held(job)
    if job.attempts >= MAX_ATTEMPTS:
        _finish(held, JobState.FAILED, [*job.errors, detail])
    else:
        held.update(state=JobState.QUEUED, lease=None, errors=[*job.errors, detail])


def sweep() -> int:
    """Renew the sign of life and hint again at waiting or orphaned jobs, oldest first."""
    now = timezone.now()
    WorkerPulse.objects.update_or_create(id=1, defaults={"at": now})
    stale_hint = Q(hinted_at__isnull=True) | Q(hinted_at__lt=now - HINT_AGAIN)
    waiting = Job.objects.takeable(now).filter(stale_hint).order_by("created_at")
    ids = list(waiting.values_list("pk", flat=True)[:SWEEP_LIMIT])
    Job.objects.filter(pk__in=ids).update(hinted_at=now)
    return sum(hint(job_id) for job_id in ids)


def hint_all() -> tuple[int, int]:
    """Hint at every waiting job now; returns how many hints were sent and how many jobs wait."""
    ids = list(Job.objects.takeable(timezone.now()).order_by("created_at").values_list("pk", flat=True))
    return sum(hint(job_id) for job_id in ids), len(ids)


@transaction.atomic
def cancel_job(*, actor: Actor, job: Job) -> Job:
    """Stop a job that has not ended; the worker notices at its next slice."""
    require(actor, job.desk_id, STOPPING[job.kind])
    if not _finish(Job.objects.filter(pk=job.pk).unfinished(), JobState.CANCELLED):
        job.refresh_from_db()
        raise Conflict(say("任务{state}，不能取消。", state=job.get_state_display()))
    job.refresh_from_db()
    return job


@transaction.atomic
def retry_job(*, actor: Actor, job: Job) -> Job:
    """Put a failed or cancelled job on the list again; it goes on where it stopped."""
    require(actor, job.desk_id, STOPPING[job.kind])
    over = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED])
    try:
        with transaction.atomic():
            again = over.update(
                state=JobState.QUEUED,
                attempts=0,
                lease=None,
                finished=None,
                errors=[],
                hinted_at=timezone.now(),
            )
    except IntegrityError:
        raise Conflict(say("已有同样的任务在进行，不需要重试。")) from None
    job.refresh_from_db()
    if not again:
        raise Conflict(say("任务{state}，不需要重试。", state=job.get_state_display()))
    transaction.on_commit(lambda: hint(job.pk), robust=True)
    return job


def _finish(jobs: Any, state: JobState, errors: list[dict[str, Any]] | None = None) -> bool:
    fields: dict[str, Any] = {"state": state, "finished": timezone.now(), "lease": None}
    if errors is not None:
        fields["errors"] = errors
    return bool(jobs.update(**fields))
