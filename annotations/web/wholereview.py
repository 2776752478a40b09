"""整稿审定: the article with its claims beside it; exceptions one by one, the rest in one act."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import Article, Claim
from annotations.services.access import require as require_right
from annotations.services.errors import Invalid, Stale
from annotations.services.review import take_step
from annotations.services.reviewing import Approved, Named, approve_many, mark_seen
from annotations.services.reviewlines import lines_of
from annotations.vocabulary import Status
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door
from annotations.web.forms import StepForm, require
from annotations.web.items import Desktop
from annotations.web.review import card_of
from annotations.web.reviewrows import Pile, pile_of
from annotations.web.submitting import grouped
from annotations.web.surface import on_the
from annotations.wording import say


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The whole article; the panel begins with the first exception, or with the claim that is asked for."""
    article = _article(request, pk)
    pile = pile_of(request.actor, article)
    asked = request.GET.get("at", "")
    context = {
        "article": article,
        "pile": pile,
        "paragraphs": on_the(Desktop(article)),
        **_panel(request, pile, asked if pile.find(asked) else ""),
    }
    return render(request, "review/whole.html", context)


@door
@require_POST
def seen(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """What was on the screen: told by the page as the reviewer scrolls."""
    mark_seen(actor=request.actor, article=_article(request, pk), named=_named(request, "claim"))
    return HttpResponse(status=204)


@door
@require_POST
def approve(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """批准: the rows that were ticked, each a statement of its own; else the rest, as far as it was seen."""
    article = _article(request, pk)
    ticked = "ticked" in request.POST
    named = _named(request, "claim" if ticked else "rest")
    if not named:
        raise Invalid.field("claim", say("还没有勾选任何一条。用空格勾选，或看完全部后批准其余各条。"))
    done = approve_many(actor=request.actor, article=article, named=named, stated=ticked)
    return _acted(request, article, _said(done), whole=True)


@door
@require_http_methods(["GET", "POST"])
def single(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """One claim in the panel; posted to, 批准 or 退回 of it alone."""
    claim = claim_seen(request, pk)
    article = claim.article
    require_right(request.actor, article.desk_id, "review")
    if request.method == "GET":
        if not request.htmx:
            return redirect(_address(article, pk))
        return render(request, "review/_card.html", _card(request, claim))
    data = require(StepForm(request.POST))
    if data["to"] == Status.IN_PROGRESS:
        try:
            claim = take_step(actor=request.actor, claim=claim, **data)
        except Stale as stale:
            typed = data["comment"]
            return _acted(request, article, stale.detail, show=str(pk), comment=typed, whole=True)
        return _acted(request, article, _moved(claim), gone=claim)
    named = [(claim.pk, data["seen"])]
    done = approve_many(actor=request.actor, article=article, named=named, stated=True)
    if done.skipped:
        return _acted(request, article, _said(done), show=str(pk), whole=True)
    return _acted(request, article, _moved(done.claims[0]), gone=claim)


def _article(request: Visit, pk: uuid.UUID) -> Article:
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    require_right(request.actor, article.desk_id, "review")
    return article


def _address(article: Article, key: object = "") -> str:
    return reverse("web:whole-review", args=[article.pk]) + (f"?at={key}" if key else "")


def _card(request: Visit, claim: Claim, comment: str = "") -> dict[str, Any]:
    (line,) = lines_of(request.actor, [claim])
    return {
        **card_of(request, claim, comment=comment),
        "act": reverse("web:whole-single", args=[claim.pk]),
        "why": line.why if line.refused is None else (),
    }


def _panel(
    request: Visit, pile: Pile, show: str = "", gone: Claim | None = None, comment: str = ""
) -> dict[str, Any]:
    """The claim to look at: the one wanted, else the next exception, else the next of the rest."""
    row = pile.find(show) or pile.following(gone)
    return _card(request, claim_seen(request, row.line.claim.pk), comment) if row else {}


def _acted(
    request: Visit,
    article: Article,
    said: str,
    *,
    show: str = "",
    gone: Claim | None = None,
    comment: str = "",
    whole: bool = False,
) -> HttpResponse:
    """Tell what happened; the row of ``gone`` goes, or the ``whole`` list comes again.

    ``comment`` is what somebody had typed about a claim that has changed: it stays typed.
    """
    if not request.htmx:
        messages.info(request, said)
        return redirect(_address(article, show))
    pile = pile_of(request.actor, article)
    wanted = show or request.POST.get("next", "")
    context = {
        "article": article,
        "pile": pile,
        "gone": gone,
        "whole": whole,
        "said": said,
        **_panel(request, pile, wanted, gone, comment),
    }
    return render(request, "review/_whole_acted.html", context)


def _named(request: Visit, field: str) -> list[Named]:
    """Claims with the versions that were on the page: "id:version"."""
    try:
        pairs = [one.rsplit(":", 1) for one in request.POST.getlist(field)]
        return [(uuid.UUID(claim), int(version)) for claim, version in pairs]
    except ValueError:
        raise Invalid.field(field, say("有的编号读不懂，一条也没有改动；请刷新后再选。")) from None


def _moved(claim: Claim) -> str:
    return say("“{quote}”：{status}", quote=claim.quote[:20], status=claim.get_status_display())


def _said(done: Approved) -> str:
    """How many were approved, and of the rest why not, reason by reason."""
    told: Iterable[str] = (
        say("跳过 {n} 个（{quotes}）：{reason}", n=len(claims), quotes=quotes, reason=reason)
        for claims, quotes, reason in grouped(done.skipped)
    )
    return " ".join([say("已批准 {n} 个核查点。", n=len(done.claims)), *told])
