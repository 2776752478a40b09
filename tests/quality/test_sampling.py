"""The monthly sample, and the times that most work takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.quality import drawn, nearest_rank, sample_size


@pytest.mark.parametrize(
    ("population", "size"), [(0, 0), (1, 1), (49, 1), (50, 1), (51, 2), (100, 2), (101, 3), (1200, 24)]
)
def test_two_in_a_hundred_are_drawn_and_at_least_one(population: int, size: int):
    assert sample_size(population) == size


@given(st.sets(st.uuids().map(str), max_size=120), st.text(max_size=8))
def test_a_seed_draws_the_same_sample_again(ids: set[str], seed: str):
    first = drawn(ids, seed)

    assert first == drawn(sorted(ids, reverse=True), seed)
    assert set(first) <= ids
    assert len(set(first)) == len(first) == sample_size(len(ids))


def test_another_seed_draws_another_sample_and_everybody_has_their_turn():
    ids = [str(n) for n in range(100)]
    samples = [drawn(ids, str(seed)) for seed in range(600)]

    assert samples[0] != samples[1]
    assert {one for sample in samples for one in sample} == set(ids)


@pytest.mark.parametrize(
    ("minutes", "percent", "expected"),
    [([], 50, None), ([7], 50, 7), ([7], 90, 7), ([3, 1, 2], 50, 2), (range(1, 11), 50, 5),
     (range(1, 11), 90, 9), (range(1, 12), 90, 10), ([1, 100], 90, 100)],
)  # fmt: skip
def test_a_percentile_is_a_time_that_was_really_taken(minutes, percent: int, expected: int | None):
    found = nearest_rank([timedelta(minutes=n) for n in minutes], percent)

    assert found == (None if expected is None else timedelta(minutes=expected))
