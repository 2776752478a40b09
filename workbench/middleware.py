"""Every request gets an id: in the logs, in the audit trail and in the answer's X-Request-ID."""

from __future__ import annotations

import contextlib
import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse, UnreadablePostError

# A proxy's id is taken over only when it cannot smuggle anything into a log line.
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_QUIET = {"/healthz", "/readyz"}
log = structlog.get_logger("workbench.requests")


class RequestIds:
    """Bind ``request_id`` for everything the request does, and write one line when it is answered."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = request.headers.get("X-Request-ID", "")
        request_id = offered if _ACCEPTABLE.fullmatch(offered) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()
        response = self.answer(request)
        response["X-Request-ID"] = request_id
        if request.path not in _QUIET:
            # The route, not the path or the query: those may carry what someone searched for.
            route = request.resolver_match.route if request.resolver_match else "-"
            took = round((time.perf_counter() - began) * 1000, 1)
            log.info("request", method=request.method, route=route, status=response.status_code, ms=took)
        return response


class ReadOut:
    """Read what is left of a refused body: a server that answers first cuts the caller's line."""

    MOST = 12 * 2**20

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if request.method in ("POST", "PUT", "PATCH", "DELETE"):
            left = self.MOST
            # Another reader may have closed the stream or failed on it; then there is nothing to read out.
            with contextlib.suppress(OSError, ValueError, UnreadablePostError):
                while left > 0 and (piece := request._stream.read(65536)):
                    left -= len(piece)
        return response
