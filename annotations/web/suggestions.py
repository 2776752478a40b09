"""建议: look at one, accept it, set it aside, take that back."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from annotations.models import Suggestion
from annotations.services.decisions import accept_suggestion, dismiss_suggestion, restore_suggestion
from annotations.vocabulary import DismissReason
from annotations.web.answers import acted, article_url
from annotations.web.doors import Visit, door
from annotations.web.panels import of_suggestion
from annotations.web.typegroups import types_of
from annotations.wording import say


@door
@require_GET
def panel(request: Visit, pk: uuid.UUID) -> HttpResponse:
    suggestion = _suggestion(request, pk)
    if not request.htmx:
        return redirect(article_url(suggestion.article, str(pk)))
    return render(request, "suggestions/_panel.html", of_suggestion(request, suggestion))


@door
@require_POST
def accept(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """采纳, as it stands or (with a digit) under other types."""
    suggestion = _suggestion(request, pk)
    key = request.POST.get("key")
    types = types_of(key, suggestion.quote, suggestion.article, suggestion.types) if key else None
    claim = accept_suggestion(actor=request.actor, suggestion=suggestion, types=types)
    said = say("已采纳“{quote}”", quote=claim.quote[:20])
    return acted(request, claim.article, said=said, show=str(claim.pk), was=str(pk), advance=True)


@door
@require_POST
def dismiss(request: Visit, pk: uuid.UUID) -> HttpResponse:
    reason = request.POST.get("reason", DismissReason.NOT_NEEDED)
    done = dismiss_suggestion(actor=request.actor, suggestion=_suggestion(request, pk), reason=reason)
    said = say(
        "已忽略“{quote}”：{dismiss_reason}",
        quote=done.quote[:20],
        dismiss_reason=done.get_dismiss_reason_display(),
    )
    return acted(request, done.article, said=said, show=str(pk), was=str(pk), advance=True)


@door
@require_POST
def restore(request: Visit, pk: uuid.UUID) -> HttpResponse:
    back = restore_suggestion(actor=request.actor, suggestion=_suggestion(request, pk))
    said = say("已恢复建议“{quote}”", quote=back.quote[:20])
    return acted(request, back.article, said=said, show=str(pk), was=str(pk))


def _suggestion(request: Visit, pk: uuid.UUID) -> Suggestion:
    rows = Suggestion.objects.visible_to(request.actor).select_related("article__desk")
    return get_object_or_404(rows, pk=pk)
