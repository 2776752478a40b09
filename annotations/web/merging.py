"""出现 3 处, 合并: several places made one claim, and parted again."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from annotations.models import Claim, Suggestion
from annotations.services.errors import Invalid, Stale
from annotations.services.mentions import accept_with_repeats, merge_mentions, split_mention
from annotations.web.answers import acted_on_many
from annotations.web.claims import claim_seen, stale_panel
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, SplitForm, require
from annotations.wording import say


@door
@require_POST
def merge(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Make the places chosen further places of this claim."""
    claim = claim_seen(request, pk)
    seen = require(SeenForm(request.POST))["seen"]
    try:
        claim = merge_mentions(actor=request.actor, claim=claim, seen=seen, **_chosen(request))
    except Stale as stale:
        return stale_panel(request, stale)
    return _merged(request, claim)


@door
@require_POST
def accept(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Accept a suggestion with the places chosen as one claim."""
    rows = Suggestion.objects.visible_to(request.actor).select_related("article__desk")
    suggestion = get_object_or_404(rows, pk=pk)
    return _merged(
        request, accept_with_repeats(actor=request.actor, suggestion=suggestion, **_chosen(request))
    )


@door
@require_POST
def split(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """拆开: take one place out of the claim again."""
    claim = claim_seen(request, pk)
    try:
        claim = split_mention(actor=request.actor, claim=claim, **require(SplitForm(request.POST)))
    except Stale as stale:
        return stale_panel(request, stale)
    said = say("已拆开一处；“{quote}”还有 {n} 处", quote=claim.quote[:20], n=1 + claim.mentions.count())
    return acted_on_many(request, claim.article, said=said, show=str(claim.pk))


def _merged(request: Visit, claim: Claim) -> HttpResponse:
    n = 1 + claim.mentions.count()
    said = say("已合并为一个核查点：“{quote}”共 {n} 处", quote=claim.quote[:20], n=n)
    return acted_on_many(request, claim.article, said=said, show=str(claim.pk))


def _chosen(request: Visit) -> dict[str, list[uuid.UUID]]:
    try:
        return {
            name: [uuid.UUID(one) for one in request.POST.getlist(name)] for name in ("suggestions", "claims")
        }
    except ValueError:
        raise Invalid(say("有的编号读不懂，一处也没有合并；请刷新后再选。")) from None
