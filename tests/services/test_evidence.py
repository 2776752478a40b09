"""Evidence: the quote in the snapshot, the compared figure, and what a link does to a review."""

from __future__ import annotations

import hashlib

import pytest

from annotations.models import AuditEntry, Claim, EvidenceLink, Hand, Source, VerifiedFact
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.evidence import edit_evidence, link_evidence, missing_for, unlink_evidence
from annotations.services.review import take_step
from annotations.services.sources import add_source, edit_source
from annotations.vocabulary import Flag, Part, Status
from tests.factories import (
    a_claim,
    a_file,
    a_link,
    a_source,
    a_submitted_claim,
    an_approved_claim,
    an_article,
)
from tests.readers.files import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def in_final_review(desk, editor, reviewer):
    """A claim of a three-step desk that the reviewer has passed on."""
    desk.review_levels = 3
    desk.save()
    claim = a_submitted_claim(editor)
    return take_step(actor=reviewer, claim=claim, to=Status.FINAL_REVIEW, seen=claim.version)


def test_a_source_is_stored_with_a_hashed_snapshot(editor) -> None:
    source = a_source(editor, text="年末统计。\r\n")

    assert source.snapshot.text == "年末统计。\n"
    assert source.snapshot.sha256 == hashlib.sha256("年末统计。\r\n".encode()).hexdigest()
    assert AuditEntry.objects.about(source).count() == source.version == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": " \n"},
        {"text": "空\x00"},
        {"title": " "},
        {"source_type": "blog"},
        {"confidentiality": "secret"},
    ],
)
def test_an_unusable_source_is_refused(editor, fields) -> None:
    with pytest.raises(Invalid):
        a_source(editor, **{"text": "正文。", **fields})

    assert Source.objects.count() == 0


def test_a_reporter_adds_sources_and_an_administrator_does_not(reporter, admin, desk) -> None:
    assert a_source(reporter).created_by == reporter.user
    with pytest.raises(Forbidden):
        add_source(actor=admin, desk=desk, title="x", source_type="other", text="x")


def test_correcting_a_source_needs_the_version_that_was_seen(editor) -> None:
    source = edit_source(actor=editor, source=a_source(editor), seen=1, changes={"issuer": "统计局"})
    assert (source.issuer, source.version) == ("统计局", 2)

    with pytest.raises(Stale):
        edit_source(actor=editor, source=source, seen=1, changes={"issuer": "发改委"})

    assert AuditEntry.objects.about(source).count() == 2


@pytest.mark.parametrize(
    ("quote", "comparison"),
    [("到位资金117.77亿元", "same"), ("到位资金近118亿元", "rounded"), ("到位资金171.77亿元", "differs"),
     ("到位资金可观", "none")],
)  # fmt: skip
def test_the_figure_in_the_evidence_is_compared_with_the_claims(editor, quote, comparison) -> None:
    link = a_link(editor, a_claim(editor), a_source(editor, text=f"年末统计：{quote}。"), quote=quote)

    assert link.comparison == comparison


def test_the_first_link_takes_an_open_claim_and_adds_two_rows(editor) -> None:
    link = a_link(editor, a_claim(editor))

    rows = AuditEntry.objects.about(link.claim)
    assert [(row.action, row.target_state, row.version) for row in rows] == [
        ("create", "open", 1), ("transition", "in_progress", 2), ("evidence", "in_progress", 3)
    ]  # fmt: skip
    assert (link.claim.assignee, link.claim.version) == (editor.user, 3)


def test_a_quote_that_does_not_stand_in_the_snapshot_is_refused(editor) -> None:
    claim, source = a_claim(editor), a_source(editor)

    with pytest.raises(Invalid):
        link_evidence(actor=editor, claim=claim, source=source, stance="supports", tier="primary",
                      start=0, end=4, quote="年初统计")  # fmt: skip

    assert EvidenceLink.objects.count() == 0


@pytest.mark.parametrize("fields", [{"stance": "agrees"}, {"tier": "third"}, {"page": "页" * 41}])
def test_stance_and_tier_are_words_of_the_newsroom(editor, fields) -> None:
    with pytest.raises(Invalid):
        a_link(editor, a_claim(editor), **fields)


def test_a_source_of_another_desk_is_no_evidence(editor, stranger) -> None:
    with pytest.raises(Missing):
        a_link(editor, a_claim(editor), a_source(stranger))


def test_background_does_not_count_and_copies_of_one_story_count_once(editor) -> None:
    claim = a_claim(editor)
    a_link(editor, claim, stance="context")
    assert missing_for(claim) == "还需 1 个一手来源，或 2 个来源不同的二手来源"

    for _ in range(2):
        a_link(editor, claim, a_source(editor, origin_key="新华社"), tier="secondary")
    assert missing_for(claim) == (
        "还需 1 个一手来源，或 1 个来源不同的二手来源"
        "（《统计公报》与《统计公报》原始出处相同，只算 1 个来源）"
    )

    a_link(editor, claim, a_source(editor, origin_key="省统计局"), tier="secondary")
    assert missing_for(claim) == ""


def test_a_critical_article_needs_two_independent_sources(editor) -> None:
    claim = a_claim(editor, an_article(editor, critical=True))
    a_link(editor, claim)
    assert missing_for(claim) == "批评报道须有 2 个相互独立的来源，还需 1 个"

    a_link(editor, claim, tier="secondary")
    assert missing_for(claim) == ""


def test_contradicting_evidence_marks_the_conflict_and_taking_it_away_clears_it(editor) -> None:
    link = a_link(editor, a_claim(editor), stance="refutes")
    assert link.claim.flags == [Flag.CONFLICT]

    assert unlink_evidence(actor=editor, link=link, seen=1).flags == []


def test_supporting_evidence_leaves_a_review_as_it_is(desk, editor, reviewer, colleague) -> None:
    claim = in_final_review(desk, editor, reviewer)

    claim = a_link(colleague, claim).claim

    assert claim.status == Status.FINAL_REVIEW
    assert Hand.objects.filter(claim=claim, part=Part.APPROVED, voided_at__isnull=True).count() == 1


def test_contradicting_evidence_under_review_sends_back_in_one_row(desk, editor, reviewer, colleague) -> None:
    claim = in_final_review(desk, editor, reviewer)

    claim = a_link(colleague, claim, stance="refutes").claim

    last = AuditEntry.objects.about(claim).last()
    assert (claim.status, claim.flags) == (Status.IN_PROGRESS, [Flag.CONFLICT])
    assert (last.action, last.source_state, last.target_state) == ("evidence", "final_review", "in_progress")
    assert last.diff["approvals"] == [[str(reviewer.user.pk)], []]


def test_evidence_added_by_whoever_approved_voids_that_approval(desk, editor, reviewer) -> None:
    claim = in_final_review(desk, editor, reviewer)

    claim = a_link(reviewer, claim).claim

    assert claim.status == Status.IN_PROGRESS
    live = Hand.objects.filter(claim=claim, person=reviewer.user, voided_at__isnull=True)
    assert [hand.part for hand in live] == [Part.WORKED]


def test_taking_evidence_away_under_review_sends_back(editor) -> None:
    claim = a_submitted_claim(editor)

    claim = unlink_evidence(actor=editor, link=claim.evidence.get(), seen=1)

    assert (claim.status, claim.evidence.count()) == (Status.IN_PROGRESS, 0)
    assert AuditEntry.objects.about(claim).count() == claim.version


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"note": "见第二段"}, Status.SUBMITTED), ({"page": "3"}, Status.SUBMITTED),
     ({"tier": "secondary"}, Status.IN_PROGRESS), ({"stance": "refutes"}, Status.IN_PROGRESS)],
)  # fmt: skip
def test_a_changed_link_sends_back_when_it_changes_what_was_reviewed(editor, changes, status) -> None:
    link = a_submitted_claim(editor).evidence.get()

    link = edit_evidence(actor=editor, link=link, seen=1, changes=changes)

    assert (link.claim.status, link.version) == (status, 2)
    assert AuditEntry.objects.about(link.claim).count() == link.claim.version


def test_a_link_is_changed_only_by_whoever_saw_it_last(editor) -> None:
    link = edit_evidence(actor=editor, link=a_link(editor, a_claim(editor)), seen=1, changes={"note": "甲"})

    with pytest.raises(Stale):
        edit_evidence(actor=editor, link=link, seen=1, changes={"note": "乙"})
    with pytest.raises(Stale):
        unlink_evidence(actor=editor, link=link, seen=1)
    with pytest.raises(Invalid):
        edit_evidence(actor=editor, link=link, seen=2, changes={"quote": "别的"})

    assert EvidenceLink.objects.get().note == "甲"


def test_evidence_for_no_particular_version_joins_the_claim_as_it_stands(editor, colleague, reviewer) -> None:
    read_earlier = a_submitted_claim(editor)
    now = Claim.objects.get()
    a_link(colleague, now, seen=now.version)

    with pytest.raises(Stale):
        a_link(editor, read_earlier, seen=read_earlier.version)
    claim = a_link(editor, read_earlier).claim

    assert (claim.evidence.count(), AuditEntry.objects.about(claim).count()) == (3, claim.version)
    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=None)
    with pytest.raises(Conflict):
        a_link(editor, read_earlier)


def test_a_link_read_before_an_approval_changes_nothing_after_it(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)
    read_earlier = EvidenceLink.objects.select_related("claim__article").get()
    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=claim.version)

    with pytest.raises(Stale):
        edit_evidence(actor=editor, link=read_earlier, seen=1, changes={"stance": "refutes"})

    claim.refresh_from_db()
    assert (claim.status, claim.evidence.get().stance) == (Status.APPROVED, "supports")


def test_a_protected_source_is_seen_by_its_keeper_and_those_named(editor, colleague, reviewer, admin) -> None:
    source = a_source(editor, confidentiality="protected", viewers=[reviewer.user])

    seen_by = [
        actor for actor in (editor, colleague, reviewer, admin) if source in Source.objects.visible_to(actor)
    ]

    assert seen_by == [editor, reviewer]
    assert AuditEntry.objects.about(source).get().diff.keys() == {"sha256"}


def test_a_protected_source_counts_as_evidence_and_never_enters_the_fact(editor, reviewer) -> None:
    claim = a_claim(editor)
    a_link(editor, claim, a_source(editor, title="内线", confidentiality="protected"), stance="context")
    article = claim.article
    approved = an_approved_claim(editor, reviewer, article)
    a_protected = a_source(editor, title="内线", confidentiality="protected")
    second = a_link(editor, a_claim(editor, article), a_protected).claim
    assert missing_for(second) == ""

    fact = VerifiedFact.objects.get(claim=approved)

    assert [link["source"]["title"] for link in fact.evidence] == ["统计公报"]


def test_evidence_on_an_approved_claim_stays_as_it_is(editor, reviewer) -> None:
    link = an_approved_claim(editor, reviewer).evidence.get()

    with pytest.raises(Conflict):
        unlink_evidence(actor=editor, link=link, seen=1)
    with pytest.raises(Conflict):
        edit_evidence(actor=editor, link=link, seen=1, changes={"note": "再改"})

    assert EvidenceLink.objects.count() == 1


def test_the_page_of_a_quote_is_noted_where_the_file_has_pages(editor) -> None:
    source = a_file(editor, pdf(["第一页写有169个项目。", "第二页写有到位资金117.77亿元。"]), "公报.pdf")
    claim = a_claim(editor)

    assert a_link(editor, claim, source, quote="169个").page == "1"
    assert a_link(editor, claim, source, quote="117.77亿元").page == "2"
    assert a_link(editor, claim, source, quote="第二页", page="附表一").page == "附表一"
    assert a_link(editor, claim, a_source(editor)).page == ""
