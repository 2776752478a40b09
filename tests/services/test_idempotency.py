"""A write that is sent twice happens once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import KeptAnswer
from annotations.services.errors import Conflict, Invalid
from annotations.services.idempotency import KEPT_FOR, Answer, forget_old_answers, once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class Act:
    """Counts how often it was carried out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Answer:
        self.times += 1
        return Answer(201, f'{{"n":{self.times}}}', '"x-1"', "/there/")


def send(editor, act, *, key="k", body=b"{}", path="/a/") -> Answer:
    return once(user=editor.user, path=path, key=key, body=body, act=act)


def test_the_same_key_and_body_get_the_first_answer_again(editor) -> None:
    act = Act()

    assert send(editor, act) == send(editor, act) == Answer(201, '{"n":1}', '"x-1"', "/there/")
    assert act.times == 1


def test_the_same_key_with_another_body_is_refused(editor) -> None:
    act = Act()
    send(editor, act)

    with pytest.raises(Conflict) as refused:
        send(editor, act, body=b'{"a":1}')

    assert (refused.value.code, act.times) == ("idempotency_key_reused", 1)


def test_a_key_belongs_to_a_person_and_a_path(editor, colleague) -> None:
    act = Act()

    answers = [
        send(editor, act),
        send(colleague, act),
        send(editor, act, path="/b/"),
        send(editor, act, key="l"),
    ]

    assert [answer.body for answer in answers] == ['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}']


def test_an_act_that_fails_leaves_nothing_behind(editor) -> None:
    def fail() -> Answer:
        raise Conflict("不行。")

    with pytest.raises(Conflict, match="不行"):
        send(editor, fail)

    assert KeptAnswer.objects.count() == 0
    assert send(editor, Act()).body == '{"n":1}'


def test_after_a_day_the_key_is_free_again(editor) -> None:
    act = Act()
    send(editor, act)
    KeptAnswer.objects.update(created_at=timezone.now() - KEPT_FOR + timedelta(minutes=1))
    assert send(editor, act).body == '{"n":1}'

    KeptAnswer.objects.update(created_at=timezone.now() - KEPT_FOR - timedelta(minutes=1))

    assert send(editor, act, body=b"other").body == '{"n":2}'


def test_old_answers_are_forgotten_and_young_ones_kept(editor) -> None:
    send(editor, Act(), key="old")
    KeptAnswer.objects.update(created_at=timezone.now() - KEPT_FOR * 2)
    send(editor, Act(), key="young")

    assert forget_old_answers() == 1
    assert [kept.key for kept in KeptAnswer.objects.all()] == ["young"]


@pytest.mark.parametrize("key", ["", "k" * 201, "a\nb"])
def test_an_unusable_key_is_refused(editor, key) -> None:
    with pytest.raises(Invalid):
        send(editor, Act(), key=key)
