"""How the ways of the drawer end, whatever comes in: at once or by a job, in the snapshot for selecting."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from annotations.models import Claim, Job, Source
from annotations.services import uploads
from annotations.services.errors import Invalid
from annotations.services.fetching import FETCH
from annotations.vocabulary import JobState
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door
from annotations.web.drawer import about, snapshot_shown
from annotations.web.drawertabs import BY_NAME
from annotations.web.forms import tell
from annotations.web.jobs import bar_of


def stored(
    request: Visit, claim: Claim, tab: str, form: forms.BaseForm, add: Callable[..., Source]
) -> HttpResponse:
    """Store what the form of ``tab`` describes, laid beside the article; or the form with its faults."""
    if form.is_valid():
        try:
            source = add(actor=request.actor, article=claim.article, **form.cleaned_data)
        except Invalid as problem:
            tell(form, problem)
        else:
            return snapshot_shown(request, claim, source)
    return render(request, BY_NAME[tab].template, {**about(claim), "form": form}, status=400)


def followed(request: Visit, claim: Claim, found: Job, *, first: bool = False) -> HttpResponse:
    """A job in the drawer, which asks on while it runs; once it is done, the snapshot it made."""
    if found.state == JobState.DONE and found.source:
        return snapshot_shown(request, claim, found.source)
    return render(request, "evidence/_arriving.html", {**about(claim), **bar_of(found), "first": first})


@door
@require_GET
def job(request: Visit, pk: uuid.UUID, job_pk: uuid.UUID) -> HttpResponse:
    """The drawer's progress."""
    claim = claim_seen(request, pk)
    found = get_object_or_404(jobs_of(request, FETCH, uploads.KIND).filter(article=claim.article), pk=job_pk)
    return followed(request, claim, found)


def jobs_of(request: Visit, *kinds: str) -> QuerySet[Job]:
    return Job.objects.visible_to(request.actor).filter(kind__in=kinds).select_related("source")
