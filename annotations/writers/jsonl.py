"""JSON Lines: one fact a line, every field of the API, or the tombstone of one that left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

MEDIA_TYPE = "application/x-ndjson"
EXTENSION = "jsonl"


def write(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """One line a row, UTF-8."""
    for row in rows:
        yield orjson.dumps(row, default=str, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE)
