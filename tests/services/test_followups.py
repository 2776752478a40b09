"""补核: an override leaves a task for every open item, due next noon in Shanghai."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from annotations.models import Article, AuditEntry, FollowUp
from annotations.services import signing
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.followups import finish, next_noon
from annotations.services.signing import Override, sign_article
from annotations.vocabulary import OverrideCode
from tests.factories import a_claim, a_submitted_claim, a_suggestion, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HURRY = Override(OverrideCode.UNDERSTAFFED, "复审人在途")


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        ("2026-11-26T23:59:00+08:00", "2026-11-27T12:00:00+08:00"),
        ("2026-11-27T00:01:00+08:00", "2026-11-28T12:00:00+08:00"),
        ("2026-11-27T12:00:00+08:00", "2026-11-28T12:00:00+08:00"),
        ("2026-12-31T22:00:00+08:00", "2027-01-01T12:00:00+08:00"),
        ("2026-11-26T16:30:00+00:00", "2026-11-28T12:00:00+08:00"),
    ],
)
def test_a_task_is_due_at_noon_of_the_next_day_in_shanghai(signed: str, due: str) -> None:
    assert next_noon(datetime.fromisoformat(signed)) == datetime.fromisoformat(due)


def test_an_override_leaves_a_task_for_every_open_item(editor, chief, monkeypatch) -> None:
    late = datetime.fromisoformat("2026-11-26T23:59:30+08:00")
    article = an_article(editor)
    claim, waiting = a_submitted_claim(editor, article), a_suggestion(article, quote="169个")
    monkeypatch.setattr(signing.timezone, "now", lambda: late)

    sign_article(actor=chief, article=article, seen=None, override=HURRY)

    tasks = {task.item: (task.claim_id, task.assignee, task.due_at) for task in FollowUp.objects.all()}
    noon = datetime.fromisoformat("2026-11-27T12:00:00+08:00")
    assert tasks == {
        f"claims_a:{claim.pk}": (claim.pk, editor.user, noon),
        f"suggestions:{waiting.pk}": (None, None, noon),
    }


def test_what_is_clear_leaves_no_task(editor, chief) -> None:
    sign_article(actor=chief, article=an_article(editor), seen=None, override=HURRY)

    assert not FollowUp.objects.exists()


def test_a_second_override_does_not_leave_a_waiting_task_twice(editor, chief) -> None:
    article = an_article(editor)
    a_claim(editor, article)
    sign_article(actor=chief, article=article, seen=None, override=HURRY)

    a_claim(editor, article, quote="169个")
    sign_article(actor=chief, article=article, seen=None, channel="print", override=HURRY)

    assert FollowUp.objects.count() == 2
    assert {task.publication.channel for task in FollowUp.objects.all()} == {"web", "print"}


@pytest.fixture
def task(editor, chief) -> FollowUp:
    article = an_article(editor)
    a_claim(editor, article)
    sign_article(actor=chief, article=article, seen=None, override=HURRY)
    return FollowUp.objects.get()


def test_a_task_is_done_once_with_what_came_of_it(task, editor) -> None:
    finish(actor=editor, task=task, seen=1, note="公报与原文一致")

    task.refresh_from_db()
    assert (task.note, task.done_by, task.version) == ("公报与原文一致", editor.user, 2)
    assert task.done_at <= timezone.now()
    assert not FollowUp.objects.all().waiting().exists()
    row = AuditEntry.objects.about(task).get()
    assert (row.action, row.version, row.actor) == ("edit", 2, str(editor.user.pk))
    with pytest.raises(Conflict, match="已由"):
        finish(actor=editor, task=FollowUp.objects.get(), seen=None, note="再来")


def test_a_task_is_not_done_without_words_rights_or_a_fresh_look(task, editor, reporter) -> None:
    with pytest.raises(Invalid):
        finish(actor=editor, task=task, seen=1, note=" ")
    with pytest.raises(Forbidden):
        finish(actor=reporter, task=task, seen=1, note="好")
    with pytest.raises(Stale):
        finish(actor=editor, task=task, seen=9, note="好")

    assert FollowUp.objects.all().waiting().count() == 1


def test_tasks_are_seen_at_their_desk_only(task, editor, stranger, admin) -> None:
    seen = [FollowUp.objects.visible_to(actor).count() for actor in (editor, admin, stranger)]

    assert seen == [1, 1, 0]
    assert Article.objects.visible_to(stranger).count() == 0
