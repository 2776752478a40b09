"""bench/pairing.py: what it counts as right, wrong and the worst mistake, and its own cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.pairing import BY_HAND, OWN, Case, line

COPY = "去年全市港口货物吞吐量2318万吨。去年全市旅游收入1.86亿元。"
MATERIAL = "去年全市港口货物吞吐量2318万吨。去年全市旅游收入1.68亿元。"
CARGO = {"quote": "2318万吨", "passage": "吞吐量2318万吨", "outcome": "same"}
TOURISM = {"quote": "1.86亿元", "passage": "收入1.68亿元", "outcome": "differs", "planted": True}


def a_case(folder: Path, *rows: dict, copy: str = COPY, material: str = MATERIAL) -> Case:
    (folder / "copy.txt").write_text(copy, "utf-8")
    (folder / "material-1.txt").write_text(material, "utf-8")
    lines = [json.dumps(row, ensure_ascii=False) for row in ({"reference_date": "2024-03-01"}, *rows)]
    (folder / "pairs.jsonl").write_text("\n".join(lines), "utf-8")
    return Case(folder)


def test_what_is_paired_rightly_counts_as_right(tmp_path: Path) -> None:
    case = a_case(tmp_path, CARGO, TOURISM)
    assert [one.right for one in case.answers] == [True, True]
    assert case.presses() == [1]
    assert "right comparison 1.000 (2/2), false same 0, errors found 1 + 0 as missing of 1" in line([case])


def test_agreement_where_the_labels_know_of_none_is_the_worst_mistake(tmp_path: Path) -> None:
    case = a_case(tmp_path, {**CARGO, "outcome": "differs", "planted": True})
    assert [one.false_same for one in case.answers] == [True]
    assert "false same 1, errors found 0 + 0 as missing of 1" in line([case])


def test_agreement_at_another_passage_is_not_right_and_costs_the_keys_of_looking(tmp_path: Path) -> None:
    case = a_case(tmp_path, {**CARGO, "passage": "旅游收入1.68亿元"})
    assert [(one.right, one.false_same) for one in case.answers] == [(False, False)]
    assert case.presses() == [BY_HAND]


def test_what_no_item_covers_is_told_apart(tmp_path: Path) -> None:
    case = a_case(tmp_path, {"quote": "去年", "outcome": "missing"}, copy="去年的事。")
    assert line([case]).endswith("no item 1")
    assert not case.answers[0].right


def test_words_that_do_not_stand_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        a_case(tmp_path, {**CARGO, "passage": "没有的话"})


@pytest.mark.parametrize("folder", sorted(OWN.iterdir()), ids=lambda folder: folder.name)
def test_every_own_case_can_be_read_and_holds_errors(folder: Path) -> None:
    case = Case(folder)
    assert len(case.labels) >= 30
    assert 5 <= sum(label.planted for label in case.labels) <= 6
