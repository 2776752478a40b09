"""检索: one search over articles, claims, facts and sources; and the passages of one source."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.describe import READ, described, listed, parameters
from annotations.api.door import Door
from annotations.api.pagination import page, ranked_page
from annotations.api.shapes import FoundShape, PassageShape
from annotations.api.sources import source_of
from annotations.models import Passage
from annotations.services.errors import Forbidden, Invalid
from annotations.services.searching import asked, passages_of, reads, search
from annotations.services.wishes import Wishes
from annotations.vocabulary import ArticleStatus, ClaimType, Kind, SourceType, Status, Verdict
from annotations.wording import say

IN = "、".join(Kind)
STATUSES = dict([*ArticleStatus.choices(), *Status.choices()])


class Narrowed(forms.Form):
    """What a search may be narrowed by."""

    desk = forms.UUIDField(required=False)
    date_from = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    date_to = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    type = forms.MultipleChoiceField(required=False, choices=ClaimType.choices)
    status = forms.MultipleChoiceField(required=False, choices=list(STATUSES.items()))
    verdict = forms.MultipleChoiceField(required=False, choices=Verdict.choices)
    source_type = forms.MultipleChoiceField(required=False, choices=SourceType.choices)
    state = forms.ChoiceField(required=False, choices=[("current", "current"), ("all", "all")])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("date_from"), given.get("date_to")
        if first and last and last < first:
            self.add_error("date_to", say("不能早于 date_from（{first}）。", first=first))
        return given

    def wishes(self) -> Wishes:
        """What was asked for. Raises ``Invalid`` that names the parameter."""
        if not self.is_valid():
            name, messages = next(iter(self.errors.items()))
            raise Invalid.field(
                name, say("查询参数 {name} 不对：{messages}", name=name, messages=messages[0])
            )
        given = self.cleaned_data
        return Wishes(
            desk=given["desk"],
            first=given["date_from"],
            last=given["date_to"],
            types=frozenset(given["type"]),
            statuses=frozenset(given["status"]),
            verdicts=frozenset(given["verdict"]),
            source_types=frozenset(given["source_type"]),
            superseded=given["state"] == "all",
        )


class Search(Door):
    def kinds(self) -> list[Kind]:
        """What is looked among: what ``in`` names, else all that is open to the caller."""
        named = self.request.query_params.get("in")
        if named is None:
            return [kind for kind in Kind if reads(self.actor, kind)]
        words = named.split(",")
        if unknown := [word for word in words if word not in list(Kind)]:
            raise Invalid.field(
                "in", say("in 不能是“{word}”；可用：{known}。", word=unknown[0][:40], known=IN), "unknown"
            )
        kinds = [kind for kind in Kind if kind in words]
        if not all(reads(self.actor, kind) for kind in kinds):
            raise Forbidden(say("您的角色不能查看已核事实。"))
        return kinds

    @described(
        "Search articles, claims, facts and sources, the best first",
        listed(FoundShape),
        operation_id="search_list",
        errors=(400, 401, 403),
        parameters=[
            OpenApiParameter(
                "q", str, required=True, description="Words; a quoted phrase stands exactly so."
            ),
            *parameters("in", *Narrowed.base_fields),
        ],
    )
    def get(self, request: Request) -> Response:
        self.may_read()
        self.only_parameters("q", "in", *Narrowed.base_fields)
        kinds, wishes = self.kinds(), Narrowed(request.query_params).wishes()
        results = search(
            actor=self.actor, query=request.query_params.get("q", ""), kinds=kinds, wishes=wishes
        )
        found, envelope = ranked_page(request, results.ranked(kinds))
        return Response({**envelope, "results": FoundShape(found, many=True).data})


class SourcePassages(Door):
    @described(
        "Read the passages of a source in order; with q those that answer it, the best first",
        listed(PassageShape),
        operation_id="source_passages_list",
        errors=(400, *READ),
        parameters=parameters("q"),
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        source = source_of(self, id)
        self.may_read()
        self.only_parameters("q")
        rows: list[dict[str, Any]]
        if "q" in request.query_params:
            query = asked(request.query_params["q"])
            hits, envelope = ranked_page(
                request, passages_of(actor=self.actor, source=source.pk, query=query)
            )
            rows = [{"passage": hit.passage, "score": hit.score, "marks": hit.marks} for hit in hits]
        else:
            found, envelope = page(request, Passage.objects.filter(source=source), ("start", "id"))
            rows = [{"passage": passage, "score": None, "marks": ()} for passage in found]
        return Response({**envelope, "results": PassageShape(rows, many=True).data})
