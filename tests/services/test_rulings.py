"""What the chief decides about a reported error, and what that does to claims and facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.models import AuditEntry, Claim, VerifiedFact
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.review import take_step
from annotations.services.rulings import Decision, decide
from annotations.vocabulary import CorrectionState, Role, Status
from tests.factories import QUOTE, an_approved_claim, member
from tests.services.aftermath import CORRECT, a_published_claim, assessed, decided, newest_fact, reported

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WITHDRAWN = Decision("correct", "查无实据", QUOTE, retract=True)
NO_ERROR = Decision("no_error", "公报原文如此")


@pytest.fixture
def claim(editor, reviewer, chief) -> Claim:
    return a_published_claim(editor, reviewer, chief)


def current(claim: Claim) -> int:
    return VerifiedFact.objects.filter(claim=claim).current().count()


def test_to_correct_reopens_the_claim_and_holds_the_fact_until_a_new_approval(
    claim, desk, editor, reviewer, chief
) -> None:
    correction = decided(chief, assessed(reviewer, reported(editor, claim)))

    now = Claim.objects.get(pk=claim.pk)
    old = newest_fact(claim)
    assert (correction.state, correction.decided_by, now.status) == ("decided", chief.user, Status.REOPENED)
    assert (current(claim), old.held_at is None, old.retracted_at) == (0, False, None)
    assert AuditEntry.objects.about(now).last().reason == "公报为117.78亿元"

    now = take_step(actor=editor, claim=now, to=Status.IN_PROGRESS, seen=None)
    now = take_step(actor=editor, claim=now, to=Status.SUBMITTED, seen=None)
    take_step(actor=reviewer, claim=now, to=Status.APPROVED, seen=None)

    assert newest_fact(claim).supersedes == old


def test_a_withdrawn_statement_retracts_its_fact(claim, editor, reviewer, chief) -> None:
    decided(chief, assessed(reviewer, reported(editor, claim)), WITHDRAWN)

    fact = newest_fact(claim)
    assert (fact.retracted_at is None, Claim.objects.get(pk=claim.pk).status) == (False, Status.REOPENED)
    assert [change.event for change in fact.changes.order_by("id")] == [
        "approved", "published", "held", "retracted",
    ]  # fmt: skip


def test_no_error_supplies_the_held_fact_again_as_its_successor(claim, editor, reviewer, chief) -> None:
    held = newest_fact(claim)

    decided(chief, assessed(reviewer, reported(editor, claim)), NO_ERROR)

    fact, now = newest_fact(claim), Claim.objects.get(pk=claim.pk)
    content = (
        "statement",
        "value",
        "unit",
        "verdict",
        "evidence",
        "approved_by_id",
        "approved_at",
        "published_at",
    )
    assert fact.supersedes == held
    assert [getattr(fact, name) for name in content] == [getattr(held, name) for name in content]
    assert (current(claim), now.status, fact.claim_version) == (1, Status.PUBLISHED, now.version)
    assert AuditEntry.objects.about(now).count() == now.version


def test_a_fact_in_doubt_elsewhere_stays_held(claim, editor, reviewer, chief) -> None:
    other = reported(editor, claim, problem="单位也不对")

    decided(chief, assessed(reviewer, reported(editor, claim)), NO_ERROR)
    assert current(claim) == 0

    decided(chief, assessed(reviewer, other), NO_ERROR)
    assert current(claim) == 1


def test_a_clarification_leaves_the_fact_as_it_is(claim, editor, reviewer, chief) -> None:
    correction = assessed(reviewer, reported(editor, claim), hold=False)

    correction = decided(chief, correction, Decision("clarify", notice="口径为年末数。"))

    assert (correction.decision, correction.notice, current(claim)) == ("clarify", "口径为年末数。", 1)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.ADMIN])
def test_only_the_chief_decides(claim, desk, editor, reviewer, role) -> None:
    correction = assessed(reviewer, reported(editor, claim))

    with pytest.raises(Forbidden):
        decided(member(desk, role), correction)

    assert Claim.objects.get(pk=claim.pk).status == Status.PUBLISHED


@pytest.mark.parametrize(
    ("decision", "pointers"),
    [
        (Decision("correct"), ["/original_text", "/corrected_text", "/decision_reason"]),
        (replace(CORRECT, reason=" "), ["/decision_reason"]),
        (Decision("no_error"), ["/decision_reason"]),
        (Decision("clarify"), ["/notice"]),
        (replace(NO_ERROR, retract=True), ["/retract"]),
        (Decision("maybe"), ["/decision"]),
        (replace(CORRECT, reason="误" * 20_001), ["/decision_reason"]),
    ],
)
def test_a_decision_that_lacks_something_changes_nothing(
    claim, editor, reviewer, chief, decision, pointers
) -> None:
    correction = assessed(reviewer, reported(editor, claim))

    with pytest.raises(Invalid) as refused:
        decided(chief, correction, decision)

    assert [error["pointer"] for error in refused.value.errors] == pointers
    correction.refresh_from_db()
    assert (correction.state, Claim.objects.get(pk=claim.pk).status) == ("assessed", Status.PUBLISHED)


def test_it_is_assessed_before_it_is_decided_and_decided_once(claim, editor, reviewer, chief) -> None:
    correction = reported(editor, claim)
    with pytest.raises(Conflict, match="还不能“决定”"):
        decided(chief, correction)

    correction = decided(chief, assessed(reviewer, correction))

    with pytest.raises(Conflict, match="不能再“决定”"):
        decided(chief, correction)
    with pytest.raises(Stale):
        decide(actor=chief, correction=correction, seen=2, decision=NO_ERROR)


def test_a_claim_that_is_being_worked_on_already_is_left_to_that_work(claim, editor, reviewer, chief) -> None:
    correction = assessed(reviewer, reported(editor, claim))
    take_step(actor=chief, claim=claim_now(claim), to=Status.REOPENED, seen=None, comment="存疑")

    decided(chief, correction)

    assert (claim_now(claim).status, claim_now(claim).round) == (Status.REOPENED, 2)
    assert correction.state == CorrectionState.ASSESSED  # the row that was passed is not changed


def test_an_approved_claim_added_later_is_reopened_too(claim, editor, reviewer, chief) -> None:
    late = an_approved_claim(editor, reviewer, claim.article, quote="项目169个", value="169", unit="个")

    decided(chief, assessed(reviewer, reported(editor, claim)), replace(CORRECT, claims=[late.pk]))

    assert claim_now(late).status == Status.REOPENED


def claim_now(claim: Claim) -> Claim:
    return Claim.objects.select_related("article__desk").get(pk=claim.pk)
