"""What the steps ask for, case by case; the whole table stands in test_workflow_table.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.vocabulary import Role, Status
from annotations.workflow import (
    STEPS,
    Situation,
    Witness,
    demands,
    evidence_missing,
    find_step,
    may,
    never_by,
    priority_of,
    refusal,
)

E, R, C = Role.EDITOR, Role.REVIEWER, Role.CHIEF
S = Status


def ready(status: Status, role: Role, **more: object) -> Situation:
    """A situation in which only status and role decide."""
    assignee = status in (S.IN_PROGRESS, S.NEEDS_INFO)
    now = Situation(
        status=status, roles=frozenset({role}), is_assignee=assignee, verdict="verified", comment="理由"
    )
    return replace(now, **more)


def answer(now: Situation, target: Status) -> str:
    step = find_step(target, now)
    if step is None:
        return "none"
    refused = refusal(step, now)
    return refused.kind if refused else "ok"


@pytest.mark.parametrize(("status", "target"), [(S.SUBMITTED, S.APPROVED), (S.FINAL_REVIEW, S.APPROVED)])
def test_whoever_worked_on_a_claim_does_not_approve_it(status: Status, target: Status) -> None:
    assert answer(ready(status, C, worked=True), target) == "four_eyes"
    assert answer(ready(status, C, approved_already=True), target) == "four_eyes"
    assert answer(ready(status, C), target) == "ok"


def test_three_reviews_go_through_the_chief() -> None:
    now = ready(S.SUBMITTED, R, review_levels=3)

    assert answer(now, S.APPROVED) == "state"
    assert answer(now, S.FINAL_REVIEW) == "ok"
    assert answer(replace(now, review_levels=2), S.FINAL_REVIEW) == "state"
    assert answer(replace(now, worked=True), S.FINAL_REVIEW) == "four_eyes"


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({"verdict": ""}, False),
        ({"verdict": "verified", "evidence_missing": "还需 1 个一手来源"}, False),
        ({"verdict": "unverifiable", "evidence_missing": "还需 1 个一手来源"}, False),
        ({"verdict": "unverifiable", "evidence_missing": "缺", "verdict_note": "查无记录"}, True),
        ({"verdict": "mostly_verified"}, False),
        ({"verdict": "mostly_verified", "verdict_note": "四舍五入"}, True),
        ({"verdict": "false"}, False),
        ({"verdict": "false", "resolution": "none"}, False),
        ({"verdict": "false", "resolution": "none", "resolution_note": "原话如此"}, True),
        ({"verdict": "false", "resolution": "corrected"}, False),
        ({"verdict": "false", "resolution": "corrected", "proposed_text": "169个"}, True),
        ({"verdict": "false", "resolution": "corrected", "proposed_text": "169", "quote": "169"}, False),
        ({"verdict": "verified", "resolution": "corrected"}, False),
        ({"verdict": "misleading", "resolution": "softened"}, True),
        ({"verdict": "partly_false", "resolution": "cut"}, True),
        ({"verdict": "partly_false", "resolution": "cut", "proposed_text": "新"}, False),
        ({"verdict": "verified", "resolution": "none", "proposed_text": "新", "quote": "旧"}, False),
        ({"verdict": "outdated"}, False),
        ({"verdict": "outdated", "resolution_note": "稿件明言是去年"}, True),
        ({"verdict": "not_checkable", "evidence_missing": "缺"}, False),
        ({"verdict": "not_checkable", "evidence_missing": "缺", "verdict_note": "口号"}, True),
        ({"verdict": "attributed_only", "evidence_missing": "缺", "verdict_note": "确有此说"}, True),
        ({"verdict": "attributed_only", "verdict_note": "确有此说", "credited": False}, False),
        (
            {
                "verdict": "attributed_only",
                "verdict_note": "确有此说",
                "credited": False,
                "resolution": "attributed",
            },
            False,
        ),
        (
            {
                "verdict": "attributed_only",
                "verdict_note": "确有此说",
                "credited": False,
                "resolution": "attributed",
                "proposed_text": "市商务局称169个",
            },
            True,
        ),
        ({"verdict": "false", "resolution": "kept", "resolution_note": "理由"}, False),
        ({"verdict": "false", "resolution": "kept", "kept_by_chief": True}, False),
        (
            {
                "verdict": "false",
                "resolution": "kept",
                "resolution_note": "理由",
                "kept_by_chief": True,
            },
            True,
        ),
    ],
)
def test_only_finished_work_is_submitted(fields: dict[str, object], allowed: bool) -> None:
    assert (answer(ready(S.IN_PROGRESS, E, **fields), S.SUBMITTED) == "ok") == allowed


def test_keeping_the_text_is_the_chiefs_decision() -> None:
    kept = {"verdict": "false", "resolution": "kept", "resolution_note": "总编裁定"}

    assert answer(ready(S.IN_PROGRESS, C, **kept), S.SUBMITTED) == "ok"


def test_what_verdict_and_handling_want_is_told_field_by_field() -> None:
    now = ready(S.IN_PROGRESS, E, verdict="misleading", resolution="corrected", quote="169个")

    assert [(one.field, one.met) for one in demands(now)] == [("resolution", True), ("proposed_text", False)]
    assert demands(replace(now, verdict="")) == []


def test_only_the_assignee_submits_recalls_and_asks() -> None:
    other = ready(S.IN_PROGRESS, E, is_assignee=False)

    assert answer(other, S.SUBMITTED) == answer(other, S.NEEDS_INFO) == "state"
    assert answer(ready(S.SUBMITTED, E, is_assignee=True, comment=""), S.IN_PROGRESS) == "ok"


def test_returning_needs_a_comment() -> None:
    assert answer(ready(S.SUBMITTED, R, comment="  "), S.IN_PROGRESS) == "input"
    assert answer(ready(S.SUBMITTED, R, comment="单位不对"), S.IN_PROGRESS) == "ok"


def test_an_editor_does_not_assign_others() -> None:
    now = ready(S.IN_PROGRESS, E, names_other_assignee=True)

    assert answer(now, S.IN_PROGRESS) == "role"
    assert answer(replace(now, roles=frozenset({R})), S.IN_PROGRESS) == "ok"


def test_rights_are_told_apart_from_the_moment() -> None:
    assert never_by(S.APPROVED, {E})
    assert not never_by(S.APPROVED, {R})
    assert not never_by(S.PUBLISHED, {E})  # nobody's step: the system's, told as 409


@pytest.mark.parametrize(
    ("witnesses", "missing"),
    [
        ([], "还需 1 个一手来源，或 2 个来源不同的二手来源"),
        ([("supports", "primary", "a")], ""),
        ([("context", "primary", "a")], "还需 1 个一手来源，或 2 个来源不同的二手来源"),
        ([("supports", "secondary", "a")], "还需 1 个一手来源，或 1 个来源不同的二手来源"),
        (
            [("supports", "secondary", "a"), ("supports", "secondary", "a")],
            "还需 1 个一手来源，或 1 个来源不同的二手来源",
        ),
        ([("supports", "secondary", "a"), ("refutes", "secondary", "b")], ""),
    ],
)
def test_copies_of_one_story_count_once(witnesses: list[tuple[str, str, str]], missing: str) -> None:
    rows = [Witness(*row) for row in witnesses]

    assert evidence_missing(["money"], rows, {}, critical=False) == missing


def test_a_desk_may_ask_for_more_and_the_strictest_type_counts() -> None:
    one = [Witness("supports", "primary", "a")]
    rules = {"person": {"primary": 2, "secondary": 3}}

    assert evidence_missing(["money"], one, rules, critical=False) == ""
    assert evidence_missing(["money", "person"], one, rules, critical=False).startswith("还需 1 个一手来源")


def test_critical_articles_need_two_independent_sources() -> None:
    one = [Witness("supports", "primary", "a")]
    two = [*one, Witness("supports", "secondary", "b")]

    assert "2 个相互独立" in evidence_missing(["money"], one, {}, critical=True)
    assert evidence_missing(["money"], two, {}, critical=True) == ""


def test_rights_of_roles() -> None:
    assert [act for act in ("upload", "annotate", "review", "publish") if may(act, {Role.REPORTER})] == [
        "upload"
    ]
    assert [act for act in ("annotate", "review", "publish", "read") if may(act, {Role.ADMIN})] == ["read"]
    assert [role for role in (R, C) if may("publish", {role})] == [C]


def test_priority_is_the_most_urgent_of_the_types() -> None:
    assert priority_of(["causal", "event"]) == "B"
    assert priority_of(["event", "money"]) == "A"
    assert priority_of([]) == "C"


def test_no_two_steps_share_a_name() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)


def test_an_editor_may_say_why_he_recalls_and_a_reviewer_with_words_returns() -> None:
    own = ready(S.SUBMITTED, E, is_assignee=True)

    assert answer(own, S.IN_PROGRESS) == "ok"
    assert find_step(S.IN_PROGRESS, own).name == "recall"
    assert find_step(S.IN_PROGRESS, replace(own, roles=frozenset({R}))).name == "return"
    assert answer(replace(own, is_assignee=False), S.IN_PROGRESS) == "role"
