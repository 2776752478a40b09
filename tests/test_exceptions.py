"""整稿审定: which claims are looked at singly, rule by rule, and which are not."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.exceptions import ONE_IN, RULES, Candidate, reasons, with_neighbours

AGREES = [("supports", "same")]


def candidate(**fields: Any) -> Candidate:
    """A figure that its evidence confirms, judged 属实, never seen before, not drawn."""
    plain: dict[str, Any] = {
        "types": ["money"],
        "around": "到位资金117.77亿元",
        "verdict": "verified",
        "flags": [],
        "evidence": AGREES,
        "has_figure": True,
        "version": 4,
        "last_seen": None,
        "draw": 1,
    }
    return Candidate(**plain | fields)


def rules(**fields: Any) -> list[str]:
    return [why.rule for why in reasons(candidate(**fields))]


def test_a_confirmed_figure_goes_with_the_rest():
    assert rules() == []


PLAIN = {"types": ["event"], "has_figure": False, "evidence": [("supports", "none")]}
PERSON = {**PLAIN, "types": ["person"]}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"evidence": [("supports", "rounded")]}, []),
        ({"evidence": [("supports", "differs")]}, ["figure"]),
        ({"evidence": [("supports", "other_unit")]}, ["figure"]),
        ({"evidence": [("supports", "none")]}, ["figure"]),
        ({"evidence": [*AGREES, ("supports", "differs")]}, ["figure"]),
        ({"evidence": [*AGREES, ("supports", "none")]}, ["figure"]),
        ({"evidence": [*AGREES, ("context", "differs")]}, []),
        ({"evidence": [*AGREES, ("context", "none")]}, []),
        ({"evidence": [("context", "same")]}, ["figure"]),
        ({"evidence": []}, ["figure"]),
        # A figure that the machine did not read is missing in the evidence all the same.
        ({"has_figure": False, "evidence": [("supports", "none")]}, ["figure"]),
        ({"types": ["ordinal"], "evidence": [("supports", "none")]}, ["figure"]),
        (PLAIN, []),
        ({"types": ["date"], "has_figure": False, "evidence": []}, []),
        ({"missing": "还需 1 个一手来源"}, ["evidence"]),
        ({"verdict": "mostly_verified"}, ["verdict"]),
        ({"verdict": "unverifiable"}, ["verdict"]),
        ({"verdict": ""}, ["verdict"]),
        ({"evidence": [*AGREES, ("refutes", "same")]}, ["refuted"]),
        ({"flags": ["conflict"]}, ["flagged"]),
        ({"flags": ["stale", "orphaned"]}, ["flagged"]),
        ({"flags": ["blocking"]}, ["flagged"]),
        ({"flags": ["prominent"]}, []),
        ({**PLAIN, "types": ["superlative"]}, ["absolute"]),
        ({**PLAIN, "types": ["event", "first"]}, ["absolute"]),
        ({**PLAIN, "types": ["honor"]}, []),
        ({**PERSON, "around": "市长李某"}, ["leader"]),
        ({**PERSON, "around": "法院书记员王某"}, []),
        ({**PERSON, "around": "教授陈某"}, []),
        # A post without a person is no name of a leader.
        ({**PLAIN, "around": "市长信箱"}, []),
        ({**PLAIN, "types": ["quote"]}, ["quote"]),
        ({**PLAIN, "types": ["attribution"]}, []),
        ({"last_seen": 3}, ["edited"]),
        ({"last_seen": 4}, []),
        ({"hidden": 1}, ["hidden"]),
        ({"draw": 0}, ["drawn"]),
        ({"draw": 3 * ONE_IN}, ["drawn"]),
        ({"draw": ONE_IN + 1}, []),
        # The tenth is drawn from what the other rules leave.
        ({"draw": 0, "last_seen": 3}, ["edited"]),
        ({"verdict": "false", "evidence": [("refutes", "differs")]}, ["figure", "verdict", "refuted"]),
    ],
)
def test_each_rule_names_what_it_is_for_and_nothing_else(fields: dict[str, Any], expected: list[str]):
    assert rules(**fields) == expected


def test_every_reason_is_a_sentence():
    everything = candidate(
        types=["person", "quote", "first"],
        around="市委书记李某",
        verdict="false",
        flags=["conflict"],
        evidence=[("refutes", "differs")],
        last_seen=1,
        hidden=2,
        missing="还需 1 个一手来源",
    )
    found = reasons(everything)

    assert [why.rule for why in found] == [rule for rule, _ in RULES]
    assert all(why.text.endswith("。") for why in found)


@pytest.mark.parametrize(
    ("prefix", "quote", "suffix", "expected"),
    [
        ("昨日，市委书记", "李某", "到港口调研", "市委书记李某到港口调研"),
        ("省长出席。", "李某", "，市长陪同", "李某"),
        ("", "李某", "", "李某"),
    ],
)
def test_a_title_beside_a_name_is_read_with_it_no_further_than_a_stop(prefix, quote, suffix, expected):
    assert with_neighbours(prefix, quote, suffix) == expected
