"""The chain itself: what is broken is named, what is not is left alone."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.chain import Fault, Link, Tip, Walk, digest

TEXTS = st.text(alphabet='ab记录“”\n\\"/\x00\x1f\x7f😀𠮷', max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def a_chain(length: int) -> list[Link]:
    before, links = "", []
    for seq in range(1, length + 1):
        says = {"seq": seq, "reason": f"第{seq}条", "diff": {"note": ["", "二"]}}
        links.append(Link(says, before, digest(before, says)))
        before = links[-1].hash
    return links


def faults_of(links: list[Link], head: Tip | None) -> list[tuple[int, str]]:
    walk = Walk()
    for link in links:
        walk.follow(link)
    return [tuple(fault) for fault in walk.end(head)]


def tip_of(links: list[Link]) -> Tip:
    return Tip(links[-1].says["seq"], links[-1].hash)


@given(st.dictionaries(TEXTS, VALUES, max_size=5), TEXTS)
def test_a_row_is_hashed_as_the_canonical_json_it_always_was(row: dict[str, Any], before: str):
    canonical = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert digest(before, row) == hashlib.sha256((before + canonical).encode()).hexdigest()


def test_an_untouched_chain_has_no_fault():
    links = a_chain(5)

    assert faults_of(links, tip_of(links)) == []
    assert faults_of([], None) == []
    assert faults_of([], Tip(0, "")) == []


@pytest.mark.parametrize(
    ("at", "changed", "expected"),
    [
        (2, {"says": {"reason": "改写"}}, [(3, "row")]),
        (4, {"says": {"reason": "改写"}}, [(5, "row")]),
        (2, {"hash": "0" * 64}, [(3, "hash")]),
        (2, {"prev_hash": "0" * 64}, [(3, "prev_hash")]),
        (0, {"prev_hash": "x"}, [(1, "prev_hash")]),
        (4, {"hash": "0" * 64}, [(5, "hash")]),
    ],
)
def test_the_changed_row_alone_is_named(at: int, changed: dict[str, Any], expected: list[tuple[int, str]]):
    links = a_chain(5)
    head = tip_of(links)
    if "says" in changed:
        changed = {"says": links[at].says | changed["says"]}

    links[at] = links[at]._replace(**changed)

    assert faults_of(links, head) == expected


def test_two_changed_rows_are_both_named():
    links = a_chain(5)
    head = tip_of(links)
    for at in (1, 2):
        links[at] = links[at]._replace(says=links[at].says | {"reason": "改写"})

    assert faults_of(links, head) == [(2, "row"), (3, "row")]


def test_a_row_taken_out_leaves_a_gap():
    links = a_chain(5)

    assert faults_of(links[:2] + links[3:], tip_of(links)) == [(4, "seq"), (4, "prev_hash")]


def test_rows_taken_from_the_end_are_missed_by_the_head():
    links = a_chain(5)

    assert faults_of(links[:3], tip_of(links)) == [(3, "head")]
    assert faults_of([], tip_of(links)) == [(0, "head")]


def test_a_missing_head_is_a_fault_of_its_own():
    assert faults_of(a_chain(2), None) == [(2, "head")]


def test_a_row_that_holds_what_json_does_not_know_is_named_and_does_not_stop_the_walk():
    links = a_chain(3)
    head = tip_of(links)
    links[1] = links[1]._replace(says=links[1].says | {"reason": b"\xff"})

    assert faults_of(links, head) == [tuple(Fault(2, "row"))]
