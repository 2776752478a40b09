"""The ways out of 依据待更新: the newest snapshot, or a reason why the basis still carries the claim."""

from __future__ import annotations

import uuid

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from annotations.models import Claim, EvidenceLink
from annotations.services.relinking import use_newest
from annotations.services.staleness import confirm_basis
from annotations.web.answers import acted
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, Words, require
from annotations.wording import say


class ReasonForm(SeenForm):
    reason = Words(required=False, widget=forms.TextInput)


@door
@require_POST
def newest(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """引文仍在，改用新快照."""
    links = EvidenceLink.objects.visible_to(request.actor).filter(
        claim__in=Claim.objects.visible_to(request.actor)
    )
    rows = links.select_related("claim__article__desk", "snapshot", "source")
    link = get_object_or_404(rows, pk=pk)
    use_newest(actor=request.actor, link=link, **require(SeenForm(request.POST)))
    return _panel_again(request, link.claim, say("引文已改用新快照"))


@door
@require_POST
def confirm(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """依据仍然成立."""
    claim = claim_seen(request, pk)
    confirmed = confirm_basis(actor=request.actor, claim=claim, **require(ReasonForm(request.POST)))
    return _panel_again(request, confirmed, say("已确认依据仍然成立"))


def _panel_again(request: Visit, claim: Claim, said: str) -> HttpResponse:
    key = str(claim.pk)
    return acted(request, claim.article, said=said, show=key, was=key)
