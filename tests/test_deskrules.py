"""What a desk's rules may look like, and what is said of those that may not."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.deskrules import FAULTS, GUARDED
from annotations.gate import CONDITIONS

DAYS = [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("review_levels", 2),
        ("review_levels", 3),
        ("evidence_rules", {}),
        ("evidence_rules", {"quote": {"primary": 1, "secondary": 2, "authoritative": False}}),
        (
            "evidence_rules",
            {"money": {"primary": 1, "secondary": 9}, "quote": {"primary": 2, "secondary": 2}},
        ),
        ("gate", {}),
        ("gate", dict.fromkeys(CONDITIONS, False)),
        ("check_level", "wire"),
        ("check_levels", [{"section": "要闻", "source": "新华社", "level": "wire"}, {"level": "full"}]),
        ("issue_calendar", {}),
        ("issue_calendar", {"weekdays": [0, 6], "no_issue": DAYS}),
        ("issue_calendar", {"no_issue": ["2028-02-29"]}),
    ],
)
def test_a_rule_that_can_be_followed_has_no_fault(name: str, given: Any):
    assert FAULTS[name](given) == []


@pytest.mark.parametrize(
    ("name", "given", "place", "words"),
    [
        ("review_levels", 1, "", "须是 2（两审）或 3（三审）"),
        ("review_levels", True, "", "须是 2"),
        ("review_levels", "2", "", "须是 2"),
        ("review_levels", None, "", "须是 2"),
        ("evidence_rules", [], "", "须是一个对象"),
        ("evidence_rules", {"gossip": {"primary": 1, "secondary": 1}}, "/gossip", "没有“gossip”这个类型"),
        ("evidence_rules", {"money": 1}, "/money", "须写明 primary"),
        ("evidence_rules", {"money": {"primary": 1}}, "/money", "须写明 primary"),
        ("evidence_rules", {"money": {"primary": 1, "secondary": 2, "x": 3}}, "/money", "不能有别的"),
        (
            "evidence_rules",
            {"money": {"primary": 1, "secondary": 2, "authoritative": 1}},
            "/money/authoritative",
            "true（要求）",
        ),
        ("evidence_rules", {"money": {"primary": 0, "secondary": 2}}, "/money/primary", "1 到 9 的整数"),
        ("evidence_rules", {"money": {"primary": 1, "secondary": 10}}, "/money/secondary", "“金额”"),
        ("evidence_rules", {"money": {"primary": 1.0, "secondary": 2}}, "/money/primary", "整数"),
        ("evidence_rules", {"money": {"primary": True, "secondary": 2}}, "/money/primary", "整数"),
        ("gate", [], "", "须是一个对象"),
        ("gate", {"mood": False}, "/mood", "没有“mood”这个签发条件"),
        ("gate", {"conflict": 0}, "/conflict", "true（要求）或 false"),
        ("check_level", "half", "", "没有“half”这种核查程度；可用：full（逐条核查）"),
        ("check_level", ["full"], "", "没有“"),
        ("check_levels", [{"level": "half"}], "", "第 1 条规则的核查程度不对"),
        ("issue_calendar", [], "", "只有 weekdays"),
        ("issue_calendar", {"months": []}, "", "只有 weekdays"),
        ("issue_calendar", {"weekdays": [7]}, "/weekdays", "0（星期一）到 6（星期日）"),
        ("issue_calendar", {"weekdays": [True]}, "/weekdays", "0（星期一）"),
        ("issue_calendar", {"weekdays": "0"}, "/weekdays", "0（星期一）"),
        ("issue_calendar", {"weekdays": []}, "/weekdays", "至少有一天出报"),
        ("issue_calendar", {"no_issue": ["2026-02-30"]}, "/no_issue/0", "2026-10-01 的样子"),
        ("issue_calendar", {"no_issue": ["20261001"]}, "/no_issue/0", "2026-10-01 的样子"),
        ("issue_calendar", {"no_issue": [20261001]}, "/no_issue/0", "2026-10-01 的样子"),
        ("issue_calendar", {"no_issue": DAYS * 2}, "/no_issue", "最多 400 天"),
    ],
)
def test_a_fault_is_placed_and_named(name: str, given: Any, place: str, words: str):
    (found, detail), *_ = FAULTS[name](given)

    assert found == place
    assert words in detail


def test_the_guarded_rules_are_rules():
    assert set(GUARDED) < set(FAULTS)
