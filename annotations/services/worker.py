"""What a worker does with a job: the one place that knows every kind."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from annotations.models import Job
from annotations.services import fetching, jobs, pretag, retag, runs
from annotations.vocabulary import JobState

WORK: Mapping[str, Callable[[Job], str]] = {
    pretag.KIND: pretag.tag,
    retag.KIND: retag.tag_desk,
    fetching.FETCH: fetching.fetch_source,
    fetching.RECHECK: fetching.recheck_source,
}


def run_job(job_id: uuid.UUID) -> str:
    """Take a job and do it; returns the state it is left in, or "" when another worker has it."""
    job = jobs.lease(job_id)
    if job is None:
        return ""
    try:
        return WORK[job.kind](job)
    except jobs.LeaseLost:
        return ""
    except runs.Outdated:
        jobs.finish(job, JobState.SUPERSEDED)
        return JobState.SUPERSEDED
    except Exception as error:
        jobs.give_back(job, error)
        raise
