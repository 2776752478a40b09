"""Fetching a page into the library, what a source held and holds, and what that does to its claims."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.claims import ClaimDoor
from annotations.api.claims import shown as claim_shown
from annotations.api.describe import CHANGE, CREATE, IDEMPOTENCY_KEY, IF_MATCH, described
from annotations.api.door import Door, answer
from annotations.api.evidence import EvidenceDoor
from annotations.api.fields import Form, Text
from annotations.api.shapes import ClaimShape, EvidenceShape, JobShape, SnapshotShape, jobs_shown
from annotations.api.sources import SourceDetails, source_of
from annotations.services.access import desk_for
from annotations.services.errors import Invalid
from annotations.services.fetching import request_fetch, request_recheck
from annotations.services.ingest import TEXT_LIMIT
from annotations.services.relinking import use_newest
from annotations.services.renewing import renew_with_text
from annotations.services.staleness import confirm_basis
from annotations.wording import say


class FetchForm(SourceDetails):
    title = Text(required=False)
    url = Text(max_length=2000)
    desk = serializers.UUIDField(required=False)
    article = serializers.UUIDField(required=False)


class SnapshotForm(Form):
    text = Text(required=False, max_length=10 * TEXT_LIMIT)


class BasisForm(Form):
    reason = Text()


class SourceFetch(Door):
    @described(
        "Let the worker fetch a page into the library; 409 while fetching is switched off",
        JobShape,
        status=202,
        errors=CREATE,
        request=FetchForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> HttpResponse:
        self.may_write_somewhere("add_source")
        fields = self.fields(FetchForm)
        desk = desk_for(self.actor, fields.pop("desk", None), "add_source")
        if "article" in fields:
            fields["article"] = article_of(self, fields["article"])
            if fields["article"].desk_id != desk.pk:
                raise Invalid.field("article", say("这篇稿件不属于该部门。"), "unknown")

        def act() -> Response:
            job = request_fetch(actor=self.actor, desk=desk, **fields)
            return Response(jobs_shown(job), status=202)

        return self.once(act)


class SourceSnapshots(Door):
    @described("A source's snapshots, newest first", SnapshotShape(many=True))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        source = source_of(self, id)
        self.may_read()
        rows = source.snapshots.order_by("-number").defer("original", "text")
        return Response(SnapshotShape(rows, many=True).data)

    @described(
        "Check a source again: by the `text` it has now (201), or by fetching its address (202 with the job)",
        {201: SnapshotShape, 202: JobShape},
        errors=CREATE,
        request=SnapshotForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        source = source_of(self, id)
        self.may_write(source.desk_id, "annotate")
        fields = self.fields(SnapshotForm)

        def act() -> Response:
            if "text" in fields:
                snapshot = renew_with_text(actor=self.actor, source=source, text=fields["text"])
                return Response(SnapshotShape(snapshot).data, status=201)
            return Response(jobs_shown(request_recheck(actor=self.actor, source=source)), status=202)

        return self.once(act)


class ClaimBasis(ClaimDoor):
    @described(
        "依据仍然成立: take the flag `stale` away, saying why the claim stands on what its sources hold now",
        ClaimShape,
        errors=CHANGE,
        request=BasisForm,
        parameters=[IF_MATCH, IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        claim = self.claim(id)
        self.may_write(claim.article.desk_id, "confirm_basis")
        self.parse()

        def act() -> Response:
            seen = self.seen(claim)
            fields = self.fields(BasisForm)
            confirmed = confirm_basis(actor=self.actor, claim=claim, seen=seen, **fields)
            return answer(claim_shown(confirmed), confirmed)

        return self.once(act)


class EvidenceNewest(EvidenceDoor):
    @described(
        "Let a link quote the newest snapshot of its source, where the same words still stand",
        EvidenceShape,
        errors=CHANGE,
        request=Form,
        parameters=[IF_MATCH, IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        link = self.link(id)
        self.may_write(link.claim.article.desk_id, "annotate")
        self.parse()

        def act() -> Response:
            seen = self.seen(link)
            self.fields(Form)
            moved = use_newest(actor=self.actor, link=link, seen=seen)
            return answer(EvidenceShape(moved).data, moved)

        return self.once(act)
