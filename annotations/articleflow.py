"""The way of an article as a table: who may move it, when, and why not, in the reader's language. Pure.

Between 核查中, 审核中 and 核查通过 the system moves it by the work on its claims (``standing``); people send
it to be checked, take it back, publish and withdraw it. A correction makes it 已更正.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from annotations.vocabulary import ArticleStatus, Role
from annotations.wording import marked, say
from annotations.workflow import CHIEFS, EDITORS, Refusal

A = ArticleStatus
IN_WORK = (A.CHECKING, A.IN_REVIEW, A.CLEARED)
"""Between these the system moves the article."""

SIGNABLE = frozenset({*IN_WORK, A.PUBLISHED, A.CORRECTED})
"""In these an article may be signed; for a further channel also when it is out."""

LOCKED = frozenset({A.PUBLISHED, A.CORRECTED, A.WITHDRAWN})
"""In these the text takes no new version, except by a correction."""


@dataclass(frozen=True)
class Move:
    """One row of the table."""

    chinese: str
    sources: frozenset[ArticleStatus]
    target: ArticleStatus
    roles: frozenset[Role]
    needs_reason: str = ""

    @property
    def label(self) -> str:
        return say(self.chinese)


MOVES: tuple[Move, ...] = (
    Move(marked("送核查"), frozenset({A.DRAFT}), A.CHECKING, EDITORS | {Role.REPORTER}),
    Move(marked("退回采写"), frozenset(IN_WORK), A.DRAFT, EDITORS, marked("退回采写的理由")),
    Move(marked("刊发"), SIGNABLE, A.PUBLISHED, CHIEFS),
    Move(marked("恢复核查"), frozenset({A.WITHDRAWN}), A.CHECKING, CHIEFS, marked("恢复核查的理由")),
    Move(marked("撤稿"), frozenset(A) - {A.WITHDRAWN}, A.WITHDRAWN, CHIEFS, marked("撤稿理由")),
)

_NOT_BY_HAND = {
    A.CHECKING: marked("“核查中”“审核中”“核查通过”随核查点的进度自动变动，不用人工改。"),
    A.IN_REVIEW: marked("“核查中”“审核中”“核查通过”随核查点的进度自动变动，不用人工改。"),
    A.CLEARED: marked("“核查中”“审核中”“核查通过”随核查点的进度自动变动，不用人工改。"),
    A.CORRECTED: marked("“已更正”由更正办理：请在更正里决定并登记改正后的文字。"),
}


def find_move(status: ArticleStatus, target: str) -> Move | None:
    """The move from ``status`` to ``target``, or None when people cannot make one."""
    return next((move for move in MOVES if status in move.sources and move.target == target), None)


def moves_from(status: ArticleStatus) -> list[Move]:
    return [move for move in MOVES if status in move.sources]


def never_by(target: str, roles: Collection[Role]) -> bool:
    """True when people move articles to ``target``, but never people with these roles."""
    rows = [move for move in MOVES if move.target == target]
    return bool(rows) and all(move.roles.isdisjoint(roles) for move in rows)


def refusal(
    status: ArticleStatus, target: str, roles: Collection[Role], reason: str = "", *, was_out: bool = False
) -> Refusal | None:
    """Why the article may not be moved to ``target`` now, or None. Rights come first, then the moment.

    ``was_out``: it was published once, so that its facts were taken back for good when it was withdrawn.
    """
    move = find_move(status, target)
    if never_by(target, roles) or (move and move.roles.isdisjoint(roles)):
        rows = [move] if move else [one for one in MOVES if one.target == target]
        who = say("、").join(role.label for role in Role if any(role in one.roles for one in rows))
        return Refusal("role", say("“{label}”只能由{who}办理。", label=rows[0].label, who=who))
    if move is None:
        return Refusal("state", _no_way(status, target))
    if status == A.WITHDRAWN and was_out:
        return Refusal("state", say("这篇稿件刊发过，撤稿后不能恢复；需要再发，请改写后作为新稿送核。"))
    if move.needs_reason and not reason.strip():
        return Refusal(
            "input",
            say("“{label}”必须写明{needs_reason}。", label=move.label, needs_reason=say(move.needs_reason)),
        )
    return None


def _no_way(status: ArticleStatus, target: str) -> str:
    if target in _NOT_BY_HAND and status not in LOCKED:
        return say(_NOT_BY_HAND[A(target)])
    known = [move.target.label for move in moves_from(status)]
    return say(
        "不能从“{status}”变为“{target}”。从这里可以到：{known}。",
        status=status.label,
        target=A(target).label,
        known=say("、").join(known),
    )


def standing(*, work_left: bool, handed_on: bool, approved: bool, clear: bool) -> ArticleStatus:
    """Where an article in work stands by its claims.

    ``work_left``: an A claim is not submitted or an A suggestion waits; ``handed_on``: some claim was
    submitted or further; ``approved``: some claim is; ``clear``: nothing is missing at the gate. An article
    that nobody has worked on stays 核查中, however little there is to check.
    """
    if clear and approved:
        return A.CLEARED
    return A.CHECKING if work_left or not handed_on else A.IN_REVIEW
