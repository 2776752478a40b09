"""当时的样子: a claim as it stood after any row of its log, or at any moment."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from annotations.hindsight import FIELDS, UNTOLD, Standing
from annotations.models import Actor, Claim, Snapshot, Source, User
from annotations.services.lookingback import Moment, at_version, history_of
from annotations.vocabulary import Stance, Status, Tier
from annotations.web.doors import Visit, door
from annotations.web.history import lines
from annotations.web.logwords import label_of, value_words
from annotations.wording import say

HIDDEN = frozenset({"start", "end", "round"})
LABELS = {
    "approved_by": _("核定人"),
    "approved_at": _("核定时间"),
    "returned_at": _("退回时间"),
    "article_version": _("正文版本"),
}


class PastForm(forms.Form):
    """A version of the claim, or a moment in the newsroom's time."""

    version = forms.IntegerField(required=False, min_value=1)
    moment = forms.DateTimeField(
        required=False,
        label=_("时刻"),
        widget=forms.DateTimeInput({"type": "datetime-local", "step": "1"}, "%Y-%m-%dT%H:%M:%S"),
        input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"],
    )


class Told(NamedTuple):
    """One field as it stood; ``now`` says how it stands now where that is something else."""

    label: str
    then: str
    now: str
    unknown: bool


class Proof(NamedTuple):
    """A piece of evidence as it was linked then; of a source that the viewer may not see no words."""

    source: Source | None
    words: str
    stance: str
    tier: str
    place: str


@door
@require_GET
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    rows = Claim.objects.visible_to(request.actor).select_related("article__desk")
    claim = get_object_or_404(rows, pk=pk)
    moments = history_of(claim)
    form = PastForm(request.GET)
    chosen = _chosen(form.cleaned_data, moments) if form.is_valid() else None
    told = lines([moment.entry for moment in moments], request.actor)
    context: dict[str, Any] = {"claim": claim, "form": form, "lines": told, "chosen": chosen}
    if chosen:
        context |= _shown(chosen.standing, moments[0].standing, request.actor)
        context["line"] = told[moments.index(chosen)]
    return render(request, "claims/at.html", context, status=400 if form.errors else 200)


def _chosen(asked: Mapping[str, Any], moments: Sequence[Moment]) -> Moment | None:
    """The row asked for; without a wish the newest. Before the first row there was no claim."""
    if asked.get("version"):
        return at_version(moments, asked["version"])
    if asked.get("moment"):
        return next((one for one in moments if one.entry.at <= _to_the_end(asked["moment"])), None)
    return moments[0] if moments else None


def _to_the_end(moment: datetime) -> datetime:
    """A moment is given by the second: what happened in that second has happened."""
    return moment.replace(microsecond=999_999)


def _shown(then: Standing, now: Standing, viewer: Actor) -> dict[str, Any]:
    names = _names(then, now)
    fields = [_told(name, then, now, names) for name in FIELDS if name not in HIDDEN]
    return {
        "standing": then,
        "status": Status(then.status).label if then.status else say("（已删除）"),
        "fields": [one for one in fields if one.then or one.now or one.unknown],
        "approvals": [names.get(person, person[:8]) for person in then.approvals],
        "approvals_unknown": "approvals" in then.unknown,
        "mentions": then.mentions,
        "proofs": _proofs(then, viewer),
    }


def _told(name: str, then: Standing, now: Standing, names: Mapping[str, str]) -> Told:
    was, stands = (_words(name, standing.fields.get(name), names) for standing in (then, now))
    return Told(
        str(LABELS.get(name, label_of("claim", name))), was, "" if was == stands else stands or say("（空）"),
        name in then.unknown,
    )  # fmt: skip


def _words(name: str, value: Any, names: Mapping[str, str]) -> str:
    if name in ("approved_at", "returned_at") and value:
        return f"{timezone.localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M:%S}"
    return value_words("claim", name, value, names)


def _names(*standings: Standing) -> dict[str, str]:
    people = {
        person
        for standing in standings
        for person in (standing.fields["assignee"], standing.fields["approved_by"], *standing.approvals)
        if person
    }
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=people)}


def _proofs(then: Standing, viewer: Actor) -> list[Proof]:
    links = then.evidence.values()
    wanted = {link["source"] for link in links if link.get("source")}
    seen = {str(row.pk): row for row in Source.objects.visible_to(viewer).filter(pk__in=wanted)}
    texts = {
        (str(row.source_id), row.number): row.text
        for row in Snapshot.objects.filter(source__in=seen.values()).defer("original")
    }
    return [_proof(link, seen, texts) for link in links]


def _proof(link: Mapping[str, Any], seen: Mapping[str, Source], texts: Mapping[Any, str]) -> Proof:
    source = seen.get(str(link.get("source")))
    stance, tier = Stance(link["stance"]).label, Tier(link["tier"]).label
    if source is None:
        return Proof(None, "", stance, tier, "")
    text = texts.get((str(source.pk), link.get("snapshot_number")), "")
    page = say("第 {page} 页", page=link["page"]) if link.get("page") else ""
    note = link.get("note") if link.get("note") != UNTOLD else ""
    place = say("、").join(filter(None, (page, link.get("timecode"), note)))
    return Proof(source, text[link["start"] : link["end"]], stance, tier, place)
