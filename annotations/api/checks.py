"""The number checks of an article, with their arithmetic."""

from __future__ import annotations

import uuid

from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.describe import described
from annotations.api.door import Door
from annotations.api.shapes import CheckShape
from annotations.services.checkresults import checks_of


class ArticleChecks(Door):
    @described("An article's number checks with their arithmetic, unpaged", CheckShape(many=True))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        return Response(CheckShape(checks_of(article), many=True).data)
