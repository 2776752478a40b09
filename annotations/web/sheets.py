"""核查清单: the sheet of an article as things stand now, and as it was signed."""

from __future__ import annotations

import hashlib
import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from annotations.models import Article, Publication
from annotations.services.errors import Missing
from annotations.services.sheet import policy_of, render_sheet
from annotations.web.doors import Visit, door
from annotations.wording import say

BODY = "<body>\n"


@door
@require_GET
def of_article(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The sheet as things stand now, to read and to print."""
    rows = Article.objects.visible_to(request.actor).select_related("desk")
    article = get_object_or_404(rows, pk=pk)
    signed = article.publications.exclude(sheet="").select_related("signed_by").defer("sheet")
    band = render_to_string(
        "sheets/_now.html", {"article": article, "signed": list(signed.order_by("-signed_at"))}
    )
    return as_page(render_sheet(article, by=request.user).replace(BODY, BODY + band, 1))


@door
@require_GET
def of_publication(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The sheet as it was signed, with its SHA-256; ``?raw=1`` gives the stored bytes themselves."""
    rows = Publication.objects.filter(article__in=Article.objects.visible_to(request.actor))
    publication = get_object_or_404(rows.select_related("article", "signed_by"), pk=pk)
    if not publication.sheet:
        raise Missing(say("这次签发没有存下核查清单（当时的程序还没有这项功能）。"))
    if request.GET.get("raw"):
        answer = as_page(publication.sheet)
        answer["Content-Disposition"] = f'attachment; filename="sheet-{publication.pk}.html"'
        return answer
    computed = hashlib.sha256(publication.sheet.encode()).hexdigest()
    context = {"publication": publication, "same": computed == publication.sheet_sha256}
    band = render_to_string("sheets/_signed.html", context)
    answer = as_page(publication.sheet.replace(BODY, BODY + band, 1))
    answer["Content-Language"] = "zh-hans"
    return answer


def as_page(html: str) -> HttpResponse:
    """A sheet for a browser: nothing runs, nothing is fetched, and only its own style holds."""
    answer = HttpResponse(html)
    answer["Content-Security-Policy"] = policy_of(html)
    return answer
