"""The workflow as a table: who may take which step, when, and why not, in the reader's language.

Buttons, API and services all ask ``refusal``; nobody else compares statuses. Pure: a ``Situation``
holds everything the rules look at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotations.vocabulary import ClaimType, Resolution, Role, Stance, Status, Tier, Verdict
from annotations.wording import marked, say

EDITORS = frozenset({Role.EDITOR, Role.REVIEWER, Role.CHIEF})
REVIEWERS = frozenset({Role.REVIEWER, Role.CHIEF})
CHIEFS = frozenset({Role.CHIEF})
EVERYONE = frozenset(Role)

MAY: Mapping[str, frozenset[Role]] = {
    "read": EVERYONE,
    "upload": EDITORS | {Role.REPORTER},
    "add_source": EDITORS | {Role.REPORTER},
    "comment": EDITORS | {Role.REPORTER},
    "annotate": EDITORS,
    "review": REVIEWERS,
    "publish": CHIEFS,
    "read_facts": EDITORS | {Role.ADMIN},
    "administer": frozenset({Role.ADMIN}),
    "answer": EDITORS | {Role.REPORTER},
    "report_error": EVERYONE,
    "assess": REVIEWERS,
    "decide_correction": CHIEFS,
    "set_check_level": CHIEFS,
    "grant": CHIEFS,
    "inspect": EDITORS,
    "recheck": EDITORS,
}
"""Acts and the roles that may do them (docs/architecture.md, Roles)."""


def may(act: str, roles: Collection[Role]) -> bool:
    """Whether any of ``roles`` may do ``act``."""
    return not MAY[act].isdisjoint(roles)


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


@dataclass(frozen=True)
class Situation:
    """All that the rules look at when somebody wants to take a step on a claim."""

    status: Status
    roles: frozenset[Role]
    review_levels: int = 2
    is_assignee: bool = False
    names_other_assignee: bool = False
    worked: bool = False
    approved_already: bool = False
    verdict: str = ""
    verdict_note: str = ""
    resolution: str = ""
    resolution_note: str = ""
    proposed_text: str = ""
    evidence_missing: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why a step is not allowed. ``kind`` decides the HTTP status: role 403, input 400, state 409."""

    kind: Literal["role", "input", "state", "four_eyes"]
    text: str


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
        return _unfinished(now)
    if step.name in APPROVING and (now.worked or now.approved_already):
        done = say("参与过本轮核查") if now.worked else say("已经审过这一轮")
        return Refusal("four_eyes", say("您{done}，须由他人审核（四眼原则）。", done=done))
    return None


NO_EVIDENCE_NEEDED = frozenset({Verdict.UNVERIFIABLE, Verdict.ATTRIBUTED_ONLY, Verdict.NOT_CHECKABLE})
NEEDS_NOTE = NO_EVIDENCE_NEEDED | {Verdict.MOSTLY_VERIFIED}
DEMANDS_CHANGE = frozenset({Verdict.MISLEADING, Verdict.PARTLY_FALSE, Verdict.FALSE, Verdict.OUTDATED})


def _unfinished(now: Situation) -> Refusal | None:
    """What is still missing before a claim may be submitted."""
    if not now.verdict:
        return Refusal("state", say("还没有结论，请先给出结论再提交。"))
    verdict = Verdict(now.verdict)
    if verdict in NEEDS_NOTE and not now.verdict_note.strip():
        return Refusal("state", say("结论“{label}”须写明理由（结论说明）。", label=verdict.label))
    if verdict in DEMANDS_CHANGE:
        changed = now.resolution not in ("", Resolution.NONE)
        if not changed and not now.resolution_note.strip():
            return Refusal(
                "state",
                say("结论“{label}”须写明如何处理稿件：选择处理方式，或写明不改的理由。", label=verdict.label),
            )
        if now.resolution == Resolution.CORRECTED and not now.proposed_text:
            return Refusal("state", say("处理方式是“已改稿”，请填写改后文字。"))
    if now.resolution == Resolution.KEPT and (Role.CHIEF not in now.roles or not now.resolution_note.strip()):
        return Refusal("state", say("“保留原文”须由值班总编决定并写明理由。"))
    if verdict not in NO_EVIDENCE_NEEDED and now.evidence_missing:
        return Refusal("state", say("证据不足：{evidence_missing}。", evidence_missing=now.evidence_missing))
    return None


@dataclass(frozen=True)
class Witness:
    """What the evidence rule needs to know of one link."""

    stance: str
    tier: str
    origin: str


DEFAULT_RULE = {"primary": 1, "secondary": 2}


def evidence_missing(
    types: Sequence[str],
    witnesses: Collection[Witness],
    rules: Mapping[str, Mapping[str, int]],
    *,
    critical: bool,
) -> str:
    """What evidence is still missing, as a phrase, or an empty string.

    The strictest of the claim's types counts. Copies of one story (same origin) count once;
    background does not count. A critical article needs two independent sources whatever the tier.
    """
    counted = [w for w in witnesses if w.stance != Stance.CONTEXT]
    primary = len({w.origin for w in counted if w.tier == Tier.PRIMARY})
    origins = len({w.origin for w in counted})
    if critical and origins < 2:
        return say("批评报道须有 2 个相互独立的来源，还需 {n} 个", n=2 - origins)
    for kind in types:
        rule = {**DEFAULT_RULE, **rules.get(kind, {})}
        if primary >= rule["primary"] or origins >= rule["secondary"]:
            continue
        need_primary, need_other = rule["primary"] - primary, rule["secondary"] - origins
        return say(
            "还需 {need_primary} 个一手来源，或 {need_other} 个来源不同的二手来源",
            need_primary=need_primary,
            need_other=need_other,
        )
    return ""


def priority_of(types: Sequence[str]) -> str:
    """The most urgent priority among ``types``."""
    return min((ClaimType(kind).priority for kind in types), default="C")
