"""The tables of expressions: what each must become, and what must become nothing."""

import pytest

from annotations.vocabulary import ClaimType
from tests.detectors.reading_aloud import findings, rows

FIGURES = {ClaimType.QUANTITY, ClaimType.MONEY, ClaimType.SHARE, ClaimType.COMPARISON}


def names(row: dict) -> str:
    return row["text"]


@pytest.mark.parametrize("row", [row for row in rows("figures") if not row.get("none")], ids=names)
def test_a_figure_has_its_span_value_unit_and_exactness(row):
    text = row["text"]

    found = [
        item
        for item in findings(text)
        if item.type == row["type"] and text[item.start : item.end] == row["quote"]
    ]

    assert [(item.value, item.unit, item.approx) for item in found] == [
        (row["value"], row["unit"], row["approx"])
    ]
    assert found[0].base == row.get("base", found[0].base)
    assert set(row.get("marks", [])) <= set(found[0].marks)


@pytest.mark.parametrize("row", [row for row in rows("figures") if row.get("none")], ids=names)
def test_an_idiom_a_name_or_an_ordinal_is_no_figure(row):
    found = [item for item in findings(row["text"]) if item.type in FIGURES]

    assert found == []


@pytest.mark.parametrize("row", [row for row in rows("dates") if not row.get("none")], ids=names)
def test_a_date_becomes_edtf_and_says_what_was_inferred(row):
    text = row["text"]

    found = [
        item for item in findings(text) if item.type == "date" and text[item.start : item.end] == row["quote"]
    ]

    assert [(item.date, item.marks) for item in found] == [(row["date"], tuple(row["marks"]))]
    assert found[0].value == row.get("value", found[0].value)
    assert list(found[0].alternatives) == row.get("alternatives", [])


@pytest.mark.parametrize("row", [row for row in rows("dates") if row.get("none")], ids=names)
def test_a_number_in_a_name_or_a_word_is_no_date(row):
    assert [item for item in findings(row["text"]) if item.type == "date"] == []


@pytest.mark.parametrize("row", [row for row in rows("kinds") if not row.get("none")], ids=names)
def test_other_kinds_are_found_with_their_exact_words(row):
    text = row["text"]

    found = [item for item in findings(text) if item.type == row["type"]]

    matching = [item for item in found if row["quote"] in text[item.start : item.end]]
    assert len(matching) == 1
    assert row.get("loose") or text[matching[0].start : matching[0].end] == row["quote"]
    assert (matching[0].value, matching[0].unit) == (row["value"], row["unit"])
    assert matching[0].speaker == row.get("speaker", matching[0].speaker)


@pytest.mark.parametrize("row", [row for row in rows("kinds") if row.get("none")], ids=names)
def test_words_that_only_look_like_it_are_left_alone(row):
    assert [item for item in findings(row["text"]) if item.type == row["type"]] == []
