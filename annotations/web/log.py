"""记录: who did what to what and when, filtered, newest first; the same as a table to take away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple, cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from annotations.models import Actor, Article, AuditEntry, Desk
from annotations.vocabulary import Role
from annotations.web.doors import Visit, door
from annotations.web.forms import require
from annotations.web.history import Line, lines
from annotations.web.logfilters import LogForm, asked_for
from annotations.web.logthings import Thing, things
from annotations.web.logwords import state_words
from annotations.web.paging import page as page_of
from annotations.wording import listed, marked, say
from annotations.writers import tables

HEADS = (
    marked("序号"), marked("时间"), marked("部门"), marked("人员"), marked("角色"), marked("对象"),
    marked("名称"), marked("动作"), marked("原状态"), marked("新状态"), marked("变化"), marked("理由"),
    marked("版本"), marked("请求号"), marked("哈希"),
)  # fmt: skip
CHUNK = 500


class Told(NamedTuple):
    """One row of the log with what it is about."""

    line: Line
    thing: Thing

    @property
    def entry(self) -> AuditEntry:
        return self.line.entry


@door
@require_GET
def page(request: Visit) -> HttpResponse:
    """The log that this person may read: their own, the desk's, or all."""
    return _shown(request, None)


@door
@require_GET
def of_article(request: Visit, pk: uuid.UUID) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.actor).select_related("desk"), pk=pk)
    return _shown(request, article)


def _shown(request: Visit, article: Article | None) -> HttpResponse:
    form = LogForm(request.GET, viewer=request.actor, article=article)
    rows = asked_for(form, request.actor) if form.is_valid() else AuditEntry.objects.none()
    found = page_of(rows, request.GET.get("after", ""), by="at")
    context = {
        "form": form,
        "about": article,
        "page": found,
        "rows": told(found.rows, request.actor),
        "filtered": form.narrows,
        "whose": _whose(request.actor),
    }
    return render(request, "log/page.html", context, status=400 if form.errors else 200)


def _whose(actor: Actor) -> str:
    """Whose rows this person reads, in a sentence."""
    if actor.reads_all:
        return say("全部部门的记录。")
    if actor.may_somewhere("read_log"):
        return say("本部门的记录。")
    return say("您自己的记录。")


@door
@require_GET
def export(request: Visit) -> HttpResponse:
    """The filtered log as CSV, streamed. It speaks Chinese, as everything that leaves the house."""
    form = LogForm(request.GET, viewer=request.actor)
    require(form)
    rows = asked_for(form, request.actor).order_by("-at", "-pk")
    table = tables.write(
        [say(head) for head in HEADS], _cells(rows.iterator(chunk_size=CHUNK), request.actor)
    )
    answer = StreamingHttpResponse(table, content_type=tables.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="log-{timezone.localdate():%Y%m%d}.csv"'
    # The door passes on whatever it is given; only its type speaks of whole pages.
    return cast(HttpResponse, answer)


def told(entries: list[AuditEntry], viewer: Actor) -> list[Told]:
    """Rows in words with what they are about."""
    known = things(entries, viewer)
    return [
        Told(line, known[line.entry.object_type, line.entry.object_id]) for line in lines(entries, viewer)
    ]


def _cells(entries: Iterator[AuditEntry], viewer: Actor) -> Iterator[list[Any]]:
    desks = dict(Desk.objects.values_list("pk", "name"))
    while chunk := list(islice(entries, CHUNK)):
        for row in told(chunk, viewer):
            entry = row.entry
            yield [
                entry.seq,
                timezone.localtime(entry.at).isoformat(timespec="seconds"),
                desks.get(entry.desk_id, ""),
                row.line.who,
                listed(Role(role).label for role in entry.role.split("+") if role in list(Role)),
                row.thing.kind,
                row.thing.name,
                entry.get_action_display(),
                state_words(entry.object_type, entry.source_state),
                state_words(entry.object_type, entry.target_state),
                _changes(row.line),
                row.line.reason,
                entry.version,
                entry.request_id,
                entry.hash,
            ]


def _changes(line: Line) -> str:
    """All changes of a row on one line each: what was struck stands in 〔 〕, what was put in in 【 】."""
    signs = {"struck": "〔{}〕", "added": "【{}】", "kept": "{}"}
    return "\n".join(
        f"{change.label} {''.join(signs[run.kind].format(run.text) for run in change.runs)}".strip()
        for change in line.changes
    )
