"""通稿比对: the agency's text and ours side by side, and a claim or suggestion for each of our changes."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from annotations.models import Article, Source
from annotations.models.evidence import SourceQuerySet
from annotations.services.articles import edit_article
from annotations.services.errors import Problem
from annotations.services.ourchanges import compared
from annotations.services.wire import claim_of_change, paste_wire
from annotations.vocabulary import Confidentiality, SourceType
from annotations.web.answers import article_url
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, Words, require, tell
from annotations.web.sidebyside import rows
from annotations.wording import say
from annotations.workflow import may

OFFERED = 50
"""Sources offered as the agency's text: those of the article first, then the desk's newest 通稿."""


class PasteForm(SeenForm):
    """The agency's text, pasted."""

    text = Words(
        label=_("通稿原文"),
        required=True,
        error_messages={"required": _("通稿原文是空的，请粘贴原文。")},
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    title = forms.CharField(label=_("资料标题"), required=False, max_length=300)
    issuer = forms.CharField(label=_("发布者"), required=False, max_length=300)


class ChooseForm(SeenForm):
    """A source of the library; empty takes the agency's text away."""

    source = forms.UUIDField(required=False)


class PlaceForm(forms.Form):
    """Where one of our changes stands."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Both texts, our changes numbered and listed."""
    return _shown(request, _article(request, pk))


@door
@require_POST
def paste(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """附上通稿原文: into the library and beside the article in one act."""
    article = _article(request, pk)
    form = PasteForm(request.POST)
    if form.is_valid():
        try:
            paste_wire(actor=request.actor, article=article, **form.cleaned_data)
        except Problem as problem:
            if problem.status in (403, 404):
                raise
            tell(form, problem)
        else:
            messages.success(request, say("通稿原文已存入核查资料，正在按改动重新预标注。"))
            return redirect("web:wire", article.pk)
    return _shown(request, _article(request, pk), form)


@door
@require_POST
def choose(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Take a source of the library as the agency's text, or none."""
    article = _article(request, pk)
    data = require(ChooseForm(request.POST))
    source = get_object_or_404(_offered(request, article), pk=data["source"]) if data["source"] else None
    edit_article(actor=request.actor, article=article, seen=data["seen"], changes={"wire_source": source})
    told = say("已按这份通稿比对。") if source else say("已不再与通稿比对。")
    messages.success(request, told)
    return redirect("web:wire", article.pk)


@door
@require_POST
def claim(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """标为核查点: the change becomes a claim, which opens on the workbench."""
    article = _article(request, pk)
    made = claim_of_change(actor=request.actor, article=article, **require(PlaceForm(request.POST)))
    return redirect(article_url(article, str(made.pk)))


def _article(request: Visit, pk: uuid.UUID) -> Article:
    return get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)


def _offered(request: Visit, article: Article) -> SourceQuerySet:
    own = Q(pk__in=article.material.values("source")) | Q(source_type=SourceType.PRESS_RELEASE)
    seen = Source.objects.visible_to(request.actor).filter(own, desk=article.desk_id)
    return seen.exclude(confidentiality=Confidentiality.PROTECTED)


def _shown(request: Visit, article: Article, form: PasteForm | None = None) -> HttpResponse:
    found = compared(request.actor, article)
    marks = [one.change.span for one in found.rows]
    offered = _offered(request, article)
    newest = ("-created_at", "-id")
    own = offered.beside(article).order_by(*newest)
    others = offered.exclude(pk__in=own).order_by(*newest)
    context: dict[str, Any] = {
        "article": article,
        "found": found,
        "snapshot": found.source and found.source.snapshot,
        "rows": rows(found.source.snapshot.text, article.text, marks) if found.source else (),
        "form": form or PasteForm(initial={"seen": article.version, "issuer": article.source}),
        "sources": [*own[:OFFERED], *others[:OFFERED]],
        "may_annotate": may("annotate", request.actor.roles_at(article.desk_id)),
        "undone": sum(one.claim is None and one.suggestion is None for one in found.rows),
    }
    return render(request, "articles/wire.html", context, status=400 if form else 200)
