"""Submitting all that is complete, and confirming by a single agreeing passage."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Claim
from annotations.services.annotate import edit_claim
from annotations.services.confirming import confirm, why_not
from annotations.services.errors import Conflict, Forbidden, Stale
from annotations.services.review import submit_complete, take_step
from annotations.vocabulary import Status, Verdict
from tests.factories import a_claim, a_link, a_source, a_submitted_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

DIFFERENT = "到位资金118.77亿元，另有说法。"


def judged(actor, article, quote: str = "到位资金117.77亿元") -> Claim:
    claim = a_link(actor, a_claim(actor, article, quote=quote)).claim
    return edit_claim(actor=actor, claim=claim, seen=None, changes={"verdict": Verdict.VERIFIED})


def test_all_complete_claims_of_mine_are_submitted_one_by_one(editor, colleague) -> None:
    article = an_article(editor)
    complete = [judged(editor, article), judged(editor, article, "117.77亿元")]
    unproved = edit_claim(
        actor=editor, claim=a_claim(editor, article), seen=None, changes={"verdict": Verdict.VERIFIED}
    )
    theirs = judged(colleague, article)
    a_claim(editor, article)

    done = submit_complete(actor=editor, article=article)

    assert {claim.pk for claim in done.claims} == {claim.pk for claim in complete}
    assert [(claim.pk, "证据不足" in why) for claim, why in done.skipped] == [(unproved.pk, True)]
    assert Claim.objects.get(pk=theirs.pk).status == Status.IN_PROGRESS
    for claim in complete:
        last = AuditEntry.objects.about(claim).last()
        assert (last.target_state, last.actor) == (Status.SUBMITTED, str(editor.user.pk))


def test_with_nothing_complete_nothing_is_submitted(editor) -> None:
    done = submit_complete(actor=editor, article=a_claim(editor).article)

    assert (list(done.claims), list(done.skipped)) == ([], [])


def test_a_reporter_submits_nothing(editor, reporter) -> None:
    with pytest.raises(Forbidden):
        submit_complete(actor=reporter, article=an_article(editor))


def test_one_agreeing_passage_is_enough_to_confirm(editor) -> None:
    claim = a_link(editor, a_claim(editor)).claim

    claim = confirm(actor=editor, claim=claim, seen=claim.version)

    assert (claim.verdict, claim.status) == (Verdict.VERIFIED, Status.IN_PROGRESS)


@pytest.mark.parametrize("case", ["none", "two", "differs", "refutes", "judged", "submitted"])
def test_in_doubt_a_person_decides(editor, case: str) -> None:
    claim = a_submitted_claim(editor) if case == "submitted" else a_claim(editor)
    if case in ("two", "differs", "refutes", "judged"):
        claim = a_link(editor, claim).claim
    if case == "two":
        claim = a_link(editor, claim).claim
    if case == "differs":
        claim = a_link(editor, claim, a_source(editor, text=DIFFERENT), quote="118.77亿元").claim
    if case == "refutes":
        claim = a_link(editor, claim, stance="refutes").claim
    if case == "judged":
        claim = edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": Verdict.FALSE})
    before = claim.version

    with pytest.raises(Conflict, match=r"。$"):
        confirm(actor=editor, claim=claim, seen=claim.version)

    assert Claim.objects.get(pk=claim.pk).version == before
    assert why_not(claim)


def test_confirming_what_somebody_changed_meanwhile_is_stale(editor) -> None:
    claim = a_link(editor, a_claim(editor)).claim

    with pytest.raises(Stale):
        confirm(actor=editor, claim=claim, seen=claim.version - 1)


def test_a_step_taken_twice_is_still_one_step(editor) -> None:
    claim = judged(editor, an_article(editor))
    take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=claim.version)

    assert submit_complete(actor=editor, article=claim.article).claims == []
