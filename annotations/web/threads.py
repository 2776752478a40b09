"""Beside a claim: remarks of colleagues, and what was asked of the writer."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from annotations.services.comments import add_comment
from annotations.web.answers import article_url
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door
from annotations.web.forms import CommentForm, require
from annotations.web.panels import thread_of


@door
@require_POST
def comment(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """留言: the thread with the new remark; the claim, its row and its marks stay as they are."""
    claim = claim_seen(request, pk)
    add_comment(actor=request.actor, claim=claim, **require(CommentForm(request.POST)))
    if not request.htmx:
        return redirect(article_url(claim.article, str(pk)))
    return render(request, "claims/_commented.html", {"claim": claim, **thread_of(request, claim)})
