"""Marks that open and close, nested, straight, confused and forgotten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.brackets import outermost, pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“甲‘乙’丙。”", ["“甲‘乙’丙。”", "‘乙’"]),
        ("「甲『乙』丙」", ["「甲『乙』丙」", "『乙』"]),
        ("《关于〈条例〉的意见》", ["《关于〈条例〉的意见》", "〈条例〉"]),
        ('"甲"和"乙"', ['"甲"', '"乙"']),
        ("＂甲＂", ["＂甲＂"]),
        ("”甲”和”乙”", ["”甲”", "”乙”"]),
        ("“甲“", ["“甲“"]),
        ("“甲，“乙”", ["“乙”"]),
        ("It’s “甲”", ["“甲”"]),
        ("“甲（乙”丙）", ["“甲（乙”", "（乙”丙）"]),
        ("“甲", []),
    ],
)
def test_marks_find_their_partners(text, expected):
    assert [text[pair.start : pair.end] for pair in pairs(text)] == expected


def test_the_outermost_hide_what_stands_inside():
    text = "“甲“乙”丙”“丁”"

    assert [text[pair.start : pair.end] for pair in outermost(pairs(text))] == ["“甲“乙”丙”", "“丁”"]


@given(st.text(alphabet='甲“”‘’「」『』《》〈〉（）()"＂〝〞。'))
def test_every_pair_begins_and_ends_at_a_mark(text):
    for pair in pairs(text):
        assert 0 <= pair.start < pair.end <= len(text)
        assert text[pair.start] != "甲" != text[pair.end - 1]
