"""质检: enter an inspected issue, its errors one by one, and see the arithmetic."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from annotations.models import Inspection
from annotations.services.access import require
from annotations.services.errata import Where, enter_error
from annotations.services.errorrates import ERRORS, Inspected, require_reader
from annotations.services.errors import Forbidden, Invalid, Stale
from annotations.services.inspections import edit_inspection, open_inspection, sheet_of, weights_of_issue
from annotations.vocabulary import ErrorStage
from annotations.web import queries
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, tell
from annotations.web.forms import require as valid
from annotations.web.qualityforms import InspectionErrorForm, IssueForm, NewIssueForm, as_entered
from annotations.wording import say
from annotations.workflow import may


@door
@require_http_methods(["GET", "POST"])
def new(request: Visit) -> HttpResponse:
    """登记质检."""
    desks = queries.desks_where(request.actor, "inspect")
    if not desks.exists():
        raise Forbidden(say("质检由编辑、审核人或值班总编登记。"))
    form = NewIssueForm(request.POST or None, desks=desks)
    if request.method == "POST" and form.is_valid():
        desk = form.cleaned_data["desk"]
        try:
            inspection = open_inspection(actor=request.actor, desk=desk, issue=form.issue())
        except Invalid as problem:
            tell(form, problem)
        else:
            return redirect("web:inspection", inspection.pk)
    context = {"form": form}
    return render(request, "reports/issue.html", context, status=400 if form.errors else 200)


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The arithmetic row by row, and a quick form: saved, it is empty again and waits for the next error."""
    inspection = inspection_seen(request, pk)
    writes = may("inspect", request.actor.roles_at(inspection.desk_id))
    form = InspectionErrorForm(request.POST or None, inspection=inspection)
    if request.method == "POST":
        require(request.actor, inspection.desk_id, "inspect")
        if form.is_valid() and _entered(request, inspection, form):
            return redirect("web:inspection", inspection.pk)
    found = Inspected(inspection, sheet_of(inspection))
    context = {
        "inspection": inspection,
        "sheet": found.sheet,
        "rows": found.rows,
        "gone": [error for error in inspection.errors.all() if error.removed_at],
        "weights": weights_of_issue(inspection.issue_date),
        "form": form,
        "writes": writes,
    }
    return render(request, "reports/inspection.html", context, status=400 if form.errors else 200)


@door
@require_http_methods(["GET", "POST"])
def edit(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Correct date, edition or 检查总字数; after a clash saving again overwrites knowingly."""
    inspection = inspection_seen(request, pk)
    require(request.actor, inspection.desk_id, "inspect")
    form = IssueForm(request.POST or None, initial=as_entered(inspection))
    now = None
    if request.method == "POST" and form.is_valid():
        seen = valid(SeenForm(request.POST))["seen"]
        try:
            edit_inspection(actor=request.actor, inspection=inspection, seen=seen, issue=form.issue())
        except Stale as stale:
            now = stale.current
            form.add_error(None, stale.detail)
        except Invalid as problem:
            tell(form, problem)
        else:
            messages.success(request, say("质检已保存。"))
            return redirect("web:inspection", inspection.pk)
    context = {"inspection": inspection, "form": form, "now": now}
    return render(request, "reports/issue.html", context, status=400 if form.errors else 200)


def inspection_seen(request: Visit, pk: uuid.UUID) -> Inspection:
    """The issue behind an address, for whoever reads error rates."""
    rows = Inspection.objects.visible_to(request.actor).select_related("desk", "inspector")
    inspection = get_object_or_404(rows.prefetch_related(ERRORS), pk=pk)
    require_reader(request.actor)
    return inspection


def _entered(request: Visit, inspection: Inspection, form: InspectionErrorForm) -> bool:
    where = Where(inspection=inspection, article=form.cleaned_data.get("article"))
    try:
        error = enter_error(actor=request.actor, where=where, entry=form.entry(ErrorStage.ESCAPED))
    except Invalid as problem:
        tell(form, problem)
        return False
    messages.success(request, say("已登记“{wrong}”。", wrong=error.wrong[:40]))
    return True
