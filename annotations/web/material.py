"""材料对稿: the article's material, the sweep over it, and its pairs side by side."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import Article, Source
from annotations.services import pairing
from annotations.services.errors import Conflict, Forbidden, Invalid
from annotations.services.material import attach, detach, require_material
from annotations.services.pairlines import paired
from annotations.services.review import submit_complete
from annotations.services.sources import add_source
from annotations.services.undo import undo
from annotations.vocabulary import AsideReason, Verdict
from annotations.web import queries
from annotations.web.doors import Visit, door, searched
from annotations.web.forms import SourceForm, require, tell
from annotations.web.jobs import bar_of
from annotations.web.pairrows import ORDERS, PairRow, counted, grouped, rows_of
from annotations.web.submitting import submitted_words
from annotations.wording import say
from annotations.workflow import may

WRONG_KEYS = (Verdict.FALSE, Verdict.PARTLY_FALSE, Verdict.MISLEADING, Verdict.OUTDATED)
"""After 有误 the keys 1 to 4, in this order."""
FOUND = 12
"""So many sources of the library are offered at once."""


class SourceChoice(forms.Form):
    """Which source of the library."""

    source = forms.UUIDField(error_messages={"required": "", "invalid": ""})


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Attached sources, the sweep's progress, and the pairs: differing and missing first."""
    article = article_at(request, pk)
    shown = context(request, article)
    asked = request.GET.get("at", "")
    rows = [row for _, of in shown["groups"] for row in of]
    row = next((row for row in rows if asked in (str(row.pk), str(row.item))), None)
    row = row or next((row for row in rows if row.open), next(iter(rows), None))
    if may_lay(request, article):
        shown["hits"] = _hits(request, article)
    return render(request, "material/page.html", {**shown, **panel(request, article, row)})


@door
@require_GET
def progress(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The bar, polled while the sweep runs; with the answer that it is over come the pairs."""
    article = article_at(request, pk)
    shown = context(request, article)
    return render(request, "material/_polled.html", {**shown, "fresh": not shown["unfinished"]})


@door
@require_GET
def find(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Sources of the library to be laid beside the article."""
    article = article_at(request, pk)
    return render(request, "material/_hits.html", {"article": article, "hits": _hits(request, article)})


@door
@require_POST
def lay(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Attach a source of the library."""
    article, source = _chosen(request, pk, taken=False)
    attach(actor=request.actor, article=article, source=source)
    messages.success(request, say("《{title}》已列为随稿材料，正在对稿。", title=source.title))
    return redirect("web:material", article.pk)


@door
@require_POST
def take_away(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Take a source from beside the article; links to it stay."""
    article, source = _chosen(request, pk, taken=True)
    detach(actor=request.actor, article=article, source=source)
    messages.success(request, say("《{title}》不再是随稿材料；已关联的证据不受影响。", title=source.title))
    return redirect("web:material", article.pk)


@door
@require_http_methods(["GET", "POST"])
def paste(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Pasted material: stored in the library and laid beside the article at once."""
    article = article_at(request, pk)
    require_material(request.actor, article)
    desks = queries.desks_where(request.actor, "add_source").filter(pk=article.desk_id)
    form = SourceForm(request.POST or None, desks=desks)
    if request.method == "POST" and form.is_valid():
        try:
            add_source(actor=request.actor, article=article, **form.cleaned_data)
        except Invalid as problem:
            tell(form, problem)
        else:
            messages.success(request, say("材料已存入，正在对稿。"))
            return redirect("web:material", article.pk)
    status = 400 if form.errors else 200
    return render(request, "material/paste.html", {"article": article, "form": form}, status=status)


@door
@require_POST
def again(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """重新对稿: another sweep over the same text."""
    article = article_at(request, pk)
    require_material(request.actor, article)
    pairing.request(article, request.actor)
    return redirect("web:material", article.pk)


@door
@require_POST
def take_back(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """撤销: the last act on the article, and all pairs as they stand then."""
    article = article_at(request, pk)
    done = undo(actor=request.actor, article=article)
    if done is None:
        raise Conflict(say("没有可撤销的操作。"))
    return acted_on_all(request, article, say("已撤销：{what}", what=done.label))


@door
@require_POST
def submit(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Submit my complete claims of the article; the rest are named with what they lack."""
    article = article_at(request, pk)
    return acted_on_all(
        request, article, submitted_words(submit_complete(actor=request.actor, article=article))
    )


def article_at(request: Visit, pk: uuid.UUID) -> Article:
    rows = Article.objects.visible_to(request.actor).select_related("desk")
    return get_object_or_404(rows, pk=pk)


def address(article: Article, at: object = "", order: str = "") -> str:
    asked = "&".join(f"{name}={value}" for name, value in (("at", at), ("order", order)) if value)
    return reverse("web:material", args=[article.pk]) + (f"?{asked}" if asked else "")


def may_lay(request: Visit, article: Article) -> bool:
    """Whether the material is theirs to change: editors', and reporters' on their own copy."""
    try:
        require_material(request.actor, article)
    except Forbidden:
        return False
    return True


def order_of(request: Visit) -> str:
    asked = request.POST.get("order", "") or request.GET.get("order", "")
    return asked if asked in ORDERS else ""


def context(request: Visit, article: Article) -> dict[str, Any]:
    """What list, sums and bar need."""
    # The job first: a sweep that ends while the pairs are read would leave a page that never catches up.
    bar = bar_of(queries.latest_sweep(article))
    found = paired(request.actor, article)
    order = order_of(request)
    return {
        "article": article,
        **bar,
        "sources": found.sources,
        "sums": found.sums,
        "counted": counted(found.sums),
        "order": order,
        "groups": grouped(rows_of(article, found), order),
        "may_lay": may_lay(request, article),
        "may_annotate": may("annotate", request.actor.roles_at(article.desk_id)),
    }


def panel(request: Visit, article: Article, row: PairRow | None) -> dict[str, Any]:
    """What the panel of one pair needs."""
    return {
        "article": article,
        "row": row,
        "may_lay": may_lay(request, article),
        "may_annotate": may("annotate", request.actor.roles_at(article.desk_id)),
        "aside_reasons": AsideReason.choices(),
        "wrongs": [(verdict, str(at), verdict.label) for at, verdict in enumerate(WRONG_KEYS, 1)],
        "order": order_of(request),
    }


def acted_on_all(request: Visit, article: Article, said: str) -> HttpResponse:
    """Tell what happened; all pairs come again, with the panel that the page shows."""
    if not request.htmx:
        messages.info(request, said)
        return redirect(address(article, order=order_of(request)))
    article.refresh_from_db()
    shown = context(request, article)
    rows = [row for _, of in shown["groups"] for row in of]
    wanted = request.POST.get("shown", "")
    row = next((row for row in rows if str(row.pk) == wanted), None)
    row = row or next((row for row in rows if row.open), next(iter(rows), None))
    parts: Mapping[str, Any] = {**shown, **panel(request, article, row), "said": said, "whole": True}
    return render(request, "material/_acted.html", parts)


def _hits(request: Visit, article: Article) -> list[Source]:
    rows = queries.library(request.actor, searched(request)).filter(desk_id=article.desk_id)
    return list(rows.exclude(material__article=article)[:FOUND])


def _chosen(request: Visit, pk: uuid.UUID, *, taken: bool) -> tuple[Article, Source]:
    article = article_at(request, pk)
    wanted = require(SourceChoice(request.POST))["source"]
    rows = Source.objects.visible_to(request.actor)
    rows = rows.beside(article) if taken else rows.filter(desk_id=article.desk_id)
    return article, get_object_or_404(rows, pk=wanted)
