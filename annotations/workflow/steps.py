"""The table of steps of a claim: from where to where, by whom, on which conditions (docs/workflow.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.vocabulary import Role, Status
from annotations.wording import marked, say
from annotations.workflow.rights import CHIEFS, EDITORS, REVIEWERS


class Condition(StrEnum):
    """What a step asks for beside status and role; ``refusals.py`` says each in words."""

    ASSIGNEE = "assignee"
    COMMENT = "comment"
    COMPLETE = "complete"
    FOUR_EYES = "four_eyes"
    TWO_REVIEWS = "two_reviews"
    THREE_REVIEWS = "three_reviews"
    OTHERS_BY_REVIEWERS = "others_by_reviewers"
    CHANGES_HANDS = "changes_hands"
    ORPHANED = "orphaned"
    NEW_PLACE = "new_place"


@dataclass(frozen=True)
class Step:
    """One row of the table. ``name`` tells apart steps with the same ends (接手, 撤回, 退回).

    ``comment`` is what must be written with the step, if anything.
    """

    name: str
    chinese: str
    sources: frozenset[Status]
    target: Status
    roles: frozenset[Role]
    conditions: frozenset[Condition] = frozenset()
    comment: str = ""

    @property
    def label(self) -> str:
        return say(self.chinese)

    @property
    def assignee_only(self) -> bool:
        return Condition.ASSIGNEE in self.conditions

    @property
    def needs_comment(self) -> str:
        """What the comment must say, in Chinese; "" where none is asked for."""
        return self.comment


S, C = Status, Condition
UNDER_WAY = frozenset(set(Status) - {S.PUBLISHED, S.SUPERSEDED})


def _step(
    name: str, chinese: str, sources: set[Status] | frozenset[Status], target: Status, roles: frozenset[Role],
    *conditions: Condition, comment: str = "",
) -> Step:  # fmt: skip
    asked = {C.COMMENT} if comment else set()
    return Step(name, chinese, frozenset(sources), target, roles, frozenset({*conditions, *asked}), comment)


STEPS: tuple[Step, ...] = (
    _step("take", marked("接手核查"), {S.OPEN, S.REOPENED}, S.IN_PROGRESS, EDITORS, C.OTHERS_BY_REVIEWERS),
    _step(
        "answer",
        marked("已获答复"),
        {S.NEEDS_INFO},
        S.IN_PROGRESS,
        EDITORS,
        C.ASSIGNEE,
        comment=marked("答复内容"),
    ),
    _step(
        "hand_over",
        marked("交接"),
        {S.IN_PROGRESS, S.NEEDS_INFO},
        S.IN_PROGRESS,
        EDITORS,
        C.OTHERS_BY_REVIEWERS,
        C.CHANGES_HANDS,
    ),
    _step(
        "ask",
        marked("提问待补"),
        {S.IN_PROGRESS},
        S.NEEDS_INFO,
        EDITORS,
        C.ASSIGNEE,
        comment=marked("要问的问题"),
    ),
    _step("submit", marked("提交复审"), {S.IN_PROGRESS}, S.SUBMITTED, EDITORS, C.ASSIGNEE, C.COMPLETE),
    _step("recall", marked("撤回"), {S.SUBMITTED}, S.IN_PROGRESS, EDITORS, C.ASSIGNEE),
    _step("return", marked("退回"), {S.SUBMITTED}, S.IN_PROGRESS, REVIEWERS, comment=marked("退回意见")),
    _step(
        "return_final", marked("退回"), {S.FINAL_REVIEW}, S.IN_PROGRESS, CHIEFS, comment=marked("退回意见")
    ),
    _step("approve", marked("批准"), {S.SUBMITTED}, S.APPROVED, REVIEWERS, C.TWO_REVIEWS, C.FOUR_EYES),
    _step(
        "pass_on", marked("复审通过"), {S.SUBMITTED}, S.FINAL_REVIEW, REVIEWERS, C.THREE_REVIEWS, C.FOUR_EYES
    ),
    _step("approve_final", marked("终审批准"), {S.FINAL_REVIEW}, S.APPROVED, CHIEFS, C.FOUR_EYES),
    _step("reopen", marked("重开"), {S.APPROVED}, S.REOPENED, REVIEWERS, comment=marked("重开理由")),
    _step("reopen_published", marked("重开"), {S.PUBLISHED}, S.REOPENED, CHIEFS, comment=marked("重开理由")),
    _step("supersede", marked("确认已失效"), UNDER_WAY, S.SUPERSEDED, EDITORS, C.ORPHANED),
    _step("restore", marked("重新定位"), {S.SUPERSEDED}, S.OPEN, EDITORS, C.NEW_PLACE),
)
APPROVING = frozenset(step.name for step in STEPS if C.FOUR_EYES in step.conditions)
HANDING = frozenset(step.name for step in STEPS if C.OTHERS_BY_REVIEWERS in step.conditions)
"""Steps that give the claim to an assignee: whoever takes them, or the person they name."""
