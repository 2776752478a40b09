"""我的工作 and 交接: what is mine to do, and what a shift leaves to the next."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from annotations.models import Article
from annotations.services.access import colleague
from annotations.services.articles import edit_article
from annotations.services.assignments import hand_over
from annotations.services.errors import Invalid
from annotations.web import queries, shiftlists
from annotations.web.doors import Visit, door
from annotations.web.forms import AssignForm, desk_of
from annotations.web.forms import require as valid
from annotations.wording import say
from annotations.workflow import may


@door
@require_GET
def mine(request: Visit) -> HttpResponse:
    """What waits for this person, most urgent first."""
    return render(request, "shift/mine.html", {"groups": shiftlists.mine(request.actor)})


@door
@require_GET
def handover(request: Visit) -> HttpResponse:
    """What a desk's shift leaves: free, with whom, returned, waiting for an answer, in doubt."""
    desks = list(queries.desks_where(request.actor, "annotate"))
    desk = desk_of(request.GET.get("desk"), desks) or (desks[0] if desks else None)
    context: dict[str, Any] = {"desks": desks, "desk": desk}
    if desk:
        context |= {
            "groups": shiftlists.left_over(desk),
            "colleagues": queries.colleagues(desk),
            "may_give": may("review", request.actor.roles_at(desk.pk)),
        }
    return render(request, "shift/handover.html", context)


@door
@require_POST
def give(request: Visit) -> HttpResponse:
    """接手所选, or 交给 a colleague: each claim by its own step."""
    try:
        ids = [uuid.UUID(one) for one in request.POST.getlist("ids")]
    except ValueError:
        raise Invalid.field("ids", say("有的编号读不懂，没有移交；请刷新后再选。")) from None
    if not ids:
        raise Invalid.field("ids", say("请先勾选要移交的核查点。"), "required")
    data = valid(AssignForm(request.POST))
    person = data["person"] or request.user
    done = hand_over(actor=request.actor, ids=ids, assignee=person)
    if done.moved:
        messages.success(request, say("{n} 个核查点已交给{person}。", n=len(done.moved), person=person))
    for claim, reason in done.refused:
        messages.warning(request, say("“{quote}”没有移交：{reason}", quote=claim.quote[:20], reason=reason))
    return redirect("web:handover")


@door
@require_POST
def assign(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """接手, 交给… or 放回 an article; its open claims go with it."""
    rows = Article.objects.visible_to(request.actor).select_related("desk", "assignee")
    article = get_object_or_404(rows, pk=pk)
    data = valid(AssignForm(request.POST))
    person = None if data["back"] else data["person"] or request.user
    if person is not None and data["person"]:
        person = colleague(article.desk_id, person.pk)
    edit_article(actor=request.actor, article=article, seen=data["seen"], changes={"assignee": person})
    told = say("责编：{person}", person=person) if person else say("稿件已放回部门，没有责编。")
    messages.success(request, told)
    return redirect("web:article", article.pk)
