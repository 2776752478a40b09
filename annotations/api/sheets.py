"""核查清单 of an article, as a page to keep or to print."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from annotations.api.articles import article_of
from annotations.api.describe import READ, described
from annotations.api.door import Door
from annotations.api.facts import WhateverAccepted
from annotations.services.sheet import policy_of, render_sheet


class ArticleSheet(Door):
    content_negotiation_class = WhateverAccepted

    @described(
        "The 核查清单 as things stand now: one HTML page, complete in itself, made for A4",
        {(200, "text/html"): OpenApiTypes.STR},
        errors=READ,
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:
        article = article_of(self, id)
        self.may_read()
        html = render_sheet(article, by=self.actor.user)
        answer = HttpResponse(html, content_type="text/html; charset=utf-8")
        answer["Content-Security-Policy"] = policy_of(html)
        return answer
