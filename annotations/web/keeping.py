"""保留原文 on a claim that waits for review: the chief decides it beside the evidence."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from annotations.services.annotate import edit_claim
from annotations.services.errors import Stale
from annotations.vocabulary import Resolution
from annotations.web.answers import article_url
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, Words, require
from annotations.web.review import card_of, stale_card
from annotations.wording import say


class RulingForm(SeenForm):
    """Why the words stay."""

    reason = Words(required=True, error_messages={"required": _("保留原文须写明理由。")})


@door
@require_POST
def keep(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The words stay, for a reason; somebody else approves. A wording that was proposed is given up."""
    claim = claim_seen(request, pk)
    data = require(RulingForm(request.POST))
    ruling = {
        "resolution": Resolution.KEPT.value,
        "resolution_note": data["reason"],
        "proposed_text": "",
    }
    try:
        claim = edit_claim(actor=request.actor, claim=claim, seen=data["seen"], changes=ruling)
    except Stale as stale:
        return stale_card(request, stale, "")
    said = say("“{quote}”：已决定保留原文，请他人审核。", quote=claim.quote[:20])
    if not request.htmx:
        messages.success(request, said)
        return redirect(article_url(claim.article, str(claim.pk)))
    return render(request, "review/_ruled.html", {"said": said, **card_of(request, claim_seen(request, pk))})
