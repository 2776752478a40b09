"""稿件信息: title, byline, dates and the like of an article that is already in."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from annotations.models import Article
from annotations.services.articles import edit_article
from annotations.services.errors import Forbidden, Problem, Stale
from annotations.web.answers import article_url
from annotations.web.doors import Visit, door
from annotations.web.forms import DetailsForm, SeenForm, require, tell
from annotations.wording import say
from annotations.workflow import may


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Show them, or save what was changed; after a clash what the other wrote stands beside it."""
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    if not may("annotate", request.actor.roles_at(article.desk_id)):
        raise Forbidden(say("稿件信息由编辑、审核人或值班总编修改。"))
    shown = {name: getattr(article, name) for name in DetailsForm.Meta.fields}
    form = DetailsForm(request.POST or None, initial=shown)
    context: dict[str, Any] = {"form": form, "article": article}
    if request.method == "POST" and form.is_valid():
        seen = require(SeenForm(request.POST))["seen"]
        try:
            if changes := form.changes():
                edit_article(actor=request.actor, article=article, seen=seen, changes=changes)
                messages.success(request, say("稿件信息已保存。"))
            return redirect(article_url(article))
        except Problem as problem:
            if isinstance(problem, Stale):
                context["theirs"] = [(form[name].label, shown[name]) for name in form.changed_data]
            tell(form, problem)
    return render(request, "articles/details.html", context, status=400 if form.errors else 200)
