"""Review: two steps or three, four eyes, returns, reopening."""

from __future__ import annotations

import pytest
from django.utils import timezone

from annotations.models import AuditEntry, Claim, Hand, VerifiedFact
from annotations.services.annotate import edit_claim
from annotations.services.errors import Conflict, Forbidden, FourEyes, Invalid, Stale
from annotations.services.review import steps_for, take_step
from annotations.vocabulary import Part, Role, Status
from tests.factories import a_claim, a_link, a_submitted_claim, an_approved_claim, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def step(actor, claim, to, **more) -> Claim:
    return take_step(actor=actor, claim=claim, to=to, seen=claim.version, **more)


def last_row(claim: Claim) -> AuditEntry:
    return AuditEntry.objects.about(claim).last()


def test_an_approval_leaves_one_fact_and_one_row(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)

    claim = step(reviewer, claim, Status.APPROVED)

    fact = VerifiedFact.objects.get()
    assert (claim.status, claim.approved_by) == (Status.APPROVED, reviewer.user)
    assert (fact.claim, fact.claim_version, fact.statement) == (claim, claim.version, claim.quote)
    assert (fact.value, fact.unit, fact.verdict, fact.rating) == ("11777000000", "CNY", "verified", 5)
    assert (last_row(claim).source_state, last_row(claim).target_state) == ("submitted", "approved")
    assert AuditEntry.objects.about(claim).count() == claim.version


def test_an_editor_and_an_administrator_never_approve(editor, colleague, admin, reporter) -> None:
    claim = a_submitted_claim(editor)

    for actor in (colleague, admin, reporter):
        with pytest.raises(Forbidden):
            step(actor, claim, Status.APPROVED)


def test_nobody_approves_what_he_worked_on(editor, reviewer, chief) -> None:
    own = a_submitted_claim(reviewer)
    touched = a_submitted_claim(editor, own.article)
    touched = edit_claim(actor=reviewer, claim=touched, seen=touched.version, changes={"note": "改"})
    touched = step(editor, touched, Status.SUBMITTED)

    for claim in (own, touched):
        with pytest.raises(FourEyes):
            step(reviewer, claim, Status.APPROVED)
        assert step(chief, claim, Status.APPROVED).status == Status.APPROVED


def test_a_superuser_is_held_to_four_eyes_too(desk) -> None:
    boss = member(desk, Role.CHIEF, is_superuser=True)

    with pytest.raises(FourEyes):
        step(boss, a_submitted_claim(boss), Status.APPROVED)


def test_the_database_refuses_an_approval_by_a_hand_the_code_did_not_see(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)
    approve = Hand(
        claim=claim, round=1, person=reviewer.user, part=Part.APPROVED, claim_version=1, at=timezone.now()
    )
    work = Hand(
        claim=claim, round=1, person=reviewer.user, part=Part.WORKED, claim_version=1, at=timezone.now()
    )
    work.save()

    with pytest.raises(FourEyes):
        step(reviewer, claim, Status.APPROVED)
    work.delete()
    approve.save()
    with pytest.raises(FourEyes):
        step(reviewer, claim, Status.APPROVED)

    assert VerifiedFact.objects.count() == 0


def test_three_reviews_take_three_people(desk, editor, reviewer, chief) -> None:
    desk.review_levels = 3
    desk.save()
    claim = a_submitted_claim(editor)

    with pytest.raises(Conflict):
        step(reviewer, claim, Status.APPROVED)
    claim = step(reviewer, claim, Status.FINAL_REVIEW)
    with pytest.raises(Forbidden):
        step(reviewer, claim, Status.APPROVED)
    assert VerifiedFact.objects.count() == 0
    claim = step(chief, claim, Status.APPROVED)

    assert claim.approved_by == chief.user
    approvals = Hand.objects.filter(claim=claim, part=Part.APPROVED).order_by("id")
    assert [hand.person for hand in approvals] == [reviewer.user, chief.user]


def test_a_chief_who_passed_a_claim_on_does_not_give_the_final_approval(desk, editor, chief) -> None:
    desk.review_levels = 3
    desk.save()
    claim = step(chief, a_submitted_claim(editor), Status.FINAL_REVIEW)

    with pytest.raises(FourEyes):
        step(chief, claim, Status.APPROVED)

    assert step(member(desk, Role.CHIEF), claim, Status.APPROVED).status == Status.APPROVED


def test_a_two_step_desk_has_no_final_review(editor, reviewer) -> None:
    with pytest.raises(Conflict):
        step(reviewer, a_submitted_claim(editor), Status.FINAL_REVIEW)


def test_a_return_needs_a_comment_and_does_not_make_the_reviewer_a_worker(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)
    with pytest.raises(Invalid) as refused:
        step(reviewer, claim, Status.IN_PROGRESS, comment=" ")
    assert refused.value.errors[0]["pointer"] == "/comment"

    claim = step(reviewer, claim, Status.IN_PROGRESS, comment="口径不对")

    assert (claim.status, claim.assignee, last_row(claim).reason) == (
        Status.IN_PROGRESS,
        editor.user,
        "口径不对",
    )
    again = step(editor, claim, Status.SUBMITTED)
    assert step(reviewer, again, Status.APPROVED).status == Status.APPROVED


def test_the_submitter_recalls_and_nobody_else_does(editor, colleague) -> None:
    claim = a_submitted_claim(editor)

    with pytest.raises(Forbidden):
        step(colleague, claim, Status.IN_PROGRESS)

    assert step(editor, claim, Status.IN_PROGRESS).status == Status.IN_PROGRESS


def test_submission_needs_a_verdict_and_evidence(editor) -> None:
    claim = step(editor, a_claim(editor), Status.IN_PROGRESS)
    with pytest.raises(Conflict, match="还没有结论"):
        step(editor, claim, Status.SUBMITTED)

    claim = edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": "verified"})
    with pytest.raises(Conflict, match="证据不足"):
        step(editor, claim, Status.SUBMITTED)

    claim = a_link(editor, claim).claim
    assert step(editor, claim, Status.SUBMITTED).status == Status.SUBMITTED


def test_only_the_assignee_submits(editor, colleague) -> None:
    claim = a_link(editor, a_claim(editor)).claim
    claim = edit_claim(actor=colleague, claim=claim, seen=None, changes={"verdict": "verified"})

    with pytest.raises(Conflict):
        step(colleague, claim, Status.SUBMITTED)

    assert step(editor, claim, Status.SUBMITTED).status == Status.SUBMITTED


def test_a_reviewer_may_give_the_work_to_another_and_an_editor_only_to_himself(
    editor, colleague, reviewer
) -> None:
    claim = a_claim(editor)
    with pytest.raises(Forbidden):
        step(editor, claim, Status.IN_PROGRESS, assignee=colleague.user)

    claim = step(reviewer, claim, Status.IN_PROGRESS, assignee=colleague.user)
    assert claim.assignee == colleague.user
    with pytest.raises(Forbidden):
        step(colleague, claim, Status.IN_PROGRESS, assignee=editor.user)

    assert step(editor, claim, Status.IN_PROGRESS).assignee == editor.user
    assert last_row(claim).diff["assignee"] == [str(colleague.user.pk), str(editor.user.pk)]


def test_the_work_is_not_given_to_somebody_who_may_not_do_it(reviewer, editor, reporter, stranger) -> None:
    claim = a_claim(editor)

    for person in (reporter, stranger):
        with pytest.raises(Invalid):
            step(reviewer, claim, Status.IN_PROGRESS, assignee=person.user)


def test_a_step_that_hands_nothing_over_takes_no_assignee(editor, reviewer, colleague) -> None:
    claim = a_submitted_claim(editor)

    with pytest.raises(Invalid) as refused:
        step(reviewer, claim, Status.IN_PROGRESS, comment="口径不对", assignee=colleague.user)
    assert refused.value.errors[0]["pointer"] == "/assignee"

    assert step(reviewer, claim, Status.IN_PROGRESS, comment="口径不对").assignee == editor.user


def test_a_question_and_its_answer_are_logged(editor) -> None:
    claim = step(editor, a_claim(editor), Status.IN_PROGRESS)
    with pytest.raises(Invalid):
        step(editor, claim, Status.NEEDS_INFO)

    claim = step(editor, claim, Status.NEEDS_INFO, comment="哪一年？")
    claim = step(editor, claim, Status.IN_PROGRESS, comment="2023 年。")

    reasons = [row.reason for row in AuditEntry.objects.about(claim)]
    assert reasons == ["", "", "哪一年？", "2023 年。"]


def test_reopening_holds_the_fact_and_the_next_approval_supersedes_it(editor, reviewer, chief) -> None:
    claim = an_approved_claim(editor, reviewer)
    with pytest.raises(Invalid):
        step(reviewer, claim, Status.REOPENED)

    claim = step(reviewer, claim, Status.REOPENED, comment="读者来信")
    first = VerifiedFact.objects.get()
    assert (claim.round, claim.approved_by, claim.assignee) == (2, None, None)
    assert first.held_at is not None
    assert list(VerifiedFact.objects.current()) == []

    claim = edit_claim(
        actor=editor, claim=claim, seen=None, changes={"verdict": "verified", "value": "11778000000"}
    )
    claim = step(reviewer, step(editor, claim, Status.SUBMITTED), Status.APPROVED)

    second = VerifiedFact.objects.current().get()
    assert (second.supersedes, second.value, second.claim_version) == (first, "11778000000", claim.version)
    assert VerifiedFact.objects.get(pk=first.pk).value == "11777000000"
    assert AuditEntry.objects.about(claim).count() == claim.version


def test_a_stale_step_is_told_and_changes_nothing(editor, reviewer) -> None:
    read_earlier = a_submitted_claim(editor)
    step(reviewer, Claim.objects.get(), Status.APPROVED)

    with pytest.raises(Stale):
        take_step(actor=reviewer, claim=read_earlier, to=Status.IN_PROGRESS, seen=None, comment="退")

    assert Claim.objects.get().status == Status.APPROVED
    assert VerifiedFact.objects.count() == 1


@pytest.mark.parametrize(("to", "error"), [("published", Conflict), ("open", Conflict), ("done", Invalid)])
def test_a_step_that_is_not_in_the_table_is_refused(editor, to, error) -> None:
    with pytest.raises(error):
        step(editor, a_claim(editor), to)


def test_buttons_say_what_is_allowed_and_why_not(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)

    mine = {
        row["step"]: (row["allowed"], bool(row["reason"])) for row in steps_for(actor=editor, claim=claim)
    }
    theirs = {row["step"]: row["allowed"] for row in steps_for(actor=reviewer, claim=claim)}

    assert mine["approve"] == (False, True)
    assert (theirs["approve"], theirs["return"], theirs["pass_on"]) == (True, True, False)
