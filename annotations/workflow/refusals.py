"""Which step leads where, and why it may not be taken now, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from annotations.vocabulary import Role
from annotations.wording import say
from annotations.workflow.completeness import unfinished
from annotations.workflow.rights import REVIEWERS
from annotations.workflow.situation import Refusal, Situation
from annotations.workflow.steps import STEPS, Condition, Step


def find_step(target: str, situation: Situation) -> Step | None:
    """The step that leads from the situation's status to ``target``, or None when there is none.

    Where two do (撤回 and 退回, 已获答复 and 交接), the assignee's own step is meant unless it is a
    reviewer who gives a comment, or another person is named.
    """
    rows = [step for step in STEPS if situation.status in step.sources and step.target == target]
    if len(rows) < 2:
        return rows[0] if rows else None
    own, other = (next(r for r in rows if r.assignee_only), next(r for r in rows if not r.assignee_only))
    if own.name == "recall":
        returns = bool(situation.comment) and not situation.roles.isdisjoint(other.roles)
        return own if situation.is_assignee and not returns else other
    return own if situation.is_assignee and not situation.names_other_assignee else other


def never_by(target: str, roles: Collection[Role]) -> bool:
    """True when no step to ``target`` is ever open to ``roles``: a matter of rights, not of the moment."""
    rows = [step for step in STEPS if step.target == target]
    return bool(rows) and all(step.roles.isdisjoint(roles) for step in rows)


def refusal(step: Step, now: Situation) -> Refusal | None:
    """Why ``step`` may not be taken now, or None. Rights come first, then the moment, then four eyes."""
    if step.roles.isdisjoint(now.roles):
        who = say("、").join(role.label for role in Role if role in step.roles)
        return Refusal("role", say("“{label}”只能由{who}办理。", label=step.label, who=who))
    if now.status not in step.sources:
        return Refusal(
            "state", say("当前状态是“{status}”，不能“{step}”。", status=now.status.label, step=step.label)
        )
    asked = (rule(step, now) for condition, rule in RULES.items() if condition in step.conditions)
    return next((refused for refused in asked if refused), None)


def _comment(step: Step, now: Situation) -> Refusal | None:
    if now.comment.strip():
        return None
    wanted = say(step.needs_comment)
    return Refusal("input", say("“{label}”必须写明{needs_comment}。", label=step.label, needs_comment=wanted))


def _assignee(step: Step, now: Situation) -> Refusal | None:
    if now.is_assignee:
        return None
    return Refusal("state", say("“{label}”只能由该核查点的责任人办理，请先接手或交接。", label=step.label))


def _others_by_reviewers(step: Step, now: Situation) -> Refusal | None:
    if not now.names_other_assignee or not now.roles.isdisjoint(REVIEWERS):
        return None
    return Refusal("role", say("指派他人只能由审核人或值班总编办理；您可以自己接手。"))


def _changes_hands(step: Step, now: Situation) -> Refusal | None:
    """Handing a claim over to whoever has it would be a row in its history that says nothing."""
    if not now.stays_with:
        return None
    return Refusal("state", say("这个核查点已由 {person} 负责，无需交接。", person=now.stays_with))


def _two_reviews(step: Step, now: Situation) -> Refusal | None:
    if now.review_levels == 2:
        return None
    return Refusal("state", say("本部门实行三审：请先“复审通过”，再由值班总编终审。"))


def _three_reviews(step: Step, now: Situation) -> Refusal | None:
    if now.review_levels == 3:
        return None
    return Refusal("state", say("本部门实行两审，没有终审环节，请直接“批准”。"))


def _orphaned(step: Step, now: Situation) -> Refusal | None:
    if now.orphaned:
        return None
    return Refusal("state", say("原文还在正文里，不能确认已失效；只有标着“原文位置待确认”的核查点可以。"))


def _new_place(step: Step, now: Situation) -> Refusal | None:
    if now.has_new_place:
        return None
    return Refusal("place", say("请在当前正文里重新选取这句话的位置（start、end、quote）。"))


def _complete(step: Step, now: Situation) -> Refusal | None:
    return unfinished(now)


def _four_eyes(step: Step, now: Situation) -> Refusal | None:
    if not now.worked and not now.approved_already:
        return None
    done = say("参与过本轮核查") if now.worked else say("已经审过这一轮")
    return Refusal("four_eyes", say("您{done}，须由他人审核（四眼原则）。", done=done))


RULES: Mapping[Condition, Callable[[Step, Situation], Refusal | None]] = {
    Condition.COMMENT: _comment,
    Condition.ASSIGNEE: _assignee,
    Condition.OTHERS_BY_REVIEWERS: _others_by_reviewers,
    Condition.CHANGES_HANDS: _changes_hands,
    Condition.TWO_REVIEWS: _two_reviews,
    Condition.THREE_REVIEWS: _three_reviews,
    Condition.ORPHANED: _orphaned,
    Condition.NEW_PLACE: _new_place,
    Condition.COMPLETE: _complete,
    Condition.FOUR_EYES: _four_eyes,
}
"""What is asked for each condition, in the order in which it is told."""
