"""Figures as the text layer reads them: what the tables of the detectors do not show."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.amounts import amount_at
from annotations.text.numbers import parse_mixed
from annotations.text.numerals import figures
from annotations.text.words import words


def read(text: str) -> list[tuple[str, str | None, str, str, str]]:
    return [
        (text[item.start : item.end], item.value, item.unit, item.approx.value, item.kind)
        for item in figures(text)
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [("3千5百万", 35_000_000), ("5亿1万4千6百", 500_014_600), ("2亿5000万", 250_000_000), ("1万2千", 12_000)],
)
def test_digits_and_units_in_turn_are_one_number(words, value):
    assert parse_mixed(words) == Decimal(value)
    assert amount_at(f"{words}人", 0).low == Decimal(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("重3千克", ("3千克", "3", "千克", "eq", "count")),
        ("装机5兆瓦", ("5兆瓦", "5", "兆瓦", "eq", "count")),
        ("耗资5兆元", ("5兆元", "5000000000000", "CNY", "eq", "money")),
        ("提高5个百分点", ("5个百分点", "5", "pp", "eq", "points")),
        ("肆拾捌名", ("肆拾捌名", "48", "名", "eq", "count")),
        ("用时9秒83", ("9秒83", "9.83", "秒", "eq", "count")),
        ("判刑3年6个月", ("3年6个月", "42", "个月", "eq", "count")),
        ("一倍半的产量", ("一倍半", "1.5", "x", "eq", "multiple")),
    ],
)
def test_a_unit_is_not_cut_out_of_a_longer_one(text, found):
    assert read(text) == [found]


def test_places_count_the_characters_of_the_text_whatever_its_script():
    text = "😀新臺幣３，２００萬元與１２個"

    spans = [(item.start, item.end) for item in figures(text)]

    assert [text[start:end] for start, end in spans] == ["新臺幣３，２００萬元", "１２個"]


def test_what_is_taken_holds_no_figure():
    assert figures("2023年有12家", words("2023年有12家"), [(0, 5)])[0].start == 6


PIECES = st.sampled_from(
    [*"0123456789.,%‰·/^- 万千百十亿萬億半多余几数成折倍元角分个個年月日時點",
     *"第前约近至—一二两三陆壹拾仟",
     "分之", "百分点", "美元", "人民币", "平方米", "小时", "以上", "左右", "零下", "￥", "US$", "😀"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_figures_stand_in_order_and_apart_and_their_values_read_back(text):
    found = figures(text)

    assert [item.start for item in found] == sorted(item.start for item in found)
    for item in found:
        assert 0 <= item.start < item.end <= len(text)
        if item.value and ".." not in item.value and "/" not in item.value:
            assert Decimal(item.value) == item.low


@pytest.mark.parametrize(
    "unit", ["7", "1,234", "九", "百分之", "3千", "1/2", "2^", "万", "12个", "半", "零下5"]
)
def test_a_long_row_of_one_thing_costs_no_more_per_character(unit):
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        tokens = words(text)
        started = time.process_time()
        figures(text, tokens)
        return time.process_time() - started

    seconds(500)

    assert seconds(8000) < 8 * seconds(2000) + 0.1
