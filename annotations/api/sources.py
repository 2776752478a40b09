"""核查资料: list, add, read, correct."""

from __future__ import annotations

import uuid
from typing import Any

import django_filters
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.describe import CHANGE, CREATE, IDEMPOTENCY_KEY, IF_MATCH, described, listed, parameters
from annotations.api.door import Door, answer
from annotations.api.fields import Form, Text
from annotations.api.filters import filtered, searched
from annotations.api.pagination import page
from annotations.api.shapes import SourceShape, SourceWithText
from annotations.models import Source
from annotations.services.access import desk_for
from annotations.services.errors import Invalid, Stale
from annotations.services.ingest import TEXT_LIMIT
from annotations.services.sources import add_source, edit_source
from annotations.vocabulary import Confidentiality, Kind, SourceType
from annotations.wording import say


class SourceFilter(django_filters.FilterSet):
    article = django_filters.UUIDFilter("articles")
    source_type = django_filters.MultipleChoiceFilter(choices=SourceType.choices)
    confidentiality = django_filters.MultipleChoiceFilter(choices=Confidentiality.choices)

    class Meta:
        model = Source
        fields = ["article", "source_type", "confidentiality"]


class SourceDetails(Form):
    """What is said about a source, wherever its text comes from."""

    source_type = Text(max_length=20)
    issuer = Text(required=False, max_length=300)
    issued_on = serializers.DateField(required=False, allow_null=True)
    valid_until = serializers.DateField(required=False, allow_null=True)
    origin_key = Text(required=False, max_length=300)
    confidentiality = Text(required=False, max_length=10)


class SourceChanges(SourceDetails):
    """What may be corrected of it."""

    title = Text(blank=False)
    url = serializers.URLField(required=False, allow_blank=True, max_length=2000)


class SourceForm(SourceChanges):
    desk = serializers.UUIDField(required=False)
    article = serializers.UUIDField(required=False)
    text = Text(required=False, max_length=10 * TEXT_LIMIT)


def source_of(door: Door, id: uuid.UUID) -> Source:
    """The source behind an address, if it may be seen."""
    return door.find(
        Source.objects.visible_to(door.actor).select_related("created_by").prefetch_related("articles"), id
    )


class SourceList(Door):
    @described(
        "List sources, newest first",
        listed(SourceShape),
        operation_id="sources_list",
        errors=(400, 401, 403),
        parameters=parameters("q", "article", "source_type", "confidentiality"),
    )
    def get(self, request: Request) -> Response:
        self.may_read()
        rows = Source.objects.visible_to(self.actor).select_related("created_by").prefetch_related("articles")
        rows = searched(self, Kind.SOURCES, filtered(self, SourceFilter, rows, "q"))
        found, envelope = page(request, rows, ("-created_at", "-id"))
        return Response({**envelope, "results": SourceShape(found, many=True).data})

    @described(
        "Add a source; its text is frozen with its SHA-256",
        SourceWithText,
        status=201,
        errors=CREATE,
        request=SourceForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> HttpResponse:
        self.may_write_somewhere("add_source")
        fields = self.fields(SourceForm)
        desk = desk_for(self.actor, fields.pop("desk", None), "add_source")
        if "article" in fields:
            fields["article"] = article_of(self, fields["article"])
            if fields["article"].desk_id != desk.pk:
                raise Invalid.field("article", say("这篇稿件不属于该部门。"), "unknown")

        def act() -> Response:
            source = add_source(actor=self.actor, desk=desk, **fields)
            return answer(SourceWithText(source).data, source, 201)

        return self.once(act)


class SourceDetail(Door):
    def current(self, error: Stale) -> dict[str, Any] | None:
        return dict(SourceShape(error.current).data) if isinstance(error.current, Source) else None

    @described("Read a source with its newest snapshot", SourceWithText)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        source = source_of(self, id)
        self.may_read()
        return answer(SourceWithText(source).data, source)

    @described(
        "Correct what is said about a source",
        SourceWithText,
        errors=CHANGE,
        request=SourceChanges,
        parameters=[IF_MATCH],
    )
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        source = source_of(self, id)
        self.may_write(source.desk_id, "annotate")
        self.parse()
        seen = self.seen(source)
        changes = self.fields(SourceChanges, partial=True)
        if not changes:
            raise Invalid(say("没有要修改的内容。"), code="nothing_to_change")
        source = edit_source(actor=self.actor, source=source, seen=seen, changes=changes)
        return answer(SourceWithText(source).data, source)
