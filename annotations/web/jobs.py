"""预标注: its progress while it runs, cancelling and trying again."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from annotations.models import Article, Job
from annotations.models.jobs import worker_alive
from annotations.services.jobs import cancel_job, retry_job
from annotations.services.pretag import request_pretag
from annotations.vocabulary import JobState
from annotations.web import queries
from annotations.web.answers import article_url
from annotations.web.doors import Visit, door
from annotations.web.items import Desktop
from annotations.web.surface import paragraphs
from annotations.workflow import may

UNFINISHED = frozenset({JobState.QUEUED, JobState.RUNNING})
AGAIN = frozenset({JobState.FAILED, JobState.CANCELLED})


def job_context(request: Visit, article: Article) -> dict[str, Any]:
    """What the progress bar needs: the latest job, and whether anybody is there to do it."""
    job = queries.latest_job(article)
    unfinished = job is not None and job.state in UNFINISHED
    return {
        "job": job,
        "unfinished": unfinished,
        "again": job is not None and job.state in AGAIN,
        "alive": worker_alive() if unfinished else True,
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
        table = Desktop(article)
        context |= {
            "fresh": True,
            "table": table,
            "sums": table.sums,
            "paragraphs": paragraphs(article.text, table.marked),
        }
    return render(request, "articles/_job_polled.html", context)


@door
@require_POST
def pretag(request: Visit, pk: uuid.UUID) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    request_pretag(actor=request.actor, article=article)
    return _bar(request, article)


@door
@require_POST
def cancel(request: Visit, pk: uuid.UUID) -> HttpResponse:
    job = get_object_or_404(_jobs(request), pk=pk)
    cancel_job(actor=request.actor, job=job)
    return _bar(request, job.article)


@door
@require_POST
def retry(request: Visit, pk: uuid.UUID) -> HttpResponse:
    job = get_object_or_404(_jobs(request), pk=pk)
    retry_job(actor=request.actor, job=job)
    return _bar(request, job.article)


def _jobs(request: Visit) -> Any:
    return Job.objects.visible_to(request.actor).filter(article__isnull=False).select_related("article__desk")


def _bar(request: Visit, article: Article) -> HttpResponse:
    if not request.htmx:
        return redirect(article_url(article))
    return render(request, "articles/_job.html", {"article": article, **job_context(request, article)})
