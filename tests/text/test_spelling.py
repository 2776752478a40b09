"""Traditional copy is read as simplified copy, character by character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.spelling import plain, simplified


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [
        ("臺北市議會審議通過預算", "台北市议会审议通过预算"),
        ("營業額達１２億餘元", "营业额达１２亿余元"),
        ("三個月後於醫院", "三个月后于医院"),
        ("髮廊與發展", "发廊与发展"),
    ],
)
def test_traditional_characters_become_simplified(traditional, simple):
    assert simplified(traditional) == simple


@pytest.mark.parametrize("text", ["著名学者的乾坤", "镕喆", "1,200 名 ABC 😀𠮷"])
def test_what_simplified_copy_writes_stays_as_it_is(text):
    assert simplified(text) == text


@given(st.text())
def test_the_length_never_changes(text):
    assert len(simplified(text)) == len(text)


def test_blanks_around_figures_are_left_out_and_places_lead_back():
    written = "判監 4 年 8 個月，賠償 1,280 萬元。"

    spelled = plain(written)

    assert spelled.text == "判监4年8个月，赔偿1,280万元。"
    at = spelled.text.index("1,280万元")
    start, end = spelled.span(at, at + 7)
    assert written[start:end] == "1,280 萬元"


@pytest.mark.parametrize("text", ["第一版 第二版", "New York 2024", "1 200名", "标题　副题"])
def test_other_blanks_stay(text):
    assert plain(text).places is None


@given(st.text(alphabet="德州个個年万萬 123,A　。"))
def test_every_place_leads_to_the_same_character(written):
    spelled = plain(written)

    for at, char in enumerate(spelled.text):
        start, end = spelled.span(at, at + 1)
        assert simplified(written[start:end]) == char
