"""质检: an issue is entered once, corrected by whoever sees it as it is, and its errors are weighed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from annotations.models import AuditEntry, Inspection
from annotations.services.errata import Entry, Where, edit_error, enter_error, remove_error
from annotations.services.errorrates import Period, inspected, require_reader, weighed_articles
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.inspections import Issue, edit_inspection, open_inspection, sheet_of
from annotations.vocabulary import Action, ErrorClass, ErrorPlace, ErrorStage
from tests.factories import a_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ISSUE = Issue(date(2026, 11, 20), 20_000, "1版")
MISSPELT = Entry(ErrorClass.CHARACTER, "登陆网站", "登录网站")


@pytest.fixture
def inspection(editor, desk):
    return open_inspection(actor=editor, desk=desk, issue=ISSUE)


def log_of(thing: Any) -> list[tuple[str, int]]:
    return list(AuditEntry.objects.about(thing).values_list("action", "version"))


def test_an_inspected_issue_is_entered_with_one_row_in_the_log(inspection, editor):
    row = AuditEntry.objects.about(inspection).get()

    assert (inspection.characters, inspection.inspector, inspection.version) == (20_000, editor.user, 1)
    assert (row.object_type, row.action, row.actor) == ("inspection", Action.CREATE, str(editor.user.pk))
    assert row.diff["characters"] == [None, 20_000]


def test_an_issue_and_edition_is_inspected_once(inspection, editor, desk):
    with pytest.raises(Invalid, match="2026-11-20 1版已有一份质检"):
        open_inspection(actor=editor, desk=desk, issue=ISSUE)
    open_inspection(actor=editor, desk=desk, issue=Issue(ISSUE.issue_date, 5_000, "2版"))

    assert Inspection.objects.count() == 2


@pytest.mark.parametrize(
    ("issue", "field"),
    [
        (Issue(date(2026, 11, 20), 0), "characters"),
        (Issue(date(2026, 11, 20), 10_000_001), "characters"),
        (Issue(date(2020, 5, 27), 10), "issue_date"),
        (Issue(date(2026, 11, 20), 10, "x" * 81), "edition"),
        (Issue(date(2026, 11, 20), 10, note="x" * 2001), "note"),
    ],
)
def test_impossible_details_are_refused_by_name_and_nothing_is_stored(editor, desk, issue: Issue, field: str):
    with pytest.raises(Invalid) as told:
        open_inspection(actor=editor, desk=desk, issue=issue)

    assert told.value.errors[0]["pointer"] == f"/{field}"
    assert not Inspection.objects.exists()
    assert not AuditEntry.objects.exists()


def test_the_slower_of_two_who_correct_an_issue_is_told(inspection, editor, colleague):
    theirs = Inspection.objects.get(pk=inspection.pk)
    edit_inspection(actor=editor, inspection=inspection, seen=1, issue=Issue(ISSUE.issue_date, 21_000, "1版"))

    for seen in (1, None):
        with pytest.raises(Stale):
            edit_inspection(actor=colleague, inspection=theirs, seen=seen, issue=Issue(ISSUE.issue_date, 1))
        theirs = Inspection.objects.get(pk=inspection.pk)
        theirs.version = 1

    assert log_of(inspection) == [(Action.CREATE, 1), (Action.EDIT, 2)]
    assert AuditEntry.objects.about(inspection).last().diff == {"characters": [20_000, 21_000]}


def test_saving_what_stands_writes_nothing(inspection, editor):
    edit_inspection(actor=editor, inspection=inspection, seen=1, issue=ISSUE)

    assert log_of(inspection) == [(Action.CREATE, 1)]


def test_an_edition_cannot_become_another_one_that_is_there(inspection, editor, desk):
    other = open_inspection(actor=editor, desk=desk, issue=Issue(ISSUE.issue_date, 5_000, "2版"))

    with pytest.raises(Invalid, match="已有一份质检"):
        edit_inspection(actor=editor, inspection=other, seen=1, issue=ISSUE)


def test_the_errors_of_an_issue_are_weighed_until_they_are_taken_back(inspection, editor):
    where = Where(inspection=inspection)
    first = enter_error(actor=editor, where=where, entry=MISSPELT)
    enter_error(actor=editor, where=where, entry=Entry(ErrorClass.FACT, "2021年", place=ErrorPlace.TITLE))

    assert (sheet_of(inspection).total, str(sheet_of(inspection).shown)) == (3, "1.50")
    edit_error(actor=editor, error=first, seen=1, entry=Entry(ErrorClass.CHARACTER, "登陆网站", characters=6))
    assert sheet_of(inspection).total == 6
    remove_error(actor=editor, error=first, seen=2)
    assert sheet_of(inspection).total == 2

    assert log_of(first) == [(Action.CREATE, 1), (Action.EDIT, 2), (Action.DELETE, 3)]
    assert (first.removed_by, first.wrong) == (editor.user, "登陆网站")


def test_what_was_taken_back_is_not_changed_any_more(inspection, editor):
    error = enter_error(actor=editor, where=Where(inspection=inspection), entry=MISSPELT)
    remove_error(actor=editor, error=error, seen=1)

    with pytest.raises(Conflict):
        edit_error(actor=editor, error=error, seen=2, entry=MISSPELT)
    with pytest.raises(Conflict):
        remove_error(actor=editor, error=error, seen=2)


def test_the_slower_of_two_who_correct_an_error_is_told(inspection, editor):
    error = enter_error(actor=editor, where=Where(inspection=inspection), entry=MISSPELT)
    edit_error(actor=editor, error=error, seen=1, entry=Entry(ErrorClass.FACT, "甲"))

    with pytest.raises(Stale):
        edit_error(actor=editor, error=error, seen=1, entry=Entry(ErrorClass.FACT, "乙"))


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry("typo", "甲"), "error_class"),
        (Entry(ErrorClass.FACT, "甲", place="attic"), "place"),
        (Entry(ErrorClass.FACT, "甲", stage="later"), "stage"),
        (Entry(ErrorClass.FACT, "甲", stage=ErrorStage.FOUND), "stage"),
        (Entry(ErrorClass.FACT, " "), "wrong"),
        (Entry(ErrorClass.FACT, "甲" * 2001), "wrong"),
        (Entry(ErrorClass.FACT, "甲", characters=0), "characters"),
        (Entry(ErrorClass.FACT, "甲", characters=10_001), "characters"),
    ],
)
def test_a_faulty_error_is_refused_by_name(inspection, editor, entry: Entry, field: str):
    with pytest.raises(Invalid) as told:
        enter_error(actor=editor, where=Where(inspection=inspection), entry=entry)

    assert told.value.errors[0]["pointer"] == f"/{field}"
    assert not inspection.errors.exists()


def test_an_error_stands_somewhere_and_not_at_two_desks(inspection, editor, stranger):
    foreign = an_article(stranger)
    claim, other = a_claim(editor), an_article(editor, text="另一篇。")

    with pytest.raises(Invalid, match="哪一期质检"):
        enter_error(actor=editor, where=Where(), entry=MISSPELT)
    with pytest.raises(Invalid, match="不属于质检的部门"):
        enter_error(actor=editor, where=Where(inspection, foreign), entry=MISSPELT)
    with pytest.raises(Invalid, match="不在这篇稿件里"):
        enter_error(actor=editor, where=Where(article=other, claim=claim), entry=MISSPELT)
    with pytest.raises(Missing):
        enter_error(actor=editor, where=Where(article=foreign), entry=MISSPELT)


def test_a_claims_error_stands_in_its_article(editor):
    claim = a_claim(editor)

    error = enter_error(actor=editor, where=Where(claim=claim), entry=MISSPELT)

    assert (error.article, error.claim, error.desk_id) == (claim.article, claim, claim.article.desk_id)


@pytest.mark.parametrize(("role", "allowed"), [("editor", True), ("reviewer", True), ("chief", True),
                                               ("reporter", False), ("admin", False)])  # fmt: skip
def test_errors_are_entered_by_editors_reviewers_and_chiefs(
    request: pytest.FixtureRequest, desk, role: str, allowed: bool
):
    actor = request.getfixturevalue(role)

    if allowed:
        inspection = open_inspection(actor=actor, desk=desk, issue=ISSUE)
        enter_error(actor=actor, where=Where(inspection=inspection), entry=MISSPELT)
    else:
        with pytest.raises(Forbidden):
            open_inspection(actor=actor, desk=desk, issue=ISSUE)


@pytest.mark.parametrize(("role", "allowed"), [("editor", True), ("admin", True), ("reporter", False)])
def test_who_reads_the_rates(request: pytest.FixtureRequest, role: str, allowed: bool):
    actor = request.getfixturevalue(role)

    if allowed:
        require_reader(actor)
    else:
        with pytest.raises(Forbidden):
            require_reader(actor)


@pytest.mark.parametrize(
    ("period", "editions"),
    [
        (Period(), ["1版", "二十一日", "十九日"]),
        (Period(since=date(2026, 11, 20)), ["1版", "二十一日"]),
        (Period(until=date(2026, 11, 20)), ["1版", "十九日"]),
        (Period(date(2026, 11, 21), date(2026, 11, 21)), ["二十一日"]),
    ],
)
def test_issues_are_listed_by_their_date(inspection, editor, desk, period: Period, editions: list[str]):
    for day, edition in ((19, "十九日"), (21, "二十一日")):
        open_inspection(actor=editor, desk=desk, issue=Issue(date(2026, 11, day), 100, edition))

    found = inspected(editor, [desk], period)

    assert sorted(one.inspection.edition for one in found) == editions


@pytest.mark.parametrize("number", [1, 3])
def test_issues_and_articles_cost_the_same_queries_however_many(
    editor, desk, number: int, django_assert_num_queries
):
    for n in range(number):
        issue = open_inspection(actor=editor, desk=desk, issue=Issue(date(2026, 11, n + 1), 100))
        article = an_article(editor, text=f"第{n}篇。")
        enter_error(actor=editor, where=Where(issue, article), entry=MISSPELT)

    editor.desk_ids  # noqa: B018 asked for once
    with django_assert_num_queries(3):
        assert len(inspected(editor, [desk], Period())) == number
        assert len(weighed_articles(editor, [desk], Period())) == number


def test_the_desks_of_others_are_not_read(inspection, stranger, desk):
    assert inspected(stranger, [desk], Period()) == []


def test_an_article_has_a_sum_before_and_after_and_no_rate(editor, desk):
    article = an_article(editor)
    for stage, entry in (
        (ErrorStage.FOUND, Entry(ErrorClass.FACT, "甲", place=ErrorPlace.TITLE)),
        (ErrorStage.FOUND, Entry(ErrorClass.NUMERAL, "乙")),
        (ErrorStage.ESCAPED, Entry(ErrorClass.NUMBER_STYLE, "丙")),
    ):
        entered = Entry(entry.error_class, entry.wrong, place=entry.place, stage=stage)
        enter_error(actor=editor, where=Where(article=article), entry=entered)
    gone = enter_error(actor=editor, where=Where(article=article), entry=MISSPELT)
    remove_error(actor=editor, error=gone, seen=1)

    (weighed,) = weighed_articles(editor, [desk], Period())

    assert (weighed.article, weighed.found, weighed.escaped) == (article, Decimal(3), Decimal("0.1"))
    assert not hasattr(weighed, "rate")


def test_an_article_older_than_the_rule_is_still_weighed(editor, desk):
    article = an_article(editor, published_on=date(2001, 1, 1))
    enter_error(actor=editor, where=Where(article=article), entry=MISSPELT)

    assert weighed_articles(editor, [desk], Period())[0].escaped == 1
