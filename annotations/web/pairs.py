"""One pair: its panel, and the acts on it, each behind one key."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import Article, Pair, Source
from annotations.services.errors import Invalid, Stale
from annotations.services.material import require_material
from annotations.services.pairacts import (
    bring_back,
    confirm_pair,
    point_out,
    refute_pair,
    set_aside,
    take_up,
)
from annotations.services.pairlines import paired
from annotations.vocabulary import Confidentiality
from annotations.web.answers import article_url
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, require, tell
from annotations.web.material import acted_on_all, address, article_at, context, order_of, panel
from annotations.web.pairrows import rows_of
from annotations.web.surface import paragraphs
from annotations.wording import say


class PointForm(forms.Form):
    """The passage selected in the material, and the pair's version that was on the page."""

    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    end = forms.IntegerField(min_value=1, widget=forms.HiddenInput())
    quote = forms.CharField(strip=False, widget=forms.HiddenInput())


@door
@require_GET
def show(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The panel of a pair; opened by itself, the page with it."""
    pair = _pair(request, pk)
    if not request.htmx:
        return redirect(address(pair.article, pk))
    rows = rows_of(pair.article, paired(request.actor, pair.article))
    row = next((row for row in rows if row.pk == pk), None)
    if row is None:
        return acted_on_all(request, pair.article, say("这一对已由别的一对代替。"))
    return render(request, "material/_panel.html", panel(request, pair.article, row))


@door
@require_POST
def confirm(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """属实 by the passage: accepted, linked, judged; the next pair comes."""
    pair = _pair(request, pk)
    try:
        claim = confirm_pair(actor=request.actor, pair=pair, **require(SeenForm(request.POST)))
    except Stale as stale:
        return acted_on_all(request, pair.article, stale.detail)
    said = say("“{quote}”：{verdict}", quote=pair.quote[:20], verdict=claim.get_verdict_display())
    return _acted(request, pair.article, pk, said)


@door
@require_POST
def refute(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """有误: the passage is linked against the claim."""
    pair = _pair(request, pk)
    seen = require(SeenForm(request.POST))["seen"]
    try:
        verdict = request.POST.get("verdict", "")
        claim = refute_pair(actor=request.actor, pair=pair, verdict=verdict, seen=seen)
    except Stale as stale:
        return acted_on_all(request, pair.article, stale.detail)
    said = say("“{quote}”：{verdict}", quote=pair.quote[:20], verdict=claim.get_verdict_display())
    if claim.proposed_text:
        said += say("；拟改为“{text}”", text=claim.proposed_text[:60])
    return _acted(request, pair.article, pk, said)


@door
@require_POST
def aside(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """搁置: the pair, not the item."""
    pair = _pair(request, pk)
    seen = require(SeenForm(request.POST))["seen"]
    try:
        set_aside(actor=request.actor, pair=pair, reason=request.POST.get("reason", ""), seen=seen)
    except Stale as stale:
        return acted_on_all(request, pair.article, stale.detail)
    return _acted(request, pair.article, pk, say("已搁置“{quote}”", quote=pair.quote[:20]))


@door
@require_POST
def back(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Take up again what was set aside."""
    pair = _pair(request, pk)
    try:
        bring_back(actor=request.actor, pair=pair, **require(SeenForm(request.POST)))
    except Stale as stale:
        return acted_on_all(request, pair.article, stale.detail)
    return acted_on_all(request, pair.article, say("已放回“{quote}”", quote=pair.quote[:20]))


@door
@require_POST
def seek(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """找证据: the item as a claim on the workbench, with its drawer open."""
    pair = _pair(request, pk)
    try:
        claim = take_up(actor=request.actor, pair=pair, **require(SeenForm(request.POST)))
    except Stale as stale:
        return acted_on_all(request, pair.article, stale.detail)
    return redirect(f"{article_url(pair.article, str(claim.pk))}&evidence=1")


@door
@require_http_methods(["GET", "POST"])
def point(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """指出原句: select the passage in one of the attached sources. No verdict is given."""
    pair = _pair(request, pk)
    require_material(request.actor, pair.article)
    sources = _for(request, pair)
    asked = request.POST.get("source") or request.GET.get("source") or ""
    source = next((one for one in sources if str(one.pk) == asked), sources[0] if sources else None)
    form = PointForm(request.POST or None)
    if request.method == "POST" and source and form.is_valid():
        try:
            point_out(actor=request.actor, pair=pair, source=source, **form.cleaned_data)
        except Invalid as problem:
            tell(form, problem)
        else:
            messages.success(request, say("已指出“{quote}”的原句。", quote=pair.quote[:20]))
            return redirect(address(pair.article, pk))
    snapshot = source.snapshot if source else None
    shown: dict[str, Any] = {
        "pair": pair,
        "article": pair.article,
        "sources": sources,
        "source": source,
        "form": form,
        "paragraphs": paragraphs(snapshot.text, ()) if snapshot else [],
    }
    return render(request, "material/point.html", shown, status=400 if form.errors else 200)


def _for(request: Visit, pair: Pair) -> list[Source]:
    """The sources in which this pair's passage may stand: a guarded pair's own, or all open ones."""
    rows = Source.objects.visible_to(request.actor).beside(pair.article).order_by("created_at", "pk")
    if pair.guarded_by_id:
        return list(rows.filter(pk=pair.guarded_by_id))
    return list(rows.exclude(confidentiality=Confidentiality.PROTECTED))


def _pair(request: Visit, pk: uuid.UUID) -> Pair:
    rows = Pair.objects.visible_to(request.actor).select_related("suggestion", "claim", "source")
    pair = get_object_or_404(rows, pk=pk)
    pair.article = article_at(request, pair.article_id)
    return pair


def _acted(request: Visit, article: Article, pk: uuid.UUID, said: str) -> HttpResponse:
    """Tell what happened: one row, the sums, and the panel of the pair that the page named as next."""
    if not request.htmx:
        messages.success(request, said)
        return redirect(address(article, order=order_of(request)))
    article.refresh_from_db()
    shown = context(request, article)
    rows = {str(row.pk): row for _, of in shown["groups"] for row in of}
    own = rows.get(str(pk))
    if own is None:
        return acted_on_all(request, article, said)
    following = rows.get(request.POST.get("next", "")) or own
    parts = {**shown, **panel(request, article, following), "changed": own, "said": said}
    return render(request, "material/_acted.html", parts)
