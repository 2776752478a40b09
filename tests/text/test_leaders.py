"""Posts of leaders, told from words that only look like one."""

from __future__ import annotations

import pytest

from annotations.text.leaders import leading_post


@pytest.mark.parametrize(
    ("words", "post"),
    [
        ("省委书记李某", "书记"),
        ("中共中央总书记", "总书记"),
        ("副市长王某", "市长"),
        ("公安局局长", "局长"),
        ("法院书记员", ""),
        ("登上主席台", ""),
        ("本市长期坚持", ""),
        ("中部长江沿岸", ""),
        ("市长长期分管", "市长"),
        ("书记员随书记到场", "书记"),
        ("董事长赵某", ""),
        ("教授", ""),
        ("", ""),
    ],
)
def test_a_post_is_found_where_one_stands(words: str, post: str):
    assert leading_post(words) == post
