"""Corrections over the API: one act a PATCH, refusals in the order of the contract."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse

from annotations.models import Claim, Correction
from annotations.vocabulary import Role, Scope, Status
from tests.api.conftest import Machine, machine_of
from tests.factories import QUOTE, a_claim, an_article, member
from tests.services.aftermath import a_published_claim, assessed, decided, reported

pytestmark = pytest.mark.django_db

CORRECT = {
    "state": "decided",
    "decision": "correct",
    "decision_reason": "公报为117.78亿元",
    "original_text": QUOTE,
    "corrected_text": "到位资金117.78亿元",
}


@pytest.fixture
def claim(editor, reviewer, chief) -> Claim:
    return a_published_claim(editor, reviewer, chief)


@pytest.fixture
def correction(editor, claim) -> Correction:
    return reported(editor, claim)


def change(machine: Machine, correction: Correction, body: Any, version: int | None = None) -> HttpResponse:
    etag = f'"{correction.pk}-{version or correction.version}"'
    return machine.patch(f"corrections/{correction.pk}/", body, etag=etag)


def test_a_reporter_reports_and_reads_what_became_of_it(claim, reporter) -> None:
    machine = machine_of(reporter)
    body = {"article": str(claim.article_id), "claim": str(claim.pk), "problem": "数字不对", "quote": QUOTE}

    made = machine.post("corrections/", body, key="once")
    again = machine.post("corrections/", body, key="once")

    assert (made.status_code, again.content) == (201, made.content)
    assert Correction.objects.count() == 1
    read = machine.get(f"corrections/{made.json()['id']}/")
    assert (read.json(), read["ETag"]) == (made.json(), made["ETag"])
    assert (read.json()["state"], read.json()["claims"]) == ("reported", [str(claim.pk)])
    assert {act["act"]: act["allowed"] for act in read.json()["acts"]} == {
        "view": False, "assess": False, "decide": False, "notice": False, "close": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        {"problem": ""},
        {"quote": "正文里没有"},
        {"kind": "rumour"},
        {"claim": "00000000-0000-4000-8000-000000000000"},
        {"publication": "00000000-0000-4000-8000-000000000000"},
        {"demanded_at": "2999-01-01T00:00:00Z"},
        {"demanded_at": "yesterday"},
        {"state": "closed"},
        {"problem": 1},
    ],
)
def test_a_report_that_cannot_be_is_refused(claim, machine, more) -> None:
    answer = machine.post("corrections/", {"article": str(claim.article_id), "problem": "不对", **more})

    assert (answer.status_code, Correction.objects.count()) == (400, 0)


def test_an_unpublished_article_is_not_corrected(editor, machine) -> None:
    answer = machine.post("corrections/", {"article": str(an_article(editor).pk), "problem": "不对"})

    assert answer.status_code == 409


def test_a_claim_of_another_article_is_not_taken(claim, editor, machine) -> None:
    other = a_claim(editor, an_article(editor, text="另一篇，到位资金117.77亿元。"))
    body = {"article": str(claim.article_id), "claim": str(other.pk), "problem": "不对"}

    assert machine.post("corrections/", body).status_code == 400


def test_it_goes_from_the_report_to_the_end(claim, correction, editor, reviewer, chief) -> None:
    checker, boss = machine_of(reviewer), machine_of(chief)

    heard = change(machine_of(editor), correction, {"writer_view": "confirms"})
    judged = change(checker, correction, {"state": "assessed", "assessment": "属实", "hold": True}, 2)
    ruled = change(boss, correction, CORRECT, 3)
    notice = ruled.json()["notice_proposal"]
    early = change(boss, correction, {"state": "closed"}, 4)
    written = change(checker, correction, {"notice": notice, "notice_place": "首页"}, 4)
    out_at = written.json()["decided_at"]
    out = change(checker, correction, {"notice_published_at": out_at}, 5)
    Correction.objects.filter(pk=correction.pk).update(corrected_version=2)
    done = change(boss, correction, {"state": "closed"}, 6)

    assert [one.status_code for one in (heard, judged, ruled, early, written, out, done)] == [
        200, 200, 200, 409, 200, 200, 200,
    ]  # fmt: skip
    assert "“到位资金117.77亿元”应为“到位资金117.78亿元”" in notice
    assert (done.json()["state"], done.json()["version"]) == ("closed", 7)
    assert Claim.objects.get(pk=claim.pk).status == Status.REOPENED
    assert change(boss, correction, {"notice": "改"}, 7).status_code == 409


def test_refusals_come_in_the_order_of_the_contract(correction, editor, reviewer, chief, stranger) -> None:
    path, good = f"corrections/{correction.pk}/", {"state": "assessed", "assessment": "属实"}
    checker, etag = machine_of(reviewer), f'"{correction.pk}-1"'
    gone = machine_of(stranger).patch(path, good, etag=etag)
    missing = checker.patch("corrections/00000000-0000-4000-8000-000000000000/", good, etag=etag)

    statuses = [
        Machine().patch(path, good, etag=etag).status_code,
        gone.status_code,
        machine_of(editor).patch(path, good).status_code,  # the role before If-Match
        machine_of(reviewer, Scope.READ).patch(path, good).status_code,
        checker.send("PATCH", path, raw=b"{", etag=etag).status_code,
        checker.patch(path, good).status_code,
        checker.patch(path, good, etag="*").status_code,
        checker.patch(path, {"assessment": 1}, etag=f'"{correction.pk}-9"').status_code,
        checker.patch(path, {"assessment": 1}, etag=etag).status_code,
        machine_of(chief).patch(path, CORRECT, etag=etag).status_code,
    ]

    assert statuses == [401, 404, 403, 403, 400, 428, 400, 412, 400, 409]
    assert gone.content == missing.content


def test_a_stale_change_is_shown_what_stands_there_now(correction, editor, reviewer) -> None:
    change(machine_of(editor), correction, {"writer_view": "confirms"})

    late = change(machine_of(editor), correction, {"writer_view": "contests", "writer_note": "有录音"})

    assert (late.status_code, late.json()["current"]["writer_view"]) == (412, "confirms")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, None),
        ({"state": "reported"}, "/state"),
        ({"state": 3}, "/state"),
        ({"state": "closed", "decision": "correct"}, "/decision"),
        ({"decision": "correct", "assessment": "属实"}, "/assessment"),
        ({"writer_note": "只有说明"}, None),
        ({"problem": "另一件事"}, "/problem"),
        ({"hold": "yes", "state": "assessed"}, "/hold"),
        ({"retract": True}, None),
    ],
)
def test_a_body_means_one_act(correction, chief, body, pointer) -> None:
    answer = change(machine_of(chief), correction, body)

    pointers = [error["pointer"] for error in answer.json()["errors"]]
    assert (answer.status_code, pointers) == (400, [pointer] if pointer else [])


def test_a_reporter_who_did_not_write_it_is_refused_before_anything_else(correction, reporter) -> None:
    answer = machine_of(reporter).patch(f"corrections/{correction.pk}/", {"writer_view": "confirms"})

    assert answer.status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    claim, editor, machine, count, django_assert_num_queries
) -> None:
    for _ in range(count):
        reported(editor, claim)
    machine.get("corrections/")

    with django_assert_num_queries(5):
        rows = machine.get("corrections/").json()["results"]

    assert len(rows) == count


def test_the_list_is_filtered_strictly(claim, editor, reviewer, chief, machine, stranger) -> None:
    first = decided(chief, assessed(reviewer, reported(editor, claim)))
    second = reported(editor, claim, kind="reply")

    def ids(query: str) -> list[str]:
        return [row["id"] for row in machine.get(f"corrections/{query}").json()["results"]]

    assert ids("") == [str(second.pk), str(first.pk)]
    assert ids("?state=decided&state=closed") == [str(first.pk)]
    assert ids("?kind=reply") == [str(second.pk)]
    assert ids(f"?article={claim.article_id}") == ids("")
    assert machine.get("corrections/?colour=red").status_code == 400
    assert machine_of(stranger).get("corrections/").json()["count"] == 0


def test_a_key_for_exports_reads_no_correction(correction, editor) -> None:
    assert machine_of(editor, Scope.EXPORT).get(f"corrections/{correction.pk}/").status_code == 403


def test_an_administrator_reports_and_does_nothing_else(claim, desk) -> None:
    machine = machine_of(member(desk, Role.ADMIN))

    made = machine.post("corrections/", {"article": str(claim.article_id), "problem": "不对"})
    correction = Correction.objects.get(pk=made.json()["id"])

    assert made.status_code == 201
    assert change(machine, correction, {"writer_view": "confirms"}).status_code == 403
    assert change(machine, correction, {"state": "assessed", "assessment": "属实"}).status_code == 403
