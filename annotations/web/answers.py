"""The answer to an act on the workbench: one row, the touched paragraphs, the panel; never the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from annotations.models import Article
from annotations.web.doors import Visit
from annotations.web.items import Desktop, Item
from annotations.web.notes import board
from annotations.web.panels import panel_for
from annotations.web.surface import on_the


@dataclass(frozen=True)
class Row:
    """What becomes of a row: ``old`` gives way to ``new`` or just goes; without ``old``, ``new`` comes in."""

    old: str = ""
    new: Item | None = None
    before: str = ""


def article_url(article: Article, key: str = "") -> str:
    return reverse("web:article", args=[article.pk]) + (f"?at={key}" if key else "")


def acted(
    request: Visit,
    article: Article,
    *,
    said: str,
    show: str,
    was: str = "",
    touched: Sequence[tuple[int, int]] = (),
    advance: bool = False,
    panel: dict[str, Any] | None = None,
) -> HttpResponse:
    """Tell what happened and show item ``show``; with ``advance``, the one the page named as next.

    ``was`` is the row that ``show`` takes the place of; ``touched`` are spans whose marks changed
    beyond the item's own. Without htmx the whole page comes again.
    """
    if not request.htmx:
        return redirect(article_url(article, show))
    table = Desktop(article)
    item = table.find(show)
    following = table.find(request.POST.get("next", "")) if advance else None
    spans = [*touched, *(item.places if item else ())]
    context = {
        "article": article,
        "said": said,
        "row": _row(table, item, was),
        "paragraphs": on_the(table, spans),
        "sums": table.sums,
        "coverage": table.coverage,
        **(panel or panel_for(request, following or item or table.first, article)),
    }
    return render(request, "articles/_acted.html", context)


def acted_on_many(request: Visit, article: Article, *, said: str, show: str = "") -> HttpResponse:
    """Tell what happened to many: the whole list and text come again, with the panel of ``show``."""
    if not request.htmx:
        return redirect(article_url(article, show))
    table = Desktop(article)
    context = {
        "article": article,
        "said": said,
        **whole(table),
        **panel_for(request, table.find(show) or table.first, article),
    }
    return render(request, "articles/_acted_on_many.html", context)


def whole(table: Desktop) -> dict[str, Any]:
    """What the whole list and the whole text need."""
    return {
        "table": table,
        "sums": table.sums,
        "coverage": table.coverage,
        "paragraphs": on_the(table),
        **board(table.checks, table.article.text),
    }


def _row(table: Desktop, item: Item | None, was: str) -> Row:
    if item is None or was:
        return Row(old=was, new=item)
    following = table.after(item)
    return Row(new=item, before=following.key if following else "")
