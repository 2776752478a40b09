"""Which words of a passage stand for a claim: by the hand-written pairs of tests/specs/excerpts.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.matching.excerpts import excerpt
from annotations.matching.kinship import DENIED, DISTRICT, PERIOD
from annotations.matching.sought import Sought

ROWS = json.loads((Path(__file__).parent.parent / "specs" / "excerpts.json").read_text(encoding="utf-8"))
WORKED = [row for row in ROWS if "outcome" in row]


def sought(row: dict[str, Any]) -> Sought:
    """The row's claim; ⟦ and ⟧ stand around its words."""
    before, rest = row["claim"].split("⟦")
    quote, after = rest.split("⟧")
    start = len(before)
    return Sought(
        before + quote + after,
        start,
        start + len(quote),
        tuple(row["types"]),
        row.get("value"),
        row.get("unit", ""),
        row.get("approx", ""),
        row.get("date", ""),
    )


@pytest.mark.parametrize("row", ROWS, ids=[row["claim"] for row in ROWS])
def test_the_right_passage_is_worth_more_than_every_other(row: dict[str, Any]):
    claim = sought(row)
    right = excerpt(claim, row["right"])
    others = [found for text in row["wrong"] if (found := excerpt(claim, text))]

    assert right is not None
    assert [found for found in others if found.score >= right.score or found.agrees] == []
    assert right.agrees == row["agrees"]


@pytest.mark.parametrize("row", WORKED, ids=[row["claim"] for row in WORKED])
def test_the_figure_is_found_and_compared(row: dict[str, Any]):
    found = excerpt(sought(row), row["right"])

    assert found is not None
    assert found.compared.outcome == row["outcome"]
    if "quote" in row:
        assert row["right"][found.start : found.end] == row["quote"]


def test_the_quote_is_cut_so_that_its_own_figure_decides():
    claim = sought({"claim": "竣工项目⟦88个⟧。", "types": ["quantity"], "value": "88", "unit": "个"})
    text = "全年新开工项目88个、竣工项目86个。"

    found = excerpt(claim, text)

    assert found is not None
    assert (text[found.start : found.end], found.compared.value) == ("竣工项目86个。", "86")


@pytest.mark.parametrize(
    ("passage", "apart"),
    [
        ("2022年，全市新开工项目169个。", (PERIOD,)),
        ("2023年，岚县新开工项目169个。", (DISTRICT,)),
        ("2023年，全市未开工项目169个。", (DENIED,)),
        ("2023年，全市新开工项目169个。", ()),
    ],
)
def test_what_keeps_two_equal_figures_apart_is_named(passage: str, apart: tuple[str, ...]):
    claim = sought(
        {"claim": "2023年，全市新开工项目⟦169个⟧。", "types": ["quantity"], "value": "169", "unit": "个"}
    )

    found = excerpt(claim, passage)

    assert found is not None
    assert (found.apart, found.agrees) == (apart, not apart)


def test_a_passage_without_a_year_is_of_the_year_of_its_document():
    claim = sought(
        {"claim": "2023年，全市新开工项目⟦169个⟧。", "types": ["quantity"], "value": "169", "unit": "个"}
    )

    same, other = (excerpt(claim, "全市新开工项目169个。", year) for year in ("2023", "2022"))

    assert same is not None
    assert other is not None
    assert (same.agrees, other.agrees) == (True, False)
    assert same.score > other.score


def test_nothing_in_common_is_no_passage():
    claim = sought(ROWS[0])

    assert excerpt(claim, "会议传达学习了有关文件精神。") is None
    assert excerpt(claim, "") is None


@given(st.text(alphabet="0123456789.万亿个元项目《》“”，。；、\n😀2023年全市"))
def test_quote_and_marks_lie_inside_the_passage(passage: str):
    claim = sought(ROWS[0])

    found = excerpt(claim, passage)

    if found is not None:
        assert 0 <= found.start < found.end <= len(passage)
        assert 0 <= found.score <= 1
        assert all(0 <= start < end <= len(passage) for start, end in found.marks)
        assert all(one[1] < two[0] for one, two in zip(found.marks, found.marks[1:], strict=False))
