"""保留原文: the chief rules, somebody else approves, and nobody else changes what was ruled."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Claim
from annotations.services.annotate import edit_claim
from annotations.services.errors import Conflict, Forbidden, FourEyes
from annotations.services.review import take_step
from annotations.vocabulary import Role, Status
from tests.factories import a_claim, a_link, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

RULING = {"resolution": "kept", "resolution_note": "原话如此，不改"}
REASON = {"verdict": "false", "resolution_note": "当事人坚持"}


def judged(editor, **changes) -> Claim:
    claim = a_link(editor, a_claim(editor)).claim
    return edit_claim(actor=editor, claim=claim, seen=None, changes={**REASON, **changes})


def step(actor, claim, to, **more) -> Claim:
    return take_step(actor=actor, claim=claim, to=to, seen=None, **more)


def rule(chief, claim, **changes) -> Claim:
    return edit_claim(actor=chief, claim=claim, seen=None, changes={**RULING, **changes})


@pytest.fixture
def submitted(editor) -> Claim:
    return step(editor, judged(editor), Status.SUBMITTED)


def test_a_ruling_on_a_submitted_claim_leaves_it_where_it_is(chief, submitted) -> None:
    claim = rule(chief, submitted)

    row = AuditEntry.objects.about(claim).last()
    assert (claim.status, claim.resolution, claim.resolution_note) == ("submitted", "kept", "原话如此，不改")
    assert (row.role, row.diff["resolution"]) == ("chief", ["", "kept"])


def test_whoever_ruled_has_worked_and_somebody_else_approves(chief, reviewer, submitted) -> None:
    claim = rule(chief, submitted)

    with pytest.raises(FourEyes):
        step(chief, claim, Status.APPROVED)
    assert step(reviewer, claim, Status.APPROVED).status == Status.APPROVED


def test_at_a_desk_with_three_reviews_another_chief_signs(chief, reviewer, submitted, desk) -> None:
    desk.review_levels = 3
    desk.save()
    other = member(desk, Role.CHIEF)
    claim = step(reviewer, rule(chief, Claim.objects.get(pk=submitted.pk)), Status.FINAL_REVIEW)

    with pytest.raises(FourEyes):
        step(chief, claim, Status.APPROVED)
    assert step(other, claim, Status.APPROVED).status == Status.APPROVED


def test_a_ruling_in_final_review_sends_back_what_the_reviewer_had_passed(
    chief, reviewer, submitted, desk
) -> None:
    desk.review_levels = 3
    desk.save()
    claim = step(reviewer, Claim.objects.get(pk=submitted.pk), Status.FINAL_REVIEW)

    claim = rule(chief, claim)

    assert claim.status == Status.IN_PROGRESS
    assert AuditEntry.objects.about(claim).last().diff["approvals"] == [[str(reviewer.user.pk)], []]


@pytest.mark.parametrize(
    "changes", [{"resolution_note": " "}, {"note": "也改了备注"}, {"verdict": "misleading"}]
)
def test_what_is_more_or_less_than_a_ruling_sends_the_claim_back(chief, submitted, changes) -> None:
    assert rule(chief, submitted, **changes).status == Status.IN_PROGRESS


def test_a_ruling_gives_up_the_wording_that_was_proposed(chief, editor) -> None:
    changes = {"resolution": "corrected", "proposed_text": "到位资金118亿元"}
    claim = step(editor, judged(editor, **changes), Status.SUBMITTED)

    claim = rule(chief, claim, proposed_text="")

    assert (claim.status, claim.proposed_text) == (Status.SUBMITTED, "")


def test_an_editor_submits_what_the_chief_has_ruled_on_their_claim(chief, editor) -> None:
    claim = rule(chief, judged(editor))

    assert step(editor, claim, Status.SUBMITTED).status == Status.SUBMITTED


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_nobody_else_rules(request, who, editor) -> None:
    claim = judged(editor)

    with pytest.raises(Forbidden, match="决定保留原文"):
        rule(request.getfixturevalue(who), claim)

    claim.refresh_from_db()
    assert claim.resolution == ""


@pytest.mark.parametrize("changes", [{"resolution": "cut"}, {"resolution_note": "另一个理由"}])
def test_nobody_else_changes_a_ruling(chief, editor, changes) -> None:
    claim = rule(chief, judged(editor))

    with pytest.raises(Forbidden, match="决定保留原文"):
        edit_claim(actor=editor, claim=claim, seen=None, changes=changes)
    assert edit_claim(actor=editor, claim=claim, seen=None, changes={"note": "备注"}).note == "备注"
    edit_claim(actor=chief, claim=claim, seen=None, changes=changes)
    assert AuditEntry.objects.about(claim).last().role == "chief"


def test_a_ruling_that_no_chief_made_is_not_submitted(editor) -> None:
    """Rows from before this rule, and whatever the code forgets."""
    claim = judged(editor)
    Claim.objects.filter(pk=claim.pk).update(**RULING)
    claim.refresh_from_db()

    with pytest.raises(Conflict, match="“保留原文”须由值班总编决定并写明理由。"):
        step(editor, claim, Status.SUBMITTED)


TEXT = "据市统计局统计，项目169个。业内传言项目170个。\n李明说：“港口一定要建好。”会后散去。"


@pytest.mark.parametrize(
    ("quote", "types", "credited"),
    [
        ("项目169个", ["quantity"], True),
        ("项目170个", ["quantity"], False),
        ("“港口一定要建好。”", ["quote"], True),
    ],
)
def test_attributed_only_wants_the_source_in_the_text(editor, quote, types, credited) -> None:
    claim = a_claim(editor, an_article(editor, text=TEXT), quote=quote, types=types)
    given = {"verdict": "attributed_only", "verdict_note": "对方确有此说"}
    claim = edit_claim(actor=editor, claim=claim, seen=None, changes=given)

    if not credited:
        with pytest.raises(Conflict, match="要求文中写明信源，这一句没有"):
            step(editor, claim, Status.SUBMITTED)
        added = {"resolution": "attributed", "proposed_text": "市商务局称项目170个"}
        claim = edit_claim(actor=editor, claim=claim, seen=None, changes=added)
    assert step(editor, claim, Status.SUBMITTED).status == Status.SUBMITTED
