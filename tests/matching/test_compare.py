import pytest

from annotations.matching.compare import Compared, compare
from annotations.vocabulary import Comparison


@pytest.mark.parametrize(
    ("value", "unit", "approx", "quote", "outcome", "found"),
    [
        ("11777000000", "CNY", "eq", "全年到位资金117.77亿元", Comparison.SAME, "11777000000"),
        ("11777000000", "CNY", "eq", "全年到位资金1177700万元", Comparison.SAME, "11777000000"),
        ("11780000000", "CNY", "eq", "到位资金117.77亿元", Comparison.ROUNDED, "11777000000"),
        ("1200", "名", "gt", "共有专家1234名", Comparison.ROUNDED, "1234"),
        ("1200", "名", "gt", "超过1200人", Comparison.SAME, "1200"),
        ("33", "项", "eq", "引进成果33个", Comparison.OTHER_UNIT, "33"),
        ("20", "公顷", "eq", "面积300亩", Comparison.OTHER_UNIT, "300"),
        ("169", "个", "eq", "新开工项目196个", Comparison.DIFFERS, "196"),
        ("0.125", "1", "eq", "同比增长12.5%", Comparison.SAME, "0.125"),
        ("-0.031", "1", "eq", "同比增长3.1%", Comparison.DIFFERS, "0.031"),
        ("2/3", "1", "gte", "三分之二以上的代表", Comparison.SAME, "2/3"),
        (
            "520000000..610000000",
            "CNY",
            "range",
            "投资5.2亿—6.1亿元",
            Comparison.SAME,
            "520000000..610000000",
        ),
        ("200", "家", "eq", "共有196家", Comparison.DIFFERS, "196"),
    ],
)
def test_the_figure_in_the_evidence_is_compared_with_the_claims(value, unit, approx, quote, outcome, found):
    result = compare(value, unit, approx, quote)

    assert (result.outcome, result.value) == (outcome, found)


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        (None, "共有196家"),
        ("169", "没有数字的一句话"),
        ("169", "投资3亿元"),
        ("x", "196家"),
        ("1/0", "196家"),
    ],
)
def test_without_two_figures_of_one_kind_there_is_nothing_to_compare(value, quote):
    assert compare(value, "家", "eq", quote) == Compared(Comparison.NONE, None, "", "")


def test_among_several_figures_the_one_that_agrees_decides():
    result = compare("169", "个", "eq", "2022年196个，2023年169个。")

    assert (result.outcome, result.value) == (Comparison.SAME, "169")


def test_among_figures_that_all_differ_the_nearest_is_shown():
    assert compare("169", "个", "eq", "先后有500个、196个和20个。").value == "196"
