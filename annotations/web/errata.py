"""登记差错 from an article or a claim; correct an entry or take it back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from annotations.models import Article, Claim, ErrorEntry
from annotations.services.access import require
from annotations.services.errata import Where, edit_error, enter_error, remove_error
from annotations.services.errors import Invalid, Stale
from annotations.vocabulary import ArticleStatus, ErrorStage, Flag
from annotations.vocabulary import ErrorPlace as Place
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, tell
from annotations.web.forms import require as valid
from annotations.web.qualityforms import ArticleErrorForm, StagedErrorForm, as_typed
from annotations.wording import say

OUT = (ArticleStatus.PUBLISHED, ArticleStatus.CORRECTED)


@door
@require_http_methods(["GET", "POST"])
def new(request: Visit) -> HttpResponse:
    """One error of ``?claim=`` or ``?article=``; what is entered for the article already stands below."""
    where = _named(request)
    article = where.article
    if article is None:
        raise Http404(say("请从稿件或核查点登记差错。"))
    require(request.actor, article.desk_id, "inspect")
    form = ArticleErrorForm(request.POST or None, desk=article.desk, initial=_initial(where, article))
    if request.method == "POST" and form.is_valid():
        where = Where(form.cleaned_data["inspection"], article, where.claim)
        try:
            error = enter_error(actor=request.actor, where=where, entry=form.entry())
        except Invalid as problem:
            tell(form, problem)
        else:
            messages.success(request, say("已登记“{wrong}”。", wrong=error.wrong[:40]))
            return redirect(request.get_full_path())
    context = {
        "form": form,
        "article": article,
        "claim": where.claim,
        "errors": article.errors.standing().order_by("entered_at"),
    }
    return render(request, "reports/error_new.html", context, status=400 if form.errors else 200)


@door
@require_http_methods(["GET", "POST"])
def edit(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Correct an entry; after a clash saving again overwrites knowingly."""
    error = _error(request, pk)
    form = StagedErrorForm(request.POST or None, initial=as_typed(error))
    now = None
    if request.method == "POST" and form.is_valid():
        seen = valid(SeenForm(request.POST))["seen"]
        try:
            edit_error(actor=request.actor, error=error, seen=seen, entry=form.entry())
        except Stale as stale:
            now = stale.current
            form.add_error(None, stale.detail)
        except Invalid as problem:
            tell(form, problem)
        else:
            messages.success(request, say("差错已保存。"))
            return redirect(_home(error))
    context = {"error": error, "form": form, "now": now, "back": _home(error)}
    return render(request, "reports/error.html", context, status=400 if form.errors else 200)


@door
@require_POST
def remove(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """撤下: counted no more, kept all the same."""
    error = _error(request, pk)
    remove_error(actor=request.actor, error=error, seen=valid(SeenForm(request.POST))["seen"])
    messages.success(request, say("“{wrong}”已撤下，不再计入。", wrong=error.wrong[:40]))
    return redirect(_home(error))


def _error(request: Visit, pk: uuid.UUID) -> ErrorEntry:
    rows = ErrorEntry.objects.visible_to(request.actor).select_related("inspection", "article", "desk")
    error = get_object_or_404(rows, pk=pk)
    require(request.actor, error.desk_id, "inspect")
    return error


def _home(error: ErrorEntry) -> str:
    """Where an entry is shown among the others."""
    if error.inspection_id:
        return reverse("web:inspection", args=[error.inspection_id])
    return f"{reverse('web:error-new')}?article={error.article_id}"


def _named(request: Visit) -> Where:
    """The article or claim that the address names."""
    named = {name: _uuid(request.GET.get(name, "")) for name in ("claim", "article")}
    if named["claim"]:
        claims = Claim.objects.visible_to(request.actor).select_related("article__desk")
        claim = get_object_or_404(claims, pk=named["claim"])
        return Where(article=claim.article, claim=claim)
    if named["article"]:
        articles = Article.objects.visible_to(request.actor).select_related("desk")
        return Where(article=get_object_or_404(articles, pk=named["article"]))
    return Where()


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _initial(where: Where, article: Article) -> dict[str, Any]:
    """What is likely; the class is never guessed."""
    found: dict[str, Any] = {
        "stage": ErrorStage.ESCAPED if article.status in OUT else ErrorStage.FOUND,
        "place": Place.BODY,
    }
    if where.claim is not None:
        found |= {"wrong": where.claim.quote, "right": where.claim.proposed_text}
        if Flag.PROMINENT in where.claim.flags:
            found["place"] = Place.TITLE
    return found
