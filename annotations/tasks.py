"""Ids in, one service called, nothing else."""

from uuid import UUID

from celery import shared_task

from annotations.search.passages import CUT_PASSAGES
from annotations.services.idempotency import forget_old_answers
from annotations.services.indexing import cut_waiting, remind
from annotations.services.jobs import RUN_JOB
from annotations.services.jobs import sweep as sweep_jobs
from annotations.services.rechecks import draw_what_is_due
from annotations.services.staleness import settle_all
from annotations.services.uploads import forget_unread_uploads
from annotations.services.worker import run_job as run


@shared_task(name=RUN_JOB)
def run_job(job_id: str) -> str:
    """Safe to run twice: the lease on the row decides."""
    return run(UUID(job_id))


@shared_task(name="annotations.sweep")
def sweep() -> int:
    """Every few seconds: a sign of life, and a hint at what waits."""
    return sweep_jobs()


@shared_task(name=CUT_PASSAGES)
def cut_passages() -> int:
    """Safe to run twice: what is left to cut is read from the rows."""
    return cut_waiting()


@shared_task(name="annotations.look_for_uncut_passages")
def look_for_uncut_passages() -> bool:
    """Every few seconds: a hint may have been lost, a dictionary changed."""
    return remind()


@shared_task(name="annotations.forget_old_answers")
def forget() -> int:
    """Daily: kept answers older than their promise, and files that nobody will read any more."""
    return forget_old_answers() + forget_unread_uploads()


@shared_task(name="annotations.draw_rechecks")
def draw_rechecks() -> int:
    """Daily: the samples of months that are over and not drawn yet."""
    return len(draw_what_is_due())


@shared_task(name="annotations.settle_staleness")
def settle_staleness() -> int:
    """Daily: the claims whose sources have expired overnight."""
    return settle_all()
