"""The pulse of a page: what colleagues did since the last beat, and where they are."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from annotations.models import Article, User
from annotations.services.presence import arrive, leave
from annotations.services.pulse import Beat, beat
from annotations.web.answers import whole
from annotations.web.doors import Visit, door
from annotations.web.items import Desktop, Item
from annotations.web.jobs import job_context
from annotations.web.surface import on_the
from annotations.wording import say

CURSOR = "Pulse-Cursor"


@door
@require_GET
def pulse(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """204 when nothing changed; else the rows, paragraphs and people, for js/pulse.js to put in place."""
    article = _article(request, pk)
    now = beat(request.actor, article, request.GET.get("since", ""))
    arrive(actor=request.actor, article=article, item=_item(request.GET.get("at", "")))
    if not now.news:
        return HttpResponse(status=204, headers={CURSOR: now.cursor})
    table = Desktop(article)
    rows = [item for item in table.items if item.pk in set(now.changed)]
    gone = {*now.gone, *(pk for pk in now.changed if table.find(str(pk)) is None)}
    context = {
        "article": article,
        "beat": now,
        "rows": rows,
        "gone": gone,
        "people": [(one.user, one.item) for one in now.people],
        "said": [(item.key, _said(now, item)) for item in rows],
        **job_context(request, article),
        **whole(table),
    }
    if not now.whole:
        context["paragraphs"] = on_the(table, [place for item in rows for place in item.places])
        # The marks of what is gone stood somewhere: a text without them is read again.
        if gone:
            context["paragraphs"] = on_the(table)
    answer = render(request, "articles/_pulse.html", context)
    answer[CURSOR] = now.cursor
    return answer


@door
@require_POST
def away(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The page is being left."""
    leave(actor=request.actor, article=_article(request, pk))
    return HttpResponse(status=204)


def _article(request: Visit, pk: uuid.UUID) -> Article:
    return get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)


def _item(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _said(now: Beat, item: Item) -> str:
    """Who did something to the item last, and how it stands now."""
    row = now.last[item.pk]
    person = User.objects.filter(pk=row.actor).first() if len(row.actor) == len(str(item.pk)) else None
    name = str(person) if person else say("系统")
    return say("{who} 刚改了这一条：{state}", who=name, state=item.word)
