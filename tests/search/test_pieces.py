"""Passages lie exactly where they say, boilerplate lies in none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.search.figures import figures
from annotations.search.folding import fold, folded
from annotations.search.marks import marks
from annotations.search.pieces import LONGEST, pieces
from annotations.search.tokens import tokens

LINES = st.sampled_from(
    ["全市港口货物吞吐量达到三亿吨。", "“渔港经济区，”他说，“提速了！”", "责任编辑：张三",
     "免责声明：本文仅供参考", "x" * 450, "", "　　第一段。" * 60, "😀𠮷野家。", "1,200.5万元", "①本站声明"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=600))
calmly = settings(deadline=None)
NUMBERS = st.text(
    alphabet="0123456789oO〇零○一二三十百千万亿兆年月日号.,，点/-第%两多余几数 半分之", max_size=14
)


@calmly
@given(TEXTS)
def test_every_piece_stands_where_it_says(text):
    found = pieces(text)

    assert all(text[piece.start : piece.start + len(piece.text)] == piece.text for piece in found)
    assert all(len(piece.text) <= LONGEST for piece in found)
    ends = [piece.start + len(piece.text) for piece in found]
    assert all(end <= piece.start for end, piece in zip(ends, found[1:], strict=False))


@calmly
@given(TEXTS)
def test_nothing_is_lost_but_boilerplate(text):
    left_out = text
    for piece in reversed(pieces(text)):
        left_out = left_out[: piece.start] + left_out[piece.start + len(piece.text) :]

    assert "吞吐量" not in left_out or "声明" in left_out


@calmly
@given(st.one_of(TEXTS, NUMBERS))
def test_any_text_has_tokens_without_blanks_and_marks_within_it(text):
    found = tokens(text)
    assert all(token and len(token) <= 80 and not any(map(str.isspace, token)) for token in found)

    places = marks(text, found)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(left[1] < right[0] for left, right in pairwise(places))


@calmly
@given(st.text(max_size=80))
def test_a_folded_text_leads_back(text):
    shape = folded(text)

    assert all(0 <= shape.source(at, at + 1)[0] < len(text) for at in range(len(shape.text)))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("117.77亿元", {"n:11777000000", "n:117.77"}),
        ("11,777,000,000", {"n:11777000000"}),
        ("一百一十七亿七千七百万", {"n:11777000000"}),
        ("二0一四年三月五日", {"d:2014-03-05", "d:03-05", "n:2014"}),
        ("2023-03-07", {"d:2023-03-07", "d:03-07", "n:2023"}),
        ("3月7日", {"d:03-07"}),
        ("占15.3%", {"n:0.153"}),
        ("百分之十五", {"n:0.15"}),
        ("三个", {"n:3"}),
        ("统一", set()),
        ("千万不要", set()),
    ],
)
def test_a_figure_is_indexed_by_its_value(written, expected):
    assert {token for figure in figures(fold(written)) for token in figure.tokens} == expected


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：张三",
        "查看原文",
        "【免责声明】",
        "版权所有 某某网",
        "京ICP备12345678号",
        "责编：李四 校对：王五",
    ],
)
def test_boilerplate_is_not_indexed(line):
    text = f"渔港经济区建设全面提速。\n{line}\n港口吞吐量创新高。"

    assert [piece.text for piece in pieces(text)] == ["渔港经济区建设全面提速。", "港口吞吐量创新高。"]


@pytest.mark.parametrize(
    "line", ["责任编辑部门要把好关口。", "法院判决其赔偿版权损失五万元。", "本市发布风险提示制度。"]
)
def test_copy_that_speaks_of_it_is_indexed(line):
    assert line in pieces(f"渔港经济区建设全面提速。\n{line}")[0].text


def test_a_text_of_nothing_else_is_indexed_all_the_same():
    assert [piece.text for piece in pieces("免责声明：本文仅供参考。")] == ["免责声明：本文仅供参考。"]


def test_a_picture_has_one_empty_piece():
    assert [tuple(piece) for piece in pieces("")] == [(0, "")]
