"""What every operation does before its own work, in the order the contract fixes.

405, 401, 404, 403, parse (413, 415, 400), 428, 400 (If-Match), 412, 400 (fields), 409, 403 four_eyes.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.api.fields import Form
from annotations.api.pagination import OWN_PARAMETERS
from annotations.api.problems import PreconditionRequired
from annotations.api.renderers import to_text
from annotations.models import Actor
from annotations.services.access import require
from annotations.services.errors import Forbidden, Invalid, Missing, Stale
from annotations.services.idempotency import Answer, once
from annotations.vocabulary import Scope
from annotations.wording import say
from annotations.workflow import may

ETAG = re.compile(r'"([0-9a-f-]{36})-([0-9]{1,10})"\Z', re.ASCII)
READING = (Scope.READ, Scope.WRITE)
WRITING = (Scope.WRITE,)


def etag(thing: Any) -> str:
    """A strong write token: it changes with every write of the row."""
    return f'"{thing.pk}-{thing.version}"'


class Door(APIView):
    """Base of every API view."""

    permission_classes = [IsAuthenticated]
    http_method_names = ["get", "head", "post", "patch", "delete"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        method = (request.method or "").lower()
        if method not in self.http_method_names or not hasattr(self, method):
            raise MethodNotAllowed(request.method or "")
        super().initial(request, *args, **kwargs)

    @cached_property
    def actor(self) -> Actor:
        # Behind the door stands a person, never DRF's anonymous user (test_access.py).
        return Actor(self.request.user, self.request.auth)  # type: ignore[arg-type]

    def find(self, rows: QuerySet[Any], id: uuid.UUID) -> Any:
        """The row behind an address; foreign and missing are told alike."""
        row = rows.filter(pk=id).first()
        if row is None:
            raise Missing()
        return row

    def may_read(self) -> None:
        self._scope(*READING)

    def may_write(self, desk_id: uuid.UUID, act: str) -> None:
        self._scope(*WRITING)
        require(self.actor, desk_id, act)

    def may_write_somewhere(self, act: str) -> None:
        """Before the body is read: a person who may do this at no desk is told so at once."""
        self._scope(*WRITING)
        if not any(may(act, self.actor.roles_at(desk)) for desk in self.actor.desk_ids):
            raise Forbidden(say("您的角色没有这项权限。"))

    def _scope(self, *scopes: Scope) -> None:
        if not self.actor.has_scope(*scopes):
            raise Forbidden(say("密钥没有所需的权限范围：{known}。", known=" 或 ".join(scopes)))

    def fields(self, form: type[Form], *, partial: bool = False) -> dict[str, Any]:
        """The checked fields of the body."""
        bound = form(data=self.request.data, partial=partial)
        bound.is_valid(raise_exception=True)
        return dict(bound.validated_data)

    def parse(self) -> Any:
        """Read the body, so that its own faults are told before If-Match is looked at."""
        return self.request.data

    def seen(self, thing: Any, *, optional: bool = False) -> int | None:
        """The version the caller saw, from If-Match; 428, 400 or 412 when it will not do."""
        given = self.request.headers.get("If-Match")
        if given is None:
            if optional:
                return None
            raise PreconditionRequired()
        match = ETAG.match(given.strip())
        if match is None:
            raise Invalid(
                say('看不懂 If-Match；请原样使用读取时得到的 ETag，例如 "…-3"。'), code="if_match_malformed"
            )
        if match[1] != str(thing.pk) or int(match[2]) != thing.version:
            raise Stale(thing)
        return int(match[2])

    def only_parameters(self, *names: str) -> None:
        """Unknown query parameters are refused: a misspelt filter must not list everything."""
        unknown = sorted(set(self.request.query_params) - {*names, *OWN_PARAMETERS})
        if unknown:
            known = say("、").join(sorted({*names, *OWN_PARAMETERS}))
            raise Invalid.field(
                unknown[0][:60], say("没有这个查询参数；可用：{known}。", known=known), "unknown"
            )

    def once(self, act: Callable[[], Response], *, body: bytes | None = None) -> HttpResponse:
        """Run a POST; with an Idempotency-Key its first answer is kept and given again.

        ``body`` tells one request from another where the data is no JSON.
        """
        key = self.request.headers.get("Idempotency-Key")
        if key is None:
            return act()
        # json, not orjson: an integer too long for the database must reach the field that refuses it.
        body = json.dumps(self.request.data, sort_keys=True).encode() if body is None else body
        # One person's keys of two desks are two callers.
        desk = f"{self.actor.key.desk_id}:" if self.actor.key else ""
        answer = once(
            # A person, as in ``actor``.
            user=self.request.user,  # type: ignore[arg-type]
            path=desk + self.request.path,
            key=key,
            body=body,
            act=lambda: _kept(act()),
        )
        response = HttpResponse(answer.body, status=answer.status, content_type="application/json")
        if answer.etag:
            response["ETag"] = answer.etag
        if answer.location:
            response["Location"] = answer.location
        return response


def _kept(response: Response) -> Answer:
    etag_header = response.headers.get("ETag", "")
    return Answer(
        response.status_code, to_text(response.data), etag_header, response.headers.get("Location", "")
    )


def answer(data: Any, thing: Model | None = None, status: int = 200) -> Response:
    """A representation, with the ETag of the row it shows."""
    response = Response(data, status=status)
    if thing is not None:
        response["ETag"] = etag(thing)
    return response
