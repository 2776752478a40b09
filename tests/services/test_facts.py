"""Which facts whom: by desk, by a key's scope, by verdict, by embargo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Actor, ApiKey, Article, VerifiedFact
from annotations.services.annotate import edit_claim
from annotations.services.export import rows_of
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.vocabulary import Role, Scope, Status
from tests.factories import (
    DeskFactory,
    a_claim,
    a_link,
    a_submitted_claim,
    an_approved_claim,
    an_article,
    member,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


def through_key(actor: Actor, *scopes: Scope) -> Actor:
    desk_id = actor.desk_ids[0]
    key = ApiKey.objects.create(
        prefix=f"hz_{ApiKey.objects.count()}",
        digest=str(ApiKey.objects.count()),
        user=actor.user,
        desk_id=desk_id,
        scopes=list(scopes),
    )
    return Actor(actor.user, key)


def approved(editor, reviewer, article, verdict: str) -> VerifiedFact:
    claim = a_link(editor, a_claim(editor, article)).claim
    changes = {"verdict": verdict, "verdict_note": "说明", "resolution_note": "理由"}
    if verdict == "attributed_only":  # the copy must say whose word it is
        changes |= {"resolution": "attributed", "proposed_text": "据市统计局，到位资金117.77亿元"}
    claim = edit_claim(actor=editor, claim=claim, seen=None, changes=changes)
    claim = take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=None)
    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=None)
    return VerifiedFact.objects.get(claim=claim)


def seen_by(actor: Actor) -> int:
    return VerifiedFact.objects.visible_to(actor).current().count()


def test_an_export_key_sees_what_is_published_and_its_brother_what_is_approved(
    article, editor, reviewer, chief
) -> None:
    an_approved_claim(editor, reviewer, article)
    outside, inside = through_key(editor, Scope.EXPORT), through_key(editor, Scope.EXPORT_APPROVED)
    assert (seen_by(outside), seen_by(inside)) == (0, 1)

    publish_article(actor=chief, article=article, seen=None)

    assert (seen_by(outside), seen_by(inside)) == (1, 1)


@pytest.mark.parametrize(("hours", "count"), [(1, 0), (-1, 1)])
def test_an_export_key_waits_for_the_embargo(editor, reviewer, chief, hours, count) -> None:
    article = an_article(editor, embargo_until=timezone.now() + timedelta(hours=hours))
    an_approved_claim(editor, reviewer, article)
    publish_article(actor=chief, article=article, seen=None)

    assert seen_by(through_key(editor, Scope.EXPORT)) == count
    assert seen_by(editor) == 1


def test_facts_stay_in_their_desk(article, editor, reviewer, stranger) -> None:
    an_approved_claim(editor, reviewer, article)

    assert (seen_by(editor), seen_by(stranger), seen_by(through_key(stranger, Scope.EXPORT_APPROVED))) == (
        1,
        0,
        0,
    )


def test_an_administrators_export_key_exports_its_own_desk_only(article, editor, reviewer) -> None:
    an_approved_claim(editor, reviewer, article)
    elsewhere = member(DeskFactory.create(), Role.ADMIN)

    assert seen_by(elsewhere) == 1
    assert seen_by(through_key(elsewhere, Scope.EXPORT_APPROVED)) == 0


def test_a_key_without_a_reading_scope_sees_no_fact(article, editor, reviewer) -> None:
    an_approved_claim(editor, reviewer, article)

    assert seen_by(through_key(editor)) == 0


@pytest.mark.parametrize(
    ("verdict", "by_default", "listed"),
    [
        ("verified", True, True),
        ("mostly_verified", True, True),
        ("attributed_only", True, True),
        ("false", False, True),
        ("outdated", False, True),
        ("unverifiable", False, True),
        ("not_checkable", False, False),
    ],
)
def test_some_verdicts_leave_only_when_asked_for_and_one_is_in_no_list(
    article, editor, reviewer, verdict, by_default, listed
) -> None:
    approved(editor, reviewer, article, verdict)
    current = VerifiedFact.objects.current()

    assert (current.leaving_by_default().exists(), current.exists()) == (by_default, listed)
    assert VerifiedFact.objects.checkable().exists() == listed


def test_the_export_gives_one_row_per_current_fact_in_order_of_approval(article, editor, reviewer) -> None:
    first, second = (an_approved_claim(editor, reviewer, article) for _ in range(2))
    a_submitted_claim(editor, article)
    doubtful = an_approved_claim(editor, reviewer, article)
    take_step(actor=reviewer, claim=doubtful, to=Status.REOPENED, seen=None, comment="存疑")

    rows = list(rows_of(VerifiedFact.objects.current()))

    assert [row["claim"] for row in rows] == [first.pk, second.pk]
    assert rows[0]["approved_by"] == {"id": reviewer.user.pk, "name": reviewer.user.name}
    assert rows[0]["evidence"][0]["source"]["title"] == "统计公报"
