"""管理 · 规则: reviews, evidence, check levels, conditions of 签发 and the calendar of a desk."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from annotations.models import Desk
from annotations.services.desks import edit_desk
from annotations.services.errors import Problem, Stale
from annotations.web import forms
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm
from annotations.web.history import timeline
from annotations.web.jobs import desk_administered
from annotations.web.ruleforms import fields_of, rules_of, shown_before, typed_rules
from annotations.web.rulewords import LABELS, in_words
from annotations.wording import say

NEWEST = 8
TOLD = (400, 403, 409, 412)
"""Refusals that stand on the page, so that nothing typed is lost."""


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """Show the rules, or save those that the person changed; after a clash both states are shown."""
    desk = desk_administered(request, pk)
    if request.method == "GET":
        return _shown(request, desk, rules_of(desk))
    typed, before = typed_rules(request.POST), shown_before(request.POST)
    changed = {name: value for name, value in typed.items() if value != before.get(name)}
    try:
        edit_desk(actor=request.actor, desk=desk, rules=changed, **forms.require(SeenForm(request.POST)))
    except Problem as problem:
        if problem.status not in TOLD:
            raise
        desk.refresh_from_db()
        # What the person left alone is a colleague's to change: only what they typed stays theirs.
        return _shown(request, desk, {**rules_of(desk), **changed}, problem, changed)
    messages.success(request, say("规则已保存。") if changed else say("没有改动。"))
    return redirect("web:desk-rules", desk.pk)


def _shown(
    request: Visit,
    desk: Desk,
    rules: dict[str, Any],
    problem: Problem | None = None,
    changed: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page with ``rules`` in its fields; ``changed`` are those that could not be saved."""
    stored = rules_of(desk)
    clash = changed if isinstance(problem, Stale) else None
    context = {
        "desk": desk,
        "tab": "rules",
        "problem": problem,
        "theirs": [
            (LABELS[name], in_words(name, stored[name], {}))
            for name in clash or {}
            if stored[name] != rules[name]
        ],
        "shown": json.dumps(stored),
        "history": timeline(desk, NEWEST),
        **fields_of(rules),
    }
    return render(request, "desks/rules.html", context, status=problem.status if problem else 200)
