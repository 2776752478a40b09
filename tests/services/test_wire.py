"""通稿比对: only our changes to the agency's text are proposed, covered, and made claims of."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Job, Source, Suggestion
from annotations.services.articles import edit_article
from annotations.services.coverage import coverage_of
from annotations.services.decisions import accept_suggestion, dismiss_suggestion
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.gate import gate_of
from annotations.services.ourchanges import compared, handled, our_changes
from annotations.services.pretag import KIND, request_pretag
from annotations.services.retag import request_retag
from annotations.services.sources import edit_source
from annotations.services.wire import claim_of_change, paste_wire, take_in
from annotations.services.worker import run_job
from annotations.vocabulary import Confidentiality, JobState, SuggestionState
from tests.factories import a_claim, a_source, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WIRE = """云溪市全年新开工项目约169个，到位资金117.77亿元。
云溪港吞吐量达到3200万吨，同比增长5%。
会议气氛很好。"""
OURS = """云溪市全年新开工项目169个，到位资金117.77亿元。
云溪港吞吐量达到2300万吨，同比增长5%。
会议气氛热烈。"""


@pytest.fixture
def article(editor, desk):
    desk.check_levels = [{"source": "新华社", "level": "wire"}]
    desk.save()
    return an_article(editor, text=OURS, source="新华社")


def tagged(editor, article) -> list[str]:
    run_job(request_pretag(actor=editor, article=article).pk)
    return [row.quote for row in Suggestion.objects.filter(article=article).in_reading_order()]


def test_without_the_agencys_text_everything_is_checked(editor, article) -> None:
    quotes = tagged(editor, article)

    assert our_changes(article) is None
    assert any("117.77亿元" in quote for quote in quotes)


def test_with_the_agencys_text_only_our_changes_are_proposed(editor, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=article.version, text=WIRE)

    quotes = tagged(editor, article)

    changed = [OURS[one.start : one.end] for one in our_changes(article)]
    assert changed == ["169个", "2300万吨", "会议气氛热烈"]
    assert len(quotes) == 2
    assert "169个" in quotes[0]
    assert "2300万吨" in quotes[1]


def test_the_pasted_text_is_a_source_of_the_library(editor, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=article.version, text=WIRE)

    source = Source.objects.get()
    assert (source.source_type, source.article_ids, source.issuer, source.snapshot.text) == (
        "press_release",
        [article.pk],
        "新华社",
        WIRE,
    )
    assert article.wire_source == source
    assert AuditEntry.objects.about(article).last().diff == {"wire_source": [None, str(source.pk)]}


def test_a_new_agencys_text_is_read_again_and_what_people_decided_stays(editor, article) -> None:
    tagged(editor, article)
    money, port, *_ = Suggestion.objects.exclude(quote__contains="169个").in_reading_order()
    claim = accept_suggestion(actor=editor, suggestion=money)
    dismiss_suggestion(actor=editor, suggestion=port, reason="slogan")

    article = paste_wire(actor=editor, article=article, seen=None, text=WIRE)
    job = Job.objects.get(kind=KIND, state=JobState.QUEUED)
    run_job(job.pk)

    job.refresh_from_db()
    claim.refresh_from_db()
    assert job.state == JobState.DONE
    assert claim.quote == money.quote
    assert [row.state for row in Suggestion.objects.in_reading_order()] == [
        SuggestionState.PENDING,
        SuggestionState.ACCEPTED,
        SuggestionState.DISMISSED,
    ]


def test_reading_the_whole_desk_again_keeps_to_our_changes(editor, admin, desk, article) -> None:
    paste_wire(actor=editor, article=article, seen=None, text=WIRE)
    Job.objects.update(state=JobState.CANCELLED)

    run_job(request_retag(actor=admin, desk=desk).pk)

    assert Suggestion.objects.count() == 2


def test_covered_is_what_was_done_about_our_changes(editor, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=None, text=WIRE)
    tagged(editor, article)
    a_claim(editor, article, quote="到位资金117.77亿元")
    before = coverage_of(article)
    a_claim(editor, article, quote="新开工项目169个", types=["quantity"])

    after = coverage_of(article)

    assert (before.checkable, before.covered) == (3, 0)
    assert (after.checkable, after.covered) == (3, 1)


def test_coverage_is_known_before_the_article_has_been_read(editor, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=None, text=WIRE)

    assert coverage_of(article).spans == tuple(one.span for one in our_changes(article))


def test_another_level_is_the_chiefs_to_set_and_is_read_again(chief, editor, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=None, text=WIRE)
    tagged(editor, article)

    article = edit_article(
        actor=chief, article=article, seen=article.version, changes={"check_level": "full"}
    )
    run_job(Job.objects.get(kind=KIND, state=JobState.QUEUED).pk)

    assert AuditEntry.objects.about(article).last().diff == {"check_level": ["wire", "full"]}
    assert Suggestion.objects.filter(quote__contains="117.77亿元").exists()


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_nobody_else_sets_the_level(request, who, article) -> None:
    with pytest.raises(Forbidden, match="设定核查程度"):
        edit_article(
            actor=request.getfixturevalue(who), article=article, seen=None, changes={"check_level": "full"}
        )

    article.refresh_from_db()
    assert article.check_level == "wire"


def test_an_editor_names_no_other_level_than_the_desks_rules_on_the_way_in(editor, chief, article) -> None:
    with pytest.raises(Forbidden):
        an_article(editor, text="另一篇。", check_level="wire")
    same = an_article(editor, text="另一篇。", check_level="full")
    other = an_article(chief, text="再一篇。", check_level="wire")

    assert (same.check_level, other.check_level) == ("full", "wire")


def test_critical_is_set_by_whoever_reviews(editor, reviewer, article) -> None:
    with pytest.raises(Forbidden):
        edit_article(actor=editor, article=article, seen=None, changes={"critical": True})

    article = edit_article(actor=reviewer, article=article, seen=None, changes={"critical": True})

    assert article.critical


def test_an_unknown_level_is_refused(chief, article) -> None:
    with pytest.raises(Invalid, match="没有“some”这个核查程度"):
        edit_article(actor=chief, article=article, seen=None, changes={"check_level": "some"})


def test_a_running_job_gives_way_to_the_one_for_the_new_level(chief, editor, article) -> None:
    running = request_pretag(actor=editor, article=article)
    Job.objects.filter(pk=running.pk).update(state=JobState.RUNNING)

    edit_article(actor=chief, article=article, seen=None, changes={"check_level": "key"})

    running.refresh_from_db()
    assert running.state == JobState.SUPERSEDED
    assert Job.objects.filter(state=JobState.QUEUED).count() == 1


def test_what_changes_nothing_is_not_read_again(chief, article) -> None:
    edit_article(actor=chief, article=article, seen=None, changes={"check_level": "wire"})

    assert Job.objects.count() == 0


def test_a_protected_or_foreign_source_is_no_agencys_text(editor, stranger, article) -> None:
    protected = a_source(editor, confidentiality=Confidentiality.PROTECTED)

    with pytest.raises(Invalid, match="保护信源不能作为通稿"):
        edit_article(actor=editor, article=article, seen=None, changes={"wire_source": protected})
    with pytest.raises(Missing):
        edit_article(actor=editor, article=article, seen=None, changes={"wire_source": a_source(stranger)})


def test_pasting_over_somebodys_newer_change_stores_nothing(editor, article) -> None:
    with pytest.raises(Stale):
        paste_wire(actor=editor, article=article, seen=article.version + 1, text=WIRE)
    with pytest.raises(Invalid):
        paste_wire(actor=editor, article=article, seen=article.version, text=" ")

    assert Source.objects.count() == 0


def test_a_reporter_hands_the_agencys_text_in_with_the_copy(reporter, desk) -> None:
    desk.check_levels = [{"source": "新华社", "level": "wire"}]
    desk.save()

    article, created = take_in(
        actor=reporter, desk=desk, title="港口", text=OURS, source="新华社", wire_text=WIRE
    )
    again, anew = take_in(actor=reporter, desk=desk, title="港口", text=OURS, wire_text="别的通稿。")

    run_job(Job.objects.get(kind=KIND).pk)
    assert (created, anew) == (True, False)
    assert again.pk == article.pk
    assert Source.objects.get() == article.wire_source
    assert Suggestion.objects.count() == 2


def test_each_change_is_told_with_what_stands_on_it(editor, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=None, text=WIRE)
    tagged(editor, article)
    claim = a_claim(editor, article, quote="2300万吨", types=["quantity"])

    rows = handled(article, our_changes(article))

    assert [(row.claim, bool(row.suggestion)) for row in rows] == [
        (None, True),
        (claim, False),
        (None, False),
    ]


def test_a_change_without_a_suggestion_becomes_a_claim(editor, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=None, text=WIRE)
    tagged(editor, article)
    proposed, _, bare = our_changes(article)

    one = claim_of_change(actor=editor, article=article, start=bare.start, end=bare.end)
    same = claim_of_change(actor=editor, article=article, start=bare.start, end=bare.end)
    accepted = claim_of_change(actor=editor, article=article, start=proposed.start, end=proposed.end)

    assert (one.quote, one.types, same.pk) == ("会议气氛热烈", ["event"], one.pk)
    assert accepted.suggestion.state == SuggestionState.ACCEPTED


def test_a_source_that_was_protected_since_shows_its_words_to_its_keeper_only(editor, chief, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=None, text=WIRE)
    edit_source(
        actor=editor,
        source=article.wire_source,
        seen=None,
        changes={"confidentiality": Confidentiality.PROTECTED},
    )

    mine, theirs = compared(editor, article), compared(chief, article)

    assert (mine.hidden, len(mine.rows)) == (False, 3)
    assert (theirs.source, theirs.hidden, theirs.rows) == (None, True, ())


def test_what_is_no_change_of_ours_becomes_no_claim_by_that_way(editor, reporter, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=None, text=WIRE)
    change = our_changes(article)[0]

    with pytest.raises(Conflict, match="这一处改动已不在了"):
        claim_of_change(actor=editor, article=article, start=0, end=3)
    with pytest.raises(Forbidden):
        claim_of_change(actor=reporter, article=article, start=change.start, end=change.end)


def test_the_gate_waits_until_the_new_level_has_been_read(chief, editor, article) -> None:
    article = paste_wire(actor=editor, article=article, seen=None, text=WIRE)
    run_job(Job.objects.get(kind=KIND, state=JobState.QUEUED).pk)

    article = edit_article(actor=chief, article=article, seen=None, changes={"check_level": "full"})
    waiting = {line.item.kind for line in gate_of(article).missing}
    run_job(Job.objects.get(kind=KIND, state=JobState.QUEUED).pk)
    read = {line.item.kind for line in gate_of(article).missing}

    assert ("reading" in waiting, "reading" in read) == (True, False)
