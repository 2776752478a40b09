"""暂停外供 and 恢复外供 by themselves, without a correction."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Claim, VerifiedFact
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.holding import hold_fact, release_fact
from annotations.services.review import take_step
from annotations.vocabulary import Action, Role, Status
from tests.factories import an_approved_claim, member
from tests.services.aftermath import a_published_claim, newest_fact, reported

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def fact(editor, reviewer, chief) -> VerifiedFact:
    return newest_fact(a_published_claim(editor, reviewer, chief))


@pytest.mark.parametrize(
    ("role", "holds", "releases"),
    [
        (Role.REPORTER, False, False),
        (Role.EDITOR, False, False),
        (Role.REVIEWER, True, False),
        (Role.CHIEF, True, True),
        (Role.ADMIN, False, False),
    ],
)
def test_reviewers_and_chiefs_hold_and_the_chief_releases(
    fact, desk, reviewer, role, holds, releases
) -> None:
    person = member(desk, role)
    if holds:
        hold_fact(actor=person, fact=fact, reason="存疑")
    else:
        with pytest.raises(Forbidden):
            hold_fact(actor=person, fact=fact, reason="存疑")
        hold_fact(actor=reviewer, fact=fact, reason="存疑")
    if releases:
        release_fact(actor=person, fact=fact, reason="无误")
    else:
        with pytest.raises(Forbidden):
            release_fact(actor=person, fact=fact, reason="无误")

    assert VerifiedFact.objects.current().exists() == releases


def test_a_stranger_is_told_nothing(fact, stranger) -> None:
    with pytest.raises(Missing):
        hold_fact(actor=stranger, fact=fact, reason="存疑")


def test_holding_and_releasing_are_rows_of_the_claims_log_with_their_reasons(fact, reviewer, chief) -> None:
    before = Claim.objects.get(pk=fact.claim_id).version

    released = release_fact(
        actor=chief, fact=hold_fact(actor=reviewer, fact=fact, reason="存疑"), reason="无误"
    )

    rows = AuditEntry.objects.about(fact.claim).filter(action=Action.HOLD)
    assert [(row.version, row.reason, row.source_state, row.target_state) for row in rows] == [
        (before + 1, "存疑", "published", "published"),
        (before + 2, "无误", "published", "published"),
    ]
    assert [list(row.diff) for row in rows] == [["held"], ["released"]]
    assert (released.supersedes, released.claim_version, released.published_at) == (
        fact, before + 2, fact.published_at,
    )  # fmt: skip
    assert [change.event for change in released.changes.order_by("id")] == ["approved", "published"]


@pytest.mark.parametrize("reason", ["", " ", "误" * 2_001])
def test_a_reason_is_asked_for(fact, reviewer, reason) -> None:
    with pytest.raises(Invalid):
        hold_fact(actor=reviewer, fact=fact, reason=reason)

    assert VerifiedFact.objects.current().exists()


def test_what_has_left_is_not_held_again(fact, reviewer) -> None:
    hold_fact(actor=reviewer, fact=fact, reason="存疑")

    with pytest.raises(Conflict, match="已不在外供"):
        hold_fact(actor=reviewer, fact=fact, reason="存疑")


def test_what_was_never_held_is_not_released(fact, chief) -> None:
    with pytest.raises(Conflict, match="没有暂停"):
        release_fact(actor=chief, fact=fact, reason="无误")


def test_a_reopened_claims_fact_waits_for_its_new_approval(fact, chief) -> None:
    claim = Claim.objects.select_related("article__desk").get(pk=fact.claim_id)
    take_step(actor=chief, claim=claim, to=Status.REOPENED, seen=None, comment="存疑")

    with pytest.raises(Conflict, match="须重新核定"):
        release_fact(actor=chief, fact=fact, reason="无误")


def test_a_fact_under_a_report_is_released_by_its_decision_only(fact, reviewer, chief) -> None:
    claim = Claim.objects.select_related("article__desk").get(pk=fact.claim_id)
    reported(reviewer, claim)
    hold_fact(actor=reviewer, fact=fact, reason="存疑")

    with pytest.raises(Conflict, match="请在更正里决定"):
        release_fact(actor=chief, fact=fact, reason="无误")


def test_a_fact_of_the_house_is_released_unpublished(editor, reviewer, chief) -> None:
    fact = newest_fact(an_approved_claim(editor, reviewer))

    released = release_fact(
        actor=chief, fact=hold_fact(actor=reviewer, fact=fact, reason="存疑"), reason="无误"
    )

    assert (released.published_at, released.supersedes) == (None, fact)
