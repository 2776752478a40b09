from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.numbers import parse_digits, parse_han, plain


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("十", 10, 10), ("十二", 12, 12), ("二十", 20, 20), ("一百零五", 105, 105), ("三百五", 350, 350),
        ("两千三百", 2300, 2300), ("一万二", 12000, 12000), ("一亿三千万", 130000000, 130000000),
        ("三千万亿", 3000 * 10**12, 3000 * 10**12), ("二〇二三", 2023, 2023), ("三四百", 300, 400),
        ("七八", 7, 8), ("十五六", 15, 16), ("一万零八十", 10080, 10080), ("百", 100, 100),
    ],
)  # fmt: skip
def test_number_words_have_a_lowest_and_a_highest_value(words, low, high):
    assert parse_han(words) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("words", ["十百", "十四五", "三五", "点五", "百百"])
def test_characters_that_make_no_number_are_none(words):
    assert parse_han(words) is None


def test_a_spoken_decimal_is_exact():
    assert parse_han("十二点五") == (Decimal("12.5"), Decimal("12.5"))


@pytest.mark.parametrize(
    ("text", "value"), [("1,200", "1200"), ("１２００", "1200"), ("117.77", "117.77"), ("1 200", "1200")]
)
def test_digits_are_read_in_every_width_and_grouping(text, value):
    assert parse_digits(text) == Decimal(value)


def test_endless_digits_are_no_number():
    assert parse_digits("7" * 200) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_the_text_form_has_no_trailing_zeros_and_reads_back(value):
    text = plain(value)

    assert Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))
