"""What the database refuses whatever the code forgets; on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from annotations.models import (
    AuditEntry,
    Claim,
    DeskWeight,
    FollowUp,
    Hand,
    Job,
    LexiconEntry,
    Publication,
    Snapshot,
    Suggestion,
    VerifiedFact,
    Version,
)
from annotations.models.triggers import GUARDS
from annotations.services.signing import Override, sign_article
from annotations.vocabulary import Part, Role, Status
from tests.factories import (
    DeskFactory,
    a_claim,
    a_source,
    a_submitted_claim,
    a_suggestion,
    an_approved_claim,
    an_article,
    member,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def refused(act: object) -> bool:
    """Whether the database refuses ``act``; the rest of the transaction goes on."""
    try:
        with transaction.atomic():
            act()  # type: ignore[operator]
    except (IntegrityError, DatabaseError):
        return True
    return False


@pytest.fixture
def desk():
    return DeskFactory.create()


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


@pytest.fixture
def reviewer(desk):
    return member(desk, Role.REVIEWER)


def test_every_guard_stands_after_migrate() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        standing = {row[0] for row in cursor.fetchall()}

    assert {name for name, guard in GUARDS.items() if guard.stands_on(connection.vendor)} <= standing


def test_the_audit_log_is_append_only(editor) -> None:
    a_claim(editor)

    assert refused(lambda: AuditEntry.objects.update(reason="改写"))
    assert refused(lambda: AuditEntry.objects.all().delete())
    assert AuditEntry.objects.exclude(reason="").count() == 0


GUARDED = sorted({guard.table for guard in GUARDS.values()})


@pytest.mark.parametrize("table", GUARDED)
def test_a_guarded_table_is_not_emptied_at_one_stroke(editor, table) -> None:
    """TRUNCATE passes by the triggers of rows; SQLite has none, and refuses its DELETE row by row."""
    a_claim(editor)
    a_source(editor)
    statement = "DELETE FROM {}" if connection.vendor == "sqlite" else "TRUNCATE {} CASCADE"
    model = next(model for model in apps.get_models() if model._meta.db_table == table)

    def empty() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table))

    assert refused(empty) == (connection.vendor == "postgresql" or model.objects.exists())


def test_a_table_without_a_guard_is_emptied_at_one_stroke(editor) -> None:
    """The same act where nothing guards: the test above would see a guard that is taken out."""

    def empty() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM annotations_deskweight")

    assert not refused(empty)


def test_a_version_and_a_snapshot_are_frozen(editor) -> None:
    an_article(editor)
    a_source(editor)

    assert refused(lambda: Version.objects.update(text="别的"))
    assert refused(lambda: Snapshot.objects.update(text="别的"))
    assert not refused(lambda: Version.objects.update(note="可以写"))


def test_of_a_fact_only_the_marks_may_be_set_and_each_once(editor, reviewer) -> None:
    an_approved_claim(editor, reviewer)
    facts = VerifiedFact.objects.all()

    assert refused(lambda: facts.update(statement="别的"))
    assert refused(lambda: facts.update(evidence=[]))
    assert refused(lambda: facts.delete())
    assert not refused(lambda: facts.update(published_at=timezone.now()))
    assert refused(lambda: facts.update(published_at=timezone.now() + timedelta(days=1)))
    assert refused(lambda: facts.update(published_at=None))


def test_who_worked_cannot_stand_as_approver(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)
    hand = {"claim": claim, "round": claim.round, "claim_version": 1, "at": timezone.now()}

    assert refused(lambda: Hand.objects.create(person=editor.user, part=Part.APPROVED, **hand))
    assert not refused(lambda: Hand.objects.create(person=reviewer.user, part=Part.APPROVED, **hand))
    assert refused(lambda: Hand.objects.create(person=reviewer.user, part=Part.APPROVED, **hand))


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.APPROVED},
        {"status": Status.SUBMITTED},
        {"status": Status.IN_PROGRESS},
        {"start": 9, "end": 9},
    ],
)
def test_a_claim_cannot_be_in_a_state_that_must_never_be(editor, fields) -> None:
    claim = a_claim(editor)

    assert refused(lambda: Claim.objects.filter(pk=claim.pk).update(**fields))


def test_the_author_cannot_stand_as_approver(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)
    approved = {"status": Status.APPROVED, "approved_at": timezone.now()}
    rows = Claim.objects.filter(pk=claim.pk)

    assert refused(lambda: rows.update(approved_by=editor.user, **approved))
    assert not refused(lambda: rows.update(approved_by=reviewer.user, **approved))


DAY = date(2024, 3, 8)


@pytest.mark.parametrize(
    ("wanted", "no"),
    [
        ({"word": "港"}, True),
        ({"word": "港务"}, False),
        ({"since": DAY, "until": DAY - timedelta(days=1)}, True),
        ({"since": DAY, "until": DAY}, False),
        ({"until": DAY}, False),
    ],
)
def test_a_word_is_two_characters_at_least_and_begins_before_it_ends(desk, editor, wanted, no) -> None:
    fields = {"word": "港务集团", "kind": "org", "desk": desk, "created_by": editor.user} | wanted

    assert refused(lambda: LexiconEntry.objects.create(**fields)) == no


@pytest.mark.parametrize("since", [None, DAY])
def test_a_word_of_a_kind_begins_once_on_a_day(desk, editor, since) -> None:
    fields = {"word": "港务集团", "kind": "org", "desk": desk, "created_by": editor.user, "since": since}
    LexiconEntry.objects.create(**fields)

    assert refused(lambda: LexiconEntry.objects.create(**fields))
    for other in ({"kind": "term"}, {"since": DAY + timedelta(days=1)}, {"desk": DeskFactory.create()}):
        assert not refused(lambda other=other: LexiconEntry.objects.create(**fields | other))


@pytest.mark.parametrize(("amount", "no"), [(-0.01, True), (0, False), (1, False), (1.01, True)])
def test_a_weight_lies_between_nothing_and_one(desk, amount, no) -> None:
    assert refused(lambda: DeskWeight.objects.create(desk=desk, key="figure", amount=amount)) == no


def test_a_desk_has_a_weight_once(desk) -> None:
    DeskWeight.objects.create(desk=desk, key="figure", amount=0.5)

    assert refused(lambda: DeskWeight.objects.create(desk=desk, key="figure", amount=0.6))


def test_one_suggestion_stands_at_a_place_whatever_the_engine(editor) -> None:
    article = an_article(editor)
    a_suggestion(article)

    assert refused(lambda: a_suggestion(article, engine_version="another"))
    assert not refused(lambda: a_suggestion(article, quote="169个"))
    assert Suggestion.objects.count() == 2


def test_a_desk_has_one_unfinished_round_and_any_number_of_articles_jobs(desk, editor) -> None:
    Job.objects.create(kind="retag", desk=desk)

    assert refused(lambda: Job.objects.create(kind="retag", desk=desk))
    assert not refused(lambda: Job.objects.create(kind="retag", desk=desk, state="done"))
    for n in range(2):
        article = an_article(editor, text=f"第{n}篇")
        assert not refused(
            lambda article=article: Job.objects.create(kind="pretag", desk=desk, article=article)
        )


def test_a_signature_is_frozen_and_goes_out_once(desk, editor) -> None:
    chief = member(desk, Role.CHIEF)
    publication = sign_article(actor=chief, article=an_article(editor), seen=None)
    row = Publication.objects.filter(pk=publication.pk)

    for fields in (
        {"sheet": "另一份"},
        {"open_items": [{"key": "x"}]},
        {"override_code": "other", "override_reason": "改口"},
        {"text_version": 2},
        {"signed_by": editor.user},
        {"audit_hash": "0" * 64},
    ):
        assert refused(partial(row.update, **fields)), fields
    assert refused(row.delete)
    assert not refused(lambda: row.update(published_at=timezone.now(), published_by=chief.user))
    assert refused(lambda: row.update(published_at=timezone.now() + timedelta(days=1)))
    assert refused(lambda: row.update(published_at=None))


def test_an_override_has_a_reason_and_a_task_is_done_by_somebody(desk, editor) -> None:
    chief, article = member(desk, Role.CHIEF), an_article(editor)
    a_claim(editor, article)
    signed = {"article": article, "text_version": 1, "signed_by": chief.user, "signed_at": timezone.now()}
    assert refused(lambda: Publication.objects.create(**signed, override_code="other"))
    hurry = Override("deadline", "22时付印")
    sign_article(actor=chief, article=article, seen=None, override=hurry)

    assert refused(lambda: FollowUp.objects.update(done_at=timezone.now()))
    assert not refused(lambda: FollowUp.objects.update(done_at=timezone.now(), done_by=editor.user))
