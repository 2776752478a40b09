"""更正: reported by anyone, heard, assessed, decided; each step with what it does to the facts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from annotations.models import AuditEntry, Claim, Correction, Desk, VerifiedFact
from annotations.services.corrections import Report, assess, give_view, report_error
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.rulings import Decision
from annotations.vocabulary import Action, Role, Status
from tests.factories import QUOTE, a_claim, an_article, member
from tests.services.aftermath import a_published_claim, assessed, decided, newest_fact, reported

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WITHDRAWN = Decision("correct", "查无实据", QUOTE, retract=True)
NO_ERROR = Decision("no_error", "公报原文如此")


@pytest.fixture
def claim(editor, reviewer, chief) -> Claim:
    return a_published_claim(editor, reviewer, chief)


def current(claim: Claim) -> int:
    return VerifiedFact.objects.filter(claim=claim).current().count()


@pytest.mark.parametrize("role", Role)
def test_anyone_of_the_desk_reports_an_error(claim, desk, role) -> None:
    correction = reported(member(desk, role), claim, quote=QUOTE, party=" 某公司 ")

    assert (correction.state, correction.party, correction.fact) == ("reported", "某公司", newest_fact(claim))
    assert list(correction.claims.all()) == [claim]
    (row,) = AuditEntry.objects.about(correction)
    assert (row.action, row.source_state, row.target_state, row.version) == (
        Action.CORRECT,
        None,
        "reported",
        1,
    )
    assert row.diff["problem"] == [None, "数字与公报不符"]


def test_a_stranger_reports_nothing(claim, stranger) -> None:
    with pytest.raises(Missing):
        reported(stranger, claim)


def test_only_what_is_published_is_corrected(editor) -> None:
    article = an_article(editor)

    with pytest.raises(Conflict, match="还没有刊发"):
        report_error(actor=editor, article=article, report=Report("数字不对"))


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"problem": " "}, "/problem"),
        ({"problem": "误" * 20_001}, "/problem"),
        ({"quote": "正文里没有的话"}, "/quote"),
        ({"kind": "rumour"}, "/kind"),
        ({"party": "某" * 301}, "/party"),
        ({"demanded_at": datetime(2999, 1, 1, tzinfo=UTC)}, "/demanded_at"),
    ],
)
def test_a_report_that_cannot_be_is_refused_whole(claim, editor, fields, pointer) -> None:
    with pytest.raises(Invalid) as refused:
        reported(editor, claim, **fields)

    assert [error["pointer"] for error in refused.value.errors] == [pointer]
    assert not Correction.objects.exists()


def test_a_claim_of_another_article_is_refused(claim, editor) -> None:
    other = a_claim(editor, an_article(editor, text="另一篇，到位资金117.77亿元。"))

    with pytest.raises(Invalid, match="不属于这篇稿件"):
        report_error(actor=editor, article=claim.article, report=Report("不对", claim=other))


@pytest.mark.parametrize(("channel", "days"), [("web", 0), ("print", 2)])
def test_the_due_day_counts_from_the_demand_by_channel_and_calendar(
    claim, editor, desk, channel, days
) -> None:
    noon = datetime(2026, 3, 7, 4, tzinfo=UTC)  # a Saturday in Shanghai
    Desk.objects.filter(pk=desk.pk).update(issue_calendar={"weekdays": [0, 1, 2, 3, 4]})
    claim.article.desk.refresh_from_db()
    publication = claim.article.publications.get()
    publication.channel = channel

    correction = reported(editor, claim, demanded_at=noon, publication=publication)

    assert (correction.due_on - datetime(2026, 3, 7).date()).days == days


def test_the_writer_confirms_or_contests_until_it_is_decided(claim, editor, reviewer, chief) -> None:
    correction = reported(reviewer, claim)

    heard = give_view(actor=editor, correction=correction, seen=1, view="contests", note="录音在手")
    heard = give_view(actor=editor, correction=heard, seen=2, view="confirms")

    assert (heard.writer_view, heard.writer, heard.version, heard.state) == (
        "confirms",
        editor.user,
        3,
        "reported",
    )
    done = decided(chief, assessed(reviewer, heard, hold=False), NO_ERROR)
    with pytest.raises(Conflict, match="不能再"):
        give_view(actor=editor, correction=done, seen=None, view="contests", note="录音在手")


@pytest.mark.parametrize(("view", "note"), [("contests", " "), ("perhaps", "x"), ("", "")])
def test_a_view_says_something(claim, editor, view, note) -> None:
    with pytest.raises(Invalid):
        give_view(actor=editor, correction=reported(editor, claim), seen=1, view=view, note=note)


def test_a_reporter_answers_for_the_own_article_only(desk, editor, reviewer, chief, reporter) -> None:
    own = a_published_claim(editor, reviewer, chief, an_article(reporter))
    foreign = a_published_claim(
        editor, reviewer, chief, an_article(editor, text="别稿：到位资金117.77亿元。")
    )

    assert give_view(actor=reporter, correction=reported(editor, own), seen=1, view="confirms").version == 2
    with pytest.raises(Forbidden, match="不是您写的"):
        give_view(actor=reporter, correction=reported(editor, foreign), seen=1, view="confirms")


def test_an_assessment_with_hold_takes_the_fact_out_at_once(claim, editor, reviewer) -> None:
    correction = reported(editor, claim)
    assert current(claim) == 1

    correction = assessed(reviewer, correction)

    assert (correction.state, correction.version, current(claim)) == ("assessed", 2, 0)
    now = Claim.objects.get(pk=claim.pk)
    row = AuditEntry.objects.about(now).last()
    assert (now.status, now.version) == (Status.PUBLISHED, claim.version + 1)
    assert (row.action, row.version, row.reason) == (Action.HOLD, now.version, "查公报确有出入")
    assert AuditEntry.objects.about(correction).last().diff["held"] == [[], [str(newest_fact(claim).pk)]]


def test_an_assessment_without_hold_leaves_it(claim, editor, reviewer) -> None:
    assessed(reviewer, reported(editor, claim), hold=False)

    assert (current(claim), Claim.objects.get(pk=claim.pk).version) == (1, claim.version)


def test_claims_are_named_where_the_report_named_none(claim, editor, reviewer) -> None:
    correction = reported(editor, claim, claim=None)

    with pytest.raises(Invalid, match="请指明涉及的核查点"):
        assessed(reviewer, correction)
    other = a_claim(editor, an_article(editor, text="另一篇，到位资金117.77亿元。"))
    with pytest.raises(Invalid, match="不属于这篇稿件"):
        assessed(reviewer, correction, claims=[other.pk])
    correction = assessed(reviewer, correction, claims=[claim.pk])

    assert (list(correction.claims.all()), current(claim)) == ([claim], 0)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.ADMIN])
def test_only_reviewers_and_chiefs_assess(claim, desk, editor, role) -> None:
    with pytest.raises(Forbidden):
        assessed(member(desk, role), reported(editor, claim))

    assert current(claim) == 1


def test_an_assessment_says_something_and_comes_once(claim, editor, reviewer) -> None:
    correction = reported(editor, claim)
    with pytest.raises(Invalid, match="请写明评估意见"):
        assessed(reviewer, correction, assessment=" ")
    correction = assessed(reviewer, correction)

    with pytest.raises(Conflict, match="不能再“评估”"):
        assessed(reviewer, correction)
    with pytest.raises(Stale) as stale:
        assess(actor=reviewer, correction=correction, seen=1, assessment="迟到")
    assert stale.value.current.version == 2


def test_every_step_leaves_one_row_in_the_log(claim, editor, reviewer, chief) -> None:
    correction = reported(editor, claim)
    correction = give_view(actor=editor, correction=correction, seen=1, view="confirms")
    correction = decided(chief, assessed(reviewer, correction))

    rows = list(AuditEntry.objects.about(correction))
    assert [(row.source_state, row.target_state, row.version) for row in rows] == [
        (None, "reported", 1), ("reported", "reported", 2),
        ("reported", "assessed", 3), ("assessed", "decided", 4),
    ]  # fmt: skip
    assert correction.version == 4


def test_the_time_of_the_demand_is_now_unless_it_is_told(claim, editor) -> None:
    before = timezone.now()
    earlier = before - timedelta(days=3)

    assert reported(editor, claim).demanded_at >= before
    assert reported(editor, claim, demanded_at=earlier).demanded_at == earlier
