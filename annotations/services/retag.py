"""重新预标注: all articles of a desk read again with its present words and weights, in one resumable job."""

from __future__ import annotations

import time
import uuid
from datetime import date
from typing import Any, NamedTuple

from django.db import OperationalError

from annotations.detectors.engine import Engine
from annotations.detectors.suggestions import propose
from annotations.models import Actor, Article, Desk, Job
from annotations.services import complaints, jobs, pairing, pretag, runs
from annotations.services.access import require
from annotations.services.engines import DeskSettings, day_of, settings_of
from annotations.text.boundaries import boundaries
from annotations.vocabulary import JobState
from annotations.wording import marked

KIND = "retag"
SLICE = 100
"""Articles looked at in one query."""
TURN = 3.0
"""Seconds after which the job goes back on the list, so that a new article need not wait for a desk."""


def request_retag(*, actor: Actor | None, desk: Desk) -> Job:
    """Queue the desk's articles; asking twice queues once. ``actor`` is None for the command line."""
    if actor is not None:
        require(actor, desk.pk, "administer")
    return jobs.later_for_desk(KIND, desk=desk, by=actor)


def tag_desk(job: Job) -> str:
    """Do a leased job, or a turn of it: article after article in the order of their ids.

    A worker that takes over goes on behind ``job.cursor``. When words or weights were changed meanwhile,
    the round is begun again; what is up to date by then costs next to nothing.
    """
    ends = time.monotonic() + TURN
    settings = settings_of(job.desk_id)
    jobs.use_engine(job, settings.version)
    total = max(job.total, Article.objects.filter(desk_id=job.desk_id).count())
    turn = Turn(job, settings, total)
    while rows := turn.following():
        for row in rows:
            turn.take(row)
            if time.monotonic() > ends:
                turn.store()
                jobs.rest(job)
                return JobState.QUEUED
        turn.store()
    if settings_of(job.desk_id).version != job.engine_version:
        jobs.rest(job)
        return JobState.QUEUED
    turn.store(total=job.done)
    return JobState.DONE if jobs.finish(job, JobState.DONE) else ""


class Row(NamedTuple):
    """What is asked of an article before it is read: whether it is up to date."""

    pk: uuid.UUID
    text_version: int
    tagged_version: int | None
    tagged_with: str | None
    day: date


class Turn:
    """The articles that one lease of the job covers. ``job.done``, cursor and errors are kept up to date."""

    def __init__(self, job: Job, settings: DeskSettings, total: int) -> None:
        self.job = job
        self.settings = settings
        self.total = total
        self.engines: dict[date, Engine] = {}

    def following(self) -> list[Row]:
        """The next articles behind the cursor; empty at the end."""
        rows = Article.objects.filter(desk_id=self.job.desk_id).select_related("last_run").order_by("pk")
        if self.job.cursor:
            rows = rows.filter(pk__gt=self.job.cursor)
        rows = rows.only(
            "pk", "text_version", "published_on", "created_at",
            "last_run__text_version", "last_run__engine_version",
        )  # fmt: skip
        return [_row(article) for article in rows[:SLICE]]

    def take(self, row: Row) -> None:
        """Read one article if it is not up to date; one that fails is reported and the rest go on."""
        engine = self._engine(row.day)
        fresh = (row.text_version, engine.version) == (row.tagged_version, row.tagged_with)
        try:
            if not fresh:
                self._read(row, engine)
        except (jobs.LeaseLost, OperationalError):
            raise
        except runs.Outdated:
            pass  # its newer text has a job of its own
        except Exception as error:
            self._complain(row, error)
        self.job.cursor = row.pk
        self.job.done += 1

    def store(self, **more: Any) -> None:
        """Progress, and a sign of life."""
        with jobs.step(self.job, **(self._progress() | more)):
            pass

    def _progress(self) -> dict[str, Any]:
        job = self.job
        return {
            "done": job.done,
            "total": max(self.total, job.done),
            "cursor": job.cursor,
            "phase": marked("重新预标注本部门稿件"),
            "errors": job.errors[: complaints.KEPT],
        }

    def _engine(self, day: date) -> Engine:
        if day not in self.engines:
            self.engines[day] = self.settings.on(day)
        return self.engines[day]

    def _read(self, row: Row, engine: Engine) -> None:
        """Read the whole text, then store all that came of it in one transaction with the cursor."""
        article = Article.objects.get(pk=row.pk)
        run = runs.begin(article, engine)
        heap = pretag.Heap()
        heard = time.monotonic()
        made = propose(run.text, title=article.title, reference_date=row.day, engine=engine)
        for piece in run.narrowed(made):
            heap.add(piece, run.text)
            heap.waiting += piece.proposals
            if time.monotonic() - heard > pretag.SILENCE:
                self.store()
                heard = time.monotonic()
        places = boundaries(run.text, engine.lexicon)
        run.read_checks()
        with jobs.step(self.job, **(self._progress() | {"cursor": row.pk, "done": self.job.done + 1})):
            runs.hold_text(run)
            added, updated = runs.place(run, heap.waiting, 0, len(run.text))
            withdrawn = runs.close(run, heap.made, heap.sentences, heap.checkable, places)
            jobs.count(self.job, added=added, updated=updated, withdrawn=withdrawn)
            if added or updated or withdrawn:
                pairing.request(article, None)
        named = [error | {"article": str(row.pk)} for error in heap.errors]
        self.job.errors += [
            error | {"detail": f"《{article.title[:40]}》{error['detail']}"} for error in named
        ]

    def _complain(self, row: Row, error: Exception) -> None:
        title = Article.objects.filter(pk=row.pk).values_list("title", flat=True).first() or ""
        self.job.errors.append(complaints.of_article(title, row.pk, error))


def _row(article: Article) -> Row:
    last = getattr(article, "last_run", None)
    return Row(
        article.pk,
        article.text_version,
        last.text_version if last else None,
        last.engine_version if last else None,
        day_of(article),
    )
