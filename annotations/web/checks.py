"""数字检查: setting a result aside, taking that back, making a claim of it."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from annotations.models import Article
from annotations.services.checkresults import Checked
from annotations.services.checks import claim_of_check, dismiss_check, restore_check
from annotations.web.answers import acted, article_url
from annotations.web.doors import Visit, door
from annotations.web.items import Desktop
from annotations.web.notes import board
from annotations.web.surface import on_the
from annotations.wording import say


@door
@require_POST
def dismiss(request: Visit, pk: uuid.UUID, key: str) -> HttpResponse:
    article = _article(request, pk)
    one = dismiss_check(actor=request.actor, article=article, key=key)
    return _settled(request, article, one, say("已忽略数字检查：{what}", what=one.check.explanation))


@door
@require_POST
def restore(request: Visit, pk: uuid.UUID, key: str) -> HttpResponse:
    article = _article(request, pk)
    one = restore_check(actor=request.actor, article=article, key=key)
    return _settled(request, article, one, say("已恢复数字检查：{what}", what=one.check.explanation))


@door
@require_POST
def claim(request: Visit, pk: uuid.UUID, key: str) -> HttpResponse:
    """标为核查点: the claim that stands on the words, or a new one; its panel opens."""
    article = _article(request, pk)
    waiting = set(map(str, article.suggestions.pending().values_list("pk", flat=True)))
    known = set(map(str, article.claims.values_list("pk", flat=True)))
    made = claim_of_check(actor=request.actor, article=article, key=key)
    was = str(made.suggestion_id) if str(made.suggestion_id) in waiting else ""
    if str(made.pk) in known:
        was = str(made.pk)
    said = say("核查点“{quote}”", quote=made.quote[:20])
    return acted(request, article, said=said, show=str(made.pk), was=was)


def _article(request: Visit, pk: uuid.UUID) -> Article:
    return get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)


def _settled(request: Visit, article: Article, one: Checked, said: str) -> HttpResponse:
    """The list again, and the paragraphs whose notes have changed."""
    if not request.htmx:
        return redirect(article_url(article))
    table = Desktop(article)
    context = {
        "article": article,
        "said": said,
        "paragraphs": on_the(table, [one.span]),
        "may_annotate": True,
        **board(table.checks, article.text),
    }
    return render(request, "articles/_check_settled.html", context)
