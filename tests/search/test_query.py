"""Which words of a query the database is asked for."""

from __future__ import annotations

import pytest

from annotations.search import query
from annotations.search.scoring import Asked
from annotations.search.terms import Rarity


def asked(**df: int) -> Asked:
    known = Rarity(1_000_000, 100.0, {word: n for word, n in df.items() if n})
    return Asked(dict.fromkeys(df, 1.0), frozenset(), known)


@pytest.mark.parametrize(
    ("df", "leading"),
    [
        ({"a": 5, "b": 7, "new": 0}, ["a", "b", "new"]),
        ({"a": 100, "b": 9_000, "c": 9_000, "d": 9_000, "e": 9_000, "f": 9_000}, list("abcde")),
        ({"a": 100, "b": 10_000, "c": 10_000, "d": 100, "e": 100, "f": 100, "g": 9_000}, list("adefgbc")),
        ({"a": 230_000}, ["a"]),
        ({"a": 230_000, "b": 50_000}, ["b"]),
        ({f"w{n:02}": 1 + n for n in range(20)}, [f"w{n:02}" for n in range(12)]),
    ],
)
def test_the_rarest_words_lead_as_far_as_the_budget_goes(df, leading):
    assert list(query.leading(asked(**df))) == leading


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("117.77亿元", {"n:11777000000", "n:117.77"}),
        ("一百九十八亿", {"n:19800000000"}),
        ("到位资金117.77亿元", {"到位", "资金", "n:11777000000", "n:117.77"}),
        ("元旦", {"元旦"}),
    ],
)
def test_a_great_figure_is_asked_for_as_a_value_without_its_unit(typed, terms):
    assert set(query.parsed(typed).terms) == terms
