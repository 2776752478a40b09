"""盲查 as a page: nothing of the first check is on it until the sheet is closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Desk, Recheck, RecheckAnswer, RecheckRound
from annotations.services.rechecking import take
from annotations.vocabulary import Role
from tests.factories import BULLETIN, DeskFactory
from tests.rechecked import a_recheck


def said(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def first(browse: Any) -> list[Any]:
    """Who brought the article in, approved and signed it."""
    return [browse(role) for role in (Role.EDITOR, Role.REVIEWER, Role.CHIEF)]


@pytest.fixture
def recheck(first: list[Any]) -> Recheck:
    return a_recheck(*(browser.actor for browser in first))


@pytest.fixture
def path(recheck: Recheck) -> str:
    return f"/rechecks/{recheck.pk}/"


@pytest.fixture
def checker(browse: Any, recheck: Recheck) -> Any:
    """Somebody uninvolved who has taken it."""
    browser = browse()
    take(actor=browser.actor, recheck=recheck, seen=1)
    return browser


def sheet(recheck: Recheck, *verdicts: str, **more: str) -> dict[str, str]:
    claims = recheck.article.claims.order_by("start")
    chosen = {f"verdict-{claim.pk}": verdict for claim, verdict in zip(claims, verdicts, strict=False)}
    return {"seen": "2", **chosen, **more}


def test_the_month_stands_on_the_statistics(browse: Any, recheck: Recheck, path: str):
    page = said(browse().get("/reports/"))

    assert "刊发 1 篇，抽 1 篇（100.0%）" in page
    assert recheck.round.seed in page
    assert path in page


def test_whoever_had_a_part_is_told_so_and_cannot_take_it(first: list[Any], path: str):
    for browser in first:
        page = browser.get(path)
        taken = browser.post(f"{path}take/", {"seen": "1"})

        assert "盲查须由没有参与过的人来做" in said(page)
        assert "接手复查" not in said(page)
        assert taken.status_code == 403


@pytest.mark.parametrize("role", [Role.ADMIN])
def test_an_administrator_reads_and_does_not_take(browse: Any, path: str, role: Role):
    browser = browse(role)

    assert "由本部门的编辑、审核人或值班总编来做" in said(browser.get(path))
    assert browser.post(f"{path}take/", {"seen": "1"}).status_code == 403


def test_strangers_and_reporters_see_nothing(browse: Any, path: str):
    stranger, reporter = browse(at=DeskFactory.create()), browse(Role.REPORTER)

    assert [browser.get(path).status_code for browser in (stranger, reporter)] == [404, 403]
    assert stranger.post(f"{path}take/", {"seen": "1"}).status_code == 404


def test_somebody_uninvolved_takes_it(browse: Any, path: str):
    browser = browse()
    assert "其他页面和接口仍能看到它们" in said(browser.get(path))

    assert browser.post(f"{path}take/", {"seen": "1"})["Location"] == path

    assert "完成复查" in said(browser.get(path))


def test_the_sheet_shows_the_words_and_nothing_that_was_found(
    checker: Any, first: list[Any], recheck: Recheck, path: str
):
    answer = checker.get(path)

    page = said(answer)
    main = page[page.index("<main") : page.index("</main>")]
    for claim in recheck.article.claims.all():
        assert claim.quote in main
    assert "统计数字" in main
    assert BULLETIN not in main
    assert "照发" not in main
    assert "117.77亿元。" in main
    assert " selected>" in main
    assert main.count(" selected>还没有结论") == main.count(" selected>")
    for browser in first:
        assert str(browser.actor.user) not in main


def test_answers_are_saved_bit_by_bit_and_compared_at_the_end(checker: Any, recheck: Recheck, path: str):
    first, second = recheck.article.claims.order_by("start")
    assert (first.verdict, second.verdict) == ("false", "verified")
    assert checker.post(path, sheet(recheck, "verified"))["Location"] == path
    half = checker.post(path, sheet(recheck, "verified", seen="3", finish="1"))
    assert half.status_code == 400
    assert "还有 1 个核查点没有结论" in said(half)
    note = {f"note-{first.pk}": "见公报"}

    done = checker.post(path, sheet(recheck, "verified", "verified", seen="3", finish="1", **note))

    assert done["Location"] == path
    page = said(checker.get(path))
    assert "2 个核查点中 1 个结论一致：<b>50.0%</b>" in page
    assert "见公报" in page
    assert f"/errors/new/?claim={first.pk}" in page
    assert f"/errors/new/?claim={second.pk}" not in page
    reported = f"/articles/{recheck.article_id}/corrections/new/?claim={first.pk}"
    assert reported in page
    assert checker.get(reported).status_code == 200
    assert "一致 1 个（50.0%）" in said(checker.get("/reports/"))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("verdict", "right", "right"),
        ("note", "只写说明", "写了说明，还没有选结论"),
        ("note", "a\x00", "空字符"),
    ],
)
def test_a_faulty_sheet_is_told_and_nothing_is_stored(
    checker: Any, recheck: Recheck, path: str, field: str, value: str, told: str
):
    claim = recheck.article.claims.first()

    answer = checker.post(path, {"seen": "2", f"{field}-{claim.pk}": value})

    assert answer.status_code == 400
    assert told in said(answer)
    assert not RecheckAnswer.objects.exists()


def test_the_sheet_of_another_is_neither_shown_nor_written(
    browse: Any, checker: Any, recheck: Recheck, path: str
):
    checker.post(path, sheet(recheck, "misleading"))
    other = browse()

    page = said(other.get(path))
    written = other.post(path, sheet(recheck, "verified", seen="3"))

    assert "表述不当" not in page
    assert f"这一篇已由{checker.actor.user}接手" in page
    assert written.status_code == 409
    assert RecheckAnswer.objects.get().verdict == "misleading"


def test_an_older_tab_is_told_and_keeps_what_was_chosen(checker: Any, recheck: Recheck, path: str):
    checker.post(path, sheet(recheck, "misleading"))

    answer = checker.post(path, sheet(recheck, "verified", seen="2"))

    assert answer.status_code == 400
    assert "他人已先保存" in said(answer)
    assert RecheckAnswer.objects.get().verdict == "misleading"


def test_a_sheet_is_put_back_empty(checker: Any, browse: Any, recheck: Recheck, path: str):
    checker.post(path, sheet(recheck, "misleading"))

    assert checker.post(f"{path}back/", {"seen": "3"})["Location"] == "/reports/"

    assert not RecheckAnswer.objects.exists()
    assert "接手复查" in said(browse().get(path))


def test_rounds_cost_the_same_queries_however_many(browse: Any, desk: Desk, recheck: Recheck):
    editor = browse()
    costs = []
    for year in (2021, 2022, 2023):
        with CaptureQueriesContext(connection) as asked:
            rows = editor.get("/reports/csv/rechecks/").content.count(b"\r\n")
        costs.append((rows, len(asked)))
        made = RecheckRound.objects.create(
            desk=desk, month=date(year, 1, 1), population=1, sampled=1, seed="x"
        )
        Recheck.objects.create(round=made, article=recheck.article)

    assert [rows for rows, _ in costs] == [2, 3, 4]
    assert costs[0][1] == costs[1][1] == costs[2][1]
