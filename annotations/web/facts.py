"""事实库: what the newsroom stands by, and what it holds back."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotations.models import Actor, Claim, VerifiedFact
from annotations.services.archive import cite_fact, why_not
from annotations.services.corrections import OUT
from annotations.services.errors import Forbidden
from annotations.services.holding import SIGNED_OFF, hold_fact, release_fact
from annotations.services.searching import keys_found
from annotations.vocabulary import Kind, Stance
from annotations.web import queries
from annotations.web.answers import article_url
from annotations.web.claims import claim_seen
from annotations.web.correctionforms import ReasonForm
from annotations.web.doors import Visit, door, searched
from annotations.web.forms import require
from annotations.web.paging import page
from annotations.web.panels import may_link, reading
from annotations.wording import say
from annotations.workflow import may


class CitingForm(forms.Form):
    """For which claim a fact is to be evidence, and what it does to it."""

    claim = forms.UUIDField()
    stance = forms.ChoiceField(choices=Stance.choices)


@door
@require_GET
def table(request: Visit) -> HttpResponse:
    actor = request.actor
    if not actor.reads_all and not queries.desks_where(actor, "read_facts").exists():
        raise Forbidden(say("您没有查看已核事实的权限；编辑、审核人、值班总编和管理员可以查看。"))
    asked = searched(request)
    state = "all" if request.GET.get("state") == "all" else "current"
    rows, citing = queries.facts_for(actor), _asking(request)
    if citing:
        rows = rows.filter(desk_id=citing.article.desk_id).exclude(claim=citing)
    if state == "current":
        rows = rows.current()
    if asked:
        rows = rows.filter(pk__in=keys_found(actor=actor, query=asked, kind=Kind.FACTS))
    found = page(rows, request.GET.get("after", ""), by="approved_at")
    lines = [_line(actor, fact) for fact in found.rows]
    context = {
        "lines": lines,
        "page": found,
        "asked": asked,
        "state": state,
        "citing": citing,
        "stances": list(Stance),
    }
    return render(request, "facts/table.html", context)


@door
@require_POST
def cite(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """引用到当前核查点: the fact as evidence of the claim that somebody came from, and back there."""
    given = require(CitingForm(request.POST))
    claim = claim_seen(request, given["claim"])
    link = cite_fact(actor=request.actor, claim=claim, fact=_fact(request, pk), stance=given["stance"])
    messages.success(request, say("已引用事实，{comparison}。", comparison=link.get_comparison_display()))
    return redirect(article_url(claim.article, str(claim.pk)))


@door
@require_POST
def hold(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """暂停外供, with the reason."""
    hold_fact(actor=request.actor, fact=_fact(request, pk), **require(ReasonForm(request.POST)))
    messages.success(request, say("已暂停外供：这条事实马上离开所有导出。"))
    return redirect(f"{reverse('web:facts')}?state=all")


@door
@require_POST
def release(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """恢复外供, with the reason."""
    release_fact(actor=request.actor, fact=_fact(request, pk), **require(ReasonForm(request.POST)))
    messages.success(request, say("已恢复外供。"))
    return redirect("web:facts")


def _asking(request: Visit) -> Claim | None:
    """The claim for which evidence is looked for, where this person may link it now."""
    form = CitingForm(request.GET)
    form.is_valid()
    if "claim" not in form.cleaned_data:
        return None
    rows = Claim.objects.visible_to(request.actor).select_related("article__desk")
    claim = rows.filter(pk=form.cleaned_data["claim"]).first()
    return claim if claim and may_link(request, claim) else None


def _line(actor: Actor, fact: VerifiedFact) -> dict[str, Any]:
    """What a row of the table shows, and what this person may do there."""
    state, roles = state_of(fact), actor.roles_at(fact.desk_id)
    return {
        "fact": fact,
        "value": reading(fact),
        "evidence": len(fact.evidence),
        "state": state,
        "uncitable": why_not(fact),
        "holds": not state and may("assess", roles),
        "releases": state == "held" and fact.claim.status in SIGNED_OFF and may("decide_correction", roles),
        "reports": fact.article.status in OUT,
    }


def _fact(request: Visit, pk: uuid.UUID) -> VerifiedFact:
    return get_object_or_404(queries.facts_for(request.actor), pk=pk)


def state_of(fact: VerifiedFact) -> str:
    """How a fact left, or nothing while it stands."""
    if getattr(fact, "successor", None):
        return "superseded"
    if fact.retracted_at:
        return "retracted"
    return "held" if fact.held_at else ""
