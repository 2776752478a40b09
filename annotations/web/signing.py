"""签发: the gate with what is missing, the chief's notes, the signature, and what was signed before."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from annotations.gate import CONDITIONS
from annotations.models import Article, FollowUp, Publication
from annotations.services.articlemoves import move_article, moves_for
from annotations.services.chiefnotes import note_item, take_note_back
from annotations.services.errors import Problem
from annotations.services.followups import finish
from annotations.services.gate import Gate, gate_of
from annotations.services.publish import publish, publish_article
from annotations.services.signing import Override, sign_article
from annotations.vocabulary import ArticleStatus
from annotations.web import queries
from annotations.web.doors import Visit, door
from annotations.web.forms import SeenForm, require, tell
from annotations.web.signforms import MoveForm, NoteForm, SignForm
from annotations.wording import say
from annotations.workflow import may


@door
@require_http_methods(["GET", "POST"])
def page(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """签发: everybody reads what is missing; the chief signs, and publishes at once or later."""
    article = _article(request, pk)
    if request.method == "GET":
        return _shown(request, article, SignForm())
    form = SignForm(request.POST)
    if not form.is_valid():
        return _shown(request, article, form, 400)
    try:
        said = _signed(request, article, form.cleaned_data)
    except Problem as problem:
        if problem.status == 403:
            raise
        form.add_error(None, problem.detail) if problem.code == "gate_not_clear" else tell(form, problem)
        return _shown(request, _article(request, pk), form, problem.status)
    messages.success(request, said)
    return redirect("web:sign", article.pk)


def _signed(request: Visit, article: Article, data: dict[str, Any]) -> str:
    place = {name: data[name] for name in ("channel", "edition", "page")}
    if data["code"] or data["reason"]:
        place["override"] = Override(data["code"], data["reason"])
    count = queries.approved_claims(article)
    if data["later"]:
        sign_article(actor=request.actor, article=article, seen=data["seen"], **place)
        return say("已签发，等待刊发。")
    publish_article(actor=request.actor, article=article, seen=data["seen"], **place)
    return say("已签发，{count} 条核定的事实随稿刊发。", count=count)


@door
@require_POST
def go_out(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """刊发 what was signed."""
    rows = Publication.objects.filter(article__in=Article.objects.visible_to(request.actor))
    publication = get_object_or_404(rows.select_related("article__desk"), pk=pk)
    article = publication.article
    try:
        publish(actor=request.actor, publication=publication, seen=require(SeenForm(request.POST))["seen"])
    except Problem as problem:
        if problem.status not in (409, 412):
            raise
        messages.error(request, problem.detail)
    else:
        messages.success(request, say("已刊发。"))
    return redirect("web:sign", article.pk)


@door
@require_POST
def note(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """总编意见 on an item of the gate, or taken back."""
    article = _article(request, pk)
    data = require(NoteForm(request.POST))
    if data["back"]:
        take_note_back(actor=request.actor, article=article, item=data["item"])
        messages.success(request, say("总编意见已撤回。"))
    else:
        note_item(actor=request.actor, article=article, item=data["item"], note=data["note"])
        messages.success(request, say("已记下总编意见。"))
    return redirect("web:sign", article.pk)


@door
@require_POST
def move(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """送核查, 退回采写, 撤稿, 恢复核查."""
    article = _article(request, pk)
    data = require(MoveForm(request.POST))
    move_article(
        actor=request.actor, article=article, to=data["to"], seen=data["seen"], reason=data["reason"]
    )
    messages.success(request, say("稿件状态：{status}", status=article.get_status_display()))
    return redirect("web:sign", article.pk)


@door
@require_POST
def done(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """办结 a 补核 task."""
    task = get_object_or_404(FollowUp.objects.visible_to(request.actor).select_related("article"), pk=pk)
    data = require(NoteForm(request.POST))
    finish(actor=request.actor, task=task, seen=data["seen"], note=data["note"])
    messages.success(request, say("补核已办结。"))
    return redirect("web:sign", task.article_id)


def _article(request: Visit, pk: uuid.UUID) -> Article:
    return get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)


def _shown(request: Visit, article: Article, form: SignForm, status: int = 200) -> HttpResponse:
    found = gate_of(article)
    roles = request.actor.roles_at(article.desk_id)
    steps = [
        step
        for step in moves_for(actor=request.actor, article=article, found=found)
        if step["allowed"] and step["to"] != ArticleStatus.PUBLISHED
    ]
    context = {
        "article": article,
        "gate": found,
        "groups": _grouped(found),
        "form": form,
        "may_publish": may("publish", roles),
        "may_annotate": may("annotate", roles),
        "approved": queries.approved_claims(article),
        "publications": queries.signatures(article),
        "tasks": queries.follow_ups(article),
        "moves": steps,
    }
    return render(request, "articles/sign.html", context, status=status)


def _grouped(found: Gate) -> list[tuple[str, list[Any]]]:
    """What is missing, condition by condition."""
    return [
        (say(CONDITIONS[kind]), list(lines))
        for kind, lines in groupby(found.missing, key=lambda line: line.item.kind)
    ]
