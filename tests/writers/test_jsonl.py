"""JSON Lines: one fact a line, streamed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from annotations.writers import jsonl


def test_each_row_is_one_line_of_utf_8() -> None:
    key = uuid.uuid4()
    at = datetime(2024, 3, 8, 9, 30, tzinfo=UTC)

    (line,) = jsonl.write([{"id": key, "statement": "😀第一行\n第二行", "approved_at": at, "value": None}])

    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert "😀".encode() in line
    assert json.loads(line) == {
        "id": str(key), "statement": "😀第一行\n第二行", "approved_at": "2024-03-08T09:30:00Z", "value": None
    }  # fmt: skip


def test_rows_are_taken_one_at_a_time() -> None:
    taken = []

    def rows() -> Iterator[dict[str, Any]]:
        for n in range(3):
            taken.append(n)
            yield {"n": n}

    lines = jsonl.write(rows())
    first = next(lines)

    assert (first, taken) == (b'{"n":0}\n', [0])


def test_nothing_is_written_for_no_rows() -> None:
    assert list(jsonl.write([])) == []
