"""Facts that were approved before changes were noted get theirs by the migration."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from annotations.models import AuditEntry, FactChange, triggers
from annotations.services.holding import hold_fact, release_fact
from annotations.services.review import take_step
from annotations.vocabulary import Status
from tests.factories import an_approved_claim
from tests.services.aftermath import a_published_claim, newest_fact
from tests.services.conftest import chief, desk, editor, reviewer

__all__ = ["chief", "desk", "editor", "reviewer"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

MIGRATION = import_module("annotations.migrations.0006_corrections_fact_changes")


@pytest.fixture
def forgotten():
    """Make the changes go, as if nobody had noted them yet; the rows themselves are append-only."""

    def forget() -> None:
        with connection.schema_editor() as editor:
            triggers.remove(editor)
        FactChange.objects.all().delete()
        with connection.schema_editor() as editor:
            triggers.install(editor)

    yield forget
    with connection.schema_editor() as editor:
        triggers.remove(editor)


def story() -> list[tuple[str, str, int]]:
    rows = FactChange.objects.order_by("seq", "fact__approved_at", "event")
    return [(row.event, row.fact.statement, row.seq) for row in rows.select_related("fact")]


def test_earlier_changes_are_those_that_would_have_been_noted(forgotten, editor, reviewer, chief) -> None:
    claim = a_published_claim(editor, reviewer, chief)
    an_approved_claim(editor, reviewer, claim.article, quote="项目169个")
    take_step(actor=chief, claim=claim, to=Status.REOPENED, seen=None, comment="存疑")
    for actor, to in ((editor, Status.IN_PROGRESS), (editor, Status.SUBMITTED), (reviewer, Status.APPROVED)):
        claim = take_step(actor=actor, claim=claim, to=to, seen=None)
    before = story()
    forgotten()

    MIGRATION.note_earlier_changes(apps, None)

    assert len(before) == 6
    assert story() == before
    MIGRATION.note_earlier_changes(apps, None)
    assert story() == before  # what has been noted is not noted again


def test_a_fact_whose_log_is_gone_comes_first(forgotten, editor, reviewer, chief) -> None:
    fact = newest_fact(a_published_claim(editor, reviewer, chief))
    release_fact(actor=chief, fact=hold_fact(actor=reviewer, fact=fact, reason="存疑"), reason="无误")
    forgotten()
    with connection.schema_editor() as editor_:
        triggers.remove(editor_)
    AuditEntry.objects.all().delete()

    MIGRATION.note_earlier_changes(apps, None)

    assert [(event, seq) for event, _, seq in story()] == [
        ("approved", 0), ("approved", 0), ("held", 0), ("published", 0), ("published", 0), ("superseded", 0),
    ]  # fmt: skip
