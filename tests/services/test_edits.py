"""Changing and deleting a claim, and what a change does to a review."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Claim, Hand
from annotations.services.annotate import NOTE_LIMIT, delete_claim, edit_claim
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.vocabulary import Part, Status, SuggestionState
from tests.factories import (
    a_claim,
    a_link,
    a_submitted_claim,
    a_suggestion,
    an_approved_claim,
    an_article,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def rows_of(claim: Claim) -> list[tuple[str, str | None, str | None, int]]:
    rows = AuditEntry.objects.about(claim)
    return [(row.action, row.source_state, row.target_state, row.version) for row in rows]


def test_an_edit_changes_the_claim_and_adds_one_row_with_old_and_new(editor) -> None:
    claim = a_claim(editor)

    claim = edit_claim(actor=editor, claim=claim, seen=1, changes={"note": "问统计局"})

    assert (claim.note, claim.version) == ("问统计局", 2)
    assert rows_of(claim) == [("create", None, "open", 1), ("edit", "open", "open", 2)]
    assert AuditEntry.objects.about(claim).last().diff == {"note": ["", "问统计局"]}


def test_whoever_saw_an_older_version_is_shown_the_current_one(editor, colleague) -> None:
    claim = a_claim(editor)
    edit_claim(actor=editor, claim=Claim.objects.get(), seen=1, changes={"note": "先到"})

    with pytest.raises(Stale) as refused:
        edit_claim(actor=colleague, claim=Claim.objects.get(), seen=1, changes={"note": "后到"})

    assert (refused.value.current.note, refused.value.current.version) == ("先到", 2)
    claim.refresh_from_db()
    assert (claim.note, claim.version) == ("先到", 2)


def test_a_row_read_before_somebody_wrote_is_not_written_over(editor, colleague) -> None:
    read_earlier = a_claim(editor)
    edit_claim(actor=editor, claim=Claim.objects.get(), seen=None, changes={"note": "先到"})

    with pytest.raises(Stale):
        edit_claim(actor=colleague, claim=read_earlier, seen=None, changes={"note": "后到"})

    assert Claim.objects.get().note == "先到"


@pytest.mark.parametrize(
    "changes",
    [{"status": "approved"}, {"approved_by": "x"}, {"version": 9}, {"verdict": "true"}, {"resolution": "x"},
     {"types": []}, {"end": 3}, {"quote": "别的"}, {"note": "字" * (NOTE_LIMIT + 1)}],
)  # fmt: skip
def test_an_edit_that_cannot_be_taken_changes_nothing(editor, changes) -> None:
    claim = a_claim(editor)

    with pytest.raises(Invalid):
        edit_claim(actor=editor, claim=claim, seen=1, changes=changes)

    assert Claim.objects.get().version == 1


def test_a_span_moves_together_with_its_quote(editor) -> None:
    claim = a_claim(editor)

    claim = edit_claim(
        actor=editor, claim=claim, seen=1, changes={"start": claim.start + 4, "quote": "117.77亿元"}
    )

    assert claim.article.text[claim.start : claim.end] == claim.quote == "117.77亿元"


def test_new_types_bring_their_priority(editor) -> None:
    claim = edit_claim(actor=editor, claim=a_claim(editor), seen=1, changes={"types": ["place"]})

    assert (claim.types, claim.priority) == (["place"], "B")


def test_the_first_verdict_takes_an_open_claim_with_two_rows(editor, colleague) -> None:
    claim = a_claim(editor)

    claim = edit_claim(actor=colleague, claim=claim, seen=1, changes={"verdict": "verified"})

    assert (claim.status, claim.assignee, claim.version) == (Status.IN_PROGRESS, colleague.user, 3)
    assert rows_of(claim)[1:] == [
        ("transition", "open", "in_progress", 2),
        ("edit", "in_progress", "in_progress", 3),
    ]


@pytest.mark.parametrize(
    "changes",
    [{"note": "新"}, {"verdict": "mostly_verified"}, {"value": "12"}, {"types": ["quantity"]},
     {"verdict_note": "新"}, {"proposed_text": "新"}, {"resolution": "softened"}],
)  # fmt: skip
def test_an_edit_under_review_sends_back_and_voids_the_approvals_in_one_row(
    desk, editor, reviewer, colleague, changes
) -> None:
    desk.review_levels = 3
    desk.save()
    claim = a_submitted_claim(editor)
    claim = take_step(actor=reviewer, claim=claim, to=Status.FINAL_REVIEW, seen=claim.version)

    claim = edit_claim(actor=colleague, claim=claim, seen=claim.version, changes=changes)

    last = AuditEntry.objects.about(claim).last()
    assert (last.action, last.source_state, last.target_state) == ("edit", "final_review", "in_progress")
    assert last.diff["approvals"] == [[str(reviewer.user.pk)], []]
    assert not Hand.objects.filter(claim=claim, part=Part.APPROVED, voided_at__isnull=True).exists()
    assert AuditEntry.objects.about(claim).count() == claim.version


def test_a_save_that_changes_nothing_leaves_the_review_as_it_is(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)

    claim = edit_claim(
        actor=editor, claim=claim, seen=None, changes={"verdict": claim.verdict, "note": claim.note}
    )

    assert (claim.status, AuditEntry.objects.about(claim).last().diff) == (Status.SUBMITTED, {})
    assert AuditEntry.objects.about(claim).count() == claim.version
    assert take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=None).status == Status.APPROVED


@pytest.mark.parametrize(
    ("changes", "outcome", "version"),
    [
        ({"value": "11787000000"}, "differs", 2),
        ({"unit": "USD"}, "other_unit", 2),
        ({"note": "问统计局"}, "same", 1),
    ],
)
def test_a_new_figure_is_compared_with_the_evidence_again(editor, changes, outcome, version) -> None:
    link = a_link(editor, a_claim(editor))
    assert link.comparison == "same"

    edit_claim(actor=editor, claim=link.claim, seen=None, changes=changes)

    link.refresh_from_db()
    assert (link.comparison, link.version) == (outcome, version)


@pytest.mark.parametrize("published", [False, True])
def test_what_is_signed_off_is_neither_edited_nor_deleted(editor, reviewer, chief, published) -> None:
    claim = an_approved_claim(editor, reviewer)
    if published:
        publish_article(actor=chief, article=claim.article, seen=None)
        claim.refresh_from_db()

    for act in (
        lambda: edit_claim(actor=editor, claim=claim, seen=claim.version, changes={"note": "再改"}),
        lambda: delete_claim(actor=editor, claim=claim, seen=claim.version),
        lambda: a_link(editor, claim),
    ):
        with pytest.raises(Conflict):
            act()

    assert AuditEntry.objects.about(claim).count() == claim.version


def test_only_those_who_check_may_edit(reporter, admin, editor) -> None:
    claim = a_claim(editor)

    for actor in (reporter, admin):
        with pytest.raises(Forbidden):
            edit_claim(actor=actor, claim=claim, seen=1, changes={"note": "x"})

    assert edit_claim(actor=editor, claim=claim, seen=1, changes={"note": "x"}).note == "x"


def test_a_deleted_claim_leaves_its_history_and_gives_its_suggestion_back(editor) -> None:
    suggestion = a_suggestion(an_article(editor))
    claim = accept_suggestion(actor=editor, suggestion=suggestion)
    claim = take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=1)
    key = claim.pk

    delete_claim(actor=editor, claim=claim, seen=2)

    suggestion.refresh_from_db()
    assert not Claim.objects.exists()
    assert suggestion.state == SuggestionState.PENDING
    rows = AuditEntry.objects.filter(object_id=key).order_by("seq")
    assert [(row.action, row.version) for row in rows] == [("create", 1), ("transition", 2), ("delete", 3)]
    assert AuditEntry.objects.about(suggestion).count() == suggestion.version - 1


def test_a_submitted_claim_and_a_stale_one_are_not_deleted(editor) -> None:
    submitted = a_submitted_claim(editor)
    seen_earlier = a_claim(editor, submitted.article)
    edit_claim(actor=editor, claim=Claim.objects.get(pk=seen_earlier.pk), seen=1, changes={"note": "新"})

    with pytest.raises(Conflict):
        delete_claim(actor=editor, claim=submitted, seen=submitted.version)
    with pytest.raises(Stale):
        delete_claim(actor=editor, claim=seen_earlier, seen=1)

    assert Claim.objects.count() == 2


def test_a_claim_that_was_approved_once_is_not_deleted(editor, reviewer) -> None:
    claim = an_approved_claim(editor, reviewer)
    claim = take_step(actor=reviewer, claim=claim, to=Status.REOPENED, seen=None, comment="读者来信")
    claim = take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=None)
    never_approved = a_claim(editor, claim.article)

    with pytest.raises(Conflict, match="已核事实要留存"):
        delete_claim(actor=editor, claim=claim, seen=claim.version)
    delete_claim(actor=editor, claim=never_approved, seen=1)

    assert Claim.objects.get() == claim
    assert AuditEntry.objects.about(claim).count() == claim.version
