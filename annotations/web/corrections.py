"""更正: what was reported about published articles, what is due, and each report step by step."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import Actor, Article, Claim, Correction
from annotations.services import corrections as service
from annotations.services.correctionrows import acts_for
from annotations.services.errors import Problem, Stale
from annotations.services.notices import place_of
from annotations.services.samefacts import uses_elsewhere
from annotations.vocabulary import CorrectionKind, CorrectionState
from annotations.web.correctionacts import DO, DONE
from annotations.web.correctionforms import ReportForm, form_of
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, require, tell
from annotations.web.history import timeline
from annotations.web.paging import page as page_of
from annotations.wording import say
from annotations.workflow import may

TOLD = (400, 409, 412)
"""Refusals that are told beside what the person typed."""


@door
@require_GET
def index(request: Visit) -> HttpResponse:
    """Everything reported at one's desks: what is open with its due day, or what is closed."""
    shown = request.GET.get("show", "open")
    rows = Correction.objects.visible_to(request.actor).with_people()
    closed = shown == "closed"
    rows = rows.filter(state=CorrectionState.CLOSED) if closed else rows.open()
    kind = request.GET.get("kind", "")
    if kind in list(CorrectionKind):
        rows = rows.filter(kind=kind)
    context = {
        # What was demanded first is due first.
        "page": page_of(rows, request.GET.get("after", ""), by="demanded_at", rising=not closed),
        "shown": shown,
        "kind": kind,
        "kinds": CorrectionKind.choices(),
        "today": localdate(),
    }
    return render(request, "corrections/index.html", context)


@door
@require_http_methods(["GET", "POST"])
def report(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """报告差错 in a published article, or in one of its claims."""
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    named = _claim(article, request.GET.get("claim"))
    initial = {"claim": named, "quote": named.quote if named else ""}
    form = ReportForm(request.POST or None, article=article, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            report = service.Report(**form.cleaned_data)
            correction = service.report_error(actor=request.actor, article=article, report=report)
        except Problem as problem:
            if problem.status not in TOLD:
                raise
            tell(form, problem)
        else:
            messages.success(request, say("已报告，等待评估。"))
            return redirect("web:correction", correction.pk)
    context = {"form": form, "article": article}
    return render(request, "corrections/new.html", context, status=400 if form.errors else 200)


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    return shown(request, found(request, pk))


@door
@require_GET
def notice(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The notice by itself, to be printed."""
    return render(request, "corrections/notice.html", {"correction": found(request, pk)})


@door
@require_POST
def act(request: Visit, pk: uuid.UUID, name: str) -> HttpResponse:
    """One act of the flow; what cannot be done is told beside what was typed."""
    if name not in DO:
        raise Http404
    correction = found(request, pk)
    form, status = form_of(name, correction, request.POST), 400
    seen = require(SeenForm(request.POST))["seen"]
    if form.is_valid():
        try:
            correction = DO[name](request.actor, correction, seen, form.cleaned_data)
        except Problem as problem:
            if problem.status not in TOLD:
                raise
            tell(form, problem)
            status = problem.status
            correction = problem.current if isinstance(problem, Stale) else found(request, pk)
        else:
            messages.success(request, DONE[name](correction))
            return redirect("web:correction", pk)
    return shown(request, correction, {name: form}, status=status)


def found(request: Visit, pk: uuid.UUID) -> Correction:
    return get_object_or_404(Correction.objects.visible_to(request.actor).with_people(), pk=pk)


def shown(
    request: Visit,
    correction: Correction,
    typed: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page of a correction; ``typed`` are forms that could not be taken as they were sent."""
    typed = typed or {}
    acts = {row["act"]: row for row in acts_for(request.actor, correction)}
    open_forms = {
        name: typed.get(name) or form_of(name, correction)
        for name, row in acts.items()
        if row["allowed"] or name in typed or (name == "close" and _may_close_soon(request.actor, correction))
    }
    publication = correction.publication
    context = {
        "correction": correction,
        "claims": list(correction.claims.in_reading_order()),
        "acts": acts,
        "forms": open_forms,
        "clash": status == 412,
        "today": localdate(),
        "place": place_of(publication) if publication else "",
        "places": list(correction.article.publications.filter(published_at__isnull=False)),
        "uses": uses_elsewhere(correction),
        "history": timeline(correction),
        "may_upload": may("upload", request.actor.roles_at(correction.desk_id)),
        "held": correction.claims.filter(facts__held_at__isnull=False, facts__successor=None).exists(),
    }
    return render(request, "corrections/page.html", context, status=status)


def _may_close_soon(actor: Actor, correction: Correction) -> bool:
    """Whether only the statement that nothing stands online is missing: it is made on the form itself."""
    return (
        correction.state == CorrectionState.DECIDED
        and may("decide_correction", actor.roles_at(correction.desk_id))
        and correction.notice_published_at is not None
    )


def _claim(article: Article, pk: str | None) -> Claim | None:
    """The claim that an address names, if it is one of the article's."""
    try:
        return article.claims.filter(pk=uuid.UUID(pk or "")).first()
    except ValueError:
        return None
