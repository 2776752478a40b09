"""Corrections after publication: list, report, read, and step by step to their end."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import django_filters
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.describe import (
    CHANGE,
    CREATE,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    described,
    listed,
    parameters,
)
from annotations.api.door import Door, answer
from annotations.api.fields import Flag, Form, Many, Text, Time
from annotations.api.filters import filtered
from annotations.api.pagination import page
from annotations.api.shapes import CorrectionDetailShape, CorrectionShape
from annotations.models import Article, Claim, Correction, Publication
from annotations.services.correctionrows import MOST_CLAIMS, acts_for, require_right
from annotations.services.corrections import Report, assess, give_view, report_error
from annotations.services.errors import Invalid, Missing, Stale
from annotations.services.notices import close, propose_notice, write_notice
from annotations.services.rulings import Decision, decide
from annotations.services.samefacts import uses_elsewhere
from annotations.vocabulary import CorrectionKind, CorrectionState
from annotations.wording import say


class CorrectionFilter(django_filters.FilterSet):
    article = django_filters.UUIDFilter()
    state = django_filters.MultipleChoiceFilter(choices=CorrectionState.choices)
    kind = django_filters.ChoiceFilter(choices=CorrectionKind.choices)

    class Meta:
        model = Correction
        fields = ["article", "state", "kind"]


class CorrectionForm(Form):
    article = serializers.UUIDField()
    problem = Text()
    quote = Text(required=False)
    claim = serializers.UUIDField(required=False)
    publication = serializers.UUIDField(required=False)
    kind = Text(required=False)
    party = Text(required=False)
    demanded_at = Time(required=False)


class CorrectionChanges(Form):
    """One act at a time: what is sent says which (see ``act_of``)."""

    state = Text()
    writer_view = Text()
    writer_note = Text()
    assessment = Text()
    hold = Flag()
    claims = Many(limit=MOST_CLAIMS, child=serializers.UUIDField())
    decision = Text()
    decision_reason = Text()
    original_text = Text()
    corrected_text = Text()
    retract = Flag()
    notice = Text()
    notice_place = Text()
    notice_published_at = Time()
    no_online_text = Flag()
    closing_note = Text()


FIELDS: Mapping[str, frozenset[str]] = {
    "view": frozenset({"writer_view", "writer_note"}),
    "assess": frozenset({"state", "assessment", "hold", "claims"}),
    "decide": frozenset(
        {
            "state",
            "decision",
            "decision_reason",
            "original_text",
            "corrected_text",
            "notice",
            "retract",
            "claims",
        }
    ),
    "close": frozenset({"state", "no_online_text", "closing_note"}),
    "notice": frozenset({"notice", "notice_place", "notice_published_at"}),
}
"""Act → the fields that it takes."""
TARGETS = {"assessed": "assess", "decided": "decide", "closed": "close"}


def act_of(body: Any) -> str | None:
    """The act that a body means: by ``state``, else by the first field that only one act takes."""
    if not isinstance(body, dict):
        return None
    if "state" in body:
        return TARGETS.get(body["state"]) if isinstance(body["state"], str) else None
    for act, telling in (
        ("decide", "decision"),
        ("assess", "assessment"),
        ("view", "writer_view"),
        ("notice", None),
    ):
        if telling in body or (telling is None and body.keys() & FIELDS[act]):
            return act
    return None


class CorrectionDoor(Door):
    def correction(self, id: uuid.UUID) -> Correction:
        found: Correction = self.find(Correction.objects.visible_to(self.actor).with_people(), id)
        return found

    def current(self, error: Stale) -> dict[str, Any] | None:
        return self.shown(error.current) if isinstance(error.current, Correction) else None

    def shown(self, correction: Correction) -> dict[str, Any]:
        # The shape reads attributes; these are worked out for the reader, not stored.
        correction.acts = acts_for(self.actor, correction)  # type: ignore[attr-defined]
        correction.notice_proposal = propose_notice(correction)  # type: ignore[attr-defined]
        correction.used_elsewhere = uses_elsewhere(correction)  # type: ignore[attr-defined]
        return dict(CorrectionDetailShape(correction).data)


class CorrectionList(CorrectionDoor):
    @described(
        "List corrections, newest first",
        listed(CorrectionShape),
        operation_id="corrections_list",
        errors=(400, 401, 403),
        parameters=parameters("article", "state", "kind"),
    )
    def get(self, request: Request) -> Response:
        self.may_read()
        rows = filtered(self, CorrectionFilter, Correction.objects.visible_to(self.actor).with_people())
        found, envelope = page(request, rows.prefetch_related("claims"), ("-reported_at", "-id"))
        return Response({**envelope, "results": CorrectionShape(found, many=True).data})

    @described(
        "Report an error in a published article",
        CorrectionDetailShape,
        status=201,
        errors=CREATE,
        request=CorrectionForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> HttpResponse:
        self.may_write_somewhere("report_error")
        fields = self.fields(CorrectionForm)
        article = Article.objects.visible_to(self.actor).filter(pk=fields.pop("article")).first()
        if article is None:
            raise Missing()
        self.may_write(article.desk_id, "report_error")
        for name, rows in (("claim", Claim.objects), ("publication", Publication.objects)):
            if name in fields:
                fields[name] = rows.filter(pk=fields[name], article=article).first()
                if fields[name] is None:
                    raise Invalid.field(name, say("这篇稿件没有这一项，请核对编号。"), "unknown")

        def act() -> Response:
            correction = report_error(actor=self.actor, article=article, report=Report(**fields))
            return answer(self.shown(self.correction(correction.pk)), correction, 201)

        return self.once(act)


class CorrectionDetail(CorrectionDoor):
    @described("Read a correction", CorrectionDetailShape)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        correction = self.correction(id)
        self.may_read()
        return answer(self.shown(correction), correction)

    @described(
        "One act of a correction's flow: the writer's view, assessment, decision, notice, closing",
        CorrectionDetailShape,
        errors=CHANGE,
        request=CorrectionChanges,
        parameters=[IF_MATCH],
    )
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        correction = self.correction(id)
        self.may_write(correction.desk_id, "report_error")
        act = act_of(self.parse())
        if act:
            require_right(self.actor, correction, act)
        seen = self.seen(correction)
        fields = self.fields(CorrectionChanges, partial=True)
        _require_one_act(act, fields)
        moved = self.act(str(act), correction, seen, fields)
        return answer(self.shown(moved), moved)

    def act(self, act: str, correction: Correction, seen: int | None, fields: dict[str, Any]) -> Correction:
        """Do it by its service."""
        fields.pop("state", None)
        common: dict[str, Any] = {"actor": self.actor, "correction": correction, "seen": seen}
        if act == "view":
            return give_view(**common, view=fields.get("writer_view", ""), note=fields.get("writer_note", ""))
        if act == "assess":
            return assess(**common, **{"assessment": "", **fields})
        if act == "decide":
            fields["reason"] = fields.pop("decision_reason", "")
            return decide(**common, decision=Decision(**{"decision": "", **fields}))
        if act == "close":
            fields["reason"] = fields.pop("closing_note", "")
            return close(**common, **fields)
        return write_notice(**common, changes=fields)


def _require_one_act(act: str | None, fields: Mapping[str, Any]) -> None:
    """Raise ``Invalid`` for a body that means no act, or parts of several."""
    if act is None and "state" in fields:
        known = say("、").join(TARGETS)
        raise Invalid.field("state", say("state 只能改为 {known} 之一。", known=known), "unknown")
    if act is None:
        raise Invalid(say("没有要修改的内容。"), code="nothing_to_change")
    foreign = sorted(fields.keys() - FIELDS[act])
    if foreign:
        known = say("、").join(sorted(FIELDS[act]))
        told = say("这一步不能带“{name}”；一次只办一步，这一步可用：{known}。", name=foreign[0], known=known)
        raise Invalid.field(foreign[0], told, "unknown")
