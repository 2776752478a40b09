"""The table of a correction's acts: every act, state and role, and what each asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.correctionflow import ACTS, CLOSE, VIEW, Standing, lacking, refusal
from annotations.vocabulary import CorrectionDecision, CorrectionState, Role

S = CorrectionState
OPEN_TO = {
    "view": ({S.REPORTED, S.ASSESSED}, {Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF}),
    "assess": ({S.REPORTED}, {Role.REVIEWER, Role.CHIEF}),
    "decide": ({S.ASSESSED}, {Role.CHIEF}),
    "notice": ({S.DECIDED}, {Role.REVIEWER, Role.CHIEF}),
    "close": ({S.DECIDED}, {Role.CHIEF}),
}
DONE = {"has_notice": True, "notice_is_out": True, "has_corrected_version": True, "decision": "correct"}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", CorrectionState)
@pytest.mark.parametrize("role", Role)
def test_each_act_is_open_in_its_states_to_its_roles_and_to_nobody_else(act, state, role) -> None:
    states, roles = OPEN_TO[act]

    refused = refusal(ACTS[act], Standing(state, frozenset({role}), is_author=True, **DONE))

    kind = "role" if role not in roles else None if state in states else "state"
    assert (refused and refused.kind) == kind


@pytest.mark.parametrize(
    ("act", "target"),
    [("view", None), ("assess", S.ASSESSED), ("decide", S.DECIDED), ("notice", None), ("close", S.CLOSED)],
)
def test_each_act_leads_to_one_state(act, target) -> None:
    assert ACTS[act].target == target


def test_a_reporter_speaks_for_the_own_article_and_an_editor_for_any() -> None:
    reporter = Standing(S.REPORTED, frozenset({Role.REPORTER}))
    editor = Standing(S.REPORTED, frozenset({Role.EDITOR}))

    assert refusal(VIEW, replace(reporter, is_author=True)) is None
    assert refusal(VIEW, editor) is None
    refused = refusal(VIEW, reporter)
    assert refused is not None
    assert refused.text == "这篇稿件不是您写的；确认或提出异议由作者本人或编辑办理。"


@pytest.mark.parametrize(
    ("act", "state", "sentence"),
    [
        ("decide", S.REPORTED, "这条更正“已报告”，还不能“决定”。"),
        ("assess", S.DECIDED, "这条更正“已决定”，不能再“评估”。"),
        ("view", S.CLOSED, "这条更正“已结案”，不能再“作者意见”。"),
    ],
)
def test_a_refusal_says_whether_it_is_too_early_or_too_late(act, state, sentence) -> None:
    refused = refusal(ACTS[act], Standing(state, frozenset({Role.CHIEF})))

    assert refused is not None
    assert refused.text == sentence


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, None),
        ({"has_notice": False}, "还没有启事"),
        ({"notice_is_out": False}, "还没有刊出"),
        ({"has_corrected_version": False}, "网上的正文还没有更正"),
        ({"has_corrected_version": False, "offline_stated": True}, "网上的正文还没有更正"),
        ({"has_corrected_version": False, "online": False}, "声明网上没有"),
        ({"has_corrected_version": False, "online": False, "offline_stated": True}, None),
        ({"has_corrected_version": False, "decision": "clarify"}, None),
        ({"notice_is_out": False, "decision": "clarify"}, "还没有刊出"),
        ({"has_notice": False, "notice_is_out": False, "decision": "no_error"}, None),
    ],
)
def test_closing_asks_for_what_the_decision_promised(changes, word) -> None:
    refused = refusal(CLOSE, Standing(S.DECIDED, frozenset({Role.CHIEF}), **{**DONE, **changes}))

    assert (refused is None) == (word is None)
    assert word is None or word in refused.text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("decision", "given", "withdrawn", "names"),
    [
        ("correct", {}, False, ["original_text", "corrected_text", "decision_reason"]),
        ("correct", {"original_text": "甲", "decision_reason": "误"}, False, ["corrected_text"]),
        ("correct", {"original_text": "甲", "decision_reason": "误"}, True, []),
        ("correct", {"original_text": " ", "decision_reason": "误"}, True, ["original_text"]),
        ("no_error", {"decision_reason": "\n"}, False, ["decision_reason"]),
        ("no_error", {"decision_reason": "公报如此"}, False, []),
        ("clarify", {"decision_reason": "公报如此"}, False, ["notice"]),
        ("clarify", {"notice": "说明"}, False, []),
    ],
)  # fmt: skip
def test_each_decision_needs_its_own_words(decision, given, withdrawn, names) -> None:
    assert list(lacking(CorrectionDecision(decision), given, withdrawn=withdrawn)) == names
