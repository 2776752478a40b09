import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.matching.rewording import rewording
from annotations.vocabulary import Outcome

KEPT, MINOR, CHANGED, FIGURE = (
    Outcome.KEPT,
    Outcome.CHANGED_MINOR,
    Outcome.CHANGED,
    Outcome.FIGURE_CHANGED,
)


def outcome(old, new, types=()):
    """``[…]`` marks the quote in both."""
    spans = [(text.index("["), text.index("]") - 1) for text in (old, new)]
    bare = [text.replace("[", "").replace("]", "") for text in (old, new)]
    return rewording(bare[0], spans[0], bare[1], spans[1], types)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("全市[新增项目169个]。", "今年全市[新增项目169个]。", KEPT),
        ("[项目169个、资金12亿元]。", "[项目169个，资金12亿元]。", MINOR),
        ("[项目169个]。", "[项目 169 个]。", MINOR),
        ("[快速的发展]了。", "[快速地发展]了。", MINOR),
        ("[“一区四基地”，建设快]。", "[“一区、四基地”，建设快]。", CHANGED),
        ("[“一区四基地”建设]。", "[一区四基地建设]。", CHANGED),
        ("[新开工项目]多。", "[新签约项目]多。", CHANGED),
        ("[项目169个]。", "[项目196个]。", FIGURE),
        ("[增长3.5%]。", "[增长3,5%]。", FIGURE),
        ("[增长3.5%]。", "[增长35%]。", FIGURE),
        ("[资金12亿元]。", "[资金12万元]。", FIGURE),
        ("[资金12亿元]。", "[资金12亿美元]。", FIGURE),
        ("[项目169个]。", "[项目169家]。", FIGURE),
        ("[超过169个项目]。", "[近169个项目]。", FIGURE),
        ("[三家企业]落户。", "[五家企业]落户。", FIGURE),
        ("[3月7日]开工。", "[3月8日]开工。", FIGURE),
        ("[去年开工]。", "[今年开工]。", FIGURE),
        ("[已经签约]。", "[未签约]。", FIGURE),
        ("[市长王建国]说。", "[市长李建国]说。", FIGURE),
        ("[市长王建国]说。", "[副市长王建国]说。", FIGURE),
        ("印发[《发展规划纲要》]。", "印发[《发展规划》]。", FIGURE),
        ("[第八届大会]开幕。", "[第九届大会]开幕。", FIGURE),
    ],
)
def test_what_changed_in_a_quote_decides_about_its_approval(old, new, expected):
    assert outcome(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("项目[169个]。", "项目约[169个]。"),
        ("项目超过[169个]。", "项目[169个]。"),
        ("项目[169个]。", "项目[169个]以上。"),
        ("项目[169]个。", "项目[169]家。"),
        ("第[3]次。", "[3]次。"),
        ("公司[已签约]。", "公司并未[已签约]。"),
        ("公司[签约]了。", "公司没有[签约]了。"),
        ("气温[5℃]。", "气温-[5℃]。"),
    ],
)
def test_a_word_beside_the_same_quote_can_make_it_another_fact(old, new):
    assert outcome(old, new) == FIGURE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("项目[169个]。", "新的项目[169个]。"),
        ("公司[签约]了。", "公司不断[签约]了。"),
        ("共[169个]，很多。", "共[169个]；很多。"),
    ],
)
def test_other_words_beside_the_same_quote_are_its_neighbours_business(old, new):
    assert outcome(old, new) == KEPT


def test_other_words_in_a_claim_about_a_person_are_another_name_or_title():
    assert outcome("[公司签约]了。", "[公司落户]了。") == CHANGED
    assert outcome("[公司签约]了。", "[公司落户]了。", ["org"]) == FIGURE


figures = st.integers(2, 99_999).map(str)


@given(figures, figures, st.sampled_from(["个", "亿元", "%", "名", "年"]))
@settings(deadline=None)  # the first reading loads the dictionary
def test_another_figure_is_never_told_as_the_same_or_as_a_small_change(one, other, unit):
    old, new = f"全市共[{one}{unit}]，", f"全市共[{other}{unit}]，"

    assert (outcome(old, new) == FIGURE) == (one != other)
