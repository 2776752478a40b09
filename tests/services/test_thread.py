"""Beside a claim: remarks of colleagues, questions to the writer, and what was sent back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import AuditEntry, Claim, Comment, Query
from annotations.services.comments import add_comment
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.review import take_step
from annotations.vocabulary import Status
from tests.factories import a_claim, a_submitted_claim

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def step(actor, claim, to, **more) -> Claim:
    return take_step(actor=actor, claim=claim, to=to, seen=claim.version, **more)


def asked(editor, **more) -> Claim:
    claim = step(editor, a_claim(editor), Status.IN_PROGRESS)
    return step(editor, claim, Status.NEEDS_INFO, comment="哪一年的数字？", **more)


def test_everybody_at_the_desk_may_remark_and_the_claim_stays_as_it_is(editor, reporter, reviewer) -> None:
    claim = a_claim(editor)
    rows = AuditEntry.objects.count()

    for actor in (editor, reporter, reviewer):
        add_comment(actor=actor, claim=claim, text=" 看过\n")

    claim.refresh_from_db()
    assert [comment.text for comment in claim.comments.all()] == ["看过"] * 3
    assert (claim.version, AuditEntry.objects.count()) == (1, rows)


@pytest.mark.parametrize("text", ["", " \n", "字" * 10_001])
def test_a_remark_says_something_and_not_too_much(editor, text: str) -> None:
    with pytest.raises(Invalid):
        add_comment(actor=editor, claim=a_claim(editor), text=text)

    assert not Comment.objects.exists()


def test_a_stranger_finds_no_claim_and_an_administrator_writes_none(editor, stranger, admin) -> None:
    claim = a_claim(editor)

    with pytest.raises(Missing):
        add_comment(actor=stranger, claim=claim, text="看过")
    with pytest.raises(Forbidden):
        add_comment(actor=admin, claim=claim, text="看过")


def test_a_question_waits_until_it_is_answered(editor) -> None:
    due = timezone.now() + timedelta(hours=3)
    claim = asked(editor, due_at=due)
    waiting = Query.objects.get()
    before = (waiting.question, waiting.due_at, waiting.answered_at, waiting.asked_by)

    step(editor, claim, Status.IN_PROGRESS, comment="是2023年")

    waiting.refresh_from_db()
    assert before == ("哪一年的数字？", due, None, editor.user)
    assert (waiting.answer, waiting.answered_by) == ("是2023年", editor.user)
    assert waiting.answered_at is not None


def test_a_second_question_may_follow_the_answer(editor) -> None:
    claim = step(editor, asked(editor), Status.IN_PROGRESS, comment="是2023年")

    step(editor, claim, Status.NEEDS_INFO, comment="谁说的？")

    assert Query.objects.filter(answered_at=None).count() == 1
    assert Query.objects.count() == 2


def test_taking_over_ends_the_question_of_the_one_before(editor, colleague) -> None:
    claim = asked(editor)

    claim = step(colleague, claim, Status.IN_PROGRESS)

    given_up = Query.objects.get()
    assert (claim.assignee, given_up.answered_by) == (colleague.user, colleague.user)
    assert "交接" in given_up.answer
    step(colleague, claim, Status.NEEDS_INFO, comment="再问一次")


def test_a_deadline_lies_ahead_and_only_questions_have_one(editor) -> None:
    claim = step(editor, a_claim(editor), Status.IN_PROGRESS)
    ahead = timezone.now() + timedelta(hours=1)

    with pytest.raises(Invalid):
        step(editor, claim, Status.NEEDS_INFO, comment="？", due_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Invalid):
        step(editor, a_claim(editor, claim.article), Status.IN_PROGRESS, due_at=ahead)

    claim.refresh_from_db()
    assert (claim.status, Query.objects.count()) == (Status.IN_PROGRESS, 0)


def test_what_was_returned_is_known_until_it_is_submitted_again(editor, reviewer) -> None:
    claim = step(reviewer, a_submitted_claim(editor), Status.IN_PROGRESS, comment="数字不对")
    returned = claim.returned_at

    claim = step(editor, claim, Status.SUBMITTED)

    assert (returned is not None, claim.returned_at) == (True, None)


def test_recalling_is_no_return(editor) -> None:
    claim = step(editor, a_submitted_claim(editor), Status.IN_PROGRESS)

    assert claim.returned_at is None


def test_nobody_hands_a_claim_over_to_whoever_has_it(editor, colleague, reviewer) -> None:
    claim = step(editor, a_claim(editor), Status.IN_PROGRESS)
    version = claim.version

    with pytest.raises(Conflict):
        step(editor, claim, Status.IN_PROGRESS)
    with pytest.raises(Conflict):
        step(reviewer, claim, Status.IN_PROGRESS, assignee=editor.user)
    assert Claim.objects.get().version == version
    assert step(colleague, claim, Status.IN_PROGRESS).assignee == colleague.user
