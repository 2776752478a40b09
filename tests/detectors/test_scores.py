"""Check-worthiness: which reasons count, and what damps them."""

from datetime import date

import pytest

from annotations.detectors.suggestions import propose_all

DAY = date(2024, 3, 8)


def reasons(text: str) -> list[str]:
    [item] = propose_all(f"第一段。\n{text}", reference_date=DAY)
    return [reason["text"] for reason in item.reasons]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年3月1日，大桥通车。", ["事件+日期", "日期"]),
        ("大桥通车。", ["事件"]),
        ("全市新增企业120家。", ["数字+单位，完成动词"]),
        ("审批时间缩短至3天。", ["数字+单位"]),
        ("预计新增企业120家。", ["数字+单位，完成动词", "将来或计划（×0.6）"]),
    ],
)
def test_the_reasons_say_what_makes_it_worth_checking(text, expected):
    assert reasons(text) == expected


def test_a_stated_duration_counts_and_a_passing_one_does_not():
    assert reasons("确诊后生存期仅为3至5年。") == ["数字+单位"]
    assert propose_all("第一段。\n他在这里工作多年。", reference_date=DAY) == []


def test_a_paper_only_referred_to_in_an_exhortation_is_damped():
    assert propose_all("第一段。\n会议要求，全面落实《江河市城市更新方案》。", reference_date=DAY) == []


def test_cause_and_effect_need_a_name_or_a_figure():
    assert propose_all("第一段。\n改革推动产业升级。", reference_date=DAY) == []
    assert reasons("消费拉动经济增长0.3个百分点。") == ["增长或比较", "因果、成效"]
    assert "因果+名称" in reasons("江河市暴雨导致道路中断。")
