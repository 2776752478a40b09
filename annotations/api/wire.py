"""通稿比对: our changes to the agency's text."""

from __future__ import annotations

import uuid

from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.describe import described
from annotations.api.door import Door
from annotations.api.shapes import WireShape
from annotations.services.ourchanges import compared


class ArticleWire(Door):
    @described("Our changes to the agency's text, in reading order, unpaged", WireShape)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        article = article_of(self, id)
        self.may_read()
        found = compared(self.actor, article)
        shown = {
            "check_level": article.check_level,
            "source": found.source and found.source.pk,
            "text_version": article.text_version,
            "only_changes": article.compares,
            "changes": found.rows,
        }
        return Response(WireShape(shown).data)
