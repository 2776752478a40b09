"""差错率 as one complete page, for whoever files or prints it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import render
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from annotations.api.describe import described
from annotations.api.door import Door
from annotations.api.facts import WhateverAccepted
from annotations.models import Desk
from annotations.services.errorrates import Period, desks_read, inspected, require_reader
from annotations.services.errors import Invalid, Missing
from annotations.wording import say

T = TypeVar("T")
HTML = "text/html"
PARAMETERS = [
    OpenApiParameter("desk", OpenApiTypes.UUID, description="One desk; without it all that one reads."),
    OpenApiParameter("from", OpenApiTypes.DATE, description="The first day of issue."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="The last day of issue."),
]


class ErrorRate(Door):
    # A browser and a machine that accepts only HTML must not be refused for it.
    content_negotiation_class = WhateverAccepted

    @described(
        "Read the error rates of inspected issues with their arithmetic, as a page",
        {(200, HTML): OpenApiTypes.STR},
        operation_id="reports_error_rate",
        errors=(400, 401, 403, 404),
        parameters=PARAMETERS,
    )
    def get(self, request: Request) -> HttpResponse:
        self.may_read()
        require_reader(self.actor)
        self.only_parameters(*(parameter.name for parameter in PARAMETERS))
        period = Period(self._asked("from", date.fromisoformat), self._asked("to", date.fromisoformat))
        context = {"inspected": inspected(self.actor, self._desks(), period), "period": period}
        return render(request, "reports/error_rate.html", context)

    def _desks(self) -> list[Desk]:
        desks = list(desks_read(self.actor))
        named = self._asked("desk", uuid.UUID)
        if named is None:
            return desks
        chosen = [desk for desk in desks if desk.pk == named]
        if not chosen:
            raise Missing()
        return chosen

    def _asked(self, name: str, read: Callable[[str], T]) -> T | None:
        given = self.request.query_params.get(name)
        if given is None:
            return None
        try:
            return read(given)
        except ValueError:
            told = say("查询参数 {name} 读不懂：“{given}”。", name=name, given=given[:40])
            raise Invalid.field(name, told) from None
