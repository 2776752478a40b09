"""Figures as an editor reads them."""

from __future__ import annotations

import pytest

from annotations.text.readings import figure_words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("11777000000", "CNY", "117.77亿元"),
        ("120000", "USD", "12万美元"),
        ("9999", "CNY", "9999元"),
        ("169", "个", "169个"),
        ("0.125", "1", "12.5%"),
        ("-0.03", "1", "-3%"),
        ("0.5", "pp", "0.5个百分点"),
        ("2/3", "1", "2/3"),
        ("3..5", "个", "3..5 个"),
        ("100", "1", "100"),
        ("", "个", ""),
    ],
)
def test_a_stored_figure_is_told_in_words(value: str, unit: str, words: str):
    assert figure_words(value, unit) == words
