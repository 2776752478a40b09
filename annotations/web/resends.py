"""A press whose answer was lost on the way is sent again: it must not count twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from annotations.models import User
from annotations.services.idempotency import Answer, once

HEADER = "Idempotency-Key"
_NEW_EACH_TIME = "csrfmiddlewaretoken"
REFUSED = 400
"""From this status on nothing has happened, so that trying again may succeed."""


class _Unkept(Exception):
    """Unwinds the transaction of an act that was refused, and carries its answer out."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def answered_once(request: HttpRequest, user: User, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Run ``act``; with an Idempotency-Key its first answer is kept and given again, headers and all.

    Act and kept answer commit together, so ``act`` runs in one transaction. A refusal is not kept.
    """
    key = request.headers.get(HEADER)
    if request.method != "POST" or key is None:
        return act()
    try:
        answer = once(user=user, path=request.path, key=key, body=_sent(request), act=lambda: _kept(act()))
    except _Unkept as refused:
        return refused.response
    held = json.loads(answer.body)
    return HttpResponse(held["content"], status=answer.status, headers=held["headers"])


def _sent(request: HttpRequest) -> bytes:
    """What was asked, the same for every attempt: a page that was loaded again has another CSRF token."""
    fields = {name: values for name, values in request.POST.lists() if name != _NEW_EACH_TIME}
    files = [
        (name, hashlib.sha256(b"".join(file.chunks())).hexdigest())
        for name, sent in request.FILES.lists()
        for file in sent
    ]
    asked = [request.META.get("QUERY_STRING", ""), fields, files]
    return json.dumps(asked, sort_keys=True).encode()


def _kept(response: HttpResponse) -> Answer:
    if response.status_code >= REFUSED:
        raise _Unkept(response)
    held = {"content": response.content.decode(), "headers": dict(response.headers)}
    return Answer(response.status_code, json.dumps(held, ensure_ascii=False))
