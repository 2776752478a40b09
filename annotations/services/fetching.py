"""抓取网页: asked for by a person, done by the worker alone, kept as a frozen snapshot.

The address travels in the job's payload, which nobody is shown; what stands on the job are our own
sentences, so that a protected source's address is in no list and no log.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction

from annotations.gateways import Fetched, Refused, Unreachable, checked, fetch
from annotations.models import Actor, Article, Desk, Job, Source, User
from annotations.readers import Document, TooSlow, Unreadable
from annotations.readers.child import read_apart
from annotations.services import complaints, jobs
from annotations.services.access import require
from annotations.services.errors import Conflict, Invalid, Missing, Problem
from annotations.services.renewing import renew
from annotations.services.sources import Content, checked_details, store
from annotations.vocabulary import Confidentiality, JobState
from annotations.wording import as_stored, marked, say

FETCH = "fetch"
RECHECK = "recheck"
READING_SECONDS = 20.0
NO_ADDRESS = marked("这份资料没有网址，请粘贴或上传现在的内容来核对。")
LONGEST_NAME = 100
DATES = ("issued_on", "valid_until")


def fetching_is_on() -> bool:
    return settings.FETCH is not None


def request_fetch(
    *,
    actor: Actor,
    desk: Desk,
    url: str,
    article: Article | None = None,
    viewers: Sequence[User] = (),
    **details: Any,
) -> Job:
    """Put a page's fetching on the list; ``details`` are fields of Source, the title may be left to the page.

    The same person asking twice for the same address gets the same job while it is unfinished. Raises
    ``Forbidden``, ``Conflict`` when fetching is off, ``Invalid`` for an address that may not be asked.
    """
    require(actor, desk.pk, "add_source")
    _require_askable(url)
    if article is not None and article.desk_id != desk.pk:
        raise Missing()
    # The page may bring a title of its own; everything else must be right before anybody waits for it.
    checked_details({**details, "title": details.get("title", "").strip() or "-"})
    protected = details.get("confidentiality") == Confidentiality.PROTECTED
    payload = {
        "url": url,
        "details": {name: _plain(value) for name, value in details.items()},
        "viewers": [str(person.pk) for person in viewers],
    }
    asked = f"{actor.user.pk} {details.get('confidentiality', '')} {url}"
    job = Job(
        kind=FETCH,
        desk=desk,
        article=article,
        subject=hashlib.sha256(asked.encode()).hexdigest(),
        payload=payload,
        protected=protected,
        requested_by=actor.user,
    )
    return jobs.later_about(job)


def request_recheck(*, actor: Actor, source: Source) -> Job:
    """Put the fetching of a source's address on the list once more; unfinished it is asked for once.

    Raises ``Forbidden``, ``Conflict`` when fetching is off, ``Invalid`` for a source without an address.
    """
    require(actor, source.desk_id, "annotate")
    if not source.url:
        raise Invalid(say(NO_ADDRESS), code="no_url")
    _require_askable(source.url)
    job = Job(
        kind=RECHECK,
        desk_id=source.desk_id,
        source=source,
        subject=source.pk.hex,
        protected=source.confidentiality == Confidentiality.PROTECTED,
        requested_by=actor.user,
    )
    return jobs.later_about(job)


def fetch_source(job: Job) -> str:
    """Do a leased job: the page becomes a source of the library."""
    url = job.payload["url"]

    def keep(content: Content, title: str) -> None:
        details = {name: _rich(name, value) for name, value in job.payload["details"].items()}
        details["title"] = details.get("title", "").strip() or title or _name_of(url) or urlsplit(url).netloc
        source = store(
            actor=_asker(job),
            desk=job.desk,
            content=content,
            article=job.article,
            viewers=User.objects.filter(pk__in=job.payload["viewers"]),
            url=url,
            **details,
        )
        Job.objects.filter(pk=job.pk).update(source=source, payload={})

    return _carried_out(job, url, keep)


def recheck_source(job: Job) -> str:
    """Do a leased job: what stands at a source's address now becomes its newest snapshot."""
    source = job.source
    if source is None or not source.url:
        return jobs.fail(job, NO_ADDRESS)

    def keep(content: Content, title: str) -> None:
        renew(actor=_asker(job), source=source, content=content)

    return _carried_out(job, source.url, keep)


def _carried_out(job: Job, url: str, keep: Callable[[Content, str], None]) -> str:
    """Fetch, read, keep. What will not change fails at once; what may is tried again a few times."""
    try:
        content, title = _from_web(job, url)
        with as_stored():
            _keep(job, keep, content, title)
    except Unreachable as failure:
        return jobs.try_again(job, failure.sentence)
    except Refused as failure:
        return jobs.fail(job, failure.sentence)
    except Unreadable as failure:
        return jobs.fail(job, failure.sentence.format(**failure.params))
    except TooSlow:
        return jobs.fail(job, complaints.READING_TOO_SLOW.format(n=round(READING_SECONDS)))
    except Problem as problem:
        return jobs.fail(job, problem.detail)
    return JobState.DONE


@transaction.atomic
def _keep(job: Job, keep: Callable[[Content, str], None], content: Content, title: str) -> None:
    """The source or snapshot and the end of the job: both or neither."""
    with jobs.step(job, done=2, total=2, phase=marked("存入资料库"), errors=[]):
        keep(content, title)
    jobs.finish(job, JobState.DONE)


def _from_web(job: Job, url: str) -> tuple[Content, str]:
    """What stands at ``url`` now, with the title that it gives itself."""
    rules = settings.FETCH
    if rules is None:
        raise Refused(complaints.FETCH_OFF)
    with jobs.step(job, done=0, total=2, phase=marked("抓取网页")):
        pass
    found = jobs.meanwhile(job, lambda: fetch(url, rules))
    with jobs.step(job, done=1, total=2, phase=marked("读取正文")):
        pass
    filename = (_name_of(found.final_url) or "page") + found.ending
    document = jobs.meanwhile(job, lambda: _read(found, filename))
    content = Content(
        original=found.content,
        text=document.text,
        media_type=document.media_type,
        filename=filename,
        encoding=document.encoding,
        page_starts=document.page_starts,
        final_url=found.final_url,
        accessed_at=found.at,
    )
    return content, document.title


def _read(found: Fetched, filename: str) -> Document:
    """The text of what was fetched; the server's word on the encoding goes first where it holds."""
    if found.charset:
        try:
            return read_apart(
                found.content, filename=filename, encoding=found.charset, seconds=READING_SECONDS
            )
        except Unreadable:
            pass  # servers that name one encoding for all their pages are often wrong about some
    return read_apart(found.content, filename=filename, seconds=READING_SECONDS)


def _require_askable(url: str) -> None:
    """Raise ``Conflict`` while fetching is off, ``Invalid`` for an address that is refused as it is written.

    The worker looks again, also at what the name leads to.
    """
    rules = settings.FETCH
    if rules is None:
        raise Conflict(say(complaints.FETCH_OFF), code="fetch_off")
    try:
        checked(url, ports=rules.ports, open_to=rules.open_to)
    except Refused as refused:
        raise Invalid.field("url", refused.said(), "refused") from None


def _asker(job: Job) -> Actor:
    """Whoever asked; their rights are asked for again when the page is stored."""
    if job.requested_by is None:
        raise Missing()
    return Actor(job.requested_by)


def _name_of(url: str) -> str:
    """The last part of an address's path without its ending, as the name of a file."""
    name = PurePosixPath(unquote(urlsplit(url).path)).stem
    return "".join(char for char in name if char.isprintable())[:LONGEST_NAME]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date | uuid.UUID) else value


def _rich(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in DATES and value else value
