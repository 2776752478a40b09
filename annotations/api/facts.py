"""Verified facts: list, read, export."""

from __future__ import annotations

import uuid
from typing import Any

import django_filters
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.describe import described, listed, parameters
from annotations.api.door import Door
from annotations.api.filters import filtered
from annotations.api.pagination import page
from annotations.api.shapes import FactShape
from annotations.models import VerifiedFact
from annotations.models.facts import FactQuerySet
from annotations.services.errors import Forbidden, Invalid, Problem
from annotations.services.export import protected_sources, rows_of
from annotations.vocabulary import ClaimType, Scope, Verdict
from annotations.wording import say
from annotations.workflow import may
from annotations.writers import WRITERS

EXPORTING = (Scope.EXPORT, Scope.EXPORT_APPROVED)
STATES = ("current", "all")


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

    def facts(self) -> FactQuerySet:
        actor = self.actor
        if not actor.has_scope(Scope.READ, Scope.WRITE, *EXPORTING):
            raise Forbidden(say("密钥没有导出事实的权限范围。"))
        if actor.key is not None and actor.has_scope(*EXPORTING):
            return VerifiedFact.objects.visible_to(actor).select_related("approved_by", "successor")
        desks = [desk for desk in actor.desk_ids if may("read_facts", actor.roles_at(desk))]
        if not desks and not actor.reads_all:
            raise Forbidden(say("您的角色不能查看已核事实。"))
        rows = VerifiedFact.objects.visible_to(actor).select_related("approved_by", "successor")
        return rows if actor.reads_all else rows.filter(desk_id__in=desks)

    def wanted(self, *more: str) -> FactQuerySet:
        """The facts of the query: current ones, of publishable verdicts to a partner, unless asked."""
        state = self.request.query_params.get("state", "current")
        if state not in STATES:
            raise Invalid.field("state", say("state 须是 {known} 之一。", known="、".join(STATES)), "unknown")
        rows = filtered(self, FactFilter, self.facts(), "state", *more)
        rows = rows.current() if state == "current" else rows.checkable()
        outside = self.actor.key is not None and not self.actor.has_scope(
            Scope.READ, Scope.WRITE, Scope.EXPORT_APPROVED
        )
        named = self.request.query_params.getlist("verdict")
        return rows.leaving_by_default() if outside and not named else rows


class FactList(FactDoor):
    @described(
        "List current verified facts in order of approval",
        listed(FactShape),
        operation_id="facts_list",
        errors=(400, 401, 403),
        parameters=parameters("article", "claim", "verdict", "type", "state"),
    )
    def get(self, request: Request) -> Response:
        found, envelope = page(request, self.wanted(), ("approved_at", "id"))
        return Response({**envelope, "results": FactShape(found, many=True, context=outgoing()).data})


class FactDetail(FactDoor):
    @described("Read a fact", FactShape)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return Response(FactShape(self.find(self.facts(), id), context=outgoing()).data)


class WhateverAccepted(DefaultContentNegotiation):
    """``?format=`` chooses the format here; a client that accepts only CSV must not be refused for it."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class FactExport(FactDoor):
    content_negotiation_class = WhateverAccepted

    @described(
        "Stream verified facts as jsonl or csv",
        {(200, writer.MEDIA_TYPE): OpenApiTypes.STR for writer in WRITERS.values()},
        errors=(400, 401, 403, 406),
        parameters=parameters("format", "article", "claim", "verdict", "type", "state")[:-2],
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        rows = self.wanted("format")
        name = request.query_params.get("format", "jsonl")
        writer = WRITERS.get(name)
        if writer is None:
            raise NotAcceptable(
                say("没有“{name}”这种导出格式；可用：{known}。", name=name[:40], known="、".join(WRITERS))
            )
        response = StreamingHttpResponse(writer.write(rows_of(rows)), content_type=writer.MEDIA_TYPE)
        response["Content-Disposition"] = f'attachment; filename="facts.{writer.EXTENSION}"'
        return response
