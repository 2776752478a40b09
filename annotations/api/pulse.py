"""What changed in an article since a cursor: for clients that follow the work."""

from __future__ import annotations

import uuid

from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.describe import described
from annotations.api.door import Door
from annotations.api.shapes import PulseShape
from annotations.services.pulse import beat


class ArticlePulse(Door):
    @described("What changed since a cursor: job, presence, changed claims; 204 when nothing did", PulseShape)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        now = beat(self.actor, article, request.query_params.get("since", ""))
        if request.query_params.get("since") and not now.news:
            return Response(status=204)
        return Response(PulseShape(now, context={"article": article}).data)
