"""The tables of expressions, one for each claim type: what each must become, and what must become nothing."""

import pytest

from annotations.vocabulary import ClaimType
from tests.detectors.reading_aloud import findings, rows

FIGURES = {ClaimType.QUANTITY, ClaimType.MONEY, ClaimType.SHARE, ClaimType.COMPARISON}
READ = ("value", "unit", "approx", "date", "slots", "alternatives", "marks")


def table(none: bool) -> list:
    return [
        pytest.param(kind, row, id=f"{kind.value}: {row['text']}")
        for kind in ClaimType
        for row in rows(kind)
        if bool(row.get("none")) is none
    ]


@pytest.mark.parametrize(("kind", "row"), table(none=False))
def test_an_expression_is_found_with_its_exact_words_and_read(kind, row):
    text = row["text"]

    found = [
        item for item in findings(text) if item.type is kind and text[item.start : item.end] == row["quote"]
    ]

    assert len(found) == 1, [(item.type.value, text[item.start : item.end]) for item in findings(text)]
    read = {name: getattr(found[0], name) for name in READ}
    read |= {"marks": list(read["marks"]), "alternatives": list(read["alternatives"])}
    assert {name: read[name] for name in READ if name in row} == {
        name: row[name] for name in READ if name in row
    }


@pytest.mark.parametrize(("kind", "row"), table(none=True))
def test_what_only_looks_like_it_is_left_alone(kind, row):
    """A figure that is none is none of any sort."""
    unwanted = FIGURES if kind in FIGURES else {kind}

    assert [
        row["text"][item.start : item.end] for item in findings(row["text"]) if item.type in unwanted
    ] == []


@pytest.mark.parametrize("kind", list(ClaimType), ids=lambda kind: kind.value)
def test_every_type_has_a_table_with_both_sides(kind):
    negatives = [row for row in rows(kind) if row.get("none")]

    assert (len(rows(kind)) >= 40, len(negatives) >= 10) == (True, True)
