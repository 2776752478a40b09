"""管理 · 预标注: words and weights of a desk on one page; and the way to each desk, new ones included."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from annotations.detectors.weights import standard_weights
from annotations.models import Desk, User
from annotations.services.desks import create_desk
from annotations.services.engines import engine_of
from annotations.services.errors import Forbidden, Invalid, Problem
from annotations.services.weights import set_weights, table
from annotations.vocabulary import LexiconKind
from annotations.web import queries
from annotations.web.deskforms import WeightsForm, WordForm, name_of
from annotations.web.doors import Visit, door, searched
from annotations.web.forms import tell
from annotations.web.history import timeline
from annotations.web.jobs import bar_of, desk_administered
from annotations.web.paging import page as page_of
from annotations.web.peopleforms import DeskForm
from annotations.wording import say

NEWEST = 8
"""So many rows of the log are shown beneath the settings."""


@door
@require_GET
def index(request: Visit) -> HttpResponse:
    """The desks whose settings are theirs; the only one opens at once."""
    desks = list(queries.desks_where(request.actor, "administer"))
    if request.user.is_superuser:
        return _index(request, desks, DeskForm(people=_others(request)))
    if not desks:
        raise Forbidden(say("人员和规则由本部门的管理员办理。"))
    if len(desks) == 1:
        return redirect("web:desk-rules", desks[0].pk)
    return _index(request, desks)


@door
@require_POST
def create(request: Visit) -> HttpResponse:
    """新建部门: its name and its first administrator."""
    if not request.user.is_superuser:
        raise Forbidden(say("新建部门由系统管理员（超级用户）登录后办理。"))
    form = DeskForm(request.POST, people=_others(request))
    if form.is_valid():
        try:
            desk = create_desk(actor=request.actor, **form.cleaned_data)
        except Invalid as problem:
            tell(form, problem)
        else:
            messages.success(request, say("部门“{desk}”已建立。", desk=desk))
            return redirect("web:desks")
    desks = list(queries.desks_where(request.actor, "administer"))
    return _index(request, desks, form, 400)


def _others(request: Visit) -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(pk=request.user.pk).order_by("name", "username")


def _index(
    request: Visit, desks: list[Desk], form: DeskForm | None = None, status: int = 200
) -> HttpResponse:
    known = Desk.objects.annotate(people=Count("memberships__user", distinct=True)) if form else []
    context = {"desks": desks, "known": known, "form": form}
    return render(request, "desks/index.html", context, status=status)


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    return shown(request, desk_administered(request, pk))


@door
@require_POST
def weights(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Save the table, or give every weight back its standard."""
    desk = desk_administered(request, pk)
    lines = table(desk)
    form = WeightsForm(request.POST, lines=lines)
    reset = "reset" in request.POST
    if form.is_valid() or (reset and "seen" in form.cleaned_data):
        amounts = {} if reset else form.amounts(lines)
        try:
            set_weights(actor=request.actor, desk=desk, seen=form.cleaned_data["seen"], amounts=amounts)
        except Problem as problem:
            if problem.status not in (400, 412):
                raise
            tell(form, problem)
            desk.refresh_from_db()
        else:
            messages.success(
                request, say("已恢复标准权重。") if reset else say("权重已保存，此后的预标注按新权重。")
            )
            return redirect("web:desk", desk.pk)
    return shown(request, desk, weights=form, status=400)


def shown(
    request: Visit,
    desk: Desk,
    *,
    word: WordForm | None = None,
    weights: WeightsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The settings page, with a form that could not be saved as it was typed."""
    asked, kind = searched(request), request.GET.get("kind", "")
    rows = desk.lexicon.select_related("created_by")
    if asked:
        rows = rows.filter(Q(word__icontains=asked) | Q(note__icontains=asked))
    if kind in list(LexiconKind):
        rows = rows.filter(kind=kind)
    context = {
        "desk": desk,
        "tab": "engine",
        "page": page_of(rows, request.GET.get("after", "")),
        "words_total": desk.lexicon.count(),
        "asked": asked,
        "kind": kind,
        "kinds": LexiconKind.choices(),
        "filtered": bool(asked or kind or request.GET.get("after")),
        "today": localdate(),
        "form": word or WordForm(),
        "engine": engine_of(desk.pk, localdate()).version,
        "history": timeline(desk, NEWEST),
        **_weights(desk, weights),
        **bar_of(queries.latest_desk_job(desk)),
    }
    return render(request, "desks/page.html", context, status=status)


def _weights(desk: Desk, form: WeightsForm | None) -> dict[str, Any]:
    """The table's lines, each with what stands in its field: as typed, else as stored."""
    lines = table(desk)
    typed = form.data if form else {}
    rows = [(line, name_of(line), typed.get(name_of(line), f"{line.amount:g}")) for line in lines]
    return {
        "weights_form": form,
        "reasons": [row for row in rows if not row[0].damps],
        "dampings": [row for row in rows if row[0].damps],
        "own_weights": sum(line.own for line in lines),
        "shown_from": standard_weights().shown_from,
    }
