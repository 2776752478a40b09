"""更正 and 答辩 as a table: who may do what to a correction, when, and why not, in the reader's language.

已报告 → 已评估 → 已决定 → 已结案. Buttons, API and services all ask ``refusal``; nobody else compares
states. Pure: a ``Standing`` holds everything the rules look at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotations.vocabulary import CorrectionDecision, CorrectionState, Role
from annotations.wording import marked, say
from annotations.workflow import CHIEFS, EDITORS, REVIEWERS, Refusal

S = CorrectionState
WRITERS = EDITORS | {Role.REPORTER}


@dataclass(frozen=True)
class Act:
    """One row of the table. ``target`` is the state afterwards; None: it stays."""

    name: str
    chinese: str
    sources: frozenset[CorrectionState]
    target: CorrectionState | None
    roles: frozenset[Role]

    @property
    def label(self) -> str:
        return say(self.chinese)


VIEW = Act("view", marked("作者意见"), frozenset({S.REPORTED, S.ASSESSED}), None, WRITERS)
ASSESS = Act("assess", marked("评估"), frozenset({S.REPORTED}), S.ASSESSED, REVIEWERS)
DECIDE = Act("decide", marked("决定"), frozenset({S.ASSESSED}), S.DECIDED, CHIEFS)
NOTICE = Act("notice", marked("更正启事"), frozenset({S.DECIDED}), None, REVIEWERS)
CLOSE = Act("close", marked("结案"), frozenset({S.DECIDED}), S.CLOSED, CHIEFS)
ACTS: Mapping[str, Act] = {act.name: act for act in (VIEW, ASSESS, DECIDE, NOTICE, CLOSE)}

ORIGINAL, CORRECTED, REASON, NOTICE_TEXT = "original_text", "corrected_text", "decision_reason", "notice"
NEEDED: Mapping[str, Mapping[str, str]] = {
    CorrectionDecision.CORRECT: {
        ORIGINAL: marked("决定更正须写明原文。"),
        CORRECTED: marked("决定更正须写明改后文字；整句撤下的请勾选“撤下”。"),
        REASON: marked("决定更正须写明理由。"),
    },
    CorrectionDecision.NO_ERROR: {REASON: marked("决定“无误”须写明理由，供答复提出方。")},
    CorrectionDecision.CLARIFY: {NOTICE_TEXT: marked("决定“说明”须写好说明文字。")},
}
"""Decision → what it needs, each with the sentence for whoever leaves it out."""


@dataclass(frozen=True)
class Standing:
    """All that the rules look at. ``online`` says that the text stands on the web.

    ``offline_stated`` is the chief's word that there is no text online that could be corrected.
    """

    state: CorrectionState
    roles: frozenset[Role]
    is_author: bool = False
    decision: str = ""
    has_notice: bool = False
    notice_is_out: bool = False
    has_corrected_version: bool = False
    online: bool = True
    offline_stated: bool = False


def refusal(act: Act, now: Standing) -> Refusal | None:
    """Why ``act`` may not be done now, or None. Rights come first, then the moment."""
    if act.roles.isdisjoint(now.roles):
        who = say("、").join(role.label for role in Role if role in act.roles)
        return Refusal("role", say("“{label}”只能由{who}办理。", label=act.label, who=who))
    if act is VIEW and now.roles.isdisjoint(EDITORS) and not now.is_author:
        return Refusal("role", say("这篇稿件不是您写的；确认或提出异议由作者本人或编辑办理。"))
    if now.state not in act.sources:
        return Refusal(
            "state",
            say("这条更正“{state}”，不能再“{act}”。", state=now.state.label, act=act.label)
            if _is_over(act, now.state)
            else say("这条更正“{state}”，还不能“{act}”。", state=now.state.label, act=act.label),
        )
    missing = _open_at_closing(now) if act is CLOSE else ""
    return Refusal("state", missing) if missing else None


def lacking(decision: str, given: Mapping[str, str], *, withdrawn: bool = False) -> dict[str, str]:
    """What a decision still needs: field → sentence. A statement ``withdrawn`` has no corrected words."""
    return {
        name: say(sentence)
        for name, sentence in NEEDED[decision].items()
        if not given.get(name, "").strip() and not (withdrawn and name == CORRECTED)
    }


def _is_over(act: Act, state: CorrectionState) -> bool:
    order = list(CorrectionState)
    return order.index(state) > max(order.index(source) for source in act.sources)


def _open_at_closing(now: Standing) -> str:
    """What must still happen before a decided correction is closed, as a sentence, or nothing."""
    if now.decision == CorrectionDecision.NO_ERROR:
        return ""
    if not now.has_notice:
        return say("还没有启事：请先写好更正启事（说明），刊出后再结案。")
    if not now.notice_is_out:
        return say("启事还没有刊出：请填写刊出位置和时间再结案。")
    if now.decision != CorrectionDecision.CORRECT or now.has_corrected_version:
        return ""
    if now.offline_stated and not now.online:
        return ""
    if now.online:
        return say("网上的正文还没有更正：请先提交更正后的新版本再结案。")
    return say("还没有更正后的版本：请先提交，或由值班总编声明网上没有这篇稿件。")
