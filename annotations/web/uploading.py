"""上传: files for the library, from its page or from the drawer; a document as an article; 换编码."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.models import Snapshot, Source
from annotations.readers.encodings import LABELS
from annotations.services.arrivals import refuse_many, take, told_by_name
from annotations.services.errors import Forbidden, Problem
from annotations.services.material import require_material
from annotations.services.rereading import other_readings, reread
from annotations.services.uploads import KIND, Told, import_article, import_sources
from annotations.web import queries
from annotations.web.answers import article_url
from annotations.web.arriving import followed, jobs_of
from annotations.web.articles import NO_UPLOAD
from annotations.web.claims import claim_seen
from annotations.web.doors import Visit, door
from annotations.web.drawer import about, snapshot_shown
from annotations.web.drawertabs import own_desk
from annotations.web.forms import ArticleForm, require, tell
from annotations.web.jobs import bar_of
from annotations.web.material import article_at
from annotations.web.uploadforms import ArticleFileForm, EncodingForm, UploadForm
from annotations.wording import say


@door
@require_http_methods(["GET", "POST"])
def new(request: Visit) -> HttpResponse:
    """Files for the library: one leads to its source, of several each is told singly."""
    desks = queries.desks_where(request.actor, "add_source")
    if not desks.exists():
        raise Forbidden(say("您没有添加核查资料的权限；这项工作由记者、编辑、审核人或值班总编办理。"))
    form = UploadForm(request.POST or None, request.FILES or None, desks=desks)
    if request.method == "POST" and form.is_valid():
        told = _stored(request, form)
        only = told[0] if len(told) == 1 else None
        if only and only.source:
            messages.success(request, say("资料已存入，正文快照已冻结。"))
            _note_name(request, only.source.snapshot)
            return redirect("web:source", only.source.pk)
        if only and only.refusal:
            tell(form, only.refusal)
        else:
            rows = [{"told": one, **bar_of(one.job)} for one in told]
            return render(request, "sources/uploaded.html", {"rows": rows})
    return render(request, "sources/upload.html", {"form": form}, status=400 if form.errors else 200)


@door
@require_GET
def job(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """How the reading of one file stands."""
    found = get_object_or_404(jobs_of(request, KIND), pk=pk)
    return render(request, "sources/_upload_job.html", bar_of(found))


@door
@require_POST
def for_claim(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """From the drawer: a file that is to become evidence, and material of the article."""
    claim = claim_seen(request, pk)
    form = UploadForm(request.POST, request.FILES, desks=own_desk(request, claim), one=True)
    if form.is_valid():
        told = _stored(request, form, article=claim.article)
        first = told[0]
        if first.source:
            return snapshot_shown(request, claim, first.source)
        if first.job:
            return followed(request, claim, first.job, first=True)
        if first.refusal:
            tell(form, first.refusal)
    return render(request, "evidence/_tab_upload.html", {**about(claim), "form": form}, status=400)


@door
@require_http_methods(["GET", "POST"])
def for_article(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """From 材料对稿: files that are laid beside the article; each that is refused is told."""
    article = article_at(request, pk)
    require_material(request.actor, article)
    desks = queries.desks_where(request.actor, "add_source").filter(pk=article.desk_id)
    form = UploadForm(request.POST or None, request.FILES or None, desks=desks)
    if request.method == "POST" and form.is_valid():
        told = _stored(request, form, article=article)
        refused = [(one.filename, one.refusal) for one in told if one.refusal]
        if len(refused) < len(told):
            messages.success(request, say("材料已收下，读完后对稿。"))
            for name, refusal in refused:
                messages.error(request, say("{name}：{problem}", name=name, problem=refusal.detail))
            return redirect("web:material", article.pk)
        for _, refusal in refused:
            tell(form, refusal)
    status = 400 if form.errors else 200
    return render(request, "material/upload.html", {"article": article, "form": form}, status=status)


@door
@require_POST
def encoding(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """换编码: the same bytes read otherwise."""
    source = get_object_or_404(Source.objects.visible_to(request.actor), pk=pk)
    snapshot = reread(actor=request.actor, source=source, **require(EncodingForm(request.POST)))
    messages.success(request, say("已按 {label} 重新读取，存为新的快照。", label=LABELS[snapshot.encoding]))
    return redirect("web:source", source.pk)


@door
@require_POST
def article(request: Visit) -> HttpResponse:
    """新稿: one document; one that is already stored is opened instead."""
    desks = queries.desks_where(request.actor, "upload")
    if not desks.exists():
        raise Forbidden(say(NO_UPLOAD))
    form = ArticleFileForm(request.POST, request.FILES, desks=desks, auto_id="file_%s")
    if form.is_valid():
        file, desk = form.cleaned_data["file"], form.cleaned_data["desk"]
        try:
            refuse_many(file.name)
            arrived = take(file.read(), file.name)
            stored, created = import_article(actor=request.actor, desk=desk, arrived=arrived)
        except Problem as problem:
            tell(form, problem)
        else:
            if not created:
                messages.info(request, say("这篇稿件的正文已经存过，没有重复保存。下面是已存的那一篇。"))
            return redirect(article_url(stored))
    context = {"form": ArticleForm(desks=desks), "file_form": form}
    return render(request, "articles/new.html", context, status=400)


def original_of(snapshot: Snapshot) -> dict[str, Any]:
    """What a page tells of the file that a snapshot was read from, with the other ways of reading it."""
    return {
        "encoding": LABELS.get(snapshot.encoding, snapshot.encoding),
        "readings": other_readings(snapshot),
        "misnamed": told_by_name(snapshot.filename, snapshot.media_type),
    }


def _stored(request: Visit, form: UploadForm, **more: Any) -> list[Told]:
    files = form.cleaned_data["file"]
    return list(import_sources(actor=request.actor, files=files, **form.details(), **more))


def _note_name(request: Visit, snapshot: Snapshot) -> None:
    if told := told_by_name(snapshot.filename, snapshot.media_type):
        messages.warning(request, told)
