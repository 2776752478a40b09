"""Claim-sized suggestions: spans, principal values, dates, scores, layout, robustness."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import detectors
from annotations.detectors import statements, suggestions
from annotations.detectors.suggestions import propose, propose_all

DAY = date(2024, 3, 8)


def quotes(text: str) -> list[str]:
    return [item.quote for item in propose_all(text, reference_date=DAY)]


@pytest.mark.parametrize(
    "text",
    [
        "①凡本网注明“来源：江河新闻网”的2000件作品，版权均属于本网，未经授权不得转载。",
        "本报记者 王小明 2024年3月8日 摄",
    ],
)
def test_footers_and_bylines_yield_nothing(text):
    assert quotes(text) == []


def test_nothing_behind_the_heading_of_the_footer_is_suggested():
    body = "全市新增企业120家。"

    assert quotes(f"{body}\n正文。\n江河新闻网版权与免责声明：\n本网每年发布稿件3000篇。") == [
        "全市新增企业120家"
    ]


def test_the_principal_figure_gives_value_unit_and_type_and_the_rest_are_parts():
    text = "2023年，全市新开工过亿元投资项目169个。"

    [item] = propose_all(text, reference_date=DAY)

    assert (item.types, item.value, item.unit, item.approx) == (
        ("quantity", "date", "money"),
        "169",
        "个",
        "eq",
    )
    assert item.date == "2023"
    assert {part["text"] for part in item.parts} == {"169个", "2023年", "过亿元"}
    assert all(text[part["start"] : part["end"]] == part["text"] for part in item.parts)


def test_of_a_change_from_one_value_to_the_next_the_later_counts():
    [item] = propose_all("亩产由800斤提高到1200斤。")

    assert item.value == "1200"


def test_the_score_is_one_minus_the_product_and_every_reason_is_kept():
    [item] = propose_all("2024年3月1日，全市完成投资96亿元。", reference_date=DAY)

    assert [(reason["text"], reason["weight"]) for reason in item.reasons] == [
        ("数字+单位，完成动词", 0.55),
        ("日期", 0.2),
    ]
    assert item.score == 0.64


def test_a_plan_weighs_less_than_the_same_thing_done():
    [done] = propose_all("全市新增企业120家。")
    [plan] = propose_all("全市力争新增企业120家。")

    assert plan.score == round(done.score * 0.6, 3)
    assert plan.reasons[-1]["text"] == "将来或计划（×0.6）"


def test_headlines_and_subheads_are_prominent_and_need_a_fact():
    body = "江河市召开经济工作会议，总结成绩，部署任务。\n奋力谱写新篇章\n全市新增企业120家。"
    text = f"江河市去年新增企业120家\n{body}"

    marked = [(item.quote, item.prominent) for item in propose_all(text, reference_date=DAY)]

    assert marked == [
        ("江河市去年新增企业120家", True),
        ("江河市召开经济工作会议", False),
        ("全市新增企业120家", False),
    ]


def test_progress_reaches_the_end_in_steps():
    text = "全市新增企业120家。\n" * 5

    steps = list(propose(text))

    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert (steps[-1].done, steps[-1].total) == (len(text), len(text))
    assert sum(len(step.proposals) for step in steps) == 5


def test_a_detector_that_fails_is_reported_and_the_others_go_on(monkeypatch):
    def broken(reading):
        raise RuntimeError("boom")
        yield

    monkeypatch.setattr(statements, "DETECTORS", (broken, *detectors.DETECTORS))
    statements.statements.cache_clear()

    steps = list(propose("全市新增企业120家。"))

    assert [error["start"] for step in steps for error in step.errors] == [0]
    assert "boom" in steps[0].errors[0]["detail"]
    assert [item.quote for item in steps[0].proposals] == ["全市新增企业120家"]


PIECES = st.sampled_from(
    [*"0123456789.,%万亿千百十个元项家年月日第届《》“”‘’「」（）()",
     *"\"，。！？；：、…—- \n\u3000", "😀", "𠮷", "e\u0301",
     "德州",
     "唯一", "首次", "同比", "增长", "下降", "印发", "表示", "超过", "近", "将", "目前", "去年同期",
     "“十四五”", "书记王建国",
     "有限公司", "分之", "翻番", "①"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_proposal_and_part_quotes_exactly_what_its_span_covers(text):
    steps = list(propose(text, reference_date=DAY))

    assert [step.errors for step in steps if step.errors] == []
    for item in (item for step in steps for item in step.proposals):
        assert text[item.start : item.end] == item.quote
        assert item.quote.strip() == item.quote != ""
        assert 0 < item.score <= 1
        for part in item.parts:
            assert text[part["start"] : part["end"]] == part["text"]


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "“",
        "“”",
        "（",
        "《",
        "德州新增",
        "新增12家企业",
        "百分之",
        "1,234",
        "12:",
        "他表示",
        "最",
        "“他说",
    ],
)
def test_text_of_one_kind_costs_no_more_per_character_than_four_times_as_much_of_it(unit, monkeypatch):
    # Its sentences are alike: remembered ones would hide what they cost.
    monkeypatch.setattr(suggestions, "statements", statements.statements.__wrapped__)

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        started = time.process_time()
        propose_all(text)
        return time.process_time() - started

    propose_all(unit)

    few, many = (min(seconds(length) for _ in range(2)) for length in (5_000, 20_000))
    assert many < 8 * few + 0.2
