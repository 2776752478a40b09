"""Tagging a selection: the span from the browser, the type from a digit."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from annotations.models import Article, Suggestion
from annotations.services.annotate import add_claim
from annotations.services.decisions import accept_suggestion
from annotations.web.answers import acted
from annotations.web.doors import Visit, door
from annotations.web.forms import TagForm, require
from annotations.web.typegroups import types_of
from annotations.wording import say


@door
@require_POST
def tag(request: Visit, pk: uuid.UUID) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    data = require(TagForm(request.POST))
    types = types_of(data.pop("key"), data["quote"], article, [])
    same = _suggestion(article, data)
    if same:
        claim = accept_suggestion(actor=request.actor, suggestion=same, types=types)
    else:
        claim = add_claim(actor=request.actor, article=article, types=types, **data)
    said = say("已标注“{quote}”", quote=claim.quote[:20])
    return acted(request, article, said=said, show=str(claim.pk), was=str(same.pk) if same else "")


def _suggestion(article: Article, data: dict[str, Any]) -> Suggestion | None:
    """The waiting suggestion for exactly these words: tagging them is accepting it."""
    if data["article_version"] != article.text_version:
        return None
    waiting = article.suggestions.pending().filter(article_version=article.text_version)
    return waiting.filter(start=data["start"], end=data["end"], quote=data["quote"]).first()
