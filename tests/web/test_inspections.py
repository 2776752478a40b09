"""质检 and 登记差错 as pages: quick to enter, shown as arithmetic, told plainly what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from annotations.models import AuditEntry, Desk, ErrorEntry, Inspection
from annotations.services.annotate import edit_claim
from annotations.services.errata import Entry, Where, enter_error
from annotations.services.inspections import Issue, open_inspection
from annotations.services.publish import publish_article
from annotations.vocabulary import ErrorClass, ErrorPlace, ErrorStage, Role
from tests.factories import DeskFactory, a_claim, an_approved_claim, an_article

TODAY = timezone.localdate


def said(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def inspection(desk: Desk, editor: Any) -> Inspection:
    return open_inspection(actor=editor.actor, desk=desk, issue=Issue(TODAY(), 20_000, "1版"))


def typed(**changes: Any) -> dict[str, Any]:
    fields = {"wrong": "登陆", "right": "登录", "kind": "character", "place": "body", "characters": "1"}
    return {**fields, "note": "", **changes}


def test_an_issue_is_entered_and_its_page_opens(editor: Any, desk: Desk):
    form = {"desk": desk.pk, "issue_date": "2026-11-20", "edition": "1版", "characters": "20000", "note": ""}

    answer = editor.post("/inspections/new/", form)

    inspection = Inspection.objects.get()
    assert answer["Location"] == f"/inspections/{inspection.pk}/"
    assert "还没有登记差错" in said(editor.get(answer["Location"]))
    again = editor.post("/inspections/new/", form)
    assert again.status_code == 400
    assert "已有一份质检" in said(again)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"issue_date": "2019-01-01"}, "2020-05-28 之前没有可用的计错标准"),
        ({"issue_date": "昨天"}, "日期请写成"),
        ({"characters": "很多"}, "字数请写成整数"),
        ({"characters": "0"}, "检查总字数须在 1 到"),
        ({"characters": "99999999999999999999"}, "检查总字数须在 1 到"),
        ({"edition": "x" * 81}, "版次最多 80 个字符"),
        ({"note": "a\x00b"}, "空字符"),
    ],
)
def test_a_faulty_issue_is_told_beside_its_field_and_nothing_is_stored(
    editor: Any, desk: Desk, changes: dict[str, str], told: str
):
    form = {"desk": desk.pk, "issue_date": "2026-11-20", "edition": "", "characters": "20000", "note": ""}

    answer = editor.post("/inspections/new/", form | changes)

    assert answer.status_code == 400
    assert told in said(answer)
    assert not Inspection.objects.exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMIN])
def test_others_do_not_enter_errors(browse: Any, inspection: Inspection, role: Role):
    browser = browse(role)

    answers = [
        browser.get("/inspections/new/"),
        browser.post(f"/inspections/{inspection.pk}/", typed()),
        browser.get(f"/inspections/{inspection.pk}/edit/"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert not ErrorEntry.objects.exists()


def test_errors_are_typed_one_after_another_and_weighed_at_once(editor: Any, inspection: Inspection):
    path = f"/inspections/{inspection.pk}/"
    for changes in ({}, {"place": "title"}, {"wrong": "两千零二十四年", "kind": "number_style"}):
        assert editor.post(path, typed(**changes))["Location"] == path

    page = said(editor.get(path))

    assert "1 × 1 × 2 = 2" in page
    assert "“标题”加倍" in page
    assert "3.1 × 10000 ÷ 20000 = <b>1.55</b>" in page
    assert "合格" in page
    assert ErrorEntry.objects.filter(stage=ErrorStage.ESCAPED).count() == 3


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"wrong": ""}, "请写出错处的原文"),
        ({"kind": ""}, "请选择差错类别"),
        ({"kind": "typo"}, "请从列表中选择差错类别"),
        ({"characters": "0"}, "字数须在 1 到"),
        ({"wrong": "a\x00"}, "空字符"),
        ({"wrong": "字" * 2001}, "内容太长"),
    ],
)
def test_a_faulty_error_is_told_and_stays_typed(
    editor: Any, inspection: Inspection, changes: dict[str, str], told: str
):
    answer = editor.post(f"/inspections/{inspection.pk}/", typed(right="登录", **changes))

    assert answer.status_code == 400
    assert told in said(answer)
    assert 'value="登录"' in said(answer)
    assert not ErrorEntry.objects.exists()


def test_an_error_is_put_into_an_article_of_the_day(editor: Any, inspection: Inspection):
    article = an_article(editor.actor, published_on=TODAY())
    an_article(editor.actor, text="别的日子的。", title="别的日子")

    page = said(editor.get(f"/inspections/{inspection.pk}/"))
    editor.post(f"/inspections/{inspection.pk}/", typed(article=article.pk))

    assert article.title in page
    assert "别的日子" not in page
    assert ErrorEntry.objects.get().article == article


def test_an_issue_is_corrected_and_a_clash_shows_what_stands(editor: Any, inspection: Inspection):
    path = f"/inspections/{inspection.pk}/edit/"
    form = {"issue_date": f"{TODAY()}", "edition": "1版", "note": "", "seen": "1"}
    assert editor.post(path, form | {"characters": "21000"}).status_code == 302

    clash = editor.post(path, form | {"characters": "30000"})

    assert clash.status_code == 400
    assert "检查总字数 21000" in said(clash)
    assert 'name="seen" value="2"' in said(clash)
    assert editor.post(path, form | {"characters": "30000", "seen": "2"}).status_code == 302
    inspection.refresh_from_db()
    assert (inspection.characters, inspection.version) == (30_000, 3)


def test_an_error_is_corrected_and_taken_back(editor: Any, inspection: Inspection):
    where = Where(inspection=inspection)
    error = enter_error(actor=editor.actor, where=where, entry=Entry(ErrorClass.CHARACTER, "登陆"))
    path, home = f"/errors/{error.pk}/", f"/inspections/{inspection.pk}/"

    changed = editor.post(path, typed(characters="6", stage="escaped", seen="1"))
    clash = editor.post(path, typed(wrong="登路", stage="escaped", seen="1"))

    assert changed["Location"] == home
    assert "4 × 1 × 1 = 4" in said(editor.get(home))
    assert clash.status_code == 400
    assert "现在存的是" in said(clash)
    assert editor.post(f"{path}remove/", {"seen": "2"})["Location"] == home
    page = said(editor.get(home))
    assert "已撤下 1 条" in page
    assert "= <b>0.00</b>" in page
    assert "已撤下，不再计入" in said(editor.get(path))
    assert list(AuditEntry.objects.about(error).values_list("action", flat=True)) == [
        "create", "edit", "delete",
    ]  # fmt: skip


def test_a_claims_words_are_offered_and_its_verdict_decides_nothing(editor: Any):
    claim = a_claim(editor.actor)
    changes = {"verdict": "false", "resolution": "corrected", "proposed_text": "到位资金117.8亿元"}
    claim = edit_claim(actor=editor.actor, claim=claim, seen=None, changes=changes)

    page = editor.get(f"/errors/new/?claim={claim.pk}")

    form = page.context["form"]
    assert (form["wrong"].value(), form["right"].value()) == (claim.quote, "到位资金117.8亿元")
    assert not form["kind"].value()
    assert form["stage"].value() == ErrorStage.FOUND
    assert not ErrorEntry.objects.exists()
    assert f"/errors/new/?claim={claim.pk}" in said(editor.part(f"/claims/{claim.pk}/"))


def test_an_error_of_a_claim_stands_with_its_article(editor: Any, browse: Any, inspection: Inspection):
    claim = an_approved_claim(editor.actor, browse(Role.REVIEWER).actor)
    publish_article(actor=browse(Role.CHIEF).actor, article=claim.article, seen=None)
    path = f"/errors/new/?claim={claim.pk}"
    assert editor.get(path).context["form"]["stage"].value() == ErrorStage.ESCAPED

    answer = editor.post(path, typed(stage="escaped", inspection=inspection.pk))

    error = ErrorEntry.objects.get()
    assert answer["Location"] == path
    assert (error.claim, error.article, error.inspection) == (claim, claim.article, inspection)
    assert "这篇稿件已登记的差错" in said(editor.get(path))
    found = editor.post(path, typed(stage="found", inspection=inspection.pk))
    assert "刊发后发现" in said(found)
    assert found.status_code == 400


@pytest.mark.parametrize("asked", ["", "?claim=x", "?article=00000000-0000-4000-8000-000000000000"])
def test_an_error_of_nothing_is_nowhere(editor: Any, asked: str):
    assert editor.get(f"/errors/new/{asked}").status_code == 404


def test_foreign_errors_are_not_there(editor: Any, browse: Any, inspection: Inspection):
    error = enter_error(
        actor=editor.actor,
        where=Where(inspection=inspection),
        entry=Entry(ErrorClass.FACT, "甲", place=ErrorPlace.BODY),
    )
    stranger = browse(at=DeskFactory.create())
    claim = a_claim(editor.actor)

    answers = [
        stranger.get(f"/errors/{error.pk}/"),
        stranger.post(f"/errors/{error.pk}/remove/", {"seen": "1"}),
        stranger.post(f"/inspections/{inspection.pk}/", typed()),
        stranger.get(f"/errors/new/?claim={claim.pk}"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert browse(Role.REPORTER).get(f"/errors/{error.pk}/").status_code == 403
