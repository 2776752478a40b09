"""签发 and 刊发: what is missing, an article's moves, its signatures."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import ArticleDoor, article_of, shown
from annotations.api.describe import CHANGE, CREATE, IDEMPOTENCY_KEY, IF_MATCH, READ, described
from annotations.api.door import answer
from annotations.api.fields import Flag, Form, Text
from annotations.api.shapes import ArticleWithText, GateShape, MoveShape, PublicationShape
from annotations.services.articlemoves import move_article, moves_for, require_right
from annotations.services.chiefnotes import LONGEST, note_item
from annotations.services.gate import gate_of
from annotations.services.publish import publish_article
from annotations.services.signing import Override, sign_article


class Place(Form):
    channel = Text(required=False, max_length=16)
    edition = Text(required=False, max_length=80)
    page = Text(required=False, max_length=40)
    override = Text(required=False, max_length=12)
    reason = Text(required=False, max_length=2_000)


class PublicationForm(Place):
    published = Flag(required=False)


class MoveForm(Place):
    to = Text(max_length=20)


class NoteForm(Form):
    """``item`` is the key of one of the gate's items."""

    item = Text(max_length=120)
    note = Text(max_length=LONGEST)


class ArticleGate(ArticleDoor):
    @described("What is missing before the article may be signed, each with a link", GateShape)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        return Response(GateShape(gate_of(article)).data)

    @described(
        "The chief's note on an item of the gate that a note settles; again replaces it",
        GateShape,
        errors=CREATE,
        request=NoteForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_write(article.desk_id, "publish")
        self.parse()

        def act() -> Response:
            note_item(actor=self.actor, article=article, **self.fields(NoteForm))
            return Response(GateShape(gate_of(article)).data)

        return self.once(act)


class ArticleMoves(ArticleDoor):
    @described("What I may do with the article now, and why not the rest", MoveShape(many=True))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        return Response(moves_for(actor=self.actor, article=article))

    @described(
        "Move an article to another status; `published` sends out what is signed, else signs and publishes",
        ArticleWithText,
        errors=CHANGE,
        request=MoveForm,
        parameters=[IF_MATCH, IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_write(article.desk_id, "upload")
        body = self.parse()
        if isinstance(body, dict) and isinstance(body.get("to"), str):
            require_right(self.actor, article, body["to"])

        def act() -> Response:
            seen = self.seen(article)
            moved = move_article(actor=self.actor, article=article, seen=seen, **self.fields(MoveForm))
            return answer(shown(moved), moved)

        return self.once(act)


class ArticlePublications(ArticleDoor):
    @described("An article's publications, oldest first", PublicationShape(many=True), errors=READ)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        rows = article.publications.select_related("signed_by", "published_by")
        return Response(PublicationShape(rows.defer("sheet").order_by("signed_at", "id"), many=True).data)

    @described(
        "签发: sign the article and, unless `published` is false, publish it with its approved claims",
        PublicationShape,
        status=201,
        errors=CHANGE,
        request=PublicationForm,
        parameters=[IF_MATCH, IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_write(article.desk_id, "publish")
        self.parse()

        def act() -> Response:
            seen = self.seen(article)
            fields = self.fields(PublicationForm)
            sign = publish_article if fields.pop("published", True) else sign_article
            publication = sign(actor=self.actor, article=article, seen=seen, **signing_of(fields))
            return Response(PublicationShape(publication).data, status=201)

        return self.once(act)


def signing_of(fields: dict[str, Any]) -> dict[str, Any]:
    """A body's override code and reason as the service takes them; a reason alone is no override."""
    code, reason = fields.pop("override", None), fields.pop("reason", "")
    return fields if code is None else fields | {"override": Override(code, reason)}
