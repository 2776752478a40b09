"""The table of an article's moves, said once more by hand: every (status, target, role)."""

from __future__ import annotations

import pytest

from annotations.articleflow import find_move, never_by, refusal, standing
from annotations.vocabulary import ArticleStatus, Role

W, E, R, C = Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF
A = ArticleStatus
ALLOWED = {
    (A.DRAFT, A.CHECKING): {W, E, R, C},
    (A.CHECKING, A.DRAFT): {E, R, C},
    (A.IN_REVIEW, A.DRAFT): {E, R, C},
    (A.CLEARED, A.DRAFT): {E, R, C},
    (A.CHECKING, A.PUBLISHED): {C},
    (A.IN_REVIEW, A.PUBLISHED): {C},
    (A.CLEARED, A.PUBLISHED): {C},
    (A.PUBLISHED, A.PUBLISHED): {C},
    (A.CORRECTED, A.PUBLISHED): {C},
    (A.DRAFT, A.WITHDRAWN): {C},
    (A.CHECKING, A.WITHDRAWN): {C},
    (A.IN_REVIEW, A.WITHDRAWN): {C},
    (A.CLEARED, A.WITHDRAWN): {C},
    (A.PUBLISHED, A.WITHDRAWN): {C},
    (A.CORRECTED, A.WITHDRAWN): {C},
    (A.WITHDRAWN, A.CHECKING): {C},
}
"""Who may make the move when nothing else stands in the way (domain, §§5 and 8)."""


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("target", list(A))
@pytest.mark.parametrize("status", list(A))
def test_the_table_allows_exactly_what_is_documented(status: A, target: A, role: Role) -> None:
    allowed = role in ALLOWED.get((status, target), set())

    assert (refusal(status, target, [role], "理由") is None) is allowed


@pytest.mark.parametrize(
    ("status", "target", "role", "kind", "words"),
    [
        (A.CHECKING, A.WITHDRAWN, C, "input", "必须写明撤稿理由"),
        (A.CHECKING, A.DRAFT, E, "input", "必须写明退回采写的理由"),
        (A.CHECKING, A.WITHDRAWN, E, "role", "只能由值班总编办理"),
        (A.WITHDRAWN, A.CHECKING, E, "role", "“恢复核查”只能由值班总编办理"),
        (A.DRAFT, A.PUBLISHED, C, "state", "不能从“采写中”变为“已刊发”"),
        (A.CHECKING, A.CLEARED, C, "state", "随核查点的进度自动变动"),
        (A.CHECKING, A.CORRECTED, C, "state", "由更正办理"),
        (A.PUBLISHED, A.CHECKING, C, "state", "从这里可以到：已刊发、已撤稿"),
    ],
)
def test_a_refusal_says_what_and_where_to_go(status: A, target: A, role: Role, kind: str, words: str) -> None:
    refused = refusal(status, target, [role])

    assert refused is not None
    assert refused.kind == kind
    assert words in refused.text


def test_what_was_out_and_withdrawn_does_not_come_back() -> None:
    fresh = refusal(A.WITHDRAWN, A.CHECKING, [C], "改日再发")
    was_out = refusal(A.WITHDRAWN, A.CHECKING, [C], "改日再发", was_out=True)

    assert fresh is None
    assert was_out is not None
    assert "作为新稿送核" in was_out.text


def test_rights_are_told_apart_from_the_moment() -> None:
    assert never_by(A.WITHDRAWN, [E, R])
    assert not never_by(A.WITHDRAWN, [E, C])
    assert not never_by(A.CLEARED, [E]), "nobody moves an article there by hand, so it is not a right"
    assert find_move(A.PUBLISHED, A.DRAFT) is None


@pytest.mark.parametrize(
    ("work_left", "handed_on", "approved", "clear", "status"),
    [
        (False, False, False, True, A.CHECKING),
        (True, False, False, False, A.CHECKING),
        (True, True, True, False, A.CHECKING),
        (False, True, False, False, A.IN_REVIEW),
        (False, True, True, False, A.IN_REVIEW),
        (False, True, False, True, A.IN_REVIEW),
        (False, True, True, True, A.CLEARED),
        (True, True, True, True, A.CLEARED),
    ],
)
def test_an_article_stands_where_its_claims_say(
    work_left: bool, handed_on: bool, approved: bool, clear: bool, status: A
) -> None:
    found = standing(work_left=work_left, handed_on=handed_on, approved=approved, clear=clear)

    assert found == status
