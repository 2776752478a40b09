"""待审: claims that wait for a second pair of eyes, evidence and value beside."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from annotations.models import Claim
from annotations.services.errors import Missing, Stale
from annotations.services.review import take_step
from annotations.text.spans import context as around
from annotations.web import items, panels, queries
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door
from annotations.web.forms import StepForm, require
from annotations.web.history import timeline
from annotations.wording import say

LONGEST_QUEUE = 300
SIDE = 80
REVIEWING = frozenset({"approve", "pass_on", "approve_final", "return", "return_final"})


@door
@require_GET
def queue(request: Visit) -> HttpResponse:
    """Everything submitted at one's desks, in reading order, article by article."""
    claims: list[Any] = list(queries.review_queue(request.actor)[:LONGEST_QUEUE])
    rows = [(claim, items.of_claim(claim)) for claim in claims]
    first = next((claim for claim in claims if not claim.mine), next(iter(claims), None))
    context = {
        "rows": rows,
        "reviewed": queries.desks_where(request.actor, "review"),
        **(card_of(request, claim_seen(request, first.pk)) if first else {}),
    }
    return render(request, "review/queue.html", context)


@door
@require_GET
def card(request: Visit, pk: uuid.UUID) -> HttpResponse:
    if not request.htmx:
        return redirect("web:review")
    return render(request, "review/_card.html", card_of(request, claim_seen(request, pk)))


@door
@require_POST
def step(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """批准 or 退回; the row goes, the next one comes."""
    claim = claim_seen(request, pk)
    data = require(StepForm(request.POST))
    try:
        claim = take_step(actor=request.actor, claim=claim, **data)
    except Stale as stale:
        return stale_card(request, stale, data["comment"])
    if not request.htmx:
        return redirect("web:review")
    waiting = queries.review_queue(request.actor)
    wanted = _uuid(request.POST.get("next"))
    following = (waiting.filter(pk=wanted).first() if wanted else None) or waiting.first()
    context = {
        "gone": pk,
        "waiting": waiting.count(),
        "said": say("“{quote}”：{status}", quote=claim.quote[:20], status=claim.get_status_display()),
        **(card_of(request, claim_seen(request, following.pk)) if following else {}),
    }
    return render(request, "review/_stepped.html", context)


def card_of(
    request: Visit, claim: Claim, *, clash: panels.Clash | None = None, comment: str = ""
) -> dict[str, Any]:
    """The claim with its evidence and its steps of review; they are posted to ``act``."""
    text = claim.article.versions.get(number=claim.article_version).text
    before, after = around(text, claim.start, claim.end, SIDE)
    panel = panels.of_claim(request, claim, clash=clash, comment=comment)
    steps = [step for step in panels.steps_at(request, claim) if step["step"] in REVIEWING]
    return {
        **panel,
        "act": reverse("web:review-step", args=[claim.pk]),
        "before": before.rpartition("\n")[2],
        "after": after.partition("\n")[0],
        "approving": [one for one in steps if not one["needs_comment"]],
        "returning": [one for one in steps if one["needs_comment"]],
    }


def stale_card(request: Visit, stale: Stale, comment: str) -> HttpResponse:
    """他人已改: the card as it stands now, with what was typed."""
    if stale.current is None:
        raise Missing(say("这个核查点刚被他人删除。"))
    now = claim_seen(request, stale.current.pk)
    both = panels.Clash(timeline(now)[0].who, ())
    context = card_of(request, now, clash=both, comment=comment)
    answer = render(request, "review/_card.html", context, status=stale.status)
    return reswap(retarget(answer, "#panel"), "innerHTML")


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
