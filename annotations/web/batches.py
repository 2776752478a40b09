"""One act on all suggestions shown: accepted, or set aside, together."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from annotations.models import Article
from annotations.services.decisions import accept_many, dismiss_many
from annotations.services.errors import Invalid
from annotations.vocabulary import DismissReason
from annotations.web.answers import acted_on_many
from annotations.web.doors import Visit, door
from annotations.wording import say


@door
@require_POST
def accept(request: Visit, pk: uuid.UUID) -> HttpResponse:
    article = _article(request, pk)
    claims = accept_many(actor=request.actor, article=article, ids=_ids(request))
    said = say("已采纳 {n} 条建议；按 z 可一次撤销", n=len(claims))
    return acted_on_many(request, article, said=said, show=str(claims[0].pk))


@door
@require_POST
def dismiss(request: Visit, pk: uuid.UUID) -> HttpResponse:
    article = _article(request, pk)
    reason = request.POST.get("reason", DismissReason.NOT_NEEDED)
    rows = dismiss_many(actor=request.actor, article=article, ids=_ids(request), reason=reason)
    return acted_on_many(request, article, said=say("已忽略 {n} 条建议；按 z 可一次撤销", n=len(rows)))


def _article(request: Visit, pk: uuid.UUID) -> Article:
    return get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)


def _ids(request: Visit) -> list[uuid.UUID]:
    try:
        ids = [uuid.UUID(one) for one in request.POST.getlist("ids")]
    except ValueError:
        raise Invalid.field("ids", say("有的编号读不懂，一条也没有改动；请刷新后再选。")) from None
    if not ids:
        raise Invalid.field("ids", say("列表里没有待确认的建议。"), "required")
    return ids
