"""核查资料: the library and one snapshot."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from annotations.services.errors import Forbidden, Invalid
from annotations.services.fetching import fetching_is_on
from annotations.services.sources import add_source
from annotations.web import queries
from annotations.web.comparison import compared, differ, fate
from annotations.web.doors import Visit, door, searched
from annotations.web.forms import SourceForm, tell
from annotations.web.guarding import beside
from annotations.web.paging import page as page_of
from annotations.web.surface import paragraphs
from annotations.web.uploading import original_of
from annotations.wording import say
from annotations.workflow import may


@door
@require_GET
def library(request: Visit) -> HttpResponse:
    asked, due = searched(request), request.GET.get("validity") == "due"
    rows = queries.library(request.actor, asked)
    rows = queries.running_out(rows) if due else rows
    context = {
        "page": page_of(rows, request.GET.get("after", "")),
        "asked": asked,
        "due": due,
        "may_add": queries.desks_where(request.actor, "add_source").exists(),
    }
    return render(request, "sources/library.html", context)


@door
@require_http_methods(["GET", "POST"])
def new(request: Visit) -> HttpResponse:
    desks = queries.desks_where(request.actor, "add_source")
    if not desks.exists():
        raise Forbidden(say("您没有添加核查资料的权限；这项工作由记者、编辑、审核人或值班总编办理。"))
    form = SourceForm(request.POST or None, desks=desks)
    if request.method == "POST" and form.is_valid():
        try:
            source = add_source(actor=request.actor, **form.cleaned_data)
        except Invalid as problem:
            tell(form, problem)
        else:
            messages.success(request, say("资料已存入，正文快照已冻结。"))
            return redirect("web:source", source.pk)
    return render(request, "sources/new.html", {"form": form}, status=400 if form.errors else 200)


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The frozen snapshot, with where it is cited."""
    source = get_object_or_404(queries.library(request.actor), pk=pk)
    context = {
        "source": source,
        "snapshot": source.snapshot,
        "paragraphs": paragraphs(source.snapshot.text, ()),
        "uses": list(queries.uses_of(source, request.actor)),
        "may_add": may("add_source", request.actor.roles_at(source.desk_id)),
        **original_of(source.snapshot),
        **beside(request.actor, source),
        "snapshots": source.snapshots.order_by("-number").defer("original", "text"),
        "on": fetching_is_on(),
        "may_renew": may("annotate", request.actor.roles_at(source.desk_id)),
        "validity_over": source.valid_until is not None and source.valid_until < timezone.localdate(),
    }
    return render(request, "sources/page.html", context)


@door
@require_GET
def snapshot(request: Visit, pk: uuid.UUID, number: int) -> HttpResponse:
    """One snapshot beside the one before it, and what became of the quotations of that one."""
    source = get_object_or_404(queries.library(request.actor), pk=pk)
    new = get_object_or_404(source.snapshots, number=number)
    old = get_object_or_404(source.snapshots, number=number - 1)
    links = list(queries.uses_of(source, request.actor).filter(snapshot=old).select_related("snapshot"))
    pieces = compared(old, new, [(link.start, link.end) for link in links])
    context = {
        "source": source,
        "old": old,
        "new": new,
        "pieces": pieces,
        "differ": differ(pieces),
        "quoted": fate(links, new),
    }
    return render(request, "sources/snapshot.html", context)
