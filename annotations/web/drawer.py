"""证据抽屉: find or add a source, select the passage in its snapshot, link it to the claim."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from annotations.models import Claim, EvidenceLink, Source
from annotations.services.errors import Invalid
from annotations.services.evidence import link_evidence, unlink_evidence
from annotations.services.sources import add_source
from annotations.web import queries
from annotations.web.answers import acted
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door, searched
from annotations.web.forms import LinkForm, SeenForm, SourceForm, require, tell
from annotations.web.paging import page
from annotations.web.panels import reading
from annotations.web.surface import paragraphs
from annotations.wording import say

SHOWN = 20


@door
@require_GET
def search(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The library beside a claim; with htmx from the search box, only the hits."""
    claim = claim_seen(request, pk)
    asked = searched(request)
    rows = queries.library(request.actor, asked).filter(desk_id=claim.article.desk_id)
    context = {**_about(claim), "asked": asked, "page": page(rows, "", size=SHOWN)}
    part = "evidence/_hits.html" if request.htmx.trigger_name == "q" else "evidence/_drawer.html"
    return render(request, part, context)


@door
@require_http_methods(["GET", "POST"])
def add(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """A new source; once stored, its snapshot opens for selecting."""
    claim = claim_seen(request, pk)
    form = SourceForm(request.POST or None, desks=_own_desk(request, claim))
    if request.method == "POST" and form.is_valid():
        try:
            source = add_source(actor=request.actor, article=claim.article, **form.cleaned_data)
        except Invalid as problem:
            tell(form, problem)
        else:
            return _snapshot(request, claim, source)
    status = 400 if form.errors else 200
    return render(request, "evidence/_new.html", {**_about(claim), "form": form}, status=status)


@door
@require_http_methods(["GET", "POST"])
def link(request: Visit, pk: uuid.UUID, source_pk: uuid.UUID) -> HttpResponse:
    """The snapshot for selecting, or (POST) the link itself."""
    claim = claim_seen(request, pk)
    sources = Source.objects.visible_to(request.actor).filter(desk_id=claim.article.desk_id)
    source = get_object_or_404(sources, pk=source_pk)
    if request.method == "GET":
        return _snapshot(request, claim, source)
    link_evidence(actor=request.actor, claim=claim, source=source, **require(LinkForm(request.POST)))
    answer = _panel_again(request, claim, say("已关联证据"))
    return trigger_client_event(reswap(retarget(answer, "#panel"), "innerHTML"), "drawer:close")


@door
@require_POST
def unlink(request: Visit, pk: uuid.UUID) -> HttpResponse:
    links = EvidenceLink.objects.visible_to(request.actor).select_related("claim__article__desk", "snapshot")
    found = get_object_or_404(links.filter(claim__in=Claim.objects.visible_to(request.actor)), pk=pk)
    claim = unlink_evidence(actor=request.actor, link=found, **require(SeenForm(request.POST)))
    return _panel_again(request, claim, say("已移除证据"))


def _panel_again(request: Visit, claim: Claim, said: str) -> HttpResponse:
    key = str(claim.pk)
    return acted(request, claim.article, said=said, show=key, was=key)


def _snapshot(request: Visit, claim: Claim, source: Source) -> HttpResponse:
    snapshot = source.snapshot
    context = {
        **_about(claim),
        "source": source,
        "snapshot": snapshot,
        "form": LinkForm(),
        "paragraphs": paragraphs(snapshot.text, ()),
    }
    return render(request, "evidence/_snapshot.html", context)


def _about(claim: Claim) -> dict[str, Any]:
    return {"claim": claim, "reading": reading(claim)}


def _own_desk(request: Visit, claim: Claim) -> Any:
    return queries.desks_where(request.actor, "add_source").filter(pk=claim.article.desk_id)
