"""新版本: bring a new text, see what it did to the claims, confirm small changes, place what was lost."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import Article, Claim, Correction, Reanchoring, Version
from annotations.services.access import require as require_act
from annotations.services.confirmations import confirm_changes, reanchor_by_hand, waiting
from annotations.services.errors import Invalid, Problem, Stale
from annotations.services.review import take_step
from annotations.services.versions import add_version
from annotations.text.differences import Run, Shown, abridged, runs
from annotations.vocabulary import Outcome, Status
from annotations.web.answers import acted, article_url
from annotations.web.claims import claim_seen, stale_panel
from annotations.web.doors import Visit, door
from annotations.web.forms import Words, require, tell
from annotations.wording import say
from annotations.workflow import may


class VersionForm(forms.Form):
    text = Words(label=_("新版正文"), required=False, widget=forms.Textarea(attrs={"rows": 18}))
    note = Words(label=_("改动说明"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.IntegerField(widget=forms.HiddenInput)


class PlaceForm(forms.Form):
    """Words of the current text; without a place they must stand there once."""

    seen = forms.IntegerField()
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=1)
    quote = Words(required=True)


class Group(NamedTuple):
    """The claims that fared alike."""

    outcome: Outcome
    rows: Sequence[Reanchoring]


class Small(NamedTuple):
    """A small change, old and new side by side."""

    row: Reanchoring
    runs: Sequence[Run]


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """The versions; of the one chosen (``n``, else the current) the difference and the report."""
    article = _article(request, pk)
    known = list(article.versions.select_related("author").defer("text", "original").order_by("-number"))
    wanted = request.GET.get("n", "")
    chosen = next((one for one in known if str(one.number) == wanted), known[0])
    context = {
        "article": article,
        "versions": known,
        "chosen": chosen,
        "runs": _difference(article, chosen.number),
        "groups": _groups(chosen),
        "may_upload": may("upload", request.actor.roles_at(article.desk_id)),
        **small_changes(request, article),
    }
    return render(request, "articles/versions.html", context)


def _difference(article: Article, number: int) -> list[Shown]:
    texts = dict(article.versions.filter(number__in=[number - 1, number]).values_list("number", "text"))
    return abridged(runs(texts[number - 1], texts[number])) if number - 1 in texts else []


def _groups(version: Version) -> list[Group]:
    rows = list(version.reanchorings.select_related("claim").order_by("claim__start", "pk"))
    worst_first = (outcome for outcome in reversed(Outcome))
    found = (Group(outcome, [row for row in rows if row.outcome == outcome]) for outcome in worst_first)
    return [group for group in found if group.rows]


def small_changes(request: Visit, article: Article) -> dict[str, Sequence[Small]]:
    """What waits for this person's 改动确认; nothing for who is no reviewer."""
    if not may("review", request.actor.roles_at(article.desk_id)):
        return {"small_changes": []}
    return {
        "small_changes": [Small(row, runs(row.quote_before, row.quote_after)) for row in waiting(article)]
    }


@door
@require_http_methods(["GET", "POST"])
def new(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Change the text in place, or paste another one over it; ``?correction=`` names what it puts right."""
    article = _article(request, pk)
    require_act(request.actor, article.desk_id, "upload")
    correction = _correction(request, article)
    text = put_right(article.text, correction) if correction else article.text
    form = VersionForm(request.POST or None, initial={"text": text, "seen": article.version})
    if request.method == "POST" and form.is_valid():
        try:
            report = add_version(
                actor=request.actor, article=article, correction=correction, **form.cleaned_data
            )
        except Problem as problem:
            if isinstance(problem, Stale):
                form = VersionForm(request.POST.copy() | {"seen": str(problem.current.version)})
                form.is_valid()
            tell(form, problem)
        else:
            if not report.created:
                messages.info(request, say("正文与当前版本相同，没有保存新版本。"))
            else:
                n = report.version.number
                messages.success(request, say("已存为第 {n} 版，核查点已重新定位。", n=n))
            return redirect(f"{reverse('web:versions', args=[pk])}?n={report.version.number}")
    context = {"article": article, "form": form, "correction": correction}
    return render(request, "articles/version_new.html", context, status=400 if form.errors else 200)


def _correction(request: Visit, article: Article) -> Correction | None:
    """The correction of this article that an address names; 404 for one of another."""
    named = request.GET.get("correction", "")
    if not named:
        return None
    try:
        pk = uuid.UUID(named)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Correction.objects.visible_to(request.actor), pk=pk, article=article)


def put_right(text: str, correction: Correction) -> str:
    """The text as the correction wants it, where its original words stand exactly once; else as it is."""
    once = bool(correction.original_text) and text.count(correction.original_text) == 1
    return text.replace(correction.original_text, correction.corrected_text) if once else text


@door
@require_POST
def confirm(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """改动确认: one act for the article; one's own are named."""
    article = _article(request, pk)
    done = confirm_changes(actor=request.actor, article=article)
    messages.success(request, say("已确认 {n} 处细微改动。", n=len(done.claims)))
    if done.skipped:
        named = say("、").join(f"“{claim.quote[:20]}”" for claim in done.skipped)
        messages.info(request, say("您参与过的须由他人确认：{named}。", named=named))
    return redirect(article_url(article))


@door
@require_POST
def place(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """选取新位置: where a lost claim, or one given up, stands in the current text."""
    claim = claim_seen(request, pk)
    data = require(PlaceForm(request.POST))
    start, end = data["start"], data["end"]
    if start is None or end is None:
        start, end = _only_place(claim, data["quote"])
    try:
        if claim.status == Status.SUPERSEDED:
            spot = (start, end, data["quote"])
            claim = take_step(actor=request.actor, claim=claim, to=Status.OPEN, seen=data["seen"], place=spot)
        else:
            data |= {"start": start, "end": end}
            claim = reanchor_by_hand(actor=request.actor, claim=claim, **data)
    except Stale as stale:
        return stale_panel(request, stale)
    key = str(claim.pk)
    said = say("“{quote}”已重新定位", quote=claim.quote[:20])
    return acted(request, claim.article, said=said, show=key, was=key)


def _only_place(claim: Claim, quote: str) -> tuple[int, int]:
    text = claim.article.text
    times = text.count(quote)
    if times != 1:
        told = say("这段文字在当前正文里出现 {n} 次，请在正文里直接选取。", n=times)
        raise Invalid.field("quote", told, "ambiguous")
    start = text.index(quote)
    return start, start + len(quote)


def _article(request: Visit, pk: uuid.UUID) -> Article:
    rows = Article.objects.visible_to(request.actor).select_related("desk")
    return get_object_or_404(rows, pk=pk)
