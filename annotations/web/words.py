"""词表: add a word, paste many, change one, take one out."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from annotations.models import Desk, LexiconEntry
from annotations.services.access import require
from annotations.services.errors import Invalid, Stale
from annotations.services.lexicon import add_word, change_word, remove_word
from annotations.services.pasting import paste_words
from annotations.vocabulary import LexiconKind
from annotations.web import forms
from annotations.web.deskforms import PasteForm, WordForm
from annotations.web.desks import shown
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, tell
from annotations.web.jobs import desk_administered
from annotations.wording import say


@door
@require_POST
def add(request: Visit, pk: uuid.UUID) -> HttpResponse:
    desk = desk_administered(request, pk)
    form = WordForm(request.POST)
    if form.is_valid():
        try:
            entry = add_word(actor=request.actor, desk=desk, wanted=form.wanted())
        except Invalid as problem:
            tell(form, problem)
        else:
            messages.success(request, say("“{word}”已加入词表，此后的预标注都认得它。", word=entry.word))
            return redirect("web:desk", desk.pk)
    return shown(request, desk, word=form, status=400)


@door
@require_http_methods(["GET", "POST"])
def paste(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """批量粘贴: every line, or none and all faults named."""
    desk = desk_administered(request, pk)
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new, known = paste_words(actor=request.actor, desk=desk, text=form.cleaned_data["lines"])
        except Invalid as problem:
            if problem.detail != problem.errors[0]["detail"]:
                form.add_error(None, problem.detail)
            tell(form, problem)
        else:
            messages.success(
                request,
                say("新增 {new} 条，{known} 条原来就有。", new=new, known=known)
                if known
                else say("新增 {new} 条。", new=new),
            )
            return redirect("web:desk", desk.pk)
    context = {"desk": desk, "form": form, "kinds": LexiconKind.choices()}
    return render(request, "desks/paste.html", context, status=400 if form.errors else 200)


@door
@require_http_methods(["GET", "POST"])
def change(request: Visit, pk: uuid.UUID) -> HttpResponse:
    entry = _entry(request, pk)
    form = WordForm(request.POST or None, initial=_initial(entry))
    seen = entry.version
    if request.method == "POST" and form.is_valid():
        try:
            saw = forms.require(SeenForm(request.POST))["seen"]
            change_word(actor=request.actor, entry=entry, seen=saw, wanted=form.wanted())
        except Stale as stale:
            return _stale(request, entry.desk, stale, form)
        except Invalid as problem:
            tell(form, problem)
        else:
            messages.success(request, say("“{word}”已保存。", word=form.cleaned_data["word"]))
            return redirect("web:desk", entry.desk_id)
    context = {"desk": entry.desk, "entry": entry, "form": form, "seen": seen}
    return render(request, "desks/word.html", context, status=400 if form.errors else 200)


@door
@require_POST
def remove(request: Visit, pk: uuid.UUID) -> HttpResponse:
    entry = _entry(request, pk)
    remove_word(actor=request.actor, entry=entry, **forms.require(SeenForm(request.POST)))
    messages.success(request, say("“{word}”已从词表删去。", word=entry.word))
    return redirect("web:desk", entry.desk_id)


def _entry(request: Visit, pk: uuid.UUID) -> LexiconEntry:
    rows = LexiconEntry.objects.filter(desk__in=Desk.objects.visible_to(request.actor))
    entry = get_object_or_404(rows.select_related("desk"), pk=pk)
    require(request.actor, entry.desk_id, "administer")
    return entry


def _initial(entry: LexiconEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("word", "kind", "since", "until", "note")}


def _stale(request: Visit, desk: Desk, stale: Stale, form: WordForm) -> HttpResponse:
    """他人已改: what stands there now beside what was typed; saving again then overwrites knowingly."""
    now = stale.current
    if now is None:
        messages.warning(request, say("这个词刚被他人从词表删去，您的修改没有保存。"))
        return redirect("web:desk", desk.pk)
    form.add_error(None, stale.detail)
    context = {"desk": desk, "entry": now, "form": form, "seen": now.version, "now": now}
    return render(request, "desks/word.html", context, status=stale.status)
