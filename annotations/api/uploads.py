"""Files: one into the library, one as an article, the same bytes read anew, and an original again."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.articles import article_of
from annotations.api.articles import shown as article_shown
from annotations.api.describe import CREATE, IDEMPOTENCY_KEY, READ, described
from annotations.api.door import Door, answer
from annotations.api.facts import WhateverAccepted
from annotations.api.fields import File, Form, Integer, Switch, Text
from annotations.api.parsers import FileParser, FileTooLarge
from annotations.api.shapes import ArticleWithText, JobShape, SourceWithText, jobs_shown
from annotations.api.sources import SourceChanges, source_of
from annotations.models import Job
from annotations.readers.reading import BYTES_LIMIT
from annotations.services.access import desk_for
from annotations.services.arrivals import Arrived, refuse_many, take
from annotations.services.errors import Invalid, Missing
from annotations.services.rereading import reread
from annotations.services.uploads import import_article, import_source
from annotations.wording import say


class UploadForm(SourceChanges):
    file = File()
    title = Text(required=False)
    encoding = Text(required=False, max_length=20)
    desk = serializers.UUIDField(required=False)
    article = serializers.UUIDField(required=False)


class ArticleFileForm(Form):
    file = File()
    title = Text(required=False)
    desk = serializers.UUIDField(required=False)
    pretag = Switch(required=False)


class EncodingForm(Form):
    encoding = Text(max_length=20)


class FileDoor(Door):
    """A door for one file in a form."""

    parser_classes = [FileParser]

    def arrived(self, fields: dict[str, Any]) -> tuple[Arrived, bytes]:
        """The file, read, and what tells this request from another. In no transaction: reading takes time."""
        file = fields.pop("file")
        if file.size > BYTES_LIMIT:
            raise FileTooLarge()
        content = file.read()
        told = {**fields, "name": file.name, "sha256": hashlib.sha256(content).hexdigest()}
        body = json.dumps(told, sort_keys=True, default=str).encode()
        return take(content, file.name or "", encoding=fields.pop("encoding", "")), body


class SourceImport(FileDoor):
    @described(
        "Upload a file as a source (201); what takes longer than the request is read by the worker (202)",
        {201: SourceWithText, 202: JobShape},
        errors=CREATE,
        request=UploadForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> HttpResponse:
        self.may_write_somewhere("add_source")
        fields = self.fields(UploadForm)
        desk = desk_for(self.actor, fields.pop("desk", None), "add_source")
        if "article" in fields:
            fields["article"] = article_of(self, fields["article"])
            if fields["article"].desk_id != desk.pk:
                raise Invalid.field("article", say("这篇稿件不属于该部门。"), "unknown")
        arrived, body = self.arrived(fields)

        def act() -> Response:
            stored = import_source(actor=self.actor, desk=desk, arrived=arrived, **fields)
            if isinstance(stored, Job):
                return Response(jobs_shown(stored), status=202)
            return answer(SourceWithText(stored).data, stored, 201)

        return self.once(act, body=body)


class ArticleImport(FileDoor):
    @described(
        "Upload one document as an article; 200 with the stored one when its text is there",
        {201: ArticleWithText, 200: ArticleWithText},
        errors=CREATE,
        request=ArticleFileForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> HttpResponse:
        self.may_write_somewhere("upload")
        fields = self.fields(ArticleFileForm)
        desk = desk_for(self.actor, fields.pop("desk", None), "upload")
        refuse_many(fields["file"].name or "")
        arrived, body = self.arrived(fields)

        def act() -> Response:
            article, created = import_article(actor=self.actor, desk=desk, arrived=arrived, **fields)
            return answer(article_shown(article), article, 201 if created else 200)

        return self.once(act, body=body)


class SourceReread(Door):
    @described(
        "Read the newest snapshot's bytes in another encoding; what comes of it is a new snapshot",
        SourceWithText,
        status=201,
        errors=CREATE,
        request=EncodingForm,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        source = source_of(self, id)
        self.may_write(source.desk_id, "add_source")
        fields = self.fields(EncodingForm)

        def act() -> Response:
            reread(actor=self.actor, source=source, **fields)
            return answer(SourceWithText(source).data, source, 201)

        return self.once(act)


class SnapshotOriginal(Door):
    content_negotiation_class = WhateverAccepted

    @described(
        "The bytes of a snapshot as they came, to be saved; never shown by a browser",
        {(200, "application/octet-stream"): OpenApiTypes.BINARY},
        errors=READ,
    )
    def get(self, request: Request, id: uuid.UUID, number: int) -> HttpResponse:
        source = source_of(self, id)
        self.may_read()
        snapshot = source.snapshots.filter(number=min(number, Integer.limit)).first()
        if snapshot is None:
            raise Missing()
        response = HttpResponse(bytes(snapshot.original), content_type="application/octet-stream")
        name = snapshot.filename or f"{source.title[:100]}.txt"
        response["Content-Disposition"] = content_disposition_header(True, name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
