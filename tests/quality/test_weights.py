"""The dated files of weights: which one counts, and what a faulty one says."""

from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest

from annotations.quality import Error, NoWeights, arithmetic, weights_on
from annotations.quality.weights import read, stored
from annotations.vocabulary import ErrorClass, ErrorPlace

DATA = json.loads(resources.files("annotations.quality.data").joinpath("2020.json").read_text("utf-8"))


def changed(**changes: Any) -> Any:
    return {**copy.deepcopy(DATA), **changes}


FILES = [
    read(DATA),
    read(
        changed(
            **{"from": "2031-01-01"},
            passes="2",
            classes={**DATA["classes"], "fact": {"each": "3"}},
            repeats_at_most=1,
        )
    ),
]


@pytest.mark.parametrize(
    ("day", "rate", "passes", "second"),
    [
        (date(2020, 5, 28), "1", True, 1),
        (date(2030, 12, 31), "1", True, 1),
        (date(2031, 1, 1), "3", False, 0),
        (date(2040, 6, 1), "3", False, 0),
    ],
)
def test_the_file_in_force_on_the_issues_day_counts(day: date, rate: str, passes: bool, second: int):
    errors = [Error("", ErrorClass.FACT, ErrorPlace.BODY, 1, "甲")] * 2
    one = arithmetic(errors[:1], 10_000, weights_on(day, FILES))

    assert (one.rate, one.passes) == (Decimal(rate), passes)
    assert arithmetic(errors, 10_000, weights_on(day, FILES[::-1])).rows[1].counted == second


def test_before_the_first_file_there_are_none():
    with pytest.raises(NoWeights) as told:
        weights_on(date(2020, 5, 27))

    assert told.value.first == date(2020, 5, 28)


def test_the_stored_file_says_where_it_is_from_and_weighs_every_class():
    (weights,) = stored()

    assert "报纸期刊质量管理规定" in weights.source
    assert set(weights.classes) == set(ErrorClass)
    assert weights.doubled == set(ErrorPlace) - {ErrorPlace.BODY}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"classes": {"fact": {"each": "1"}}}, "No rule for"),
        ({"classes": {**DATA["classes"], "typo": {"each": "1"}}}, "typo"),
        ({"classes": {**DATA["classes"], "fact": {"each": "1", "per_word": "1"}}}, "one way"),
        ({"classes": {**DATA["classes"], "fact": {}}}, "one way"),
        ({"classes": {**DATA["classes"], "fact": {"tiers": [{"up_to": 1, "weight": "1"}]}}}, "last tier"),
        ({"doubling": {"factor": "2", "places": ["attic"]}}, "attic"),
        ({"from": "soon"}, "soon"),
    ],
)
def test_a_faulty_file_is_refused(fault: Any, told: str):
    with pytest.raises(ValueError, match=told):
        read(changed(**fault))
