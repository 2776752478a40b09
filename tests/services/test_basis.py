"""The ways out of 依据待更新: the newest snapshot, another link, or a reason; and who may take which."""

from __future__ import annotations

import pytest

from annotations.models import Article, AuditEntry, BasisConfirmation, Claim, EvidenceLink, Hand
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.evidence import unlink_evidence
from annotations.services.gate import gate_of
from annotations.services.relinking import still_there, use_newest
from annotations.services.renewing import renew_with_text
from annotations.services.review import take_step
from annotations.services.staleness import confirm_basis, settle_all
from annotations.services.undo import undo
from annotations.vocabulary import Action, Part, Status
from tests.factories import (
    BULLETIN,
    a_claim,
    a_link,
    a_source,
    a_submitted_claim,
    an_approved_claim,
    member,
)
from tests.services.aging import LATER, expire, fresh, is_stale

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def claim(editor) -> Claim:
    return a_claim(editor)


@pytest.fixture
def link(editor, claim) -> EvidenceLink:
    return a_link(editor, claim)


def test_a_quote_that_still_stands_moves_to_the_newest_snapshot(editor, claim, link) -> None:
    renew_with_text(actor=editor, source=link.source, text="新增一段说明。\n" + BULLETIN)
    link.refresh_from_db()

    moved = use_newest(actor=editor, link=link, seen=link.version)

    assert moved.snapshot.number == 2
    assert moved.snapshot.text[moved.start : moved.end] == moved.quote == link.quote
    assert not is_stale(claim)
    row = AuditEntry.objects.about(claim).last()
    assert (row.action, row.diff["snapshot_number"], row.diff["flags"]) == (
        Action.EVIDENCE,
        [1, 2],
        [["stale"], []],
    )


def test_a_quote_that_is_gone_stays_where_it_was(editor, claim, link) -> None:
    renew_with_text(actor=editor, source=link.source, text=LATER)
    link.refresh_from_db()

    with pytest.raises(Conflict, match="找不到这句引文"):
        use_newest(actor=editor, link=link, seen=None)

    assert EvidenceLink.objects.get(pk=link.pk).snapshot.number == 1
    assert is_stale(claim)


def test_the_newest_snapshot_is_not_used_twice(editor, claim, link) -> None:
    with pytest.raises(Conflict, match="已经是最新快照"):
        use_newest(actor=editor, link=link, seen=None)
    with pytest.raises(Stale):
        use_newest(actor=editor, link=link, seen=link.version + 1)


def test_moving_a_quote_keeps_a_review_going(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)
    link = claim.evidence.get()
    renew_with_text(actor=editor, source=link.source, text="又及。\n" + BULLETIN)
    link = EvidenceLink.objects.select_related("claim__article__desk", "snapshot", "source").get()

    use_newest(actor=editor, link=link, seen=None)

    assert (fresh(claim).status, fresh(claim).flags) == (Status.SUBMITTED, [])


def test_moving_a_quote_can_be_undone(editor, claim, link) -> None:
    renew_with_text(actor=editor, source=link.source, text="又及。\n" + BULLETIN)
    link = EvidenceLink.objects.select_related("claim__article__desk", "snapshot", "source").get()
    use_newest(actor=editor, link=link, seen=None)

    undo(actor=editor, article=claim.article)

    back = EvidenceLink.objects.select_related("snapshot").get()
    assert back.snapshot.number == 1
    assert back.snapshot.text[back.start : back.end] == back.quote
    assert is_stale(claim)


def test_a_quote_is_found_only_word_for_word(editor, claim, link) -> None:
    newest = renew_with_text(actor=editor, source=link.source, text=BULLETIN.replace("117.77", "117.78"))
    assert still_there(link, newest) is None

    newest = renew_with_text(actor=editor, source=link.source, text=BULLETIN + "附注。")
    assert still_there(link, newest) == (link.start, link.end)


def test_removing_the_link_clears_the_flag(editor, claim, link) -> None:
    renew_with_text(actor=editor, source=link.source, text=LATER)
    link = EvidenceLink.objects.select_related("claim__article__desk", "snapshot").get()

    unlink_evidence(actor=editor, link=link, seen=None)

    assert not is_stale(claim)


def test_an_editor_confirms_the_basis_with_a_reason(editor, claim, link) -> None:
    renew_with_text(actor=editor, source=link.source, text=LATER)

    confirm_basis(actor=editor, claim=fresh(claim), reason="改的是附注，数字未变。", seen=None)

    row = AuditEntry.objects.about(claim).last()
    assert (row.action, row.actor, row.reason) == (Action.FLAG, str(editor.user.pk), "改的是附注，数字未变。")
    assert not is_stale(claim)
    assert settle_all() == 0
    assert not is_stale(claim)


def test_a_confirmation_answers_for_what_was_seen_and_nothing_later(editor, claim, link) -> None:
    renew_with_text(actor=editor, source=link.source, text=LATER)
    confirm_basis(actor=editor, claim=fresh(claim), reason="已看。", seen=None)

    renew_with_text(actor=editor, source=link.source, text=LATER + "再改。")
    assert is_stale(claim)

    confirm_basis(actor=editor, claim=fresh(claim), reason="又看了。", seen=None)
    expire(link.source)
    assert settle_all() == 1
    assert BasisConfirmation.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "  \n", "字" * 2001])
def test_a_confirmation_needs_a_reason(editor, claim, link, reason) -> None:
    renew_with_text(actor=editor, source=link.source, text=LATER)

    with pytest.raises(Invalid):
        confirm_basis(actor=editor, claim=fresh(claim), reason=reason, seen=None)
    assert is_stale(claim)


def test_there_is_nothing_to_confirm_without_the_flag(editor, claim, link) -> None:
    with pytest.raises(Conflict, match="不需要确认"):
        confirm_basis(actor=editor, claim=fresh(claim), reason="x", seen=None)


def test_a_confirmation_of_an_older_version_is_refused(editor, claim, link) -> None:
    before = fresh(claim)
    renew_with_text(actor=editor, source=link.source, text=LATER)

    with pytest.raises(Stale):
        confirm_basis(actor=editor, claim=fresh(claim), reason="x", seen=before.version)


def test_a_reporter_confirms_nothing(editor, reporter, claim, link) -> None:
    renew_with_text(actor=editor, source=link.source, text=LATER)

    with pytest.raises(Forbidden):
        confirm_basis(actor=reporter, claim=fresh(claim), reason="x", seen=None)


def test_after_submission_a_reviewer_confirms_and_may_still_approve(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)
    renew_with_text(actor=editor, source=claim.evidence.get().source, text=LATER)

    with pytest.raises(Forbidden):
        confirm_basis(actor=editor, claim=fresh(claim), reason="x", seen=None)
    confirmed = confirm_basis(actor=reviewer, claim=fresh(claim), reason="口径未变。", seen=None)

    assert (confirmed.status, confirmed.flags) == (Status.SUBMITTED, [])
    assert not Hand.objects.filter(claim=claim, person=reviewer.user).exists()
    approved = take_step(actor=reviewer, claim=confirmed, to=Status.APPROVED, seen=confirmed.version)
    assert approved.status == Status.APPROVED


def test_work_on_the_basis_is_work_on_the_claim(editor, reviewer, claim, link) -> None:
    renew_with_text(actor=editor, source=link.source, text=LATER)

    confirm_basis(actor=reviewer, claim=fresh(claim), reason="看过。", seen=None)

    assert Hand.objects.get(claim=claim, person=reviewer.user).part == Part.WORKED


def test_a_signed_off_claim_is_only_flagged(editor, reviewer) -> None:
    claim = an_approved_claim(editor, reviewer)
    link = claim.evidence.select_related("claim__article__desk", "snapshot", "source").get()
    renew_with_text(actor=editor, source=link.source, text="又及。\n" + BULLETIN)

    assert (fresh(claim).status, fresh(claim).flags) == (Status.APPROVED, ["stale"])
    assert Hand.objects.filter(claim=claim, part=Part.APPROVED, voided_at__isnull=True).count() == 1
    with pytest.raises(Conflict, match="请先重开"):
        use_newest(
            actor=editor, link=EvidenceLink.objects.select_related("claim__article__desk").get(), seen=None
        )
    assert confirm_basis(actor=reviewer, claim=fresh(claim), reason="数字未变。", seen=None).flags == []


def test_nobody_confirms_a_protected_source_that_they_may_not_see(editor, desk, claim) -> None:
    source = a_source(editor, confidentiality="protected")
    a_link(editor, claim, source)
    renew_with_text(actor=editor, source=source, text=LATER)
    colleague = member(desk, "editor")

    with pytest.raises(Forbidden, match="无权查看的保护信源"):
        confirm_basis(actor=colleague, claim=fresh(claim), reason="x", seen=None)
    assert confirm_basis(actor=editor, claim=fresh(claim), reason="看过。", seen=None).flags == []


def test_the_gate_asks_for_a_stale_basis_until_somebody_looked(editor, reviewer, chief) -> None:
    claim = an_approved_claim(editor, reviewer)
    article = Article.objects.select_related("desk").get(pk=claim.article_id)
    assert gate_of(article).clear

    renew_with_text(actor=editor, source=claim.evidence.get().source, text=LATER)
    line = gate_of(article).missing[0]
    assert (line.item.kind, line.item.object_id) == ("stale", str(claim.pk))
    assert line.item.text == f"“{claim.quote}”：依据待更新。"
    assert not line.item.takes_note

    confirm_basis(actor=reviewer, claim=fresh(claim), reason="数字未变。", seen=None)
    assert gate_of(article).clear


def test_a_superseded_claim_is_left_alone(editor, claim, link) -> None:
    Claim.objects.filter(pk=claim.pk).update(status=Status.SUPERSEDED)

    renew_with_text(actor=editor, source=link.source, text=LATER)

    assert not is_stale(claim)
    assert settle_all() == 0
