"""粘贴, 采访 and 本报事实: what we put in ourselves, from the evidence drawer and for the library."""

from __future__ import annotations

import uuid

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from annotations.services.archive import source_of_fact
from annotations.services.errors import Forbidden, Invalid
from annotations.services.interviews import add_interview
from annotations.services.sources import add_source
from annotations.web import queries
from annotations.web.arriving import stored
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door, searched
from annotations.web.drawer import snapshot_shown
from annotations.web.drawertabs import SHOWN, own_desk
from annotations.web.forms import SourceForm, require, tell
from annotations.web.interviewforms import InterviewForm
from annotations.web.panels import reading
from annotations.wording import say


class FactChoice(forms.Form):
    """Which fact is to be a source."""

    fact = forms.UUIDField()


@door
@require_POST
def paste(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """A document from pasted words."""
    claim = claim_seen(request, pk)
    form = SourceForm(request.POST, desks=own_desk(request, claim))
    return stored(request, claim, "paste", form, add_source)


@door
@require_POST
def interview(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The record of what somebody said."""
    claim = claim_seen(request, pk)
    form = InterviewForm(request.POST, desks=own_desk(request, claim))
    return stored(request, claim, "interview", form, add_interview)


@door
@require_POST
def fact(request: Visit, pk: uuid.UUID, fact_pk: uuid.UUID) -> HttpResponse:
    """引用: the fact as a source, laid beside the article and open for selecting."""
    claim = claim_seen(request, pk)
    found = get_object_or_404(queries.facts_for(request.actor), pk=fact_pk)
    source = source_of_fact(actor=request.actor, fact=found, article=claim.article)
    return snapshot_shown(request, claim, source)


@door
@require_http_methods(["GET", "POST"])
def archive(request: Visit) -> HttpResponse:
    """本报事实 for the library, from no claim."""
    rows = queries.facts_for(request.actor)
    if request.method == "POST":
        found = get_object_or_404(rows, pk=require(FactChoice(request.POST))["fact"])
        return redirect("web:source", source_of_fact(actor=request.actor, fact=found).pk)
    asked = searched(request)
    rows = rows.current().filter(desk__in=queries.desks_where(request.actor, "add_source"))
    if asked:
        rows = rows.filter(statement__icontains=asked)
    newest = rows.order_by("-approved_at", "-id")[:SHOWN]
    context = {"asked": asked, "facts": [(fact, reading(fact)) for fact in newest]}
    return render(request, "sources/facts.html", context)


@door
@require_http_methods(["GET", "POST"])
def record(request: Visit) -> HttpResponse:
    """采访记录 for the library, from no claim."""
    desks = queries.desks_where(request.actor, "add_source")
    if not desks.exists():
        raise Forbidden(say("您没有添加核查资料的权限；这项工作由记者、编辑、审核人或值班总编办理。"))
    form = InterviewForm(request.POST or None, desks=desks)
    if request.method == "POST" and form.is_valid():
        try:
            source = add_interview(actor=request.actor, **form.cleaned_data)
        except Invalid as problem:
            tell(form, problem)
        else:
            return redirect("web:source", source.pk)
    return render(request, "sources/interview.html", {"form": form}, status=400 if form.errors else 200)
