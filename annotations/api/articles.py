"""Articles: take in, list, read, change, pre-tag."""

# mypy: disable-error-code="assignment"
# (the contract has fields named source, article, errors; DRF's base class has attributes of these names)

from __future__ import annotations

import uuid
from typing import Any

import django_filters
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.describe import (
    CHANGE,
    CREATE,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    described,
    listed,
    parameters,
)
from annotations.api.door import Door, answer
from annotations.api.fields import Flag, Form, Text, Time
from annotations.api.filters import filtered, searched
from annotations.api.pagination import page
from annotations.api.shapes import ArticleShape, ArticleWithText, JobShape, jobs_shown
from annotations.models import Article, Source
from annotations.services.access import colleague, desk_for
from annotations.services.articles import GUARDED, counts_of, edit_article
from annotations.services.coverage import coverage_of
from annotations.services.errors import Invalid, Stale
from annotations.services.ingest import TEXT_LIMIT
from annotations.services.pretag import request_pretag
from annotations.services.wire import take_in
from annotations.vocabulary import ArticleStatus, CheckLevel, Kind
from annotations.wording import say


class ArticleFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=ArticleStatus.choices)
    desk = django_filters.UUIDFilter()
    assignee = django_filters.UUIDFilter()
    external_id = django_filters.CharFilter()

    class Meta:
        model = Article
        fields = ["status", "desk", "assignee", "external_id"]


class Details(Form):
    """What is said about an article beside its text."""

    title = Text(blank=False)
    byline = Text(required=False, max_length=300)
    source = Text(required=False, max_length=300)
    url = serializers.URLField(required=False, allow_blank=True, max_length=2000)
    published_on = serializers.DateField(required=False, allow_null=True)
    deadline = Time(required=False, allow_null=True)
    section = Text(required=False, max_length=80)
    embargo_until = Time(required=False, allow_null=True)


class ArticleChanges(Details):
    assignee = serializers.UUIDField(required=False, allow_null=True)
    check_level = serializers.ChoiceField(CheckLevel.choices(), required=False)
    critical = Flag(required=False)
    wire_source = serializers.UUIDField(required=False, allow_null=True)


class ArticleForm(Details):
    desk = serializers.UUIDField(required=False)
    text = Text(max_length=10 * TEXT_LIMIT)
    assignee = serializers.UUIDField(required=False)
    external_id = Text(required=False, allow_null=True, blank=False, max_length=200)
    check_level = serializers.ChoiceField(CheckLevel.choices(), required=False)
    critical = Flag(required=False)
    wire_text = Text(required=False, max_length=10 * TEXT_LIMIT)
    pretag = Flag(required=False)


def article_of(door: Door, id: uuid.UUID) -> Article:
    """The article behind an address, if it may be seen."""
    rows = Article.objects.visible_to(door.actor).select_related("desk", "assignee", "created_by")
    return door.find(rows, id)


def shown(article: Article) -> dict[str, Any]:
    """An article with its text, its counts and its coverage."""
    # The shape reads attributes; these two are worked out, not stored.
    article.counts = counts_of(article)  # type: ignore[attr-defined]
    article.coverage = coverage_of(article)  # type: ignore[attr-defined]
    return dict(ArticleWithText(article).data)


class ArticleList(Door):
    @described(
        "List articles, newest first",
        listed(ArticleShape),
        operation_id="articles_list",
        errors=(400, 401, 403),
        parameters=parameters("q", "status", "desk", "assignee", "external_id"),
    )
    def get(self, request: Request) -> Response:
        self.may_read()
        rows = Article.objects.visible_to(self.actor).select_related("desk", "assignee", "created_by")
        rows = searched(self, Kind.ARTICLES, filtered(self, ArticleFilter, rows, "q"))
        found, envelope = page(request, rows, ("-created_at", "-id"))
        return Response({**envelope, "results": ArticleShape(found, many=True).data})

    @described(
        "Take in an article; pre-tagging is queued on commit",
        ArticleWithText,
        status=201,
        errors=CREATE,
        request=ArticleForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> HttpResponse:
        self.may_write_somewhere("upload")
        fields = self.fields(ArticleForm)
        desk = desk_for(self.actor, fields.pop("desk", None), "upload")
        if "assignee" in fields:
            fields["assignee"] = colleague(desk.pk, fields["assignee"])

        def act() -> Response:
            article, created = take_in(actor=self.actor, desk=desk, **fields)
            response = answer(shown(article), article, 201 if created else 200)
            response["Location"] = f"{request.path}{article.pk}/"
            return response

        return self.once(act)


class ArticleDoor(Door):
    def current(self, error: Stale) -> dict[str, Any] | None:
        return shown(error.current) if isinstance(error.current, Article) else None


class ArticleDetail(ArticleDoor):
    @described("Read an article with its text and counts", ArticleWithText)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        return answer(shown(article), article)

    @described(
        "Change what is said about an article",
        ArticleWithText,
        errors=CHANGE,
        request=ArticleChanges,
        parameters=[IF_MATCH],
    )
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_write(article.desk_id, "annotate")
        named = self.parse()
        for name, act in GUARDED.items():
            if isinstance(named, dict) and name in named:
                self.may_write(article.desk_id, act)
        seen = self.seen(article)
        changes = self.fields(ArticleChanges, partial=True)
        if not changes:
            raise Invalid(say("没有要修改的内容。"), code="nothing_to_change")
        if changes.get("assignee"):
            changes["assignee"] = colleague(article.desk_id, changes["assignee"])
        if changes.get("wire_source"):
            changes["wire_source"] = self._wire(article, changes["wire_source"])
        article = edit_article(actor=self.actor, article=article, seen=seen, changes=changes)
        return answer(shown(article), article)

    def _wire(self, article: Article, id: uuid.UUID) -> Source:
        """The source that is to be the agency's text."""
        rows = Source.objects.visible_to(self.actor).filter(desk=article.desk_id)
        source = rows.filter(pk=id).first()
        if source is None:
            raise Invalid.field("wire_source", say("本部门没有这份核查资料，或者您看不到它。"), "unknown")
        return source


class ArticlePretag(Door):
    @described(
        "Queue pre-tagging; running it twice adds no duplicate",
        JobShape,
        status=202,
        errors=CREATE,
        request=Form,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_write(article.desk_id, "upload")
        self.fields(Form)

        def act() -> Response:
            job = request_pretag(actor=self.actor, article=article)
            return Response(jobs_shown(job), status=202)

        return self.once(act)
