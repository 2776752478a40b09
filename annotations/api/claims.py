"""Claims: list, read, change, delete, step, history."""

from __future__ import annotations

import uuid
from typing import Any

import django_filters
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.describe import (
    CHANGE,
    CREATE,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    READ,
    described,
    listed,
    parameters,
)
from annotations.api.door import Door, answer
from annotations.api.fields import Form, Integer, Many, Text, Types
from annotations.api.filters import filtered, searched
from annotations.api.pagination import page
from annotations.api.shapes import ClaimShape, HistoryShape, StepShape
from annotations.models import AuditEntry, Claim, User
from annotations.services.access import colleague
from annotations.services.annotate import add_claim, delete_claim, edit_claim
from annotations.services.errors import Invalid, Stale
from annotations.services.redaction import hidden_in, hidden_titles
from annotations.services.review import require_right, steps_for, take_step
from annotations.vocabulary import SYSTEM, ClaimType, Kind, Status, Verdict
from annotations.wording import say

MOST_PLACES = 500
"""So often a figure may stand in one article."""


class ClaimFilter(django_filters.FilterSet):
    article = django_filters.UUIDFilter()
    status = django_filters.MultipleChoiceFilter(choices=Status.choices)
    verdict = django_filters.MultipleChoiceFilter(choices=Verdict.choices)
    priority = django_filters.CharFilter()
    assignee = django_filters.UUIDFilter()
    type = django_filters.ChoiceFilter(choices=ClaimType.choices, method="of_type")

    class Meta:
        model = Claim
        fields = ["article", "status", "verdict", "priority", "assignee", "type"]

    def of_type(self, rows: Any, name: str, value: str) -> Any:
        return rows.of_type(ClaimType(value))


class PlaceForm(Form):
    start = Integer()
    end = Integer()
    quote = Text()


class ClaimForm(Form):
    start = Integer()
    end = Integer()
    quote = Text()
    types = Types()
    article_version = Integer(required=False)
    mentions = Many(limit=MOST_PLACES, child=PlaceForm(), required=False)
    note = Text(required=False)
    value = Text(required=False, allow_null=True, max_length=200)
    unit = Text(required=False)
    approx = Text(required=False)
    date = Text(required=False)


class ClaimChanges(Form):
    start = Integer()
    end = Integer()
    quote = Text()
    types = Types()
    note = Text()
    value = Text(allow_null=True, max_length=200)
    unit = Text()
    approx = Text()
    date = Text()
    verdict = Text()
    verdict_note = Text()
    resolution = Text()
    resolution_note = Text()
    proposed_text = Text()


class StepForm(Form):
    to = Text(max_length=20)
    comment = Text(required=False)
    assignee = serializers.UUIDField(required=False)
    start = Integer(required=False)
    end = Integer(required=False)
    quote = Text(required=False)


PLACE = ("start", "end", "quote")


def place_in(fields: dict[str, Any]) -> tuple[int, int, str] | None:
    """Take start, end and quote out of a step's fields: all three, or none. Raises ``Invalid``."""
    given = {name: fields.pop(name) for name in PLACE if name in fields}
    missing = [name for name in PLACE if name not in given]
    if given and missing:
        raise Invalid.field(missing[0], say("位置须同时给出 start、end 和 quote。"), "required")
    return (given["start"], given["end"], given["quote"]) if given else None


class ClaimDoor(Door):
    """Base of the views below one claim."""

    def claim(self, id: uuid.UUID) -> Claim:
        rows = Claim.objects.visible_to(self.actor).with_people().select_related("article__desk")
        return self.find(rows, id)

    def current(self, error: Stale) -> dict[str, Any] | None:
        return shown(error.current) if isinstance(error.current, Claim) else None


def shown(claim: Claim) -> dict[str, Any]:
    """A claim as the API shows it, as it now stands in the database."""
    return dict(ClaimShape(Claim.objects.with_people().get(pk=claim.pk)).data)


class ClaimList(Door):
    @described(
        "List claims",
        listed(ClaimShape),
        operation_id="claims_list",
        errors=(400, 401, 403),
        parameters=parameters("q", "article", "status", "verdict", "priority", "assignee", "type"),
    )
    def get(self, request: Request) -> Response:
        self.may_read()
        rows = filtered(self, ClaimFilter, Claim.objects.visible_to(self.actor).with_people(), "q")
        found, envelope = page(request, searched(self, Kind.CLAIMS, rows), ("created_at", "id"))
        return Response({**envelope, "results": ClaimShape(found, many=True).data})


class ArticleClaims(Door):
    @described(
        "List an article's claims in reading order",
        listed(ClaimShape),
        errors=(400, *READ),
        parameters=parameters("status", "type"),
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        rows = filtered(self, ClaimFilter, Claim.objects.filter(article=article).with_people())
        found, envelope = page(request, rows, ("start", "end", "id"))
        return Response({**envelope, "results": ClaimShape(found, many=True).data})

    @described(
        "Tag a claim", ClaimShape, status=201, errors=CREATE, request=ClaimForm, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_write(article.desk_id, "annotate")
        fields = self.fields(ClaimForm)

        def act() -> Response:
            claim = add_claim(actor=self.actor, article=article, **fields)
            return answer(shown(claim), claim, 201)

        return self.once(act)


class ClaimDetail(ClaimDoor):
    @described("Read a claim", ClaimShape)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        claim = self.claim(id)
        self.may_read()
        return answer(ClaimShape(claim).data, claim)

    @described("Change a claim", ClaimShape, errors=CHANGE, request=ClaimChanges, parameters=[IF_MATCH])
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        claim = self.claim(id)
        self.may_write(claim.article.desk_id, "annotate")
        self.parse()
        seen = self.seen(claim)
        changes = self.fields(ClaimChanges, partial=True)
        if not changes:
            raise Invalid(say("没有要修改的内容。"), code="nothing_to_change")
        claim = edit_claim(actor=self.actor, claim=claim, seen=seen, changes=changes)
        return answer(shown(claim), claim)

    @described(
        "Delete a claim that is not yet submitted", None, status=204, errors=CHANGE, parameters=[IF_MATCH]
    )
    def delete(self, request: Request, id: uuid.UUID) -> Response:
        claim = self.claim(id)
        self.may_write(claim.article.desk_id, "annotate")
        delete_claim(actor=self.actor, claim=claim, seen=self.seen(claim))
        return Response(status=204)


class ClaimTransitions(ClaimDoor):
    @described("What I may do now, and why not the rest", StepShape(many=True))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        claim = self.claim(id)
        self.may_read()
        return Response(steps_for(actor=self.actor, claim=claim))

    @described(
        "Move a claim to another status",
        ClaimShape,
        errors=CHANGE,
        request=StepForm,
        parameters=[IF_MATCH, IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        claim = self.claim(id)
        self.may_write(claim.article.desk_id, "annotate")
        body = self.parse()
        if isinstance(body, dict) and body.get("to") in list(Status):
            require_right(self.actor, claim, body["to"])

        def act() -> Response:
            seen = self.seen(claim)
            fields = self.fields(StepForm)
            given = fields.pop("assignee", None)
            moved = take_step(
                actor=self.actor,
                claim=claim,
                seen=seen,
                place=place_in(fields),
                assignee=given and colleague(claim.article.desk_id, given),
                **fields,
            )
            return answer(shown(moved), moved)

        return self.once(act)


class ClaimHistory(ClaimDoor):
    @described("A claim's timeline, oldest first, unpaged", HistoryShape(many=True))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        claim = self.claim(id)
        self.may_read()
        rows = list(AuditEntry.objects.about(claim))
        people = {row.actor for row in rows if row.actor != SYSTEM}
        names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=people)}
        context = {
            "names": {SYSTEM: "系统", **names},
            "hidden": hidden_in(rows, self.actor),
            "titles": hidden_titles(rows, self.actor),
        }
        return Response(HistoryShape(rows, many=True, context=context).data)
