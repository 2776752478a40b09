"""Which step leads where, and why it may not be taken now, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection

from annotations.vocabulary import Role
from annotations.wording import say
from annotations.workflow.completeness import unfinished
from annotations.workflow.rights import REVIEWERS
from annotations.workflow.situation import Refusal, Situation
from annotations.workflow.steps import APPROVING, HANDING, STEPS, Step


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
    if step.needs_comment and not now.comment.strip():
        return Refusal(
            "input",
            say(
                "“{label}”必须写明{needs_comment}。", label=step.label, needs_comment=say(step.needs_comment)
            ),
        )
    if step.assignee_only and not now.is_assignee:
        return Refusal(
            "state", say("“{label}”只能由该核查点的责任人办理，请先接手或交接。", label=step.label)
        )
    if step.name in HANDING and now.names_other_assignee and now.roles.isdisjoint(REVIEWERS):
        return Refusal("role", say("指派他人只能由审核人或值班总编办理；您可以自己接手。"))
    if step.name == "approve" and now.review_levels == 3:
        return Refusal("state", say("本部门实行三审：请先“复审通过”，再由值班总编终审。"))
    if step.name == "pass_on" and now.review_levels == 2:
        return Refusal("state", say("本部门实行两审，没有终审环节，请直接“批准”。"))
    if step.name == "submit":
        return unfinished(now)
    if step.name in APPROVING and (now.worked or now.approved_already):
        done = say("参与过本轮核查") if now.worked else say("已经审过这一轮")
        return Refusal("four_eyes", say("您{done}，须由他人审核（四眼原则）。", done=done))
    return None
