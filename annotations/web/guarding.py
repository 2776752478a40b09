"""What a source's page offers beside its text: 密级 and 名单, and texts that say much the same."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from annotations.models import Actor, Source
from annotations.services.origins import count_as_one, counted_as_one
from annotations.services.sources import edit_source
from annotations.services.stories import alike_to
from annotations.services.viewers import may_decide
from annotations.vocabulary import Confidentiality
from annotations.web.doors import Visit, door
from annotations.web.forms import require
from annotations.web.guardforms import GuardForm
from annotations.wording import say
from annotations.workflow import may


class OriginForm(forms.Form):
    """Which source is of the same origin."""

    seen = forms.IntegerField()
    other = forms.UUIDField()


@door
@require_POST
def viewers(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """密级 and 名单; who takes themselves off the list is led back to the library."""
    source = _source(request, pk)
    form = GuardForm(request.POST, actor=request.actor, source=source)
    seen = require(form)["seen"]
    if changes := form.changes():
        edit_source(actor=request.actor, source=source, seen=seen, changes=changes)
        messages.success(request, say("密级和名单已更新。"))
    if Source.objects.visible_to(request.actor).filter(pk=pk).exists():
        return redirect("web:source", pk)
    return redirect("web:sources")


@door
@require_POST
def origin(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """算作同一出处."""
    source = _source(request, pk)
    given = require(OriginForm(request.POST))
    other = _source(request, given["other"])
    count_as_one(actor=request.actor, source=source, other=other, seen=given["seen"])
    messages.success(request, say("已与《{title}》算作同一出处，只算 1 个来源。", title=other.title))
    return redirect("web:source", pk)


def beside(actor: Actor, source: Source) -> dict[str, Any]:
    """What the page of a source needs for both."""
    return {
        "guarded": source.confidentiality == Confidentiality.PROTECTED,
        "listed": source.viewers.order_by("name", "username"),
        "guard": GuardForm(actor=actor, source=source) if _may_guard(actor, source) else None,
        "alike": [(one, counted_as_one(source, one.source)) for one in alike_to(actor, source)],
    }


def _may_guard(actor: Actor, source: Source) -> bool:
    """A fact of ours is the whole desk's; of an open source it is for those who check to hide it."""
    roles = actor.roles_at(source.desk_id)
    if source.confidentiality == Confidentiality.PROTECTED:
        return may("add_source", roles) and may_decide(actor, source)
    return source.fact_id is None and may("annotate", roles)


def _source(request: Visit, pk: uuid.UUID) -> Source:
    rows = Source.objects.visible_to(request.actor).select_related("desk")
    return get_object_or_404(rows, pk=pk)
