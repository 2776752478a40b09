"""预标注设置: what a desk's administrators set, words and weights on one page."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from annotations.detectors.weights import standard_weights
from annotations.models import Desk
from annotations.services.engines import engine_of
from annotations.services.errors import Forbidden, Problem
from annotations.services.weights import set_weights, table
from annotations.vocabulary import LexiconKind
from annotations.web import queries
from annotations.web.deskforms import WeightsForm, WordForm, name_of
from annotations.web.doors import Visit, door
from annotations.web.forms import tell
from annotations.web.history import timeline
from annotations.web.jobs import bar_of, desk_administered
from annotations.web.paging import page as page_of
from annotations.wording import say

NEWEST = 8
"""So many rows of the log are shown beneath the settings."""


@door
@require_GET
def index(request: Visit) -> HttpResponse:
    """The desks whose settings are theirs; the only one opens at once."""
    desks = list(queries.desks_where(request.actor, "administer"))
    if not desks:
        raise Forbidden(say("预标注设置由本部门的管理员办理。"))
    if len(desks) == 1:
        return redirect("web:desk", desks[0].pk)
    return render(request, "desks/index.html", {"desks": desks})


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
    asked, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    rows = desk.lexicon.select_related("created_by")
    if asked:
        rows = rows.filter(Q(word__icontains=asked) | Q(note__icontains=asked))
    if kind in list(LexiconKind):
        rows = rows.filter(kind=kind)
    context = {
        "desk": desk,
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
