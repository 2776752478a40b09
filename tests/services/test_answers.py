"""What a writer answers: kept once, logged, and taken up by whoever asked."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Query
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.queries import answer_query
from annotations.services.review import take_step
from annotations.vocabulary import Role, Status
from tests.factories import a_claim, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def query(editor, reporter) -> Query:
    """Asked by the editor about the reporter's article."""
    claim = a_claim(editor, an_article(reporter))
    claim = take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=None)
    claim = take_step(actor=editor, claim=claim, to=Status.NEEDS_INFO, seen=None, comment="哪一年？")
    return claim.queries.get()


def test_the_writers_answer_is_logged_and_the_claim_waits_for_whoever_asked(query, editor, reporter) -> None:
    before = query.claim.version

    answered = answer_query(actor=reporter, query=query, text=" 2023年，见快报。\n")

    claim = query.claim
    claim.refresh_from_db()
    (row,) = AuditEntry.objects.about(query)
    assert (answered.answer, answered.answered_by, answered.version) == ("2023年，见快报。", reporter.user, 2)
    assert (claim.status, claim.version) == (Status.NEEDS_INFO, before)
    assert (row.actor, row.object_type, row.version) == (str(reporter.user.pk), "query", 2)
    claim = take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=None, comment="已看")
    query.refresh_from_db()
    assert (claim.status, query.answer) == (Status.IN_PROGRESS, "2023年，见快报。")


def test_a_second_answer_is_told_who_was_first(query, editor, reporter) -> None:
    answer_query(actor=reporter, query=query, text="2023年。")

    with pytest.raises(Conflict, match=str(reporter.user)):
        answer_query(actor=editor, query=query, text="2022年。")

    assert Query.objects.get().answer == "2023年。"
    assert AuditEntry.objects.about(query).count() == 1


def test_a_reporter_answers_about_own_articles_alone(query, desk, admin, stranger) -> None:
    other = member(desk, Role.REPORTER)

    with pytest.raises(Forbidden, match="自己稿件"):
        answer_query(actor=other, query=query, text="2023年。")
    with pytest.raises(Forbidden):
        answer_query(actor=admin, query=query, text="2023年。")
    with pytest.raises(Missing):
        answer_query(actor=stranger, query=query, text="2023年。")

    assert Query.objects.get().answered_at is None


def test_an_answer_says_something(query, reporter) -> None:
    with pytest.raises(Invalid, match="答复是空的"):
        answer_query(actor=reporter, query=query, text=" \n")

    assert Query.objects.get().answered_at is None
