import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.differences import (
    DELETE,
    EQUAL,
    INSERT,
    Edit,
    Run,
    abridged,
    changed_spans,
    edits,
    runs,
)

texts = st.text(alphabet="全市新增项目到资金169.亿元，。\n😀", max_size=120)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("项目169个", "项目169个", [Run(EQUAL, "项目169个")]),
        (
            "项目169个",
            "项目196个",
            [Run(EQUAL, "项目"), Run(DELETE, "169"), Run(INSERT, "196"), Run(EQUAL, "个")],
        ),
        ("", "新稿", [Run(INSERT, "新稿")]),
        ("旧稿", "", [Run(DELETE, "旧稿")]),
        ("一段。\n二段。\n", "一段。\n", [Run(EQUAL, "一段。\n"), Run(DELETE, "二段。\n")]),
        ("甲方签约。", "完全不同", [Run(DELETE, "甲方签约。"), Run(INSERT, "完全不同")]),
        (
            "共12人😀",
            "共13人😀",
            [Run(EQUAL, "共"), Run(DELETE, "12"), Run(INSERT, "13"), Run(EQUAL, "人😀")],
        ),
    ],
)
def test_what_was_struck_and_put_in_is_shown_by_words(old, new, expected):
    assert runs(old, new) == expected


def test_a_paragraph_that_was_rewritten_is_struck_and_put_in_whole():
    old = "标题\n全市新增过亿元项目169个。\n结尾。"
    new = "标题\n记者走进车间，看见机器飞转。\n结尾。"

    assert [run.text for run in runs(old, new) if run.kind != EQUAL] == [
        "全市新增过亿元项目169个。\n",
        "记者走进车间，看见机器飞转。\n",
    ]


def test_a_paragraph_put_before_one_that_was_changed_is_not_taken_for_it():
    old = "到位资金117.77亿元，增长12%。\n"
    new = "记者获悉以下情况。\n到位资金117.77亿元，增长13%。\n"

    assert edits(old, new) == [Edit(0, 0, 0, 10), Edit(15, 18, 25, 28)]


def test_only_what_is_new_in_the_new_text_is_a_changed_span():
    assert changed_spans("共有169个项目落地。", "共196个项目已落地。") == [(1, 4), (7, 8)]


@given(texts, texts)
def test_the_runs_hold_both_texts(old, new):
    found = runs(old, new)

    assert "".join(run.text for run in found if run.kind != INSERT) == old
    assert "".join(run.text for run in found if run.kind != DELETE) == new
    assert all(run.text for run in found)


@given(texts, texts)
def test_between_two_edits_both_texts_are_the_same(old, new):
    at = new_at = 0
    for edit in [*edits(old, new), Edit(len(old), len(old), len(new), len(new))]:
        assert old[at : edit.start] == new[new_at : edit.new_start]
        at, new_at = edit.end, edit.new_end


def test_a_giant_paragraph_is_compared_within_memory():
    old, new = "甲" + "项目" * 30_000 + "乙", "甲" + "资金" * 30_000 + "乙"

    assert edits(old, new) == [Edit(1, 60_001, 1, 60_001)]


def test_long_stretches_that_stayed_are_left_out_and_counted():
    shown = abridged(runs("甲" * 500 + "169个" + "乙" * 500, "甲" * 500 + "196个" + "乙" * 500), side=10)

    assert [(run.kind, run.text, run.omitted) for run in shown] == [
        ("equal", "…" + "甲" * 10, 490),
        ("delete", "169", 0),
        ("insert", "196", 0),
        ("equal", "个" + "乙" * 9 + "…", 491),
    ]
