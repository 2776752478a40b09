"""Verified facts: list, read, export."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import django_filters
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.describe import READ, described, listed, parameters
from annotations.api.door import Door
from annotations.api.filters import filtered, searched
from annotations.api.pagination import page
from annotations.api.shapes import FactShape
from annotations.models import VerifiedFact
from annotations.models.facts import FactQuerySet
from annotations.services import feed
from annotations.services.errors import Forbidden, Invalid, Problem
from annotations.services.export import protected_sources, rows_of
from annotations.vocabulary import ClaimType, Kind, Scope, Verdict
from annotations.wording import say
from annotations.workflow import may
from annotations.writers import WRITERS

EXPORTING = (Scope.EXPORT, Scope.EXPORT_APPROVED)
STATES = ("current", "all")
NEXT_SINCE = OpenApiParameter(
    "Next-Since",
    str,
    OpenApiParameter.HEADER,
    description="To be sent as `since` next time.",
    response=True,
)


class NotAcceptable(Problem):
    status = 406
    code = "unknown_format"


class FactFilter(django_filters.FilterSet):
    article = django_filters.UUIDFilter()
    claim = django_filters.UUIDFilter()
    verdict = django_filters.MultipleChoiceFilter(choices=Verdict.choices)
    type = django_filters.ChoiceFilter(choices=ClaimType.choices, method="of_type")

    class Meta:
        model = VerifiedFact
        fields = ["article", "claim", "verdict", "type"]

    def of_type(self, rows: Any, name: str, value: str) -> Any:
        return rows.of_type(ClaimType(value))


def outgoing() -> dict[str, Any]:
    """What the shape of a fact needs to know to leave protected sources out."""
    return {"protected": protected_sources()}


class FactDoor(Door):
    """A key with an export scope reads facts and nothing else; people need a role that reads them."""

    def facts(self, *, once_seen: bool = False) -> FactQuerySet:
        """What the caller may see; with ``once_seen`` also what left the exports since."""
        actor = self.actor
        if not actor.has_scope(Scope.READ, Scope.WRITE, *EXPORTING):
            raise Forbidden(say("密钥没有导出事实的权限范围。"))
        every = VerifiedFact.objects.all()
        rows = every.once_seen_by(actor) if once_seen else every.visible_to(actor)
        rows = rows.select_related("approved_by", "successor")
        if actor.key is not None and actor.has_scope(*EXPORTING):
            return rows
        desks = [desk for desk in actor.desk_ids if may("read_facts", actor.roles_at(desk))]
        if not desks and not actor.reads_all:
            raise Forbidden(say("您的角色不能查看已核事实。"))
        return rows if actor.reads_all else rows.filter(desk_id__in=desks)

    def wanted(self, rows: FactQuerySet, *more: str) -> FactQuerySet:
        """``rows`` of the query, whatever became of them; see ``of_verdicts``."""
        rows = filtered(self, FactFilter, rows, "state", *more).checkable()
        return self.of_verdicts(rows)

    def of_verdicts(self, rows: FactQuerySet) -> FactQuerySet:
        """Outside the house other verdicts than the publishable ones must be named."""
        named = self.request.query_params.getlist("verdict")
        return rows.leaving_by_default() if self.actor.exports_only and not named else rows

    def state(self) -> str:
        state = self.request.query_params.get("state", "current")
        if state not in STATES:
            raise Invalid.field("state", say("state 须是 {known} 之一。", known="、".join(STATES)), "unknown")
        return state

    def listed(self, *more: str) -> FactQuerySet:
        """The facts of a list: current ones, or all with their marks."""
        state = self.state()
        rows = self.wanted(self.facts(), *more)
        return rows.current() if state == "current" else rows


class FactList(FactDoor):
    @described(
        "List current verified facts in order of approval",
        listed(FactShape),
        operation_id="facts_list",
        errors=(400, 401, 403),
        parameters=parameters("q", "article", "claim", "verdict", "type", "state"),
    )
    def get(self, request: Request) -> Response:
        found, envelope = page(request, searched(self, Kind.FACTS, self.listed("q")), ("approved_at", "id"))
        return Response({**envelope, "results": FactShape(found, many=True, context=outgoing()).data})


class FactDetail(FactDoor):
    @described("Read a fact", FactShape, errors=(400, *READ), parameters=[OpenApiParameter("verdict", str)])
    def get(self, request: Request, id: uuid.UUID) -> Response:
        rows = self.facts()
        fact = self.find(self.wanted(rows) if self.actor.exports_only else rows, id)
        return Response(FactShape(fact, context=outgoing()).data)


class WhateverAccepted(DefaultContentNegotiation):
    """``?format=`` chooses the format here; a client that accepts only CSV must not be refused for it."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class FactExport(FactDoor):
    content_negotiation_class = WhateverAccepted

    @described(
        "Stream verified facts as jsonl or csv; with since, only what changed, with tombstones",
        {(200, writer.MEDIA_TYPE): OpenApiTypes.STR for writer in WRITERS.values()},
        errors=(400, 401, 403, 406),
        parameters=[
            *parameters("format", "article", "claim", "verdict", "type", "state", "since")[:-2],
            NEXT_SINCE,
        ],
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        rows, following = self.outgoing_rows()
        name = request.query_params.get("format", "jsonl")
        writer = WRITERS.get(name)
        if writer is None:
            raise NotAcceptable(
                say("没有“{name}”这种导出格式；可用：{known}。", name=name[:40], known="、".join(WRITERS))
            )
        response = StreamingHttpResponse(writer.write(rows), content_type=writer.MEDIA_TYPE)
        response["Content-Disposition"] = f'attachment; filename="facts.{writer.EXTENSION}"'
        if following:
            response["Next-Since"] = feed.written(following)
        return response

    def outgoing_rows(self) -> tuple[Iterator[dict[str, Any]], feed.Cursor | None]:
        """What leaves, and the cursor after it: everything current, or the news since the caller's cursor."""
        given = self.request.query_params.get("since")
        if given is None:
            following = feed.cursor_now(self.actor)
            return rows_of(self.listed("format", "since")), following
        once_seen = self.facts(once_seen=True)
        if self.state() != "current":
            raise Invalid.field("state", say("带 since 时不用 state：增量里本来就有离开的事实。"))
        since = feed.read(given, self.actor)
        following = feed.cursor_now(self.actor, since)
        told = self.wanted(once_seen, "format", "since")
        changed = feed.changed_since(told, since, following or since, outside=self.actor.exports_only)
        return feed.news(changed, self.of_verdicts(self.facts())), following
