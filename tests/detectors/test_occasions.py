"""When a fact took place: its own date, its sentence's, its paragraph's, or the day of publication."""

from datetime import date

import pytest

from annotations.detectors.suggestions import propose_all

DAY = date(2024, 3, 8)


def dates(text: str) -> dict[str, str]:
    return {item.quote: item.date for item in propose_all(f"第一段。\n{text}", reference_date=DAY)}


def test_a_date_is_inherited_from_the_sentence_and_from_the_paragraph():
    text = "第一段。\n2022年6月，通知印发，涉及9个事项。全市新增企业120家。\n另有学校30所。"

    found = {item.quote: (item.date, item.marks) for item in propose_all(text, reference_date=DAY)}

    assert found["涉及9个事项"] == ("2022-06", ("inherited",))
    assert found["全市新增企业120家"] == ("2022-06", ("inherited",))
    assert found["另有学校30所"] == ("", ())


def test_the_year_of_foundation_and_the_base_of_a_comparison_date_nothing_else():
    found = dates("公司成立于1998年，员工1800人，比2019年增加300人。")

    assert found["员工1800人"] == ""
    assert found["比2019年增加300人"] == ""


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("目前，全市有企业120家。", "目前，全市有企业120家"),
        ("截至目前，完工1050处。", "截至目前，完工1050处"),
        ("2021年以来，全市累计改造小区735个。", "2021年以来，全市累计改造小区735个"),
        ("团队从2013年起先后筛选化合物120个。", "团队从2013年起先后筛选化合物120个"),
        ("10年间，全市引进专家。新建医联体7个。", "新建医联体7个"),
        ("主题教育开展以来，共落实资金8.8亿元。", "主题教育开展以来，共落实资金8.8亿元"),
        ("公司成立于1998年，现有员工1800人。", "现有员工1800人"),
    ],
)
def test_a_cumulative_figure_bears_the_day_of_publication(text, quote):
    assert dates(text)[quote] == "2024-03-08"


def test_what_holds_from_a_day_on_bears_that_day():
    found = dates("自2024年1月1日起，补贴标准提高到120元。")

    assert found == {"自2024年1月1日起，补贴标准提高到120元": "2024-01-01"}


def test_a_cumulative_figure_bears_the_day_it_names():
    assert dates("截至2023年8月底，共申请专利27项。") == {"截至2023年8月底，共申请专利27项": "2023-08"}


def test_a_span_up_to_now_dates_no_other_fact():
    found = dates("10年间，江河市对接各地资源。与青山市旅游协会建立合作关系。")

    assert found["与青山市旅游协会建立合作关系"] == ""


@pytest.mark.parametrize(
    "text",
    [
        "到2027年底，全市改造小区412个。东湖、望江两区率先启动试点。",
        "2022年，街道获评先进。是全市唯一入选的街道。",
        "2018年5月，目录发布。据估算，患者约有300万名。",
    ],
)
def test_plans_sources_and_what_something_is_inherit_nothing(text):
    assert list(dates(text).values())[-1] == ""


def test_a_date_inside_the_object_of_a_verb_dates_nothing_behind_it():
    found = dates("3月1日，市长主持召开常务会议，听取去年上半年情况汇报，审议《江河市城市更新方案》。")

    assert found["审议《江河市城市更新方案》"] == "2024-03-01"


def test_a_headline_has_a_date_only_when_it_states_one():
    text = "江河市新增企业120家\n去年，全市新增企业120家。"

    assert [item.date for item in propose_all(text, reference_date=DAY)] == ["", "2023"]


def test_quarters_and_half_years_are_intervals():
    found = dates("前三季度，全市生产总值1863亿元。上半年，新增企业120家。")

    assert set(found.values()) == {"2023-01/2023-09", "2023-01/2023-06"}
