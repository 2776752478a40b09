"""Evidence links of a claim."""

# mypy: disable-error-code="assignment"
# (the contract has fields named source, article, errors; DRF's base class has attributes of these names)

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.claims import ClaimDoor
from annotations.api.claims import shown as claim_shown
from annotations.api.describe import (
    CHANGE,
    CREATE,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    IF_MATCH_OPTIONAL,
    described,
)
from annotations.api.door import Door, answer
from annotations.api.fields import Form, Integer, Text
from annotations.api.shapes import EvidenceShape, SuggestedEvidenceShape
from annotations.models import Claim, EvidenceLink, Source
from annotations.services.errors import Invalid, Stale
from annotations.services.evidence import (
    edit_evidence,
    link_evidence,
    require_linking,
    require_unlinking,
    unlink_evidence,
)
from annotations.services.suggesting import suggest
from annotations.wording import say


class EvidenceChanges(Form):
    stance = Text(max_length=10)
    tier = Text(max_length=10)
    page = Text(required=False, max_length=40)
    timecode = Text(required=False, max_length=40)
    note = Text(required=False)


class EvidenceForm(EvidenceChanges):
    source = serializers.UUIDField()
    start = Integer()
    end = Integer()
    quote = Text()


class ClaimEvidence(ClaimDoor):
    @described("A claim's evidence, oldest first", EvidenceShape(many=True))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        claim = self.claim(id)
        self.may_read()
        rows = EvidenceLink.objects.filter(claim=claim).visible_to(self.actor)
        rows = rows.select_related("claim", "snapshot", "created_by")
        return Response(EvidenceShape(rows, many=True).data)

    @described(
        "Link a passage of a source to the claim",
        EvidenceShape,
        status=201,
        errors=(*CREATE, 412),
        request=EvidenceForm,
        parameters=[IF_MATCH_OPTIONAL, IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        claim = self.claim(id)
        self.may_write(claim.article.desk_id, "add_source")
        require_linking(self.actor, claim)
        self.parse()

        def act() -> Response:
            seen = self.seen(claim, optional=True)
            fields = self.fields(EvidenceForm)
            source = Source.objects.visible_to(self.actor).filter(pk=fields.pop("source")).first()
            if source is None or source.desk_id != claim.article.desk_id:
                raise Invalid.field("source", say("没有这份资料，或者您无权查看。"), "unknown")
            link = link_evidence(actor=self.actor, claim=claim, source=source, seen=seen, **fields)
            return answer(EvidenceShape(link).data, link, 201)

        return self.once(act)


class ClaimEvidenceSuggestions(ClaimDoor):
    @described(
        "Passages of the desk's sources that speak of the claim, best first",
        SuggestedEvidenceShape(many=True),
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        claim = self.claim(id)
        self.may_read()
        return Response(SuggestedEvidenceShape(suggest(claim, self.actor), many=True).data)


class EvidenceDoor(Door):
    def link(self, id: uuid.UUID) -> EvidenceLink:
        claims = Claim.objects.visible_to(self.actor)
        rows = EvidenceLink.objects.visible_to(self.actor).filter(claim__in=claims)
        return self.find(rows.select_related("claim__article__desk", "snapshot", "source", "created_by"), id)

    def current(self, error: Stale) -> dict[str, Any] | None:
        if isinstance(error.current, Claim):
            return claim_shown(error.current)
        return dict(EvidenceShape(error.current).data) if error.current else None


class EvidenceDetail(EvidenceDoor):
    @described("Read an evidence link", EvidenceShape)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        link = self.link(id)
        self.may_read()
        return answer(EvidenceShape(link).data, link)

    @described(
        "Change stance, tier or note of a link",
        EvidenceShape,
        errors=CHANGE,
        request=EvidenceChanges,
        parameters=[IF_MATCH],
    )
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        link = self.link(id)
        self.may_write(link.claim.article.desk_id, "annotate")
        self.parse()
        seen = self.seen(link)
        changes = self.fields(EvidenceChanges, partial=True)
        if not changes:
            raise Invalid(say("没有要修改的内容。"), code="nothing_to_change")
        link = edit_evidence(actor=self.actor, link=link, seen=seen, changes=changes)
        return answer(EvidenceShape(link).data, link)

    @described("Take a link away", None, status=204, errors=CHANGE, parameters=[IF_MATCH])
    def delete(self, request: Request, id: uuid.UUID) -> Response:
        link = self.link(id)
        self.may_write(link.claim.article.desk_id, "add_source")
        require_unlinking(self.actor, link)
        unlink_evidence(actor=self.actor, link=link, seen=self.seen(link))
        return Response(status=204)
