"""Background pre-tagging of one article: the engine's proposals are stored slice by slice."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from annotations.detectors.proposal import Proposal, Slice
from annotations.detectors.suggestions import propose
from annotations.models import Actor, Article, Job
from annotations.services import complaints, jobs, pairing, runs
from annotations.services.access import require
from annotations.services.engines import day_of, engine_of
from annotations.text.boundaries import boundaries
from annotations.vocabulary import JobState
from annotations.wording import marked

KIND = "pretag"
SLICE = 20
"""Proposals stored in one transaction; small, so that a page shows progress and a kill costs little."""
SILENCE = 1.0
"""Seconds after which progress is stored even without new proposals, so that the lease is kept."""


def request_pretag(*, actor: Actor, article: Article) -> Job:
    """Queue pre-tagging of the current text; asking twice queues once."""
    require(actor, article.desk_id, "upload")
    return jobs.later(KIND, article=article, by=actor)


@dataclass
class Heap:
    """What has been read of the text so far, and what of it still waits to be stored."""

    made: set[runs.Span] = field(default_factory=set)
    waiting: list[Proposal] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    sentences: int = 0
    checkable: list[runs.Span] = field(default_factory=list)

    def add(self, piece: Slice, text: str) -> None:
        """Take in what the engine made of the next sentences."""
        self.made.update((proposal.start, proposal.end) for proposal in piece.proposals)
        self.errors += [complaints.of_sentence(error, text) for error in piece.errors]
        self.sentences += piece.sentences
        self.checkable += piece.checkable


def tag(job: Job) -> str:
    """Do a leased job; raises ``runs.Outdated`` when the article has a newer text by now.

    The engine reads from the beginning again after a worker was killed, so that in the end everything
    it made is known; what is stored (``job.done`` characters) is not stored again.
    """
    article = job.article
    if article is None or article.text_version != job.text_version:
        raise runs.Outdated()
    day = day_of(article)
    engine = engine_of(article.desk_id, day)
    jobs.use_engine(job, engine.version)
    run = runs.begin(article, engine)
    heap = Heap()
    at = job.done
    stored_at = time.monotonic()
    made = propose(run.text, title=article.title, reference_date=day, engine=engine)
    for piece in run.narrowed(made):
        heap.add(piece, run.text)
        if piece.done <= job.done and piece.done < piece.total:
            continue
        heap.waiting += piece.proposals
        due = len(heap.waiting) >= SLICE or time.monotonic() - stored_at > SILENCE
        if due and piece.done < piece.total:
            _store(job, run, heap, at, piece.done)
            at, stored_at = piece.done, time.monotonic()
    places = boundaries(run.text, engine.lexicon)
    run.read_checks()
    _end(job, run, heap, at, places)
    return JobState.DONE


def _store(job: Job, run: runs.Run, heap: Heap, start: int, end: int) -> None:
    errors = heap.errors[: complaints.KEPT]
    phase = marked("识别数字、时间、政策、引语")
    with jobs.step(job, done=end, total=len(run.text), phase=phase, errors=errors):
        runs.hold_text(run)
        added, updated = runs.place(run, heap.waiting, start, end)
        jobs.count(job, added=added, updated=updated)
    heap.waiting = []


@transaction.atomic
def _end(job: Job, run: runs.Run, heap: Heap, start: int, places: dict[str, list[str]]) -> None:
    """The last slice, what is withdrawn, and the end of the job: all or nothing."""
    total = len(run.text)
    errors = heap.errors[: complaints.KEPT]
    with jobs.step(job, done=total, total=total, phase=marked("整理结果"), errors=errors):
        runs.hold_text(run)
        added, updated = runs.place(run, heap.waiting, start, total)
        withdrawn = runs.close(run, heap.made, heap.sentences, heap.checkable, places)
        jobs.count(job, added=added, updated=updated, withdrawn=withdrawn)
    jobs.finish(job, JobState.DONE)
    pairing.request(run.article, Actor(job.requested_by) if job.requested_by else None)
