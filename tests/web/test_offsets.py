"""Python's side of the offsets law; tests/journeys/test_modules.py runs the same rows in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROWS = json.loads((Path(__file__).parent.parent / "fixtures" / "offsets.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['start']}-{row['quote']}" for row in ROWS])
def test_offsets_count_code_points(row: dict[str, Any]):
    before, units = row["text"][: row["start"]], row["text"].encode("utf-16-le")
    first, last = row["units"]

    assert row["text"][row["start"] : row["end"]] == row["quote"]
    assert len(before.encode("utf-16-le")) // 2 == first
    assert units[2 * first : 2 * last].decode("utf-16-le") == row["quote"]
