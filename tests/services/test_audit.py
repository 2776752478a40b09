"""One audit row for every change, chained by hash per desk."""

from __future__ import annotations

import pytest

from annotations.chain import digest
from annotations.models import AuditEntry, AuditHead, Claim, Desk
from annotations.services.annotate import edit_claim
from annotations.services.audit import payload
from annotations.services.decisions import accept_suggestion, dismiss_suggestion, restore_suggestion
from annotations.services.errors import Conflict
from annotations.services.evidence import edit_evidence, unlink_evidence
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.vocabulary import Status
from tests.factories import (
    a_claim,
    a_link,
    a_source,
    a_submitted_claim,
    a_suggestion,
    an_approved_claim,
    an_article,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def a_full_life(editor, reviewer, chief) -> Claim:
    """Accepted, proved, edited, submitted, returned, approved, published, reopened, approved again."""
    article = an_article(editor)
    claim = accept_suggestion(actor=editor, suggestion=a_suggestion(article))
    link = a_link(editor, claim)
    link = edit_evidence(actor=editor, link=link, seen=1, changes={"note": "第二段"})
    spare = a_link(editor, link.claim, stance="refutes")
    claim = unlink_evidence(actor=editor, link=spare, seen=1)
    claim = edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": "verified"})
    for actor, to, comment in [
        (editor, Status.NEEDS_INFO, "哪一年？"),
        (editor, Status.IN_PROGRESS, "2023"),
        (editor, Status.SUBMITTED, ""),
        (editor, Status.IN_PROGRESS, ""),
        (editor, Status.SUBMITTED, ""),
        (reviewer, Status.IN_PROGRESS, "再看"),
        (editor, Status.SUBMITTED, ""),
        (reviewer, Status.APPROVED, ""),
    ]:
        claim = take_step(actor=actor, claim=claim, to=to, seen=claim.version, comment=comment)
    publish_article(actor=chief, article=claim.article, seen=None)
    claim.refresh_from_db()
    for actor, to, comment in [
        (chief, Status.REOPENED, "来信"),
        (editor, Status.IN_PROGRESS, ""),
        (editor, Status.SUBMITTED, ""),
        (reviewer, Status.APPROVED, ""),
    ]:
        claim = take_step(actor=actor, claim=claim, to=to, seen=claim.version, comment=comment)
    return claim


def broken_at(desk: Desk) -> list[int]:
    """The sequence numbers whose hash does not follow from the row before."""
    before, wrong = "", []
    for row in AuditEntry.objects.filter(desk=desk).order_by("seq"):
        if row.prev_hash != before or row.hash != digest(before, payload(row)):
            wrong.append(row.seq)
        before = row.hash
    return wrong


def test_version_and_history_grow_together_on_every_path(editor, reviewer, chief) -> None:
    claim = a_full_life(editor, reviewer, chief)

    rows = list(AuditEntry.objects.about(claim))

    assert [row.version for row in rows] == list(range(1, claim.version + 1))
    assert (rows[0].source_state, rows[0].target_state) == (None, "open")
    assert [row.source_state for row in rows[1:]] == [row.target_state for row in rows[:-1]]
    assert rows[-1].target_state == claim.status == Status.APPROVED


def test_the_chain_of_a_desk_has_no_gap_and_every_hash_follows(desk, editor, reviewer, chief) -> None:
    a_full_life(editor, reviewer, chief)

    rows = list(AuditEntry.objects.filter(desk=desk).order_by("seq"))
    head = AuditHead.objects.get(desk=desk)

    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert (head.seq, head.hash) == (rows[-1].seq, rows[-1].hash)
    assert broken_at(desk) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reason", "改写"),
        ("actor", "system"),
        ("version", 99),
        ("target_state", "approved"),
        ("diff", {"x": 1}),
    ],
)
def test_a_changed_row_would_be_found(editor, name, value) -> None:
    a_claim(editor)
    row = AuditEntry.objects.order_by("seq").last()

    setattr(row, name, value)

    assert digest(row.prev_hash, payload(row)) != row.hash


def test_each_desk_has_a_chain_of_its_own(editor, stranger) -> None:
    an_article(editor)
    an_article(stranger)

    assert list(AuditEntry.objects.values_list("seq", "prev_hash")) == [(1, ""), (1, "")]


def test_a_row_names_the_person_by_uuid_and_the_role_then(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)
    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=None)

    row = AuditEntry.objects.about(claim).last()

    assert (row.actor, row.role, row.object_type) == (str(reviewer.user.pk), "reviewer", "claim")


def test_decisions_on_suggestions_are_rows_too(editor) -> None:
    suggestion = dismiss_suggestion(
        actor=editor, suggestion=a_suggestion(an_article(editor)), reason="slogan"
    )
    restore_suggestion(actor=editor, suggestion=suggestion)

    assert [(row.version, row.target_state) for row in AuditEntry.objects.about(suggestion)] == [
        (2, "dismissed"),
        (3, "pending"),
    ]


def test_a_refused_change_leaves_no_row(editor, reviewer) -> None:
    claim = a_claim(editor)
    before = AuditEntry.objects.count()

    with pytest.raises(Conflict, match="不能从“待核查”直接变为“已核定”"):
        take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=1)

    assert AuditEntry.objects.count() == before


def test_an_actor_reads_the_rows_of_the_own_desks(editor, stranger) -> None:
    an_article(editor)

    counts = [AuditEntry.objects.visible_to(actor).count() for actor in (editor, stranger)]

    assert counts == [1, 0]


def test_whatever_a_step_changes_stands_in_its_row(editor, reviewer) -> None:
    claim = an_approved_claim(editor, reviewer)
    approved_at = claim.approved_at

    take_step(actor=reviewer, claim=claim, to=Status.REOPENED, seen=None, comment="来信")

    approval, reopening = list(AuditEntry.objects.about(claim))[-2:]
    assert approval.diff["approved_by"] == [None, str(reviewer.user.pk)]
    assert reopening.diff == {
        "assignee": [str(editor.user.pk), None],
        "approved_by": [str(reviewer.user.pk), None],
        "approved_at": [str(approved_at), None],
        "approvals": [[str(reviewer.user.pk)], []],
        "round": [1, 2],
    }


def test_a_new_claim_s_row_tells_all_that_it_began_with(editor) -> None:
    row = AuditEntry.objects.about(a_claim(editor)).get()

    assert {name: new for name, (_, new) in row.diff.items()} == {
        "start": 21,
        "end": 33,
        "quote": "到位资金117.77亿元",
        "types": ["money"],
        "value": "11777000000",
        "unit": "CNY",
        "approx": "eq",
        "date": "",
        "note": "",
        "flags": [],
        "article_version": 1,
    }


def test_the_note_on_a_protected_source_stays_out_of_the_log(editor) -> None:
    shield = a_source(editor, confidentiality="protected")
    link = a_link(editor, a_claim(editor), shield)

    edit_evidence(actor=editor, link=link, seen=1, changes={"note": "在茶馆", "page": "3"})

    assert "茶馆" not in str(list(AuditEntry.objects.values_list("diff", flat=True)))
    assert AuditEntry.objects.last().diff["page"] == ["", "3"]
