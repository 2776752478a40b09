"""属实 by one key where the evidence agrees, and 提交 of everything that is complete."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from annotations.models import Article, Claim
from annotations.services.confirming import confirm
from annotations.services.errors import Stale
from annotations.services.review import Submitted, submit_complete
from annotations.web.answers import acted, acted_on_many
from annotations.web.claims import claim_seen, stale_panel
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, require
from annotations.wording import say

NAMED = 3
"""Of the claims that were skipped for one reason so many are named."""


@door
@require_POST
def decide(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """属实 on the single passage that gives the claim's own figure; the next undone claim comes."""
    claim = claim_seen(request, pk)
    try:
        claim = confirm(actor=request.actor, claim=claim, **require(SeenForm(request.POST)))
    except Stale as stale:
        return stale_panel(request, stale)
    key = str(claim.pk)
    said = say("“{quote}”：{verdict}", quote=claim.quote[:20], verdict=claim.get_verdict_display())
    return acted(request, claim.article, said=said, show=key, was=key, advance=True)


@door
@require_POST
def submit_all(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Submit my complete claims of an article; the rest are named with what they lack."""
    rows = Article.objects.visible_to(request.actor).select_related("desk")
    article = get_object_or_404(rows, pk=pk)
    done = submit_complete(actor=request.actor, article=article)
    show = str(done.skipped[0][0].pk) if done.skipped else ""
    return acted_on_many(request, article, said=submitted_words(done), show=show)


def submitted_words(done: Submitted) -> str:
    """How many were submitted, and of the rest why not, reason by reason."""
    told = [say("已提交 {n} 个核查点。", n=len(done.claims))]
    if not done.claims and not done.skipped:
        told = [say("没有由您负责、正在核查的核查点。")]
    told += [
        say("未提交 {n} 个（{quotes}）：{reason}", n=len(claims), quotes=quotes, reason=reason)
        for claims, quotes, reason in grouped(done.skipped)
    ]
    return " ".join(told)


def grouped(skipped: Sequence[tuple[Claim, str]]) -> list[tuple[Sequence[Claim], str, str]]:
    """Claims that were left out, reason by reason: the claims, the names of the first, the reason."""
    by_reason: dict[str, list[Claim]] = {}
    for claim, reason in skipped:
        by_reason.setdefault(reason, []).append(claim)
    return [(claims, _named(claims), reason) for reason, claims in by_reason.items()]


def _named(claims: Sequence[Claim]) -> str:
    quotes = say("、").join(f"“{claim.quote[:12]}”" for claim in claims[:NAMED])
    return quotes + (say(" 等") if len(claims) > NAMED else "")
