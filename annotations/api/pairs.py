"""随稿材料 and 材料对稿: what lies beside an article, its pairs, and confirming one."""

# mypy: disable-error-code="assignment"
# (the contract has a field named source; DRF's base class has an attribute of this name)

from __future__ import annotations

import uuid

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.claims import shown
from annotations.api.describe import CREATE, IDEMPOTENCY_KEY, READ, described
from annotations.api.door import Door, answer
from annotations.api.fields import Form, Integer
from annotations.api.shapes import ClaimShape, PairShape, SourceShape
from annotations.models import Article, Pair, Source
from annotations.services.material import attach, detach
from annotations.services.pairacts import confirm_pair
from annotations.services.pairlines import paired


class MaterialForm(Form):
    """``attached`` false takes the source away; links to it stay."""

    source = serializers.UUIDField()
    attached = serializers.BooleanField(default=True)


class PairForm(Form):
    """``version``: the pair's as it was read; another one now is refused with 412."""

    version = Integer(required=False)


class ArticleMaterial(Door):
    @described("The sources laid beside an article", SourceShape(many=True))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        return self._listed(article)

    @described(
        "Lay a source beside the article, or take it away",
        SourceShape(many=True),
        errors=CREATE,
        request=MaterialForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_write(article.desk_id, "add_source")
        fields = self.fields(MaterialForm)
        source = self.find(Source.objects.visible_to(self.actor), fields["source"])

        def act() -> Response:
            change = attach if fields["attached"] else detach
            change(actor=self.actor, article=article, source=source)
            return self._listed(article)

        return self.once(act)

    def _listed(self, article: Article) -> Response:
        rows = Source.objects.visible_to(self.actor).beside(article).select_related("created_by")
        rows = rows.prefetch_related("articles").order_by("created_at", "pk")
        return Response(SourceShape(rows, many=True).data)


class ArticlePairs(Door):
    @described("The article's items beside their passages in the material", PairShape(many=True), errors=READ)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        lines = paired(self.actor, article).lines
        return Response(PairShape([line.pair for line in lines], many=True).data)


class PairConfirm(Door):
    @described(
        "属实 by the pair's passage: accept, link and judge in one act",
        ClaimShape,
        errors=(*CREATE, 412),
        request=PairForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        pair = self.find(Pair.objects.visible_to(self.actor).select_related("article__desk"), id)
        self.may_write(pair.article.desk_id, "annotate")
        seen = self.fields(PairForm).get("version")

        def act() -> Response:
            claim = confirm_pair(actor=self.actor, pair=pair, seen=seen)
            return answer(shown(claim), claim)

        return self.once(act)
