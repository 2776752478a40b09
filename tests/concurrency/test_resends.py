"""The same press from two connections at once: the browser gave up waiting and sent it again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from annotations.models import AuditEntry, Claim, KeptAnswer
from annotations.vocabulary import Role
from tests.concurrency.conftest import at_once
from tests.factories import DeskFactory, an_article, member

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]


def press(user: Any, path: str, data: dict[str, Any], key: str) -> Any:
    browser = Client()
    browser.force_login(user)
    headers = {"HX-Request": "true", "Idempotency-Key": key}

    return lambda: browser.post(path, data, headers=headers)


def test_of_two_sends_of_one_press_one_acts_and_both_are_answered_alike() -> None:
    editor = member(DeskFactory.create(), Role.EDITOR)
    article = an_article(editor)
    tag = {"start": 0, "end": 5, "quote": article.text[:5], "article_version": 1, "key": "2"}

    answers = at_once([press(editor.user, f"/articles/{article.pk}/claims/", tag, "one") for _ in range(4)])

    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.content for answer in answers}) == 1
    assert Claim.objects.count() == KeptAnswer.objects.count() == 1
    assert AuditEntry.objects.about(Claim.objects.get()).count() == 1


def test_two_presses_with_keys_of_their_own_are_two_acts() -> None:
    editor = member(DeskFactory.create(), Role.EDITOR)
    article = an_article(editor)
    tag = {"start": 0, "end": 5, "quote": article.text[:5], "article_version": 1, "key": "2"}
    path = f"/articles/{article.pk}/claims/"

    answers = at_once([press(editor.user, path, tag, key) for key in ("one", "two")])

    assert [answer.status_code for answer in answers] == [200, 200]
    assert Claim.objects.count() == 2
