"""Beside a claim: the remarks of colleagues, and the questions to the writer with their answers."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.claims import ClaimDoor
from annotations.api.describe import CREATE, IDEMPOTENCY_KEY, IF_MATCH_OPTIONAL, described
from annotations.api.door import Door, answer
from annotations.api.fields import Form, Text
from annotations.api.shapes import CommentShape, QueryShape
from annotations.models import Query
from annotations.services.comments import LONGEST, add_comment
from annotations.services.queries import answer_query
from annotations.services.review import take_step
from annotations.vocabulary import Status


class CommentForm(Form):
    text = Text(max_length=LONGEST)


class QueryForm(Form):
    question = Text(max_length=LONGEST)
    due_at = serializers.DateTimeField(required=False)


class AnswerForm(Form):
    answer = Text(max_length=LONGEST)


class ClaimComments(ClaimDoor):
    @described("A claim's comments, oldest first, unpaged", CommentShape(many=True))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        claim = self.claim(id)
        self.may_read()
        return Response(CommentShape(claim.comments.select_related("author"), many=True).data)

    @described(
        "Comment on a claim; its version and history stay",
        CommentShape,
        status=201,
        errors=CREATE,
        request=CommentForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        claim = self.claim(id)
        self.may_write(claim.article.desk_id, "comment")
        self.parse()

        def act() -> Response:
            comment = add_comment(actor=self.actor, claim=claim, **self.fields(CommentForm))
            return answer(CommentShape(comment).data, status=201)

        return self.once(act)


class ClaimQueries(ClaimDoor):
    @described("A claim's questions to the writer, oldest first, unpaged", QueryShape(many=True))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        claim = self.claim(id)
        self.may_read()
        return Response(QueryShape(claim.queries.select_related("asked_by", "answered_by"), many=True).data)

    @described(
        "Ask the writer; the claim waits in needs_info. Answer by moving it back to in_progress",
        QueryShape,
        status=201,
        errors=(*CREATE, 412),
        request=QueryForm,
        parameters=[IF_MATCH_OPTIONAL, IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        claim = self.claim(id)
        self.may_write(claim.article.desk_id, "annotate")
        self.parse()

        def act() -> Response:
            seen = self.seen(claim, optional=True)
            given = self.fields(QueryForm)
            moved = take_step(
                actor=self.actor,
                claim=claim,
                to=Status.NEEDS_INFO,
                seen=seen,
                comment=given["question"],
                due_at=given.get("due_at"),
            )
            return answer(QueryShape(moved.queries.last()).data, status=201)

        return self.once(act)


class QueryAnswer(Door):
    @described(
        "Answer a question; the claim waits until whoever asked takes the answer up",
        QueryShape,
        errors=CREATE,
        request=AnswerForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        rows = Query.objects.visible_to(self.actor).select_related("claim__article", "asked_by")
        query = self.find(rows, id)
        self.may_write(query.claim.article.desk_id, "answer")
        self.parse()

        def act() -> Response:
            text = self.fields(AnswerForm)["answer"]
            return answer(QueryShape(answer_query(actor=self.actor, query=query, text=text)).data)

        return self.once(act)
