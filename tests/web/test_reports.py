"""统计 and 差错率 as pages: who reads them, what they show, and the same as CSV."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Desk, Inspection, Publication
from annotations.services.errata import Entry, Where, enter_error
from annotations.services.inspections import Issue, open_inspection
from annotations.services.publish import publish_article
from annotations.vocabulary import ErrorClass, ErrorPlace, Role
from annotations.web.charts import bar, duration, percent
from annotations.web.statistics import Reading, times
from tests.factories import DeskFactory, a_claim, an_approved_claim, an_article

TODAY = timezone.localdate


def said(answer: Any) -> str:
    return answer.content.decode()


def cells(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def inspection(desk: Desk, browse: Any) -> Inspection:
    actor = browse().actor
    return open_inspection(actor=actor, desk=desk, issue=Issue(TODAY(), 20_000, "1版"))


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.EDITOR, 200), (Role.REVIEWER, 200), (Role.CHIEF, 200), (Role.ADMIN, 200), (Role.REPORTER, 403)],
)
def test_the_statistics_are_for_editors_reviewers_chiefs_and_administrators(
    browse: Any, inspection: Inspection, role: Role, status: int
):
    browser = browse(role)

    paths = ["/reports/", "/reports/csv/claims/", f"/inspections/{inspection.pk}/"]
    assert [browser.get(path).status_code for path in paths] == [status] * 3
    assert ("统计</a>" in said(browser.get("/articles/"))) is (status == 200)


def test_a_foreign_desks_figures_are_not_there(browse: Any, inspection: Inspection, desk: Desk):
    stranger = browse(at=DeskFactory.create())

    assert stranger.get(f"/inspections/{inspection.pk}/").status_code == 404
    page = said(stranger.get(f"/reports/?desk={desk.pk}"))
    assert desk.name not in page
    assert str(inspection.pk) not in page


def test_an_empty_desk_is_told_how_to_begin(browse: Any):
    page = said(browse().get("/reports/"))

    assert "这段时间还没有质检" in page
    assert "还没有抽过" in page
    assert "折算差错" not in page


@pytest.mark.both_databases
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(browse: Any, day: str):
    editor = browse()

    for asked in (f"since={day}&until={day}", "since=0001-01-01&until=9999-12-31"):
        assert editor.get(f"/reports/?{asked}").status_code == 200
        assert editor.get(f"/reports/csv/articles/?{asked}").status_code == 200


def test_bars_count_articles_claims_and_verdicts_by_desk(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    a_claim(editor.actor, article, quote="169个", types=["quantity"])
    an_approved_claim(editor.actor, browse(Role.REVIEWER).actor, article)

    answer = editor.get("/reports/")

    charts = {table.name: table for table in answer.context["charts"]}
    assert [(s.label, s.count) for s in charts["articles"].bars[0].segments] == [("核查中", 1)]
    assert [(s.label, s.count) for s in charts["claims"].bars[0].segments] == [("待核查", 1), ("已核定", 1)]
    assert [(s.label, s.count) for s in charts["verdicts"].bars[0].segments] == [("属实", 1)]
    assert charts["times"].rows == [[article.desk.name, 1, "不到 1 分钟", "不到 1 分钟"]]
    assert "<style" not in said(answer)
    assert "style=" not in said(answer)


def test_the_page_costs_the_same_queries_however_much_there_is(browse: Any, desk: Desk):
    editor, reviewer, chief = browse(), browse(Role.REVIEWER), browse(Role.CHIEF)
    costs = []
    for n in range(3):
        article = an_article(editor.actor, text=f"第{n}篇，到位资金117.77亿元。")
        an_approved_claim(editor.actor, reviewer.actor, article)
        publish_article(actor=chief.actor, article=article, seen=None)
        issue = Issue(TODAY() - timedelta(days=n), 100)
        inspection = open_inspection(actor=editor.actor, desk=desk, issue=issue)
        enter_error(actor=editor.actor, where=Where(inspection, article), entry=Entry(ErrorClass.FACT, "甲"))
        with CaptureQueriesContext(connection) as asked:
            assert editor.get("/reports/").status_code == 200
        costs.append(len(asked))

    assert costs[0] == costs[1] == costs[2] < 25


def test_only_the_days_asked_for_are_counted(browse: Any):
    editor = browse()
    an_article(editor.actor)
    tomorrow = TODAY() + timedelta(days=1)

    today = editor.get(f"/reports/csv/articles/?since={TODAY()}&until={TODAY()}")
    later = editor.get(f"/reports/csv/articles/?since={tomorrow}&until={tomorrow}")

    assert (cells(today)[1][-1], cells(later)[1][-1]) == ("1", "0")


@pytest.mark.parametrize("asked", ["since=soon", "until=9999-99-99", "since=2026-11-30&until=2026-11-01"])
def test_days_that_cannot_be_read_are_told_and_the_page_is_there(browse: Any, asked: str):
    answer = browse().get(f"/reports/?{asked}")

    assert answer.status_code == 200
    assert 'class="fault"' in said(answer)


def test_the_time_runs_from_the_making_of_a_claim_to_its_first_approval(browse: Any, desk: Desk):
    editor, reviewer = browse().actor, browse(Role.REVIEWER).actor
    for n in range(10):
        an_approved_claim(editor, reviewer, an_article(editor, text=f"第{n}篇，到位资金117.77亿元。"))
    today = Reading([desk], TODAY(), TODAY())

    (row,) = times(today).rows
    yesterday = TODAY() - timedelta(days=1)
    (before,) = times(Reading([desk], yesterday, yesterday)).rows

    assert row == [desk.name, 10, "不到 1 分钟", "不到 1 分钟"]
    assert before == [desk.name, 0, "—", "—"]


def test_overrides_are_a_share_of_what_was_signed(browse: Any, desk: Desk):
    chief = browse(Role.CHIEF)
    for code in ("", "", "deadline"):
        Publication.objects.create(
            article=an_article(chief.actor, text=f"稿{code}{Publication.objects.count()}"),
            text_version=1,
            signed_by=chief.user if hasattr(chief, "user") else chief.actor.user,
            signed_at=timezone.now(),
            override_code=code,
            override_reason="时效" if code else "",
        )

    assert cells(chief.get("/reports/csv/overrides/"))[1] == [desk.name, "3", "1", "33.3%"]


def test_a_spreadsheet_runs_no_formula_and_opens_in_chinese(browse: Any):
    at = DeskFactory.create(name="=cmd|' /C calc'!A0")
    editor = browse(at=at)

    answer = editor.get("/reports/csv/articles/")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"] == 'attachment; filename="articles.csv"'
    assert cells(answer)[1][0] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "name", ["articles", "claims", "verdicts", "times", "overrides", "inspections", "weighed", "rechecks"]
)
def test_every_table_is_a_file_too(browse: Any, inspection: Inspection, name: str):
    answer = browse().get(f"/reports/csv/{name}/")

    heads, *rows = cells(answer)
    assert answer.status_code == 200
    assert all(len(row) == len(heads) for row in rows)
    assert browse().get("/reports/csv/secrets/").status_code == 404


def test_only_inspected_issues_pass_or_fail(browse: Any, inspection: Inspection):
    editor = browse()
    article = an_article(editor.actor)
    for n in range(7):
        entry = Entry(ErrorClass.FACT, f"错{n}", place=ErrorPlace.BODY)
        enter_error(actor=editor.actor, where=Where(inspection, article), entry=entry)

    page = said(editor.get("/reports/"))

    assert "不合格" in page
    assert "3.50" in page
    weighed = page[page.index('id="weighed"') :]
    weighed = weighed[: weighed.index("</section>")]
    assert "内部测算，非质检结论" in weighed
    assert "合格" not in weighed
    assert "率" not in weighed


@pytest.mark.parametrize(
    ("counts", "segments"),
    [
        ({"甲": 0}, []),
        ({"甲": 1, "乙": 0, "丙": 3}, [("甲", 1, 0.0, 25.0, "甲 1"), ("丙", 3, 25.0, 75.0, "丙 3")]),
        ({"甲": 1, "乙": 9}, [("甲", 1, 0.0, 10.0, "1"), ("乙", 2, 10.0, 90.0, "乙 9")]),
        ({"甲": 1, "乙": 99}, [("甲", 1, 0.0, 1.0, ""), ("乙", 2, 1.0, 99.0, "乙 99")]),
    ],
)
def test_a_bar_bears_its_words_where_there_is_room(counts: dict[str, int], segments: list[Any]):
    found = bar("部门", counts).segments

    assert [(s.label, s.hue, s.start, s.width, s.bears) for s in found] == segments


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, "—"),
        (timedelta(seconds=59), "不到 1 分钟"),
        (timedelta(minutes=5, seconds=59), "5 分钟"),
        (timedelta(days=1, hours=2, minutes=3), "26 小时 3 分"),
    ],
)
def test_a_time_is_told_in_hours_and_minutes(time: timedelta | None, words: str):
    assert duration(time) == words


def test_the_share_of_nothing_is_a_dash():
    assert (percent(0, 0), percent(1, 3)) == ("—", "33.3%")
