"""A claim that stands in several places, over the API."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import AuditEntry, Claim
from tests.api.conftest import machine_of
from tests.factories import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MONEY = "117.77亿元"
TEXT = f"😀到位资金{MONEY}。\n会上说，{MONEY}中近半来自省外。\n{MONEY}，比上年多一成。"


@pytest.fixture
def machine(editor):
    return machine_of(editor)


def places() -> list[dict[str, Any]]:
    found, at = [], -1
    while (at := TEXT.find(MONEY, at + 1)) >= 0:
        found.append({"start": at, "end": at + len(MONEY), "quote": MONEY})
    return found


def tag(machine, article, mentions: Any, **more: Any) -> Any:
    return machine.post(
        f"articles/{article.pk}/claims/", {**places()[0], "types": ["money"], "mentions": mentions, **more}
    )


def test_a_claim_is_tagged_in_all_its_places_at_once(editor, machine) -> None:
    article = an_article(editor, text=TEXT)

    answer = tag(machine, article, places()[1:])

    claim = answer.json()
    assert (answer.status_code, claim["version"]) == (201, 1)
    assert [{name: one[name] for name in ("start", "end", "quote")} for one in claim["mentions"]] == places()
    assert all(TEXT[one["start"] :].startswith(one["quote"] + one["suffix"]) for one in claim["mentions"])
    history = machine.get(f"claims/{claim['id']}/history/").json()
    assert history[0]["diff"]["mentions"] == [[], places()[1:]]
    assert machine.get(f"claims/{claim['id']}/").json()["mentions"] == claim["mentions"]


def test_the_same_body_with_one_key_is_one_claim(editor, machine) -> None:
    article = an_article(editor, text=TEXT)
    body = {**places()[0], "types": ["money"], "mentions": places()[1:]}

    first, again = (machine.post(f"articles/{article.pk}/claims/", body, key="k") for _ in range(2))

    assert first.json() == again.json()
    assert (Claim.objects.count(), AuditEntry.objects.filter(object_type="claim").count()) == (1, 1)


@pytest.mark.parametrize(
    ("mentions", "pointer"),
    [
        ([{"start": 0, "end": 2, "quote": "不在"}], "/mentions/0/quote"),
        ([{"start": 0, "end": 9999, "quote": "x"}], "/mentions/0/end"),
        ([places()[1], places()[1]], "/mentions/1/start"),
        ([places()[0]], "/mentions/0/start"),
        ([{"start": 0, "end": 2}], "/mentions/0/quote"),
        ([{"start": True, "end": 2, "quote": "😀到"}], "/mentions/0/start"),
        ([{**places()[1], "types": []}], "/mentions/0/types"),
        ({}, "/mentions"),
        ([1], "/mentions/0"),
        ([places()[1]] * 501, "/mentions"),
    ],
)
def test_a_wrong_place_is_pointed_at_and_nothing_is_stored(editor, machine, mentions, pointer) -> None:
    article = an_article(editor, text=TEXT)

    answer = tag(machine, article, mentions)

    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert not Claim.objects.exists()
