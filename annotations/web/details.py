"""稿件信息: title, byline, dates and the like of an article that is already in."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from annotations.models import Article
from annotations.services.articles import GUARDED, edit_article
from annotations.services.errors import Forbidden, Problem, Stale
from annotations.vocabulary import CheckLevel, Role
from annotations.web.answers import article_url
from annotations.web.doors import Visit, door
from annotations.web.forms import DetailsForm, SeenForm, require, tell
from annotations.wording import marked, say
from annotations.workflow import may

KINDS = (("False", marked("普通稿件")), ("True", marked("批评报道")))


class ChangesForm(DetailsForm):
    """The details, each sent back with what had been shown: only what the person changed is theirs.

    ``roles`` are those held at the article's desk: not everybody sets 核查程度 and 批评报道.
    """

    check_level = forms.ChoiceField(
        label=_("核查程度"),
        choices=CheckLevel.choices,
        required=False,
        help_text=_("由值班总编设定。改动后重新预标注；已采纳和已忽略的不受影响。"),
    )
    critical = forms.TypedChoiceField(
        label=_("稿件性质"),
        choices=lambda: [(value, say(words)) for value, words in KINDS],
        coerce=lambda value: value == "True",
        required=False,
        help_text=_("批评报道的每个核查点须有 2 个相互独立的来源。"),
    )

    def __init__(self, *args: Any, roles: Collection[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = roles
        for name, act in GUARDED.items():
            if not may(act, roles):
                del self.fields[name]
        for field in self.fields.values():
            field.show_hidden_initial = True

    def changes(self) -> dict[str, Any]:
        chosen = {name: self.cleaned_data[name] for name in self.changed_data}
        return {name: value for name, value in chosen.items() if name not in GUARDED or value != ""}

    def words(self, name: str, value: Any) -> Any:
        """A value as people read it."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        return choices.get(str(value), value)

    def over(self, present: dict[str, Any]) -> ChangesForm:
        """The same answer over what now stands: saved again, it changes nothing that the person left."""
        fresh, data = ChangesForm(initial=present, roles=self.roles), dict(self.data.items())
        for name in self.fields:
            now = fresh[name].field.widget.format_value(fresh[name].value()) or ""
            now = now[0] if isinstance(now, list) else now
            data[self.add_initial_prefix(name)] = now
            if name not in self.changed_data:
                data[name] = now
        return ChangesForm(data, initial=present, roles=self.roles)


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Show them, or save what was changed; after a clash what now stands is told beside it."""
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    roles = request.actor.roles_at(article.desk_id)
    if not may("annotate", roles):
        raise Forbidden(say("稿件信息由编辑、审核人或值班总编修改。"))
    form = ChangesForm(request.POST or None, initial=_details_of(article), roles=roles)
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
                theirs = [
                    (str(form[name].label), form.words(name, present[name])) for name in form.changed_data
                ]
                form = form.over(present)
            tell(form, problem)
    context = {"form": form, "article": article, "theirs": theirs}
    return render(request, "articles/details.html", context, status=400 if form.errors else 200)


def _details_of(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in (*DetailsForm.Meta.fields, *GUARDED)}
