"""How a figure is stored: one way of writing for one number."""

from __future__ import annotations

import pytest

from annotations.services import fields
from annotations.services.errors import Invalid


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("11777000000", "11777000000"),
        ("11,777,000,000", "11777000000"),
        ("100", "100"),
        ("0.1250", "0.125"),
        ("-0.031", "-0.031"),
        ("5.0", "5"),
        ("007", "7"),
        ("0", "0"),
        ("-0", "0"),
        ("0.000", "0"),
        ("2/3", "2/3"),
        ("520000000..610000000", "520000000..610000000"),
        ("-3..-1.50", "-3..-1.5"),
        ("5..5", "5..5"),
        ("15.11", "15.11"),
        ("", None),
        (None, None),
        ("9" * 40, "9" * 40),
    ],
)
def test_a_value_is_stored_as_a_plain_decimal_a_fraction_or_a_range(
    given: str | None, stored: str | None
) -> None:
    assert fields.value(given) == stored


@pytest.mark.parametrize(
    "given",
    [
        "约三",
        "１２",
        "१२",
        "1e5",
        "NaN",
        "Infinity",
        "1.",
        ".5",
        "+5",
        "1/0",
        "1/0.0",
        "9..3",
        "1..2..3",
        "1/2/3",
        " 5",
        "5\n",
        "9" * 41,
        "--1",
        "0x10",
    ],
)
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(Invalid) as refused:
        fields.value(given)

    assert refused.value.errors[0]["pointer"] == "/value"


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("2024-03-07", True),
        ("2023", True),
        ("2024-01/2024-03", True),
        ("2024-03~", True),
        ("", True),
        ("去年", False),
        ("2024年3月", False),
        ("2024-03-07 10:00", False),
        ("1" * 81, False),
    ],
)
def test_a_date_is_written_in_the_alphabet_of_edtf(given: str, taken: bool) -> None:
    if taken:
        assert fields.date(given) == given
    else:
        with pytest.raises(Invalid):
            fields.date(given)
