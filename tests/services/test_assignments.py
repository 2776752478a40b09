"""责编 and 交接: who may take, give and give up work, and what becomes of the claims."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Query
from annotations.services.articles import edit_article
from annotations.services.assignments import hand_over
from annotations.services.errors import Forbidden, Invalid, Missing, Stale
from annotations.services.review import take_step
from annotations.vocabulary import Status
from tests.factories import a_claim, a_submitted_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def take(actor, article, assignee=None, seen=None):
    return edit_article(actor=actor, article=article, seen=seen, changes={"assignee": assignee})


def in_work(editor, article, **fields):
    claim = a_claim(editor, article, **fields)
    return take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=claim.version)


def test_an_article_taken_brings_its_free_claims_and_leaves_those_in_work(editor, colleague) -> None:
    article = an_article(editor)
    free, held = a_claim(editor, article), in_work(editor, article, quote="169个")

    article = take(colleague, article, colleague.user, article.version)

    free.refresh_from_db()
    held.refresh_from_db()
    assert (article.assignee, article.version) == (colleague.user, 2)
    assert (free.status, free.assignee) == (Status.IN_PROGRESS, colleague.user)
    assert held.assignee == editor.user
    assert AuditEntry.objects.about(free).count() == free.version == 2
    assert AuditEntry.objects.about(article).last().diff == {"assignee": [None, str(colleague.user.pk)]}


def test_an_article_given_back_keeps_its_claims_where_they_are(editor) -> None:
    article = an_article(editor)
    claim = a_claim(editor, article)
    article = take(editor, article, editor.user)

    article = take(editor, article, None)

    claim.refresh_from_db()
    assert article.assignee is None
    assert claim.assignee == editor.user


def test_only_reviewers_and_chiefs_name_somebody_else(editor, colleague, reviewer, chief) -> None:
    article = an_article(editor)

    with pytest.raises(Forbidden, match="接手"):
        take(editor, article, colleague.user)
    for boss in (reviewer, chief):
        article = take(boss, article, colleague.user)
        assert article.assignee == colleague.user
    with pytest.raises(Forbidden):
        take(editor, article, None)


def test_work_goes_to_nobody_who_cannot_do_it(editor, chief, reporter, stranger) -> None:
    article = an_article(editor)

    for person in (reporter, stranger):
        with pytest.raises(Invalid, match="不能接手"):
            take(chief, article, person.user)
    with pytest.raises(Forbidden):
        take(reporter, article, reporter.user)
    with pytest.raises(Missing):
        take(stranger, article, stranger.user)
    article.refresh_from_db()
    assert (article.assignee, article.version) == (None, 1)


def test_who_saw_an_older_article_is_told_and_no_claim_moves(editor, colleague) -> None:
    article = an_article(editor)
    claim = a_claim(editor, article)
    take(colleague, article, colleague.user, 1)
    claim.refresh_from_db()

    with pytest.raises(Stale):
        take(editor, article, editor.user, 1)

    claim.refresh_from_db()
    assert claim.assignee == colleague.user


def test_several_claims_change_hands_and_the_rest_is_told_why(editor, colleague) -> None:
    article = an_article(editor)
    free, mine = a_claim(editor, article), in_work(colleague, article, quote="169个")
    waiting = a_submitted_claim(editor, article, quote="全省唯一")
    claims = [free, mine, waiting]

    done = hand_over(actor=colleague, ids=[claim.pk for claim in claims], assignee=colleague.user)

    assert [claim.pk for claim in done.moved] == [free.pk]
    told = {claim.pk: reason for claim, reason in done.refused}
    assert set(told) == {mine.pk, waiting.pk}
    assert all(reason.endswith("。") for reason in told.values())
    waiting.refresh_from_db()
    assert waiting.status == Status.SUBMITTED


def test_a_claim_that_waits_for_an_answer_can_be_handed_on_and_its_question_is_closed(
    editor, colleague
) -> None:
    claim = in_work(editor, an_article(editor))
    claim = take_step(
        actor=editor, claim=claim, to=Status.NEEDS_INFO, seen=claim.version, comment="出自哪里？"
    )

    done = hand_over(actor=colleague, ids=[claim.pk], assignee=colleague.user)

    assert [moved.assignee for moved in done.moved] == [colleague.user]
    assert Query.objects.get().answered_at is not None


def test_a_claim_of_another_desk_is_neither_moved_nor_told(editor, stranger) -> None:
    claim = a_claim(editor)

    done = hand_over(actor=stranger, ids=[claim.pk], assignee=stranger.user)

    assert (list(done.moved), list(done.refused)) == ([], [])
