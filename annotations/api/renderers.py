"""Answers as UTF-8 JSON."""

from __future__ import annotations

from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer


class JSONRenderer(BaseRenderer):
    """orjson writes times as RFC 3339 with ``Z`` and UUIDs as text."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)


def to_text(data: Any) -> str:
    """The same bytes as text, for an answer that is kept."""
    return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z).decode()
