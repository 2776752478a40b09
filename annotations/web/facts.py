"""事实库: what the newsroom stands by."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations.services.errors import Forbidden
from annotations.web import queries
from annotations.web.doors import Visit, door
from annotations.web.paging import page
from annotations.web.panels import reading
from annotations.wording import say


@door
@require_GET
def table(request: Visit) -> HttpResponse:
    actor = request.actor
    if not actor.reads_all and not queries.desks_where(actor, "read_facts").exists():
        raise Forbidden(say("您没有查看已核事实的权限；编辑、审核人、值班总编和管理员可以查看。"))
    asked = request.GET.get("q", "").strip()
    rows = queries.facts_for(actor)
    if asked:
        rows = rows.filter(statement__icontains=asked)
    found = page(rows, request.GET.get("after", ""), by="approved_at")
    facts = [(fact, reading(fact), len(fact.evidence)) for fact in found.rows]
    return render(request, "facts/table.html", {"facts": facts, "page": found, "asked": asked})
