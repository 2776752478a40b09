"""预标注, of an article or of a whole desk: progress while it runs, cancelling and trying again."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from annotations.models import Article, Desk, Job, LastRun
from annotations.models.jobs import worker_alive
from annotations.services.access import require
from annotations.services.fetching import FETCH, RECHECK
from annotations.services.jobs import cancel_job, retry_job
from annotations.services.pretag import request_pretag
from annotations.services.retag import request_retag
from annotations.vocabulary import JobState
from annotations.web import queries
from annotations.web.answers import article_url, whole
from annotations.web.doors import Visit, door
from annotations.web.items import Desktop
from annotations.workflow import may

UNFINISHED = frozenset({JobState.QUEUED, JobState.RUNNING})
AGAIN = frozenset({JobState.FAILED, JobState.CANCELLED})


def bar_of(job: Job | None) -> dict[str, Any]:
    """What every progress bar needs: how the job stands, and whether anybody is there to do it."""
    unfinished = job is not None and job.state in UNFINISHED
    return {
        "job": job,
        "unfinished": unfinished,
        "again": job is not None and job.state in AGAIN,
        "alive": worker_alive() if unfinished else True,
    }


def job_context(request: Visit, article: Article) -> dict[str, Any]:
    """The bar of an article: its latest job, and what the last complete run was."""
    job = queries.latest_job(article)
    last = LastRun.objects.filter(article=article, text_version=article.text_version).first()
    by_job = last is not None and job is not None and job.finished is not None and last.at <= job.finished
    return {
        **bar_of(job),
        "last": last,
        # A run over the whole desk may have come behind the article's own job.
        "by_desk": last is not None and not by_job,
        "may_upload": may("upload", request.actor.roles_at(article.desk_id)),
        "may_annotate": may("annotate", request.actor.roles_at(article.desk_id)),
    }


@door
@require_GET
def progress(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The bar, polled while a job runs; with the answer that it is over come list and article."""
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    context = {"article": article, **job_context(request, article)}
    if not context["unfinished"]:
        context |= {"fresh": True, **whole(Desktop(article))}
    return render(request, "articles/_job_polled.html", context)


@door
@require_POST
def pretag(request: Visit, pk: uuid.UUID) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    request_pretag(actor=request.actor, article=article)
    return _bar(request, article)


@door
@require_GET
def desk_progress(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The desk's bar, polled while its articles are read again."""
    return _desk_bar(request, desk_administered(request, pk))


@door
@require_POST
def retag(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """重新预标注本部门: all articles of the desk, in the background."""
    desk = get_object_or_404(Desk.objects.visible_to(request.actor), pk=pk)
    request_retag(actor=request.actor, desk=desk)
    return _desk_bar(request, desk)


@door
@require_POST
def cancel(request: Visit, pk: uuid.UUID) -> HttpResponse:
    job = get_object_or_404(_jobs(request), pk=pk)
    cancel_job(actor=request.actor, job=job)
    return _bar_after(request, job)


@door
@require_POST
def retry(request: Visit, pk: uuid.UUID) -> HttpResponse:
    job = get_object_or_404(_jobs(request), pk=pk)
    retry_job(actor=request.actor, job=job)
    return _bar_after(request, job)


def desk_administered(request: Visit, pk: uuid.UUID) -> Desk:
    """The desk behind an address of its settings: strangers see none, members may not, its admins may."""
    desk = get_object_or_404(Desk.objects.visible_to(request.actor), pk=pk)
    require(request.actor, desk.pk, "administer")
    return desk


def _jobs(request: Visit) -> Any:
    return Job.objects.visible_to(request.actor).select_related("article__desk", "desk")


def _bar_after(request: Visit, job: Job) -> HttpResponse:
    if job.kind in (FETCH, RECHECK):
        return redirect("web:fetch-job", job.pk)
    return _bar(request, job.article) if job.article else _desk_bar(request, job.desk)


def _bar(request: Visit, article: Article) -> HttpResponse:
    if not request.htmx:
        return redirect(article_url(article))
    return render(request, "articles/_job.html", {"article": article, **job_context(request, article)})


def _desk_bar(request: Visit, desk: Desk) -> HttpResponse:
    if not request.htmx:
        return redirect("web:desk", desk.pk)
    context = {"desk": desk, **bar_of(queries.latest_desk_job(desk))}
    return render(request, "desks/_retag.html", context)
