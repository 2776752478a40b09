"""从网址抓取 and 重新核对: asking for it, and following what the worker makes of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import Job, Source
from annotations.services.errors import Forbidden, Invalid
from annotations.services.fetching import FETCH, RECHECK, fetching_is_on, request_fetch, request_recheck
from annotations.services.renewing import renew_with_file, renew_with_text
from annotations.services.sources import edit_source
from annotations.vocabulary import JobState
from annotations.web import queries
from annotations.web.arriving import followed, jobs_of
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door
from annotations.web.drawer import about
from annotations.web.drawertabs import own_desk
from annotations.web.fetchforms import FetchForm, RenewForm, ValidityForm
from annotations.web.forms import require, tell
from annotations.web.jobs import bar_of
from annotations.wording import say


@door
@require_http_methods(["GET", "POST"])
def new(request: Visit) -> HttpResponse:
    """A page for the library, by its address."""
    desks = queries.desks_where(request.actor, "add_source")
    if not desks.exists():
        raise Forbidden(say("您没有添加核查资料的权限；这项工作由记者、编辑、审核人或值班总编办理。"))
    form = FetchForm(request.POST or None, desks=desks)
    if request.method == "POST" and (job := _asked(request, form)):
        return redirect("web:fetch-job", job.pk)
    context = {"form": form, "on": fetching_is_on()}
    return render(request, "sources/fetch.html", context, status=400 if form.errors else 200)


@door
@require_GET
def job(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """How the fetching stands; once it is done, the source itself."""
    found = get_object_or_404(jobs_of(request, FETCH, RECHECK), pk=pk)
    if found.state == JobState.DONE and found.source_id and not request.htmx:
        return redirect("web:source", found.source_id)
    part = "sources/_job.html" if request.htmx else "sources/job.html"
    return render(request, part, bar_of(found))


@door
@require_POST
def recheck(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """重新核对: fetch the source's address again."""
    job = request_recheck(actor=request.actor, source=_source(request, pk))
    if not request.htmx:
        return redirect("web:fetch-job", job.pk)
    return render(request, "sources/_job.html", bar_of(job))


@door
@require_POST
def renew(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """重新核对 by hand: what the source holds now was pasted or uploaded."""
    source = _source(request, pk)
    given = require(RenewForm(request.POST, request.FILES))
    if file := given["file"]:
        content, name = file.read(), file.name or ""
        snapshot = renew_with_file(actor=request.actor, source=source, content=content, filename=name)
    else:
        snapshot = renew_with_text(actor=request.actor, source=source, text=given["text"])
    messages.success(request, say("新快照已存入；下面是与上一份的比较。"))
    return redirect("web:snapshot", source.pk, snapshot.number)


@door
@require_POST
def validity(request: Visit, pk: uuid.UUID) -> HttpResponse:
    source = _source(request, pk)
    given = require(ValidityForm(request.POST))
    changes = {"valid_until": given["valid_until"]}
    edit_source(actor=request.actor, source=source, seen=given["seen"], changes=changes)
    messages.success(request, say("有效期已更新。"))
    return redirect("web:source", source.pk)


@door
@require_POST
def for_claim(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """From the drawer: a page that is to become evidence, and material of the article."""
    claim = claim_seen(request, pk)
    form = FetchForm(request.POST, desks=own_desk(request, claim))
    if job := _asked(request, form, article=claim.article):
        return followed(request, claim, job, first=True)
    context = {**about(claim), "form": form, "on": fetching_is_on()}
    return render(request, "evidence/_tab_url.html", context, status=400)


def _asked(request: Visit, form: FetchForm, **more: Any) -> Job | None:
    """The job that the form asks for; None when the form or a service refuses, which is told in the form."""
    if not form.is_valid():
        return None
    try:
        return request_fetch(actor=request.actor, **form.cleaned_data, **more)
    except Invalid as problem:
        tell(form, problem)
        return None


def _source(request: Visit, pk: uuid.UUID) -> Source:
    return get_object_or_404(Source.objects.visible_to(request.actor), pk=pk)
