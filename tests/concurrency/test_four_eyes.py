"""Of people who approve and edit at the same moment one wins; nobody approves their own work."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection

from annotations.models import (
    Actor,
    AuditEntry,
    Claim,
    EvidenceLink,
    Hand,
    VerifiedFact,
)
from annotations.services import claimrows, review
from annotations.services.annotate import edit_claim
from annotations.services.errors import Conflict, FourEyes, Stale
from annotations.services.evidence import edit_evidence
from annotations.services.review import take_step
from annotations.vocabulary import Part, Role, Status
from tests.concurrency.conftest import at_once, lost, won
from tests.factories import (
    DeskFactory,
    a_submitted_claim,
    member,
)

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]


@pytest.fixture
def desk(real_transactions):
    return DeskFactory.create()


@pytest.fixture
def editor(desk) -> Actor:
    return member(desk, Role.EDITOR)


def test_of_twelve_approvals_exactly_one_counts(desk, editor) -> None:
    claim = a_submitted_claim(editor)
    reviewers = [member(desk, Role.REVIEWER) for _ in range(12)]

    def approve(user):
        def act() -> Claim:
            row = Claim.objects.select_related("article__desk").get(pk=claim.pk)
            return take_step(actor=Actor(user), claim=row, to=Status.APPROVED, seen=claim.version)

        return act

    results = at_once([approve(reviewer.user) for reviewer in reviewers])

    assert len(won(results)) == 1
    assert lost(results) == {Stale}
    assert VerifiedFact.objects.count() == 1
    assert Hand.objects.filter(part=Part.APPROVED).count() == 1
    claim.refresh_from_db()
    assert AuditEntry.objects.about(claim).count() == claim.version


def test_whoever_edits_and_approves_at_the_same_moment_does_only_one_of_both(desk, editor) -> None:
    reviewer = member(desk, Role.REVIEWER)

    for _ in range(5):
        claim = a_submitted_claim(editor)
        mine, same = (Claim.objects.select_related("article__desk").get(pk=claim.pk) for _ in range(2))
        approve = partial(take_step, claim=mine, to=Status.APPROVED, seen=None)
        edit = partial(edit_claim, claim=same, seen=None, changes={"note": "改"})
        results = at_once([partial(act, actor=Actor(reviewer.user)) for act in (approve, edit)])

        assert (len(won(results)), lost(results) <= {Stale, FourEyes, Conflict}) == (1, True)
        assert Hand.objects.filter(claim=claim, person=reviewer.user, voided_at__isnull=True).count() == 1


def test_an_approval_and_a_change_of_its_evidence_do_not_both_happen(desk, editor) -> None:
    reviewer = member(desk, Role.REVIEWER)
    claim = a_submitted_claim(editor)
    row = Claim.objects.select_related("article__desk").get(pk=claim.pk)
    link = EvidenceLink.objects.select_related("claim__article__desk").get(claim=claim)

    results = at_once([
        lambda: take_step(actor=Actor(reviewer.user), claim=row, to=Status.APPROVED, seen=None),
        lambda: edit_evidence(actor=Actor(editor.user), link=link, seen=1, changes={"stance": "refutes"}),
    ])  # fmt: skip

    claim.refresh_from_db()
    assert (len(won(results)), lost(results)) == (1, {Stale})
    approved = claim.status == Status.APPROVED
    assert claim.evidence.get().stance == ("supports" if approved else "refutes")
    assert VerifiedFact.objects.count() == int(approved)


def test_without_the_guard_twelve_approvals_would_not_be_one(desk, editor, monkeypatch) -> None:
    """The negative control: the race of twelve approvals, with nobody looking at versions."""

    def unguarded(claim, actor, action, fields=None, *, diff=None, reason=""):
        Claim.objects.filter(pk=claim.pk).update(**(fields or {}))
        return Claim.objects.select_related("article__desk").get(pk=claim.pk)

    monkeypatch.setattr(claimrows, "write", unguarded)
    monkeypatch.setattr(review, "freeze", lambda claim: None)
    monkeypatch.setattr(claimrows, "require_version", lambda claim, seen: None)
    claim = a_submitted_claim(editor)
    Claim.objects.update(status=Status.SUBMITTED)
    reviewers = [member(desk, Role.REVIEWER) for _ in range(12)]
    seen = [Claim.objects.select_related("article__desk").get(pk=claim.pk) for _ in reviewers]

    results = at_once([
        partial(take_step, actor=Actor(one.user), claim=row, to=Status.APPROVED, seen=None)
        for one, row in zip(reviewers, seen, strict=True)
    ])  # fmt: skip

    assert len(won(results)) > 1
    assert Hand.objects.filter(part=Part.APPROVED).count() > 1


def test_without_the_rule_in_code_the_database_still_keeps_four_eyes(desk, editor, monkeypatch) -> None:
    """Worker and approver are one person: the code says nothing, the unique hand refuses."""
    claim = a_submitted_claim(editor)
    row = Claim.objects.select_related("article__desk").get(pk=claim.pk)
    reviewer = member(desk, Role.REVIEWER)
    claimrows.worked(row, reviewer)
    monkeypatch.setattr(review, "refusal", lambda step, now: None)

    results = at_once([
        partial(take_step, actor=Actor(reviewer.user), claim=row, to=Status.APPROVED, seen=None)
    ])  # fmt: skip

    claim.refresh_from_db()
    assert (lost(results), claim.status) == ({FourEyes}, Status.SUBMITTED)


def test_without_either_guard_one_person_would_approve_their_own_work(desk, editor, monkeypatch) -> None:
    """The negative control of the last one: with the constraint out as well, the approval goes through."""
    claim = a_submitted_claim(editor)
    row = Claim.objects.select_related("article__desk").get(pk=claim.pk)
    reviewer = member(desk, Role.REVIEWER)
    claimrows.worked(row, reviewer)
    monkeypatch.setattr(review, "refusal", lambda step, now: None)
    guard = next(one for one in Hand._meta.constraints if one.name == "hand_one_part_per_person_and_round")
    with connection.schema_editor() as editor_of_tables:
        editor_of_tables.remove_constraint(Hand, guard)
    try:
        take_step(actor=Actor(reviewer.user), claim=row, to=Status.APPROVED, seen=None)
        claim.refresh_from_db()
        approved = claim.status
    finally:
        Hand.objects.all().delete()
        with connection.schema_editor() as editor_of_tables:
            editor_of_tables.add_constraint(Hand, guard)

    assert approved == Status.APPROVED
