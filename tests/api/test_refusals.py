"""Refusals come in the order of the contract, each as problem+json."""

from __future__ import annotations

import json
import uuid

import pytest

from annotations.models import Claim
from annotations.vocabulary import Scope
from tests.api.conftest import API, machine_of
from tests.factories import a_claim, a_source, a_submitted_claim, an_approved_claim, an_article

pytestmark = pytest.mark.django_db


def told(response) -> tuple[int, str]:
    """Status and code of a refusal, after checking that it is a problem document of RFC 9457."""
    problem = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "errors"} <= problem.keys()
    assert problem["status"] == response.status_code
    assert any("\u4e00" <= sign <= "\u9fff" for sign in problem["detail"])
    return response.status_code, problem["code"]


def test_each_refusal_comes_before_the_next(editor, stranger, admin, reviewer, nobody, machine) -> None:
    claim = a_claim(editor)
    path, good = f"claims/{claim.pk}/", f'"{claim.pk}-1"'
    bad = b'{"note": '
    calls = [
        (nobody.send("PUT", path, raw=bad), 405),
        (nobody.send("PATCH", path, raw=bad), 401),
        (machine_of(stranger).send("PATCH", path, raw=bad), 404),
        (machine_of(admin).send("PATCH", path, raw=bad), 403),
        (machine_of(editor, Scope.READ).send("PATCH", path, raw=bad), 403),
        (machine.send("PATCH", path, raw=b"x", content_type="text/plain"), 415),
        (machine.send("PATCH", path, raw=bad), 400),
        (machine.patch(path, {"nonsense": 1}), 428),
        (machine.patch(path, {"nonsense": 1}, etag="*"), 400),
        (machine.patch(path, {"nonsense": 1}, etag=f"W/{good}"), 400),
        (machine.patch(path, {"nonsense": 1}, etag=f'"{claim.pk}-7"'), 412),
        (machine.patch(path, {"nonsense": 1}, etag=good), 400),
    ]

    assert [told(answer)[0] for answer, _ in calls] == [status for _, status in calls]
    assert machine.patch(path, {"note": "好"}, etag=good).status_code == 200


def test_the_workflow_speaks_after_the_fields_and_four_eyes_last(editor, reviewer) -> None:
    claim = a_submitted_claim(reviewer)
    path, etag = f"claims/{claim.pk}/transitions/", f'"{claim.pk}-{claim.version}"'
    machine = machine_of(reviewer)

    assert told(machine.post(path, {"to": "approved"}))[0] == 428
    assert told(machine.post(path, {"to": "approved"}, etag=f'"{claim.pk}-1"')) == (412, "stale")
    assert told(machine.post(path, {"to": "approved", "x": 1}, etag=etag))[0] == 400
    assert told(machine.post(path, {"to": "needs_info"}, etag=etag)) == (409, "no_such_step")
    assert told(machine.post(path, {"to": "approved"}, etag=etag)) == (403, "four_eyes")
    assert told(machine_of(editor).post(path, {"to": "approved"})) == (403, "forbidden")


def test_a_stale_write_is_answered_with_the_current_claim(editor, machine) -> None:
    claim = a_claim(editor)
    path, etag = f"claims/{claim.pk}/", f'"{claim.pk}-1"'
    machine.patch(path, {"note": "先到"}, etag=etag)

    late = machine.patch(path, {"note": "后到"}, etag=etag)

    assert told(late) == (412, "stale")
    assert late.json()["current"] == machine.get(path).json()
    assert late.json()["current"]["note"] == "先到"


def test_a_foreign_and_a_missing_object_are_told_in_the_same_bytes(editor, stranger) -> None:
    machine = machine_of(stranger)
    claim = a_claim(editor)
    foreign = {"claims": claim.pk, "articles": claim.article_id, "sources": a_source(editor).pk}

    for name, id in foreign.items():
        answers = {
            (r.status_code, r.content, r["Content-Type"])
            for r in (machine.get(f"{name}/{id}/"), machine.get(f"{name}/{uuid.uuid4()}/"))
        }
        assert len(answers) == 1
        assert next(iter(answers))[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "nothing/", 404),
        ("GET", "claims/1/", 404),
        ("GET", "claims/१/", 404),
        ("GET", "/api/", 404),
        ("DELETE", "articles/", 405),
        ("PUT", "claims/", 405),
        ("OPTIONS", "claims/", 405),
        ("POST", "me/", 405),
    ],
)
def test_unknown_addresses_and_methods_are_problems_too(machine, method, path, status) -> None:
    assert told(machine.send(method, path))[0] == status


def test_what_is_signed_off_is_only_changed_after_reopening(editor, reviewer, machine) -> None:
    claim = an_approved_claim(editor, reviewer)
    etag = f'"{claim.pk}-{claim.version}"'

    assert told(machine.patch(f"claims/{claim.pk}/", {"note": "x"}, etag=etag)) == (409, "reopen_first")
    assert told(machine.delete(f"claims/{claim.pk}/", etag=etag))[0] == 409


def test_field_errors_point_at_the_field(editor, machine) -> None:
    article = an_article(editor)

    answer = machine.post(
        f"articles/{article.pk}/claims/", {"start": 1.0, "end": "5", "quote": "x", "types": ["money"]}
    )

    assert told(answer)[0] == 400
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/start", "/end"}
    assert Claim.objects.count() == 0


@pytest.mark.parametrize(
    "name",
    ["status", "approved_by", "created_by", "version", "article", "id", "approved_at", "desk", "round"],
)
def test_what_the_system_sets_cannot_be_set_by_a_write(editor, machine, name) -> None:
    claim = a_claim(editor)

    answer = machine.patch(f"claims/{claim.pk}/", {name: "x", "note": "y"}, etag=f'"{claim.pk}-1"')

    assert told(answer)[0] == 400
    claim.refresh_from_db()
    assert (claim.version, claim.note) == (1, "")


def test_a_body_of_more_than_four_megabytes_is_refused_and_a_smaller_one_read(machine) -> None:
    limit = 4 * 2**20
    padding = b" " * limit

    assert told(machine.send("POST", "articles/", raw=b"{}" + padding)) == (413, "too_large")
    assert told(machine.send("POST", "articles/", raw=(b"{}" + padding)[:limit]))[0] == 400


def test_an_article_one_character_too_long_is_refused(machine) -> None:
    answer = machine.post("articles/", {"title": "长", "text": "字" * 500_001})

    assert told(answer)[0] == 400
    assert answer.json()["errors"][0] == {
        "pointer": "/text",
        "code": "too_long",
        "detail": "正文有 500001 个字符，最多 500000 个；请分成几篇提交。",
    }


def test_no_answer_but_json_is_promised(machine) -> None:
    assert told(machine.get("claims/", Accept="application/xml"))[0] == 406
    assert machine.get("claims/", Accept="application/json").status_code == 200
    assert json.loads(machine.get(f"{API}me/").content)["scopes"] == ["write"]
