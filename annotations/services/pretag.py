"""Background pre-tagging: the engine's proposals become Suggestion rows, slice by slice."""

from __future__ import annotations

import time
import uuid
from typing import Any

from django.utils.timezone import localdate

from annotations.detectors.proposal import Proposal, Slice
from annotations.detectors.suggestions import propose
from annotations.detectors.version import ENGINE_VERSION
from annotations.models import Actor, Article, Job, Suggestion
from annotations.services import jobs
from annotations.services.access import require
from annotations.services.fields import anchor
from annotations.vocabulary import JobState, SuggestionState

KIND = "pretag"
SLICE = 20
"""Proposals stored in one transaction; small, so that a page shows progress and a kill costs little."""
SILENCE = 1.0
"""Seconds after which progress is stored even without new proposals, so that the lease is kept."""


class Outdated(Exception):
    """The article has a newer text than the job was made for."""


def request_pretag(*, actor: Actor, article: Article) -> Job:
    """Queue pre-tagging of the current text; asking twice queues once."""
    require(actor, article.desk_id, "upload")
    return jobs.later(KIND, article=article, by=actor)


def run_job(job_id: uuid.UUID) -> str:
    """Do one leased job to its end; returns the state it ended in, or "" when another has it."""
    job = jobs.lease(job_id)
    if job is None:
        return ""
    try:
        _tag(job)
    except jobs.LeaseLost:
        return ""
    except Outdated:
        jobs.finish(job, JobState.SUPERSEDED)
        return JobState.SUPERSEDED
    except Exception as error:
        jobs.give_back(job, error)
        raise
    return JobState.DONE if jobs.finish(job, JobState.DONE) else ""


def _tag(job: Job) -> None:
    """Work through the text from where an earlier worker stopped (``job.done`` characters)."""
    article = job.article
    if article is None or article.text_version != job.text_version:
        raise Outdated()
    text = article.text
    known = _known(article)
    errors: list[dict[str, Any]] = []
    waiting: list[Suggestion] = []
    stored_at = time.monotonic()
    day = article.published_on or localdate(article.created_at)
    for piece in propose(text, title=article.title, reference_date=day):
        errors += piece.errors
        if piece.done <= job.done and piece.done < piece.total:
            continue
        waiting += [
            _row(article, text, proposal)
            for proposal in piece.proposals
            if not known & {(proposal.quote, proposal.types), (proposal.start, proposal.end)}
        ]
        due = len(waiting) >= SLICE or time.monotonic() - stored_at > SILENCE
        if due or piece.done >= piece.total:
            _store(job, article, waiting, piece, errors)
            waiting, stored_at = [], time.monotonic()


def _store(
    job: Job, article: Article, rows: list[Suggestion], piece: Slice, errors: list[dict[str, Any]]
) -> None:
    phase = "整理结果" if piece.done >= piece.total else "识别数字、时间、政策、引语"
    with jobs.step(job, done=piece.done, total=piece.total, phase=phase, errors=errors[:100]):
        # ``article`` was read when the job began; a newer text makes its rows worthless.
        if not Article.objects.filter(pk=article.pk, text_version=job.text_version or 0).exists():
            raise Outdated()
        Suggestion.objects.bulk_create(rows, ignore_conflicts=True)


def _known(article: Article) -> set[tuple[Any, Any]]:
    """What must not be proposed again: spans already proposed in this text, and what a person dismissed."""
    known: set[tuple[Any, Any]] = set()
    for row in Suggestion.objects.filter(article=article).only(
        "quote", "types", "start", "end", "state", "article_version"
    ):
        if row.state == SuggestionState.DISMISSED:
            known.add((row.quote, tuple(row.types)))
        if row.article_version == article.text_version:
            known.add((row.start, row.end))
    return known


def _row(article: Article, text: str, proposal: Proposal) -> Suggestion:
    return Suggestion(
        article=article,
        article_version=article.text_version,
        **anchor(text, proposal.start, proposal.end, proposal.quote),
        types=list(proposal.types),
        value=proposal.value,
        unit=proposal.unit,
        approx=proposal.approx,
        date=proposal.date,
        score=proposal.score,
        priority=proposal.priority,
        prominent=proposal.prominent,
        marks=list(proposal.marks),
        reasons=list(proposal.reasons),
        parts=list(proposal.parts),
        detector=proposal.detector,
        engine_version=ENGINE_VERSION,
    )
