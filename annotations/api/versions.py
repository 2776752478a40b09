"""Versions of an article: list, a new one with what it did to the claims, the difference of two."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import ArticleDoor, article_of
from annotations.api.describe import (
    CHANGE,
    IDEMPOTENCY_KEY,
    IF_MATCH_OPTIONAL,
    READ,
    described,
    listed,
    parameters,
)
from annotations.api.door import answer
from annotations.api.fields import Form, Text
from annotations.api.pagination import page
from annotations.api.shapes import DiffShape, ReportShape, VersionShape
from annotations.models import Article, Correction, Version
from annotations.services.errors import Invalid, Missing
from annotations.services.ingest import TEXT_LIMIT
from annotations.services.versions import add_version
from annotations.text.differences import abridged, runs
from annotations.wording import say


class VersionForm(Form):
    text = Text(max_length=10 * TEXT_LIMIT)
    note = Text(required=False)
    correction = serializers.UUIDField(required=False)


class ArticleVersions(ArticleDoor):
    @described(
        "List an article's versions, oldest first, without their texts",
        listed(VersionShape),
        errors=(400, *READ),
        parameters=parameters(),
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        self.only_parameters()
        rows = Version.objects.filter(article=article).select_related("author").defer("text", "original")
        found, envelope = page(request, rows, ("number", "id"))
        return Response({**envelope, "results": VersionShape(found, many=True).data})

    @described(
        "Store a new version and find its claims again; the current text again answers 200",
        ReportShape,
        status=201,
        errors=tuple(code for code in CHANGE if code != 428),
        request=VersionForm,
        parameters=[IF_MATCH_OPTIONAL, IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_write(article.desk_id, "upload")
        self.parse()

        def act() -> Response:
            seen = self.seen(article, optional=True)
            fields = self.fields(VersionForm)
            if "correction" in fields:
                fields["correction"] = self._correction(article, fields["correction"])
            report = add_version(actor=self.actor, article=article, seen=seen, **fields)
            article.refresh_from_db()
            return answer(ReportShape(report).data, article, 201 if report.created else 200)

        return self.once(act)

    def _correction(self, article: Article, key: uuid.UUID) -> Correction:
        """The decided correction of this article that the text puts right."""
        found = Correction.objects.visible_to(self.actor).filter(article=article, pk=key).first()
        if found is None:
            raise Invalid.field("correction", say("这篇稿件没有这项更正。"), "unknown")
        return found


class VersionDiff(ArticleDoor):
    @described("What a version changed in the one before it", DiffShape)
    def get(self, request: Request, id: uuid.UUID, number: int) -> Response:
        article = article_of(self, id)
        self.may_read()
        self.only_parameters()
        texts = dict(article.versions.filter(number__in=[number - 1, number]).values_list("number", "text"))
        if number not in texts:
            raise Missing()
        before = number - 1 if number > 1 else None
        shown = abridged(runs(texts.get(number - 1, ""), texts[number]))
        return Response(DiffShape({"before": before, "after": number, "runs": shown}).data)
