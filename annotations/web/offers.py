"""推荐: passages offered for a claim or a suggestion, beside it in the panel and in the drawer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotations.models import Suggestion
from annotations.services.confirming import confirm_offered, offered
from annotations.services.errors import Stale
from annotations.services.suggesting import Row, Suggested
from annotations.text.readings import figure_words
from annotations.vocabulary import Comparison, Stance
from annotations.web.answers import acted
from annotations.web.claims import claim_seen, stale_panel
from annotations.web.comparisons import SIGNS, apart_words
from annotations.web.doors import View, Visit, door
from annotations.web.forms import SeenForm, require
from annotations.wording import say


class OfferForm(SeenForm):
    """The passage that the person saw."""

    source = forms.UUIDField()
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)


@dataclass(frozen=True)
class Offer:
    """A passage as the page shows it; ``pieces`` are the quote's words, those in common marked."""

    row: Suggested
    pieces: Sequence[tuple[str, bool]]
    sign: str
    compared: str
    apart: str
    stance: str
    key: str


def offers(row: Row, found: Sequence[Suggested]) -> list[Offer]:
    """The first nine have a digit."""
    return [
        Offer(
            one,
            _pieces(one),
            SIGNS.get(one.comparison, ""),
            _compared(row, one),
            apart_words(one.apart),
            Stance.REFUTES if one.comparison == Comparison.DIFFERS and not one.apart else Stance.SUPPORTS,
            str(number) if number <= 8 else "",
        )
        for number, one in enumerate(found, 1)
    ]


def asked_by_the_page(view: View) -> View:
    """The panel asks for its offer by itself: that the claim went meanwhile is nothing to complain of."""

    @wraps(view)
    def answered(request: Visit, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.method == "POST":
                raise
            return HttpResponse(status=204)

    return answered


@door
@require_http_methods(["GET", "POST"])
@asked_by_the_page
def of_claim(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The best passage beside a claim; posted, it is linked and the claim judged 属实."""
    claim = claim_seen(request, pk)
    if request.method == "POST":
        try:
            return _decided(request, claim)
        except Stale as stale:
            return stale_panel(request, stale)
    context = {"claim": claim, "seen": claim.version, "url": reverse("web:claim-offer", args=[pk])}
    return _best(request, claim, context)


@door
@require_http_methods(["GET", "POST"])
@asked_by_the_page
def of_suggestion(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The same beside a suggestion, which is accepted first."""
    rows = Suggestion.objects.visible_to(request.actor).select_related("article__desk")
    suggestion = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return _decided(request, suggestion)
    context = {"seen": suggestion.version, "url": reverse("web:suggestion-offer", args=[pk])}
    return _best(request, suggestion, context)


def _best(request: Visit, row: Row, context: dict[str, Any]) -> HttpResponse:
    found, only = offered(row, request.actor)
    shown = offers(row, [only] if only else found[:1])
    context |= {"offer": shown[0] if shown else None, "sole": only is not None, "more": len(found) - 1}
    return render(request, "evidence/_best.html", context)


def _decided(request: Visit, row: Row) -> HttpResponse:
    claim = confirm_offered(actor=request.actor, row=row, **require(OfferForm(request.POST)))
    said = say("“{quote}”：{verdict}", quote=claim.quote[:20], verdict=claim.get_verdict_display())
    return acted(request, claim.article, said=said, show=str(claim.pk), was=str(row.pk), advance=True)


def _pieces(one: Suggested) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for start, end in one.marks:
        pieces += [(one.quote[at:start], False), (one.quote[start:end], True)]
        at = end
    pieces.append((one.quote[at:], False))
    return [piece for piece in pieces if piece[0]]


def _compared(row: Row, one: Suggested) -> str:
    """Claim and evidence side by side: 169个 ↔ 196个."""
    if not one.figure or not row.value:
        return ""
    return f"{figure_words(row.value, row.unit)} ↔ {one.figure}"
