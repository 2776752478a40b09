"""改稿单: the changes for the writer, as a page to print and as a Word document with tracked changes."""

from __future__ import annotations

import uuid
from typing import NamedTuple
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from annotations.models import Article
from annotations.services.changelist import Row, changes_of, revisions
from annotations.text.differences import Run, runs
from annotations.web.doors import Visit, door
from annotations.wording import say
from annotations.writers import changelist


class Line(NamedTuple):
    """One change with its words struck and put in."""

    row: Row
    runs: list[Run]


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    article = _article(request, pk)
    rows = changes_of(request.actor, article)
    lines = [Line(row, [] if row.new is None else runs(row.claim.quote, row.new)) for row in rows]
    return render(request, "articles/changes.html", {"article": article, "lines": lines})


@door
@require_GET
def document(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The whole text as .docx; a change without words of its own is listed behind it."""
    article = _article(request, pk)
    rows = changes_of(request.actor, article)
    notes = [
        changelist.Note(row.claim.quote, _wanted(row)) for row in rows if row.new is None or not row.placed
    ]
    body = changelist.write(article.title, article.text, revisions(rows), notes, say("另须改写"))
    answer = HttpResponse(body, content_type=changelist.MEDIA_TYPE)
    name = quote(say("改稿单-{title}", title=article.title[:40]) + f".{changelist.EXTENSION}", safe="")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


def _wanted(row: Row) -> str:
    claim = row.claim
    parts = (claim.get_resolution_display(), row.new or "", claim.resolution_note or claim.verdict_note)
    return say("，").join(part for part in parts if part)


def _article(request: Visit, pk: uuid.UUID) -> Article:
    rows = Article.objects.visible_to(request.actor).select_related("desk")
    return get_object_or_404(rows, pk=pk)
