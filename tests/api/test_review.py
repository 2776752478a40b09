"""整稿审定 by machine: exceptions and the rest, and one act on several claims."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from annotations.models import Claim, Sighting, VerifiedFact
from annotations.vocabulary import Scope, Status
from tests.api.conftest import Machine, machine_of
from tests.drawing import draw_only
from tests.factories import a_submitted_claim, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    return an_article(editor)


@pytest.fixture
def claims(editor, reviewer, article, settings) -> list[Claim]:
    """A figure, another, a superlative, and one of the reviewer's own."""
    made = [a_submitted_claim(editor, article, quote=quote) for quote in ("117.77亿元", "到位资金117.77亿元")]
    made.append(a_submitted_claim(editor, article, quote="港口是全省唯一", types=["superlative"]))
    made.append(a_submitted_claim(reviewer, article))
    draw_only(settings, made)
    return made


@pytest.fixture
def desktop(reviewer) -> Machine:
    """The reviewer's machine."""
    return machine_of(reviewer)


def path(article: Any) -> str:
    return f"articles/{article.pk}/review/"


def pairs(*claims: Claim) -> dict[str, Any]:
    return {"approve": [[str(claim.pk), claim.version] for claim in claims]}


def test_exceptions_and_the_rest_are_told_with_version_and_reason(article, claims, desktop) -> None:
    told = desktop.get(path(article)).json()

    keys = {name: [line["claim"] for line in told[name]] for name in ("exceptions", "rest", "skipped")}
    one, two, odd, own = (str(claim.pk) for claim in claims)
    assert (keys["exceptions"], set(keys["rest"]), keys["skipped"]) == ([odd], {one, two}, [own])
    (line,) = told["exceptions"]
    assert (line["version"], line["rules"], line["why"]) == (
        claims[2].version,
        ["absolute"],
        ["类型是“唯一/最/排名”。"],
    )
    assert (line["own"], line["seen"], told["skipped"][0]["own"]) == (False, False, True)


def test_naming_a_version_says_that_it_was_seen(article, claims, desktop, reviewer) -> None:
    answer = desktop.post(path(article), pairs(claims[0], claims[1], claims[3])).json()

    assert {row["claim"]: (row["version"], row["status"]) for row in answer["approved"]} == {
        str(claim.pk): (claim.version + 1, Status.APPROVED) for claim in claims[:2]
    }
    assert [(row["claim"], row["version"]) for row in answer["skipped"]] == [
        (str(claims[3].pk), claims[3].version)
    ]
    assert set(Sighting.objects.values_list("claim", "person")) == {
        (claim.pk, reviewer.user.pk) for claim in claims[:2]
    }


def test_an_exception_in_a_batch_is_refused_by_name_and_alone_is_taken(article, claims, desktop) -> None:
    refused = desktop.post(path(article), pairs(claims[0], claims[2]))

    problem = refused.json()
    assert (refused.status_code, problem["code"], VerifiedFact.objects.count()) == (409, "exception", 0)
    assert [error["pointer"] for error in problem["errors"]] == ["/approve/1"]
    assert desktop.post(path(article), pairs(claims[2])).json()["skipped"] == []


def test_a_version_nobody_sees_any_more_is_skipped(article, claims, desktop) -> None:
    old = {"approve": [[str(claims[0].pk), claims[0].version - 1]]}

    answer = desktop.post(path(article), old)

    assert (answer.status_code, answer.json()["approved"]) == (200, [])
    assert (len(answer.json()["skipped"]), VerifiedFact.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"approve": []},
        {"approve": ["x"]},
        {"approve": [["x", 1]]},
        {"approve": [[str(uuid.uuid4())]]},
        {"approve": [[str(uuid.uuid4()), "1"]]},
        {"approve": [[str(uuid.uuid4()), True]]},
        {"approve": [[str(uuid.uuid4()), 1, 2]]},
        {"approve": {"a": 1}},
        {"approve": [[str(uuid.uuid4()), 1]]},
        {"approve": [[None, 1]]},
        {"approve": [[str(uuid.uuid4()), 1]], "return": []},
    ],
)
def test_a_body_that_cannot_be_meant_is_refused(article, claims, desktop, body: Any) -> None:
    answer = desktop.post(path(article), body)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert VerifiedFact.objects.count() == 0


def test_sent_twice_with_one_key_it_counts_once(article, claims, desktop) -> None:
    body = pairs(claims[0], claims[1])

    first, again = (desktop.post(path(article), body, key="once") for _ in range(2))

    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert VerifiedFact.objects.count() == 2


def test_a_key_that_only_reads_approves_nothing(article, claims, reviewer) -> None:
    reader = machine_of(reviewer, Scope.READ)

    assert reader.get(path(article)).status_code == 200
    assert reader.post(path(article), pairs(claims[0])).status_code == 403


def test_an_editor_and_a_stranger_get_nothing(article, claims, machine, stranger) -> None:
    for caller, status in ((machine, 403), (machine_of(stranger), 404)):
        assert caller.get(path(article)).status_code == status
        assert caller.post(path(article), pairs(claims[0])).status_code == status
