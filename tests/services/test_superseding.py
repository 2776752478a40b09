"""Claims whose words are gone: confirmed as superseded, and found again by hand."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Claim, Hand, VerifiedFact
from annotations.services import claimrows
from annotations.services.errors import Conflict, Invalid
from annotations.services.review import take_step
from annotations.vocabulary import Action, Flag, Part, Status
from tests.factories import a_claim, an_approved_claim

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def orphaned(claim: Claim) -> Claim:
    """As a new text leaves a claim whose words it no longer holds."""
    return claimrows.write(claim, None, Action.FLAG, {"flags": [Flag.ORPHANED]})


def test_a_claim_whose_words_are_gone_is_confirmed_as_superseded_and_its_fact_held(editor, reviewer) -> None:
    claim = orphaned(an_approved_claim(editor, reviewer))

    claim = take_step(actor=editor, claim=claim, to=Status.SUPERSEDED, seen=claim.version)

    assert (claim.status, claim.approved_by, claim.assignee) == (Status.SUPERSEDED, None, None)
    assert VerifiedFact.objects.get().held_at is not None
    assert Hand.objects.filter(claim=claim, part=Part.APPROVED, voided_at__isnull=True).count() == 0
    assert AuditEntry.objects.about(claim).count() == claim.version


def test_a_claim_whose_words_still_stand_is_not_superseded(editor) -> None:
    claim = a_claim(editor)

    with pytest.raises(Conflict, match="原文还在正文里"):
        take_step(actor=editor, claim=claim, to=Status.SUPERSEDED, seen=None)

    assert Claim.objects.get().status == Status.OPEN


def test_a_superseded_claim_found_again_is_open_where_it_now_stands(editor) -> None:
    claim = orphaned(a_claim(editor, quote="117.77亿元"))
    claim = take_step(actor=editor, claim=claim, to=Status.SUPERSEDED, seen=None)
    start = claim.article.text.index("169个")

    claim = take_step(actor=editor, claim=claim, to=Status.OPEN, seen=None, place=(start, start + 4, "169个"))

    assert (claim.status, claim.quote, claim.start, claim.flags) == (Status.OPEN, "169个", start, [])
    assert claim.article.text[claim.start : claim.end] == claim.quote
    assert AuditEntry.objects.about(claim).last().diff["quote"] == ["117.77亿元", "169个"]


def test_without_a_true_place_a_superseded_claim_stays_so(editor) -> None:
    claim = take_step(actor=editor, claim=orphaned(a_claim(editor)), to=Status.SUPERSEDED, seen=None)

    with pytest.raises(Invalid, match="重新选取"):
        take_step(actor=editor, claim=claim, to=Status.OPEN, seen=None)
    with pytest.raises(Invalid, match="引文与正文不符"):
        take_step(actor=editor, claim=claim, to=Status.OPEN, seen=None, place=(0, 4, "168个"))

    claim.refresh_from_db()
    assert claim.status == Status.SUPERSEDED


def test_a_place_is_for_finding_again_alone(editor) -> None:
    with pytest.raises(Invalid, match="只有重新定位"):
        take_step(
            actor=editor, claim=a_claim(editor), to=Status.IN_PROGRESS, seen=None, place=(0, 5, "2023年")
        )
