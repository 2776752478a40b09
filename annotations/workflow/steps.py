"""The table of steps of a claim: from where to where, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.vocabulary import Role, Status
from annotations.wording import marked, say
from annotations.workflow.rights import CHIEFS, EDITORS, REVIEWERS


@dataclass(frozen=True)
class Step:
    """One row of the table. ``name`` tells apart steps with the same ends (接手, 撤回, 退回)."""

    name: str
    chinese: str
    sources: frozenset[Status]
    target: Status
    roles: frozenset[Role]
    assignee_only: bool = False
    needs_comment: str = ""

    @property
    def label(self) -> str:
        return say(self.chinese)


S = Status
STEPS: tuple[Step, ...] = (
    Step("take", marked("接手核查"), frozenset({S.OPEN, S.REOPENED}), S.IN_PROGRESS, EDITORS),
    Step(
        "answer",
        marked("已获答复"),
        frozenset({S.NEEDS_INFO}),
        S.IN_PROGRESS,
        EDITORS,
        True,
        marked("答复内容"),
    ),
    Step("hand_over", marked("交接"), frozenset({S.IN_PROGRESS, S.NEEDS_INFO}), S.IN_PROGRESS, EDITORS),
    Step(
        "ask",
        marked("提问待补"),
        frozenset({S.IN_PROGRESS}),
        S.NEEDS_INFO,
        EDITORS,
        True,
        marked("要问的问题"),
    ),
    Step("submit", marked("提交复审"), frozenset({S.IN_PROGRESS}), S.SUBMITTED, EDITORS, True),
    Step("recall", marked("撤回"), frozenset({S.SUBMITTED}), S.IN_PROGRESS, EDITORS, True),
    Step(
        "return",
        marked("退回"),
        frozenset({S.SUBMITTED}),
        S.IN_PROGRESS,
        REVIEWERS,
        False,
        marked("退回意见"),
    ),
    Step(
        "return_final",
        marked("退回"),
        frozenset({S.FINAL_REVIEW}),
        S.IN_PROGRESS,
        REVIEWERS,
        False,
        marked("退回意见"),
    ),
    Step("approve", marked("批准"), frozenset({S.SUBMITTED}), S.APPROVED, REVIEWERS),
    Step("pass_on", marked("复审通过"), frozenset({S.SUBMITTED}), S.FINAL_REVIEW, REVIEWERS),
    Step("approve_final", marked("终审批准"), frozenset({S.FINAL_REVIEW}), S.APPROVED, CHIEFS),
    Step("reopen", marked("重开"), frozenset({S.APPROVED}), S.REOPENED, REVIEWERS, False, marked("重开理由")),
    Step(
        "reopen_published",
        marked("重开"),
        frozenset({S.PUBLISHED}),
        S.REOPENED,
        CHIEFS,
        False,
        marked("重开理由"),
    ),
)
APPROVING = frozenset({"approve", "pass_on", "approve_final"})
HANDING = frozenset({"take", "hand_over"})
"""Steps that give the claim to an assignee: whoever takes them, or the person they name."""
