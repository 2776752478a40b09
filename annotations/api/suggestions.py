"""Machine suggestions: read, accept, dismiss."""

from __future__ import annotations

import uuid

import django_filters
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.claims import shown
from annotations.api.describe import CREATE, IDEMPOTENCY_KEY, READ, described, listed, parameters
from annotations.api.door import Door, answer
from annotations.api.fields import Form, Many, Text, Types
from annotations.api.filters import filtered
from annotations.api.pagination import page
from annotations.api.shapes import ClaimShape, SuggestionShape
from annotations.models import Suggestion
from annotations.services.decisions import accept_many, accept_suggestion, dismiss_suggestion
from annotations.vocabulary import SuggestionState


class SuggestionFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=SuggestionState.choices)
    priority = django_filters.CharFilter()

    class Meta:
        model = Suggestion
        fields = ["state", "priority"]


class AcceptForm(Form):
    types = Types(required=False)


class AcceptManyForm(Form):
    ids = Many(limit=1000, child=serializers.UUIDField(), min_length=1)


class DismissForm(Form):
    reason = Text(max_length=20)


class ArticleSuggestions(Door):
    @described(
        "An article's suggestions in reading order",
        listed(SuggestionShape),
        errors=(400, *READ),
        parameters=parameters("state", "priority"),
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        current = Suggestion.objects.filter(article=article, article_version=article.text_version)
        found, envelope = page(request, filtered(self, SuggestionFilter, current), ("start", "end", "id"))
        return Response({**envelope, "results": SuggestionShape(found, many=True).data})


class AcceptMany(Door):
    @described(
        "Accept several suggestions, all or none",
        ClaimShape(many=True),
        status=201,
        errors=CREATE,
        request=AcceptManyForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_write(article.desk_id, "annotate")
        fields = self.fields(AcceptManyForm)

        def act() -> Response:
            claims = accept_many(actor=self.actor, article=article, **fields)
            return Response([shown(claim) for claim in claims], status=201)

        return self.once(act)


class SuggestionDoor(Door):
    def suggestion(self, id: uuid.UUID) -> Suggestion:
        rows = Suggestion.objects.visible_to(self.actor).select_related("article__desk")
        return self.find(rows, id)


class SuggestionAccept(SuggestionDoor):
    @described(
        "Make a claim of a suggestion",
        ClaimShape,
        status=201,
        errors=CREATE,
        request=AcceptForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        suggestion = self.suggestion(id)
        self.may_write(suggestion.article.desk_id, "annotate")
        fields = self.fields(AcceptForm)

        def act() -> Response:
            claim = accept_suggestion(actor=self.actor, suggestion=suggestion, **fields)
            return answer(shown(claim), claim, 201)

        return self.once(act)


class SuggestionDismiss(SuggestionDoor):
    @described(
        "Set a suggestion aside",
        SuggestionShape,
        errors=CREATE,
        request=DismissForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        suggestion = self.suggestion(id)
        self.may_write(suggestion.article.desk_id, "annotate")
        fields = self.fields(DismissForm)

        def act() -> Response:
            dismissed = dismiss_suggestion(actor=self.actor, suggestion=suggestion, **fields)
            return Response(SuggestionShape(dismissed).data)

        return self.once(act)
