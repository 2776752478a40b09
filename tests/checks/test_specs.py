"""The tables of tests/specs/checks: what a text must be told about, and what it must not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from annotations.checks.article import check

FOLDER = Path(__file__).parents[1] / "specs" / "checks"
DAY = date(2024, 3, 8)
TABLES = sorted(path.stem for path in FOLDER.glob("*.json"))


def rows(table: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / f"{table}.json").read_text(encoding="utf-8"))["rows"]


CASES = [pytest.param(row, id=f"{table}: {row['text'][:30]}") for table in TABLES for row in rows(table)]


@pytest.mark.parametrize("row", CASES)
def test_a_text_gets_the_result_of_the_table(row: dict[str, Any]) -> None:
    found = [(one.name, one.outcome) for one in check(row["text"], DAY)]

    if "check" in row:
        assert (row["check"], row["outcome"]) in found
    else:
        assert [name for name, outcome in found if outcome != "holds"] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_rows_of_both_kinds(table: str) -> None:
    told = rows(table)

    assert len(told) >= 30
    assert sum("check" not in row for row in told) >= 5
