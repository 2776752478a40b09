"""核查点: the panel, changing one, and its steps."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from annotations.models import Actor, Claim
from annotations.services.annotate import delete_claim, edit_claim
from annotations.services.errors import Missing, Stale
from annotations.services.review import take_step
from annotations.vocabulary import Status
from annotations.web.answers import acted, acted_on_many, article_url
from annotations.web.doors import Visit, door
from annotations.web.forms import ClaimForm, SeenForm, StepForm, require
from annotations.web.history import timeline
from annotations.web.items import number_of
from annotations.web.panels import Clash, clash, of_claim
from annotations.web.typegroups import types_of
from annotations.web.wanted import wanted_field
from annotations.wording import say


@door
@require_GET
def panel(request: Visit, pk: uuid.UUID) -> HttpResponse:
    claim = claim_seen(request, pk)
    if not request.htmx:
        return redirect(article_url(claim.article, str(pk)))
    return render(request, "claims/_panel.html", of_claim(request, claim))


@door
@require_POST
def edit(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Save what was changed; a verdict that needs no words leads on to the next claim."""
    claim = claim_seen(request, pk)
    form = ClaimForm(request.POST)
    changes = form.changes()
    if request.POST.get("key"):
        changes["types"] = types_of(request.POST["key"], claim.quote, claim.article, claim.types)
    if not changes:
        return _shown(request, claim, say("没有改动，未保存新版本"))
    try:
        claim = edit_claim(actor=request.actor, claim=claim, seen=form.cleaned_data["seen"], changes=changes)
    except Stale as stale:
        return stale_panel(request, stale, changes=changes, form=form)
    return _shown(request, claim, _said(claim, changes), advance=_finished(request.actor, claim, changes))


@door
@require_POST
def step(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Take a step of the workflow: 接手, 提交, 退回 and so on."""
    claim = claim_seen(request, pk)
    data = require(StepForm(request.POST))
    try:
        claim = take_step(actor=request.actor, claim=claim, **data)
    except Stale as stale:
        return stale_panel(request, stale, comment=data["comment"])
    said = say("“{quote}”：{status}", quote=claim.quote[:20], status=claim.get_status_display())
    return _shown(request, claim, said, advance=claim.status != Status.IN_PROGRESS)


@door
@require_POST
def delete(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Delete; a suggestion that it came from waits again in its place."""
    claim = claim_seen(request, pk)
    article, suggestion = claim.article, claim.suggestion_id
    places = [(claim.start, claim.end), *claim.mentions.values_list("start", "end")]
    said = say("已删除“{quote}”", quote=claim.quote[:20])
    number = number_of(claim)
    try:
        delete_claim(actor=request.actor, claim=claim, **require(SeenForm(request.POST)))
    except Stale as stale:
        return stale_panel(request, stale)
    show = str(suggestion or "")
    if number <= article.claims.count():
        # Every claim behind it has another number now.
        return acted_on_many(request, article, said=said, show=show or request.POST.get("next", ""))
    return acted(request, article, said=said, show=show, was=str(pk), touched=places, advance=not suggestion)


def claim_seen(request: Visit, pk: uuid.UUID) -> Claim:
    """The claim, through the one door."""
    rows = Claim.objects.visible_to(request.actor).with_people().select_related("article__desk")
    return get_object_or_404(rows, pk=pk)


def _shown(request: Visit, claim: Claim, said: str, *, advance: bool = False) -> HttpResponse:
    key = str(claim.pk)
    return acted(request, claim.article, said=said, show=key, was=key, advance=advance)


def stale_panel(
    request: Visit,
    stale: Stale,
    *,
    changes: dict[str, Any] | None = None,
    form: ClaimForm | None = None,
    comment: str = "",
) -> HttpResponse:
    """他人已改: the panel as it stands now with both states side by side, and nothing typed lost."""
    if stale.current is None:
        raise Missing(say("这个核查点刚被他人删除。"))
    now = claim_seen(request, stale.current.pk)
    both = clash(now, changes, form) if changes and form else Clash(timeline(now)[0].who, ())
    context = of_claim(request, now, clash=both, comment=comment)
    answer = render(request, "claims/_panel.html", context, status=stale.status)
    return reswap(retarget(answer, "#panel"), "innerHTML")


def _said(claim: Claim, changes: dict[str, Any]) -> str:
    if changes.get("verdict"):
        return say("“{quote}”：{verdict}", quote=claim.quote[:20], verdict=claim.get_verdict_display())
    return say("已保存“{quote}”", quote=claim.quote[:20])


def _finished(actor: Actor, claim: Claim, changes: dict[str, Any]) -> bool:
    """Whether the verdict just given needs no further words, so that the next claim may come."""
    return bool(changes.get("verdict")) and not wanted_field(actor, claim)
