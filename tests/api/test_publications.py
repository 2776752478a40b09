"""gate/, transitions/ and publications/ of an article over the API."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Article, Publication
from tests.api.conftest import Machine, machine_of
from tests.factories import a_claim, an_approved_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


@pytest.fixture
def signer(chief) -> Machine:
    return machine_of(chief)


def etag(article: Article) -> str:
    article.refresh_from_db()
    return f'"{article.pk}-{article.version}"'


def post(machine: Machine, article: Article, below: str, body: dict[str, Any], **more: Any) -> Any:
    return machine.post(f"articles/{article.pk}/{below}/", body, etag=etag(article), **more)


def test_the_gate_lists_what_is_missing_each_with_a_link(article, editor, machine) -> None:
    claim = a_claim(editor, article)

    told = machine.get(f"articles/{article.pk}/gate/").json()

    assert (told["clear"], told["missing"]) == (False, 1)
    (item,) = told["items"]
    assert item == {
        "key": f"claims_a:{claim.pk}",
        "condition": "claims_a",
        "text": "“到位资金117.77亿元”：A 类核查点还没有核定（待核查）。",
        "object_type": "claim",
        "object_id": str(claim.pk),
        "object_version": 1,
        "takes_note": False,
        "settled": False,
        "note": None,
        "link": f"/articles/{article.pk}/?at={claim.pk}",
        "api": f"/api/v1/claims/{claim.pk}/",
    }
    assert machine.get(item["api"]).status_code == 200


def test_the_chiefs_note_settles_an_item_that_takes_one_and_no_other(article, editor, signer) -> None:
    minor, major = a_claim(editor, article, types=["event"]), a_claim(editor, article)
    path = f"articles/{article.pk}/gate/"

    settled = signer.post(path, {"item": f"claims_b:{minor.pk}", "note": "次要，可不核。"})
    refused = signer.post(path, {"item": f"claims_a:{major.pk}", "note": "可不核。"})
    empty = signer.post(path, {"item": f"claims_b:{minor.pk}", "note": " "})
    unknown = signer.post(path, {"item": "claims_b:none", "note": "可不核。"})

    assert (settled.status_code, settled.json()["missing"]) == (200, 1)
    assert [answer.status_code for answer in (refused, empty, unknown)] == [409, 400, 404]
    assert article.chief_notes.get().note == "次要，可不核。"


def test_publishing_is_refused_with_every_item_and_overridden_with_a_reason(article, editor, signer) -> None:
    a_claim(editor, article)

    refused = post(signer, article, "publications", {"channel": "web"})
    reasonless = post(signer, article, "publications", {"override": "deadline"})
    unknown = post(signer, article, "publications", {"override": "soon", "reason": "来不及"})
    done = post(signer, article, "publications", {"override": "deadline", "reason": "来不及"})

    assert [answer.status_code for answer in (refused, reasonless, unknown, done)] == [409, 400, 400, 201]
    problem = refused.json()
    assert problem["code"] == "gate_not_clear"
    assert [(error["code"], error["link"][:10]) for error in problem["errors"]] == [
        ("claims_a", "/articles/")
    ]
    assert reasonless.json()["errors"][0]["pointer"] == "/reason"
    told = done.json()
    assert told["override"] == {"code": "deadline", "reason": "来不及"}
    assert [item["condition"] for item in told["open_items"]] == ["claims_a"]
    assert len(told["sheet_sha256"]) == len(told["audit_hash"]) == 64
    assert Publication.objects.count() == 1
    article.refresh_from_db()
    assert told["article_version"] == article.version


def test_signing_alone_and_publishing_later(article, editor, reviewer, signer) -> None:
    claim = an_approved_claim(editor, reviewer, article)

    signed = post(signer, article, "publications", {"channel": "print", "page": "3", "published": False})
    assert (signed.status_code, signed.json()["published_at"]) == (201, None)
    assert signer.get(f"articles/{article.pk}/").json()["status"] == "checking"
    moved = post(signer, article, "transitions", {"to": "published", "channel": "print"})

    assert (moved.status_code, moved.json()["status"]) == (200, "published")
    assert moved["ETag"] == f'"{article.pk}-3"'
    (row,) = signer.get(f"articles/{article.pk}/publications/").json()
    assert (row["id"], row["page"], row["override"]) == (signed.json()["id"], "3", None)
    assert row["published_by"] == row["signed_by"]
    assert signer.get(f"claims/{claim.pk}/").json()["status"] == "published"


def test_moves_are_told_and_made_in_the_order_of_refusals(article, editor, machine, signer) -> None:
    path = f"articles/{article.pk}/transitions/"
    rows = {row["to"]: row for row in machine.get(path).json()}
    assert (rows["withdrawn"]["allowed"], rows["draft"]["allowed"]) == (False, True)

    assert machine.post(path, {"to": "withdrawn", "reason": "x"}).status_code == 403
    assert signer.post(path, {"to": "withdrawn", "reason": "x"}).status_code == 428
    stale = signer.post(path, {"to": "withdrawn", "reason": "x"}, etag=f'"{article.pk}-9"')
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 1)
    for body, status in (
        ({"to": "withdrawn"}, 400),
        ({"to": "gone", "reason": "x"}, 400),
        ({"reason": "x"}, 400),
        ({"to": "withdrawn", "reason": "x", "page": "3"}, 400),
        ({"to": "cleared"}, 409),
        ({"to": "withdrawn", "reason": "来源撤回"}, 200),
    ):
        assert post(signer, article, "transitions", body).status_code == status, body
    assert post(signer, article, "publications", {}).status_code == 409


def test_a_signature_sent_twice_is_one_signature(article, signer) -> None:
    body, sent = {"channel": "web"}, {"etag": etag(article), "key": "twice"}

    answers = [signer.post(f"articles/{article.pk}/publications/", body, **sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_publications_are_listed_in_a_fixed_number_of_queries(
    article, signer, count, django_assert_num_queries
) -> None:
    for _ in range(count):
        post(signer, article, "publications", {})
    path = f"articles/{article.pk}/publications/"
    signer.get(path)

    with django_assert_num_queries(4):
        assert len(signer.get(path).json()) == count
