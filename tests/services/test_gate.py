"""The gate of a real article: read in a fixed number of queries, noted on, and lapsing with a change."""

from __future__ import annotations

import pytest

from annotations.models import Article, AuditEntry, ChiefNote, Claim, Job, LastRun
from annotations.services.annotate import edit_claim
from annotations.services.chiefnotes import note_item, take_note_back
from annotations.services.confirmations import confirm_changes
from annotations.services.decisions import dismiss_suggestion
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.gate import gate_of
from annotations.services.jobs import cancel_job
from annotations.services.pretag import request_pretag
from annotations.services.review import take_step
from annotations.services.versions import add_version
from annotations.services.worker import run_job
from annotations.vocabulary import CheckLevel, Status
from tests.factories import (
    a_claim,
    a_link,
    a_submitted_claim,
    a_suggestion,
    an_approved_claim,
    an_article,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


def kinds(article: Article) -> list[str]:
    article = Article.objects.select_related("desk").get(pk=article.pk)
    return [line.item.kind for line in gate_of(article).missing]


def test_an_article_is_clear_when_its_claims_are_approved(article, editor, reviewer) -> None:
    claim = a_submitted_claim(editor, article)
    assert kinds(article) == ["claims_a"]

    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=None)

    assert kinds(article) == []


def test_a_suggestion_waits_until_somebody_decides(article, editor) -> None:
    waiting = a_suggestion(article)
    a_suggestion(article, quote="169个", priority="B")
    assert kinds(article) == ["suggestions"]

    dismiss_suggestion(actor=editor, suggestion=waiting, reason="slogan")

    assert kinds(article) == []


def test_a_suggestion_of_an_earlier_text_does_not_count(article) -> None:
    a_suggestion(article)
    Article.objects.update(text_version=2)

    assert kinds(article) == []


def test_a_text_that_waits_for_the_machine_is_not_clear(article, editor) -> None:
    job = request_pretag(actor=editor, article=article)
    assert kinds(article) == ["reading"]

    cancel_job(actor=editor, job=job)
    assert kinds(article) == []
    run_job(request_pretag(actor=editor, article=article).pk)

    assert "reading" not in kinds(article)
    assert LastRun.objects.filter(article=article).exists()


def test_refuting_evidence_and_an_open_question_are_items(article, editor) -> None:
    claim = a_claim(editor, article, types=["causal"])
    claim = a_link(editor, claim, stance="refutes").claim
    take_step(actor=editor, claim=claim, to=Status.NEEDS_INFO, seen=None, comment="哪一年？")
    assert kinds(article) == ["conflict", "questions"]

    claim.refresh_from_db()
    take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=None, comment="2023年")

    assert kinds(article) == ["conflict"]


def test_a_small_change_under_an_approval_waits_for_a_reviewer(article, editor, reviewer) -> None:
    an_approved_claim(editor, reviewer, article, quote="新开工过亿元项目169个、到位资金117.77亿元")
    text = article.text.replace("169个、", "169个，")
    add_version(actor=editor, article=article, text=text)
    cancel_job(actor=editor, job=Job.objects.get())
    assert kinds(article) == ["small_changes"]

    confirm_changes(actor=reviewer, article=article)

    assert kinds(article) == []


def test_a_number_check_that_differs_is_an_item_until_it_is_set_aside(editor) -> None:
    article = an_article(editor, text="高新企业由2020年的120家增加到2023年的180家，增长60%。")
    run_job(request_pretag(actor=editor, article=article).pk)

    found = gate_of(article)

    (line,) = [line for line in found.missing if line.item.kind == "number_checks"]
    assert "≠ 60%" in line.item.text
    assert line.link.endswith(f"#check-{line.item.object_id}")
    Article.objects.update(check_level=CheckLevel.WIRE)
    assert "number_checks" not in kinds(article)


def test_differing_evidence_makes_a_figure_key(article, editor) -> None:
    Article.objects.update(check_level=CheckLevel.KEY)
    claim = a_claim(editor, article)
    assert kinds(article) == []

    a_link(editor, claim, quote="项目169个")
    claim.evidence.update(comparison="differs")

    assert kinds(article) == ["claims_a"]


def test_the_desk_switches_a_condition_off(article, editor, desk) -> None:
    a_suggestion(article)
    desk.gate = {"suggestions": False}
    desk.save()

    assert kinds(article) == []


@pytest.fixture
def minor(article, editor) -> Claim:
    """A claim of priority B."""
    return a_claim(editor, article, types=["event"])


def test_a_note_settles_its_item_until_the_claim_changes(article, minor, editor, chief) -> None:
    item = f"claims_b:{minor.pk}"
    assert kinds(article) == ["claims_b"]

    note_item(actor=chief, article=article, item=item, note="背景，不核")

    (line,) = gate_of(article).settled
    assert (line.note.note, line.note.by) == ("背景，不核", chief.user)
    assert kinds(article) == []
    edit_claim(actor=editor, claim=minor, seen=None, changes={"note": "改了"})
    assert kinds(article) == ["claims_b"]


def test_a_note_is_replaced_taken_back_and_logged(article, minor, chief) -> None:
    item = f"claims_b:{minor.pk}"
    note_item(actor=chief, article=article, item=item, note="背景")
    note_item(actor=chief, article=article, item=item, note="背景，不核")
    assert [note.note for note in ChiefNote.objects.all()] == ["背景，不核"]

    take_note_back(actor=chief, article=article, item=item)

    assert kinds(article) == ["claims_b"]
    rows = AuditEntry.objects.about(article).filter(action="edit")
    assert [row.diff["chief_note"] for row in rows] == [
        [None, "背景"],
        ["背景", "背景，不核"],
        ["背景，不核", None],
    ]
    article.refresh_from_db()
    assert article.version == 1
    with pytest.raises(Missing):
        take_note_back(actor=chief, article=article, item=item)


def test_a_note_needs_the_chief_words_and_an_item_that_it_can_settle(
    article, minor, editor, reviewer, chief
) -> None:
    urgent = a_claim(editor, article)
    item = f"claims_b:{minor.pk}"
    for actor in (editor, reviewer):
        with pytest.raises(Forbidden):
            note_item(actor=actor, article=article, item=item, note="不核")
    with pytest.raises(Invalid):
        note_item(actor=chief, article=article, item=item, note=" ")
    with pytest.raises(Conflict):
        note_item(actor=chief, article=article, item=f"claims_a:{urgent.pk}", note="不核")
    with pytest.raises(Missing):
        note_item(actor=chief, article=article, item="claims_b:gone", note="不核")

    assert not ChiefNote.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_gate_asks_as_often_for_three_claims_as_for_one(
    editor, reviewer, count, django_assert_num_queries
) -> None:
    article = an_article(editor)
    for quote in ("到位资金117.77亿元", "169个", "2023年")[:count]:
        a_claim(editor, article, quote=quote)
        a_suggestion(article, quote=quote)
    an_approved_claim(editor, reviewer, article)
    article = Article.objects.select_related("desk").get(pk=article.pk)

    with django_assert_num_queries(6):
        gate_of(article)
