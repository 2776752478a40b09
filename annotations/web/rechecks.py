"""盲查: an article without anything that was found about it; the comparison when the sheet is closed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from annotations.models import Recheck
from annotations.services.errorrates import require_reader
from annotations.services.errors import Conflict, Invalid, Stale
from annotations.services.rechecking import Answer, answer, claims_of, compare, put_back, take, why_not
from annotations.web.charts import percent
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, require, tell
from annotations.web.qualityforms import SheetForm
from annotations.wording import say
from annotations.workflow import may


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Take it, answer it, or read what came out of it."""
    recheck = recheck_seen(request, pk)
    mine = recheck.checker_id == request.user.pk and not recheck.finished_at
    form = None
    if mine or request.method == "POST":
        form = sheet_of(request, recheck)
        if request.method == "POST" and form.is_valid() and _answered(request, recheck, form):
            return redirect("web:recheck", recheck.pk)
    context: dict[str, Any] = {"recheck": recheck, "form": form if mine else None}
    if recheck.finished_at:
        found = compare(recheck)
        context |= {"comparison": found, "agreement": percent(found.agreed, found.total)}
    elif may("recheck", request.actor.roles_at(recheck.round.desk_id)):
        context["why_not"] = why_not(request.actor, recheck)
    else:
        context["why_not"] = say("盲查由本部门的编辑、审核人或值班总编来做。")
    status = 400 if form is not None and form.errors else 200
    return render(request, "reports/recheck.html", context, status=status)


@door
@require_POST
def taken(request: Visit, pk: uuid.UUID) -> HttpResponse:
    recheck = recheck_seen(request, pk)
    take(actor=request.actor, recheck=recheck, seen=require(SeenForm(request.POST))["seen"])
    return redirect("web:recheck", recheck.pk)


@door
@require_POST
def back(request: Visit, pk: uuid.UUID) -> HttpResponse:
    recheck = recheck_seen(request, pk)
    put_back(actor=request.actor, recheck=recheck, seen=require(SeenForm(request.POST))["seen"])
    messages.success(request, say("已放回，填过的结论一并清空。"))
    return redirect("web:dashboard")


def recheck_seen(request: Visit, pk: uuid.UUID) -> Recheck:
    """The sampled article behind an address, for whoever reads the statistics."""
    rows = Recheck.objects.visible_to(request.actor).select_related("round__desk", "article", "checker")
    recheck = get_object_or_404(rows, pk=pk)
    require_reader(request.actor)
    return recheck


def sheet_of(request: Visit, recheck: Recheck) -> SheetForm:
    """The sheet as this checker filled it in; nothing that was found before stands in it."""
    given = {row.claim_id: Answer(row.verdict, row.note) for row in recheck.answers.all()}
    return SheetForm(request.POST or None, claims=list(claims_of(recheck)), given=given)


def _answered(request: Visit, recheck: Recheck, form: SheetForm) -> bool:
    """Save what was chosen so far, or close the sheet; False when it is told on the form why not."""
    seen, finish = require(SeenForm(request.POST))["seen"], "finish" in request.POST
    try:
        answer(actor=request.actor, recheck=recheck, seen=seen, answers=form.answers(), finish=finish)
    except (Invalid, Conflict, Stale) as problem:
        if recheck.checker_id != request.user.pk:
            raise
        tell(form, problem)
        return False
    messages.success(request, say("复查完成，下面是比较。") if finish else say("已保存，可以接着做。"))
    return True
