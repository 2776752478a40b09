"""证据抽屉: find or add a source, select the passage in its snapshot, link it to the claim."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from annotations.models import Claim, EvidenceLink, Source
from annotations.services.comparing import beside
from annotations.services.evidence import edit_evidence, link_evidence, missing_for, unlink_evidence
from annotations.services.witnesses import standing_with
from annotations.text.pages import page_at
from annotations.vocabulary import Stance
from annotations.web.answers import acted
from annotations.web.claims import claim_seen
from annotations.web.comparisons import SIGNS, figures_beside
from annotations.web.doors import Visit, door
from annotations.web.drawertabs import BY_NAME, TABS, Tab
from annotations.web.forms import LinkEditForm, LinkForm, PlaceForm, SeenForm, require
from annotations.web.panels import reading
from annotations.web.surface import paragraphs
from annotations.wording import say
from annotations.workflow import likely_tier


@door
@require_GET
def opened(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The drawer beside a claim, with its first tab."""
    return render(request, "evidence/_drawer.html", _open(request, claim_seen(request, pk), TABS[0]))


@door
@require_GET
def tab(request: Visit, pk: uuid.UUID, name: str) -> HttpResponse:
    """One tab; with htmx from the search box of the library, only the hits."""
    claim = claim_seen(request, pk)
    if name not in BY_NAME:
        raise Http404
    context = _open(request, claim, BY_NAME[name])
    part = "evidence/_hits.html" if request.htmx.trigger_name == "q" else BY_NAME[name].template
    return render(request, part, context)


@door
@require_http_methods(["GET", "POST"])
def link(request: Visit, pk: uuid.UUID, source_pk: uuid.UUID) -> HttpResponse:
    """The snapshot for selecting, or (POST) the link itself."""
    claim, source = _both(request, pk, source_pk)
    if request.method == "GET":
        return snapshot_shown(request, claim, source)
    link_evidence(actor=request.actor, claim=claim, source=source, **require(LinkForm(request.POST)))
    answer = _panel_again(request, claim, say("已关联证据"))
    return trigger_client_event(reswap(retarget(answer, "#panel"), "innerHTML"), "drawer:close")


@door
@require_GET
def compare(request: Visit, pk: uuid.UUID, source_pk: uuid.UUID) -> HttpResponse:
    """While words are selected: their figure beside the claim's, their page, and what the rule still asks."""
    claim, source = _both(request, pk, source_pk)
    data = require(PlaceForm(request.GET))
    snapshot = source.snapshot
    found = beside(claim, snapshot.text[data["start"] : data["end"]])
    context = {
        "outcome": found.outcome,
        "sign": SIGNS.get(found.outcome, ""),
        "figures": figures_beside(claim, found),
        "page": page_at(snapshot.page_starts, data["start"]),
        "standing": standing_with(
            claim,
            source,
            stance=data["stance"] or Stance.SUPPORTS,
            tier=data["tier"] or likely_tier(source.source_type),
            viewer=request.actor,
        ),
    }
    return render(request, "evidence/_compared.html", context)


@door
@require_POST
def unlink(request: Visit, pk: uuid.UUID) -> HttpResponse:
    claim = unlink_evidence(
        actor=request.actor, link=_link_seen(request, pk), **require(SeenForm(request.POST))
    )
    return _panel_again(request, claim, say("已移除证据"))


@door
@require_POST
def edit(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Stance, tier, place or note of a link; what stays as it was is not sent on."""
    link = _link_seen(request, pk)
    data = require(LinkEditForm(request.POST))
    seen = data.pop("seen")
    changes = {name: value for name, value in data.items() if value != getattr(link, name)}
    if not changes:
        return _panel_again(request, link.claim, say("没有改动，未保存新版本"))
    link = edit_evidence(actor=request.actor, link=link, seen=seen, changes=changes)
    return _panel_again(request, link.claim, say("已修改证据"))


def _both(request: Visit, pk: uuid.UUID, source_pk: uuid.UUID) -> tuple[Claim, Source]:
    claim = claim_seen(request, pk)
    sources = Source.objects.visible_to(request.actor).filter(desk_id=claim.article.desk_id)
    return claim, get_object_or_404(sources, pk=source_pk)


def _link_seen(request: Visit, pk: uuid.UUID) -> EvidenceLink:
    links = EvidenceLink.objects.visible_to(request.actor).select_related(
        "claim__article__desk", "snapshot", "source"
    )
    return get_object_or_404(links.filter(claim__in=Claim.objects.visible_to(request.actor)), pk=pk)


def _panel_again(request: Visit, claim: Claim, said: str) -> HttpResponse:
    key = str(claim.pk)
    return acted(request, claim.article, said=said, show=key, was=key)


def snapshot_shown(request: Visit, claim: Claim, source: Source) -> HttpResponse:
    """The frozen text of a source, in place of the tab, for selecting the passage."""
    snapshot = source.snapshot
    context = {
        **about(claim),
        "source": source,
        "snapshot": snapshot,
        "form": LinkForm(initial={"tier": likely_tier(source.source_type)}),
        "chosen": _chosen(request, snapshot.text),
        "paragraphs": paragraphs(snapshot.text, ()),
    }
    return render(request, "evidence/_snapshot.html", context)


def _chosen(request: Visit, text: str) -> dict[str, Any]:
    """The words that an offer preselects, to be adjusted."""
    form = PlaceForm(request.GET)
    if not form.is_valid():
        return {}
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    return {"start": start, "end": end, "quote": text[start:end]}


def about(claim: Claim) -> dict[str, Any]:
    """What every part of the drawer says of the claim."""
    return {"claim": claim, "reading": reading(claim), "missing": missing_for(claim)}


def _open(request: Visit, claim: Claim, tab: Tab) -> dict[str, Any]:
    return {**about(claim), "tabs": TABS, "tab": tab, **tab.context(request, claim)}
