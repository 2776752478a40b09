"""What is shown of a passage: the part that holds most of what was found, and where it stands in it."""

from __future__ import annotations

import pytest

from annotations.text.excerpts import excerpt, inside, pieces

TEXT = "甲" * 50 + "。全市到位资金117.77亿元，" + "乙" * 200 + "资金。" + "丙" * 50


def test_a_short_passage_is_shown_whole():
    assert excerpt("到位资金117.77亿元。", [(0, 4)]) == (0, 13)


def test_the_part_with_most_marks_is_shown_from_behind_a_stop():
    start = TEXT.index("资金117")

    shown = TEXT[
        slice(*excerpt(TEXT, [(start, start + 2), (start + 2, start + 10), (TEXT.rindex("资金"),) * 2]))
    ]

    assert shown.startswith("全市到位资金117.77亿元")
    assert len(shown) == 120


def test_near_the_end_the_part_is_as_long():
    at = TEXT.rindex("资金")
    start, end = excerpt(TEXT, [(at, at + 2)])

    assert end == len(TEXT)
    assert end - start == 120
    assert start <= at


@pytest.mark.parametrize("marks", [[], [(0, 1)]])
def test_without_a_better_part_it_is_the_beginning(marks):
    assert excerpt(TEXT, marks) == (0, 120)


@pytest.mark.parametrize(
    ("marks", "within", "expected"),
    [
        ([(5, 8), (1, 3)], (0, 10), ((1, 3), (5, 8))),
        ([(1, 4), (3, 6), (6, 7)], (0, 10), ((1, 7),)),
        ([(1, 4), (8, 12)], (2, 10), ((0, 2), (6, 8))),
        ([(1, 2)], (2, 10), ()),
    ],
)
def test_marks_are_cut_to_the_part_and_joined(marks, within, expected):
    assert inside(marks, *within) == expected


def test_pieces_are_the_text_and_count_code_points():
    cut = list(pieces("𠮷野家😀资金117亿。", [(4, 6), (6, 10)]))

    assert cut == [("𠮷野家😀", False), ("资金117亿", True), ("。", False)]
    assert list(pieces("", [])) == []
    assert list(pieces("资金", [])) == [("资金", False)]
