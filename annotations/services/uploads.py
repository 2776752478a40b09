"""上传: a file is read while its sender waits, or by the worker when it takes longer.

Reading comes first and in no transaction; what is stored afterwards commits as one.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from annotations.models import Actor, Article, Desk, Job, Source, Upload, User
from annotations.readers import Document, TooSlow, Unreadable
from annotations.readers.child import read_apart
from annotations.services import complaints, jobs
from annotations.services.access import require
from annotations.services.arrivals import Arrived, content_of, shown_name, take, title_of
from annotations.services.errors import Invalid, Missing, Problem
from annotations.services.sources import checked_details, store
from annotations.services.wire import take_in
from annotations.vocabulary import Confidentiality, JobState
from annotations.wording import as_stored, marked, say

KIND = "read"
WORKER_SECONDS = 20.0
DATES = ("issued_on", "valid_until", "spoken_on")


@dataclass(frozen=True)
class Told:
    """What became of one file of several: a source, a job that reads it, or a refusal."""

    filename: str
    source: Source | None = None
    job: Job | None = None
    refusal: Invalid | None = None


def import_source(
    *,
    actor: Actor,
    desk: Desk,
    arrived: Arrived,
    article: Article | None = None,
    viewers: Sequence[User] = (),
    **details: Any,
) -> Source | Job:
    """Put an uploaded file into the library: the source, or the job of the worker that reads it.

    ``details`` are fields of Source; without a title the file gives one. Raises ``Forbidden``, ``Invalid``.
    """
    require(actor, desk.pk, "add_source")
    if article is not None and article.desk_id != desk.pk:
        raise Missing()
    if not details.get("title", "").strip():
        details["title"] = title_of(arrived)
    checked_details(details)
    if arrived.document is not None:
        content = content_of(arrived, arrived.document)
        return store(actor=actor, desk=desk, content=content, article=article, viewers=viewers, **details)
    return _queue(actor, desk, arrived, article, viewers, details)


def import_sources(
    *, actor: Actor, desk: Desk, files: Iterable[UploadedFile], **details: Any
) -> Iterator[Told]:
    """Put several files into the library, one after the other, and tell of each what became of it.

    Together they are read in the time of one; what is left over is for the worker.
    """
    deadline = time.monotonic() + settings.READ_SECONDS
    for file in files:
        name = shown_name(file.name or "")
        file.seek(0)
        try:
            arrived = take(file.read(), name, seconds=deadline - time.monotonic())
            stored = import_source(actor=actor, desk=desk, arrived=arrived, **details)
        except Invalid as refusal:
            yield Told(name, refusal=refusal)
        else:
            job = stored if isinstance(stored, Job) else None
            yield Told(name, source=None if isinstance(stored, Job) else stored, job=job)


def import_article(*, actor: Actor, desk: Desk, arrived: Arrived, **details: Any) -> tuple[Article, bool]:
    """One document as an article; the stored one and False when its text is there already.

    Raises ``Forbidden``, ``Invalid`` for a picture and for what is not read in time.
    """
    require(actor, desk.pk, "upload")
    if arrived.document is None:
        detail = say(
            "{n} 秒内没有读完这份文件；请另存为 docx 或纯文本，或者把正文粘贴进来。", n=settings.READ_SECONDS
        )
        raise Invalid.field("file", detail, "too_slow")
    if not arrived.document.text:
        detail = say("这是图片，里面没有可核查的文字；图片请作为核查资料上传。")
        raise Invalid.field("file", detail, "unreadable")
    if not details.get("title", "").strip():
        details["title"] = title_of(arrived)
    text, original = arrived.document.text, arrived.content
    return take_in(actor=actor, desk=desk, text=text, original=original, **details)


@transaction.atomic
def _queue(
    actor: Actor,
    desk: Desk,
    arrived: Arrived,
    article: Article | None,
    viewers: Sequence[User],
    details: dict[str, Any],
) -> Job:
    """Keep the file until a worker has read it; the same file sent again meanwhile is the same job."""
    plain = {name: str(value) if isinstance(value, date) else value for name, value in details.items()}
    asked = f"{actor.user.pk} {sorted(plain.items())} {arrived.filename} {arrived.encoding} "
    job = jobs.later_about(
        Job(
            kind=KIND,
            desk=desk,
            article=article,
            subject=hashlib.sha256(asked.encode() + arrived.content).hexdigest(),
            payload={
                "details": plain,
                "viewers": [str(person.pk) for person in viewers],
                "encoding": arrived.encoding,
            },
            protected=details.get("confidentiality") == Confidentiality.PROTECTED,
            requested_by=actor.user,
        )
    )
    Upload.objects.get_or_create(job=job, defaults={"filename": arrived.filename, "content": arrived.content})
    return job


def read_upload(job: Job) -> str:
    """Do a leased job: the file becomes a source, or the job fails with the sentence; the file goes."""
    upload = Upload.objects.filter(job=job).first()
    if upload is None:
        return jobs.fail(job, complaints.FILE_GONE)
    with jobs.step(job, done=0, total=1, phase=marked("读取文件")):
        pass
    arrived = Arrived(bytes(upload.content), upload.filename, job.payload["encoding"])
    try:
        document = jobs.meanwhile(
            job,
            lambda: read_apart(
                arrived.content, filename=arrived.filename, encoding=arrived.encoding, seconds=WORKER_SECONDS
            ),
        )
        with as_stored():
            return _keep(job, arrived, document)
    except Unreadable as refusal:
        return _give_up(job, refusal.sentence.format(**refusal.params))
    except TooSlow:
        return _give_up(job, complaints.READING_TOO_SLOW.format(n=round(WORKER_SECONDS)))
    except Problem as problem:
        return _give_up(job, problem.detail)


@transaction.atomic
def _keep(job: Job, arrived: Arrived, document: Document) -> str:
    """The source and the end of the job: both or neither."""
    asker = job.requested_by
    if asker is None:
        raise Missing()
    details = dict(job.payload["details"])
    details |= {name: date.fromisoformat(details[name]) for name in DATES if details.get(name)}
    with jobs.step(job, done=1):
        source = store(
            actor=Actor(asker),
            desk=job.desk,
            content=content_of(arrived, document),
            article=job.article,
            viewers=User.objects.filter(pk__in=[uuid.UUID(pk) for pk in job.payload["viewers"]]),
            **details,
        )
        Job.objects.filter(pk=job.pk).update(source=source, payload={})
        Upload.objects.filter(job=job).delete()
    jobs.finish(job, JobState.DONE)
    return JobState.DONE


@transaction.atomic
def _give_up(job: Job, sentence: str) -> str:
    Upload.objects.filter(job=job).delete()
    return jobs.fail(job, sentence)


def forget_unread_uploads() -> int:
    """Delete the files of jobs that are over and were not read, the cancelled ones'; returns how many."""
    over = Upload.objects.exclude(job__state__in=[JobState.QUEUED, JobState.RUNNING])
    return over.delete()[0]
