"""整稿审定: what waits in an article, and one act on several claims."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.describe import CREATE, IDEMPOTENCY_KEY, READ, described
from annotations.api.door import Door
from annotations.api.fields import Form, Integer, Many
from annotations.api.shapes import ApprovedShape, ReviewShape
from annotations.services.access import require
from annotations.services.reviewing import approve_many, overview

MOST = 1000
"""So many claims may be named in one act."""


@extend_schema_field(
    {
        "type": "array",
        "items": {"oneOf": [{"type": "string", "format": "uuid"}, {"type": "integer"}]},
        "minItems": 2,
        "maxItems": 2,
    }
)
class ClaimVersion(serializers.Field):
    """``[claim, version]``: naming it says that this version was seen."""

    default_error_messages = {
        "type": _("这里须是两项：核查点的编号和您看过的版本，例如 [“…”, 3]。"),
        "required": _("缺少这一项。"),
        "null": _("这里不能是 null。"),
    }

    def to_internal_value(self, data: Any) -> tuple[uuid.UUID, int]:
        if not isinstance(data, list) or len(data) != 2:
            self.fail("type")
        claim = serializers.UUIDField().run_validation(data[0])
        return claim, Integer().run_validation(data[1])

    def to_representation(self, value: Any) -> Any:
        return value


class ReviewForm(Form):
    approve = Many(limit=MOST, child=ClaimVersion(), min_length=1)


class ArticleReview(Door):
    @described("An article's claims under review: exceptions and the rest", ReviewShape, errors=READ)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        require(self.actor, article.desk_id, "review")
        return Response(ReviewShape(overview(actor=self.actor, article=article)).data)

    @described(
        "Approve claims in one act; an exception takes an act of its own",
        ApprovedShape,
        errors=CREATE,
        request=ReviewForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_write(article.desk_id, "review")
        named = self.fields(ReviewForm)["approve"]

        def act() -> Response:
            done = approve_many(actor=self.actor, article=article, named=named, stated=True)
            return Response(ApprovedShape(done).data)

        return self.once(act)
