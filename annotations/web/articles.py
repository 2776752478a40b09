"""稿件: the queue, a new one, and the workbench of one."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import Article
from annotations.services.demo import sample_article
from annotations.services.errors import Forbidden, Invalid
from annotations.services.pulse import cursor_of
from annotations.services.wire import take_in
from annotations.vocabulary import ENDED, ArticleStatus, ClaimType
from annotations.web import queries
from annotations.web.answers import article_url, whole
from annotations.web.doors import Visit, door, searched
from annotations.web.forms import ArticleForm, desk_of, tell
from annotations.web.items import Desktop
from annotations.web.jobs import job_context
from annotations.web.paging import page as page_of
from annotations.web.panels import panel_for
from annotations.web.typegroups import GROUPS
from annotations.web.uploadforms import ArticleFileForm
from annotations.web.versions import small_changes
from annotations.wording import say
from annotations.workflow import may

NO_UPLOAD = _("您没有上传稿件的权限；上传由记者、编辑、审核人或值班总编办理。")


@door
@require_GET
def queue(request: Visit) -> HttpResponse:
    """稿件队列: what is on the desks, by desk and status."""
    desks = list(queries.desk_tabs(request.actor))
    desk = desk_of(request.GET.get("desk"), desks)
    status = request.GET.get("status", "")
    asked, whose = searched(request), request.GET.get("whose", "")
    rows = queries.article_queue(request.actor, asked)
    if whose in ("mine", "none"):
        rows = rows.filter(assignee=request.user if whose == "mine" else None)
    if desk:
        rows = rows.filter(desk=desk)
    if status in list(ArticleStatus):
        rows = rows.filter(status=status)
    order = request.GET.get("order", "")
    if order == "deadline":
        rows = rows.filter(deadline__isnull=False).exclude(status__in=ENDED)
    by = "deadline" if order == "deadline" else "created_at"
    context = {
        "page": page_of(rows, request.GET.get("after", ""), by=by, rising=order == "deadline"),
        "order": order,
        "desks": desks,
        "desk": desk,
        "status": status,
        "statuses": ArticleStatus.choices(),
        "whose": whose,
        "asked": asked,
        "uploads": queries.desks_where(request.actor, "upload").exists(),
        "filtered": bool(desk or status or whose or order or asked or request.GET.get("after")),
    }
    return render(request, "articles/queue.html", context)


@door
@require_http_methods(["GET", "POST"])
def new(request: Visit) -> HttpResponse:
    """新稿: paste an article; one that is already stored is opened instead."""
    desks = queries.desks_where(request.actor, "upload")
    if not desks.exists():
        raise Forbidden(say(NO_UPLOAD))
    form = ArticleForm(request.POST or None, desks=desks)
    if request.method == "POST" and form.is_valid():
        try:
            article, created = take_in(actor=request.actor, **form.cleaned_data)
        except Invalid as problem:
            tell(form, problem)
        else:
            if not created and form.cleaned_data["wire_text"].strip():
                messages.warning(request, say("通稿原文没有存入：稿件早已在库。请在“通稿比对”页附上。"))
            if not created:
                messages.info(request, say("这篇稿件的正文已经存过，没有重复保存。下面是已存的那一篇。"))
            return redirect(article_url(article))
    context = {"form": form, "file_form": ArticleFileForm(desks=desks, auto_id="file_%s")}
    return render(request, "articles/new.html", context, status=400 if form.errors else 200)


@door
@require_POST
def sample(request: Visit) -> HttpResponse:
    """打开示例稿: made-up copy with its material, to try everything on."""
    desk = queries.desks_where(request.actor, "upload").first()
    if desk is None:
        raise Forbidden(say(NO_UPLOAD))
    return redirect(article_url(sample_article(actor=request.actor, desk=desk)))


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """核查台: list, article, panel."""
    rows = queries.with_material(Article.objects.visible_to(request.actor), request.actor)
    article = get_object_or_404(rows.select_related("desk"), pk=pk)
    # The cursor first: what a colleague does while the items are read comes with the first pulse.
    cursor = cursor_of(article)
    # Then the job: one that ends while the items are read would leave a page that never catches up.
    job = job_context(request, article)
    table = Desktop(article)
    asked = table.find(request.GET.get("at", ""))
    shown = asked or table.first
    roles = request.actor.roles_at(article.desk_id)
    context = {
        "article": article,
        **whole(table),
        "groups": GROUPS,
        "seeks": asked is not None and request.GET.get("evidence") == "1",
        "pulse_cursor": cursor,
        "pulse_seconds": settings.PULSE_SECONDS,
        "types": ClaimType.choices(),
        "may_publish": may("publish", roles),
        "may_upload": may("upload", roles),
        **small_changes(request, article),
        "may_give": may("review", roles),
        "under_review": queries.under_review(article),
        "colleagues": queries.colleagues(article.desk),
        "corrections_open": queries.open_corrections(article),
        **job,
        **panel_for(request, shown, article),
    }
    return render(request, "articles/page.html", context)
