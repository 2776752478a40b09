"""The API tells refusals in the caller's language; its data never change with it."""

from __future__ import annotations

import pytest
from django.utils import translation

from annotations.models import AuditEntry, Job
from annotations.services import complaints, jobs, pretag
from annotations.services.lexicon import Wanted, add_word
from annotations.vocabulary import LexiconKind, Scope
from tests.api.conftest import machine_of
from tests.factories import a_claim, an_approved_claim

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


def test_a_refusal_is_told_in_the_callers_language(nobody, machine, editor) -> None:
    claim = a_claim(editor)
    calls = [
        (nobody.get, "articles/", "未登录", "Not logged in"),
        (machine.get, "nowhere/", "没有找到", "Not found"),
        (machine.delete, "articles/", "不支持这种操作", "Operation not supported"),
        (
            lambda path, **more: machine.patch(path, {"note": "x"}, **more),
            f"claims/{claim.pk}/",
            "缺少 If-Match",
            "If-Match is missing",
        ),
    ]
    for call, path, chinese, english in calls:
        plain, asked = call(path), call(path, **ENGLISH)
        assert (plain.json()["title"], plain["Content-Language"]) == (chinese, "zh-hans"), path
        assert (asked.json()["title"], asked["Content-Language"]) == (english, "en"), path
        assert "Accept-Language" in asked["Vary"]
        assert plain.json()["code"] == asked.json()["code"]


def test_faults_of_fields_are_told_in_it_too(machine) -> None:
    told = machine.post("articles/", {"title": 3}, **ENGLISH).json()

    assert {error["detail"] for error in told["errors"]} == {"This must be text.", "This is missing."}


def test_the_data_are_the_same_in_every_language(machine, editor, reviewer) -> None:
    claim = an_approved_claim(editor, reviewer)
    pretag.tag(_leased(claim.article, editor))
    own = [f"claims/{claim.pk}/{part}" for part in ("", "history/", "evidence/")]
    lists = ["me/", "desks/", "articles/", "claims/", "jobs/", "facts/"]
    paths = [*lists, *own, f"articles/{claim.article_id}/suggestions/"]
    for path in paths:
        plain, asked = machine.get(path), machine.get(path, **ENGLISH)
        assert plain.status_code == 200, path
        assert plain.json() == asked.json(), path


def test_the_spreadsheet_stays_chinese(editor, reviewer) -> None:
    an_approved_claim(editor, reviewer)
    exporter = machine_of(reviewer, Scope.EXPORT_APPROVED)

    answer = exporter.get("facts/export/?format=csv", **ENGLISH)

    told = b"".join(answer).decode()
    assert answer.status_code == 200
    assert "结论" in told
    assert "属实" in told
    assert "Correct" not in told


def test_what_is_stored_does_not_depend_on_who_caused_it(admin, desk) -> None:
    with translation.override("en"):
        add_word(actor=admin, desk=desk, wanted=Wanted("望潮港", LexiconKind.PLACE))

    diff = AuditEntry.objects.about(desk).last().diff
    assert diff["lexicon"] == [[], ["望潮港（地名）"]]


def test_a_stored_sentence_is_said_to_whoever_reads() -> None:
    stored = complaints.of_sentence({"detector": "money", "start": 4, "detail": "E()"}, "甲乙丙丁戊己庚。")[
        "detail"
    ]
    assert stored.startswith("第 5 字起的一句（“戊己庚。…”）里“金额”")

    with translation.override("en"):
        assert complaints.said(stored).startswith(
            "“Money” failed in the sentence from character 5 (“戊己庚。…”)"
        )
        assert complaints.said("不是我们的话") == "不是我们的话"
    assert complaints.said(stored) == stored


def _leased(article, actor) -> Job:
    return jobs.lease(jobs.later("pretag", article=article, by=actor).pk)
