"""CSV for spreadsheets: opened correctly, run by nobody."""

from __future__ import annotations

import csv as reader
import io
from datetime import UTC, datetime

import pytest

from annotations.writers import WRITERS, csv

ROW = {
    "id": "5e0c",
    "statement": "到位资金117.77亿元",
    "types": ["money", "quantity"],
    "value": "-0.031",
    "unit": "CNY",
    "approx": "gt",
    "date": "2023",
    "verdict": "mostly_verified",
    "verdict_note": "四舍五入\n见公报",
    "evidence": [
        {"source": {"title": "公报"}, "quote": "117.8亿元"},
        {"source": {"title": "年鉴"}, "quote": "118亿元"},
    ],
    "approved_by": {"id": "u", "name": "审核人"},
    "approved_at": datetime(2024, 3, 8, 9, 30, tzinfo=UTC),
    "published_at": None,
    "article": "a",
    "claim": "c",
}


def read(*rows: dict) -> list[dict[str, str]]:
    text = b"".join(csv.write(rows)).decode("utf-8-sig")
    return list(reader.DictReader(io.StringIO(text, newline="")))


def test_a_row_reads_as_the_newsroom_speaks() -> None:
    (row,) = read(ROW)

    assert row == {
        "编号": "5e0c",
        "表述": "到位资金117.77亿元",
        "类型": "金额、统计数字",
        "数值": "-0.031",
        "单位": "CNY",
        "约数标记": "gt",
        "时间": "2023",
        "结论": "基本属实",
        "结论说明": "四舍五入\n见公报",
        "证据": "公报：117.8亿元\n年鉴：118亿元",
        "核定人": "审核人",
        "核定时间": "2024-03-08T09:30:00+00:00",
        "刊发时间": "",
        "稿件": "a",
        "核查点": "c",
        "状态": "",
        "变动时间": "",
        "取代者": "",
    }


def test_a_tombstone_says_in_words_how_a_fact_left_and_nothing_else() -> None:
    moment = datetime(2024, 3, 9, tzinfo=UTC)
    (row,) = read({"id": "5e0c", "claim": "c", "state": "retracted", "at": moment, "superseded_by": None})

    assert {name: cell for name, cell in row.items() if cell} == {
        "编号": "5e0c",
        "核查点": "c",
        "状态": "已撤回",
        "变动时间": "2024-03-09T00:00:00+00:00",
    }


def test_the_file_opens_with_a_byte_order_mark_and_ends_its_lines_for_excel() -> None:
    lines = list(csv.write([ROW]))

    assert lines[0].startswith(b"\xef\xbb\xbf")
    assert [line.endswith(b"\r\n") for line in lines] == [True, True]
    assert list(csv.write([])) == lines[:1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("column", ["statement", "verdict_note", "unit", "date"])
def test_a_cell_that_would_run_as_a_formula_is_prefixed(start: str, column: str) -> None:
    (row,) = read({**ROW, column: f"{start}1+1"})

    assert row[csv.COLUMNS[column]] == f"'{start}1+1"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("approved_by", {"id": "u", "name": "=cmd"}),
        ("evidence", [{"source": {"title": "@cmd"}, "quote": "x"}]),
    ],
)
def test_names_and_titles_are_made_safe_too(field: str, value: object) -> None:
    (row,) = read({**ROW, field: value})

    assert row[csv.COLUMNS[field]].startswith("'")


def test_ordinary_text_is_left_as_it_is() -> None:
    (row,) = read({**ROW, "statement": "增长3.1%，a=b，“引号”,逗号"})

    assert row["表述"] == "增长3.1%，a=b，“引号”,逗号"


def test_every_writer_says_what_it_writes() -> None:
    assert {name: (writer.MEDIA_TYPE, writer.EXTENSION) for name, writer in WRITERS.items()} == {
        "jsonl": ("application/x-ndjson", "jsonl"),
        "csv": ("text/csv; charset=utf-8", "csv"),
    }
