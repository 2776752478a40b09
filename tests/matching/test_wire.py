"""通稿比对 as a pure rule: what our copy says otherwise, widened to what can be checked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.matching.wire import Change, changes, touching

texts = st.text(alphabet="据全市约新增项目169.5%亿元，。“”\n 的😀", max_size=80)


def quotes(wire: str, ours: str) -> list[str]:
    return [ours[change.start : change.end] for change in changes(wire, ours)]


@pytest.mark.parametrize(
    ("wire", "ours", "marked"),
    [
        ("新开工项目169个，到位资金117.77亿元。", "新开工项目196个，到位资金117.77亿元。", ["196个"]),
        ("3月7日，会议在北京举行。", "3月8日，会议在北京举行。", ["3月8日"]),
        ("市长李明表示支持。会议召开。", "市长李民表示支持。会议召开。", ["李民"]),
        ("他说：“我们一定做好工作。”", "他说：“我们必须做好工作。”", ["“我们必须做好工作。”"]),
        ("印发《港口发展规划》。", "印发《港口发展纲要》。", ["《港口发展纲要》"]),
        ("增长5%。", "增长5个百分点。", ["5个百分点"]),
        ("港口开工，规模很大。", "港口隆重开工，规模很大。", ["港口隆重开工"]),
        ("甲地开工。乙地竣工。", "甲地开工。丙地签约。乙地竣工。", ["丙地签约"]),
        ("就业1244万人。", "就业1244万人，比上年增38万人。", ["比上年增38万人"]),
        ("甲地开工。", "甲地开工。\n乙地签约。丙地竣工。", ["乙地签约", "丙地竣工"]),
        ("", "新开工项目169个。", ["新开工项目169个"]),
    ],
)
def test_a_change_is_widened_to_what_can_be_checked(wire, ours, marked):
    assert quotes(wire, ours) == marked


@pytest.mark.parametrize(
    ("wire", "ours", "marked"),
    [
        ("新开工项目约169个。", "新开工项目169个。", ["169个"]),
        ("同比增长近一成。", "同比增长一成。", ["一成"]),
        ("完成投资120亿元左右，同比增长5%。", "完成投资120亿元，同比增长5%。", ["120亿元"]),
        ("他不同意该方案，会后离开。", "他同意该方案，会后离开。", ["他同意该方案"]),
        ("副市长李明出席。", "市长李明出席。", ["市长李明出席"]),
        ("据市统计局介绍，项目169个。", "项目169个。", ["项目169个"]),
    ],
)
def test_a_qualifier_struck_beside_kept_words_marks_what_it_qualified(wire, ours, marked):
    assert quotes(wire, ours) == marked


@pytest.mark.parametrize(
    ("wire", "ours"),
    [
        ("项目169个。", "项目169个。"),
        ("一是港口，二是公路。", "一是港口、二是公路。"),
        ("港口 开工。", "港口开工。"),
        ("认真地做好工作。", "认真做好工作。"),
        ("甲地开工。丙地签约。乙地竣工。", "甲地开工。乙地竣工。"),
        ("港口开工，规模很大，影响深远。", "港口开工，影响深远。"),
        ("项目169个。", ""),
        ("", ""),
    ],
)
def test_what_says_nothing_else_is_no_change(wire, ours):
    assert changes(wire, ours) == ()


def test_the_words_that_went_stand_beside_the_change():
    assert changes("项目169个，投资约3亿元。", "项目196个，投资3亿元。") == (
        Change(2, 6, ("169",)),
        Change(9, 12, ("约",)),
    )


def test_only_what_shares_a_character_with_a_change_touches_it():
    changed = [Change(3, 6), Change(10, 12)]

    assert touching([(0, 3), (0, 4), (6, 10), (5, 11), (12, 20)], changed) == [(0, 4), (5, 11)]
    assert touching([(0, 20)], []) == []


@given(texts, texts)
def test_changes_are_apart_in_order_and_inside_the_text(wire, ours):
    found = changes(wire, ours)

    edges = [edge for change in found for edge in change.span]
    assert edges == sorted(edges)
    assert all(0 <= change.start < change.end <= len(ours) for change in found)


@given(texts)
def test_a_text_has_no_changes_to_itself(text):
    assert changes(text, text) == ()


def test_a_long_text_with_a_change_in_every_line_is_compared_in_time():
    wire = "".join(f"第{n}段，全市新开工项目{n}个，到位资金{n}.5亿元。\n" for n in range(1, 1001))
    ours = wire.replace(".5亿元", ".6亿元")
    began = time.monotonic()

    found = changes(wire, ours)

    assert len(found) == 1000
    assert time.monotonic() - began < 20
