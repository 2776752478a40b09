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


class ChangesForm(DetailsForm):
    """The details, each sent back with what had been shown: only what the person changed is theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def over(self, present: dict[str, Any]) -> ChangesForm:
        """The same answer over what now stands: saved again, it changes nothing that the person left."""
        fresh, data = DetailsForm(initial=present), dict(self.data.items())
        for name in self.fields:
            now = fresh[name].field.widget.format_value(fresh[name].value()) or ""
            data[self.add_initial_prefix(name)] = now
            if name not in self.changed_data:
                data[name] = now
        return ChangesForm(data, initial=present)


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Show them, or save what was changed; after a clash what now stands is told beside it."""
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    if not may("annotate", request.actor.roles_at(article.desk_id)):
        raise Forbidden(say("稿件信息由编辑、审核人或值班总编修改。"))
    form = ChangesForm(request.POST or None, initial=_details_of(article))
    theirs: list[tuple[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        seen = require(SeenForm(request.POST))["seen"]
        try:
            if changes := form.changes():
                edit_article(actor=request.actor, article=article, seen=seen, changes=changes)
                messages.success(request, say("稿件信息已保存。"))
            return redirect(article_url(article))
        except Problem as problem:
            if isinstance(problem, Stale):
                present = _details_of(article)
                theirs = [(str(form[name].label), present[name]) for name in form.changed_data]
                form = form.over(present)
            tell(form, problem)
    context = {"form": form, "article": article, "theirs": theirs}
    return render(request, "articles/details.html", context, status=400 if form.errors else 200)


def _details_of(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in DetailsForm.Meta.fields}
