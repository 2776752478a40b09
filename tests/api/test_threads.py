"""Comments and questions through the API."""

from __future__ import annotations

import pytest

from annotations.models import Claim
from annotations.services.review import take_step
from annotations.vocabulary import Status
from tests.api.conftest import Machine, machine_of
from tests.factories import a_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(editor) -> Claim:
    return take_step(actor=editor, claim=a_claim(editor), to=Status.IN_PROGRESS, seen=1)


def test_a_comment_is_read_as_it_was_written(machine: Machine, claim: Claim) -> None:
    made = machine.post(f"claims/{claim.pk}/comments/", {"text": "看年报"})
    listed = machine.get(f"claims/{claim.pk}/comments/").json()

    assert (made.status_code, [row["text"] for row in listed]) == (201, ["看年报"])
    assert listed == [made.json()]
    assert Claim.objects.get().version == claim.version


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": " "}, {"text": 1}, {"words": "x"}])
def test_an_empty_comment_is_refused(machine: Machine, claim: Claim, body: dict[str, object]) -> None:
    answer = machine.post(f"claims/{claim.pk}/comments/", body)

    assert (answer.status_code, claim.comments.count()) == (400, 0)


def test_a_comment_sent_twice_with_one_key_is_one(machine: Machine, claim: Claim) -> None:
    for _ in range(2):
        machine.post(f"claims/{claim.pk}/comments/", {"text": "看年报"}, key="once")

    assert claim.comments.count() == 1


def test_a_reporter_comments_and_asks_nothing(claim: Claim, reporter) -> None:
    machine = machine_of(reporter)

    assert machine.post(f"claims/{claim.pk}/comments/", {"text": "见录音"}).status_code == 201
    assert machine.post(f"claims/{claim.pk}/queries/", {"question": "？"}).status_code == 403


def test_a_question_waits_and_its_answer_is_shown_with_it(machine: Machine, claim: Claim) -> None:
    made = machine.post(
        f"claims/{claim.pk}/queries/", {"question": "哪一年？", "due_at": "2999-01-01T00:00:00Z"}
    )
    waiting = Claim.objects.get()
    etag = f'"{waiting.pk}-{waiting.version}"'
    machine.post(f"claims/{claim.pk}/transitions/", {"to": "in_progress", "comment": "2023年"}, etag=etag)
    (row,) = machine.get(f"claims/{claim.pk}/queries/").json()

    assert (made.status_code, made.json()["answered_at"], waiting.status) == (201, None, Status.NEEDS_INFO)
    assert (row["due_at"], row["answer"]) == ("2999-01-01T00:00:00Z", "2023年")


@pytest.mark.parametrize(
    ("body", "status"),
    [({"question": ""}, 400), ({"question": "？", "due_at": "2001-01-01T00:00:00Z"}, 400), ({}, 400)],
)
def test_a_question_that_cannot_be_asked(machine: Machine, claim: Claim, body: dict, status: int) -> None:
    answer = machine.post(f"claims/{claim.pk}/queries/", body)

    assert (answer.status_code, claim.queries.count()) == (status, 0)


def test_a_question_is_not_asked_twice_at_once(machine: Machine, claim: Claim) -> None:
    first = machine.post(f"claims/{claim.pk}/queries/", {"question": "哪一年？"})
    second = machine.post(f"claims/{claim.pk}/queries/", {"question": "哪一年？"})

    assert (first.status_code, second.status_code) == (201, 409)


def test_asking_about_an_older_state_is_stale(machine: Machine, claim: Claim) -> None:
    answer = machine.post(f"claims/{claim.pk}/queries/", {"question": "？"}, etag=f'"{claim.pk}-1"')

    assert (answer.status_code, claim.queries.count()) == (412, 0)
