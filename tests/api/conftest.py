"""A machine with a key, calling the API in process."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from annotations.models import Actor
from annotations.vocabulary import Scope
from tests.factories import a_key
from tests.services.conftest import admin, chief, colleague, desk, editor, reporter, reviewer, stranger

__all__ = ["admin", "chief", "colleague", "desk", "editor", "reporter", "reviewer", "stranger"]

API = "/api/v1/"


class Machine:
    """Sends JSON with a key; without a secret it is anonymous."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret
        self.client = Client(raise_request_exception=False)

    def send(
        self, method: str, path: str, body: Any = None, *, etag: str | None = None, key: str | None = None,
        raw: bytes | None = None, content_type: str = "application/json", **headers: str,
    ) -> HttpResponse:  # fmt: skip
        if self.secret:
            headers.setdefault("Authorization", f"Bearer {self.secret}")
        if etag is not None:
            headers["If-Match"] = etag
        if key is not None:
            headers["Idempotency-Key"] = key
        data = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        path = path if path.startswith(("/", "http")) else API + path
        return self.client.generic(method, path, data, content_type=content_type, headers=headers)

    def get(self, path: str, **more: Any) -> HttpResponse:
        return self.send("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        return self.send("POST", path, {} if body is None else body, **more)

    def upload(
        self, path: str, content: bytes, filename: str = "a.txt", *, fields: Any = None, **more: Any
    ) -> HttpResponse:
        """Send one file in a form."""
        file = SimpleUploadedFile(filename, content)
        raw = encode_multipart(BOUNDARY, {"file": file, **(fields or {})})
        return self.send("POST", path, raw=raw, content_type=MULTIPART_CONTENT, **more)

    def patch(self, path: str, body: Any, **more: Any) -> HttpResponse:
        return self.send("PATCH", path, body, **more)

    def delete(self, path: str, **more: Any) -> HttpResponse:
        return self.send("DELETE", path, **more)


def machine_of(actor: Actor, *scopes: Scope) -> Machine:
    """A machine that acts for ``actor``, by default with the scope ``write``."""
    return Machine(a_key(actor, *scopes))


@pytest.fixture
def machine(editor: Actor) -> Machine:
    """The editor's machine."""
    return machine_of(editor)


@pytest.fixture
def nobody() -> Machine:
    return Machine()
