"""The page of a place."""

from __future__ import annotations

import pytest

from annotations.text.pages import page_at


@pytest.mark.parametrize(
    ("starts", "place", "page"),
    [([], 5, ""), ([0, 10, 20], 0, "1"), ([0, 10, 20], 10, "2"), ([3, 9], 1, "1")],
)
def test_the_page_of_a_place(starts: list[int], place: int, page: str):
    assert page_at(starts, place) == page
