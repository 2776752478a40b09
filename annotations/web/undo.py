"""撤销 (`z`): take back the last act, and show what it was about."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from annotations.models import Article
from annotations.services.errors import Conflict
from annotations.services.journal import DEEP
from annotations.services.undo import undo
from annotations.web.answers import acted, acted_on_many
from annotations.web.doors import Visit, door
from annotations.wording import say


@door
@require_POST
def take_back(request: Visit, pk: uuid.UUID) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    done = undo(actor=request.actor, article=article)
    if done is None:
        raise Conflict(say("没有可撤销的操作；最多可撤销最近 {deep} 步。", deep=DEEP))
    said = say("已撤销：{what}", what=done.label)
    changed, gone = [str(one) for one in done.changed], [str(one) for one in done.gone]
    if len(changed) > 1 or len(gone) > 1:
        return acted_on_many(request, article, said=said, show=changed[0] if changed else "")
    touched = [place for places in done.gone.values() for place in places]
    was = (gone or changed)[0]
    return acted(request, article, said=said, show="".join(changed), was=was, touched=touched)
