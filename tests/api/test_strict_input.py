"""JSON as RFC 8259 means it, and nothing that one reader could take otherwise."""

from __future__ import annotations

import pytest

from annotations.models import Article, Claim
from tests.factories import TEXT, an_article

pytestmark = pytest.mark.django_db

NESTED = b'{"title": "t", "text": ' + b"[" * 70 + b"]" * 70 + b"}"


@pytest.mark.parametrize(
    "raw",
    [
        b'{"title": "a", "title": "b", "text": "x"}',
        b'{"title": "a", "text": NaN}',
        b'{"title": "a", "text": -Infinity}',
        b'{"title": "a", "text": "x\\u0000y"}',
        b'{"title": "a", "text": "\\ud83d"}',
        b'{"title\\u0000": "a"}',
        b'{"title": "a", "text": "\xff"}',
        b'{"title": "a", "text": "x"',
        b"[1, 2]",
        b'"text"',
        b"null",
        b"7" * 5000,
        NESTED,
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"title": "a", "text": "x", "extra": 1}',
        b'{"title": 7, "text": "x"}',
        b'{"title": "a", "text": ["x"]}',
        b'{"title": "a", "text": null}',
        b'{"title": "", "text": "x"}',
        b"{}",
        b"",
        b'{"title": "a", "text": "x", "pretag": 1}',
        b'{"title": "a", "text": "x", "pretag": "true"}',
        b'{"title": "a", "text": "x", "published_on": "2024-02-30"}',
        b'{"title": "a", "text": "x", "critical": null}',
        b'{"title": "a", "text": "x", "url": "javascript:alert(1)"}',
        b'{"title": "a", "text": "x", "check_level": "none"}',
        b'{"title": "a", "text": "x", "desk": "1"}',
        b'{"title": "a", "text": "x", "external_id": ""}',
        b'{"title": "a", "text": "x", "embargo_until": "0001-01-01T00:00:00"}',
        b'{"title": "a", "text": "x", "embargo_until": "9999-12-31T23:59:59-12:00"}',
        b'{"title": "a", "text": "x", "deadline": "0001-01-01T05:00:00+08:00"}',
    ],
)
@pytest.mark.parametrize("key", [None, "with-a-key"])
def test_what_cannot_be_taken_as_sent_is_refused(machine, raw, key) -> None:
    answer = machine.send("POST", "articles/", raw=raw, key=key)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert Article.objects.count() == 0


def test_the_same_body_without_the_fault_is_taken(machine) -> None:
    raw = '\ufeff{"title": "a", "text": "x😀", "pretag": false, "published_on": "2024-02-29"}'.encode()

    answer = machine.send("POST", "articles/", raw=raw)

    assert (answer.status_code, answer.json()["text"]) == (201, "x😀")


@pytest.mark.parametrize(
    "start",
    ["1.0", '"1"', '"\\uff11"', "true", "-1", "2147483648", "1e2", "null", "[1]", "9" * 30, "9" * 400],
)
@pytest.mark.parametrize("key", [None, "with-a-key"])
def test_an_integer_is_an_integer(editor, machine, start, key) -> None:
    article = an_article(editor)
    raw = f'{{"start": {start}, "end": 5, "quote": "2023年", "types": ["date"]}}'.encode()

    answer = machine.send("POST", f"articles/{article.pk}/claims/", raw=raw, key=key)

    assert answer.status_code == 400
    assert Claim.objects.count() == 0


def test_an_overlong_integer_in_a_step_with_a_key_is_refused_like_any_other(editor, machine) -> None:
    article = an_article(editor)
    claim = machine.post(
        f"articles/{article.pk}/claims/", {"start": 0, "end": 5, "quote": "2023年", "types": ["date"]}
    )
    path = f"claims/{claim.json()['id']}/"

    for below in ("transitions/", "evidence/"):
        raw = f'{{"to": {"9" * 30}, "start": {"9" * 30}}}'.encode()
        assert machine.send("POST", path + below, raw=raw, key="k", etag=claim["ETag"]).status_code == 400


def test_anchored_text_is_never_trimmed(editor, machine) -> None:
    article = an_article(editor, text=f" {TEXT}\n ")

    body = {"start": 0, "end": 6, "quote": " 2023年", "types": ["date"]}
    claim = machine.post(f"articles/{article.pk}/claims/", body)
    trimmed = machine.post(f"articles/{article.pk}/claims/", {**body, "quote": "2023年"})

    assert (claim.status_code, claim.json()["quote"]) == (201, " 2023年")
    assert trimmed.status_code == 400
    assert trimmed.json()["errors"][0]["pointer"] == "/quote"


def test_a_body_in_another_character_set_is_refused(machine) -> None:
    raw = '{"title": "题", "text": "文"}'.encode("gb18030")

    answer = machine.send("POST", "articles/", raw=raw, content_type="application/json; charset=gb18030")

    assert answer.status_code == 415
    assert "UTF-8" in answer.json()["detail"]
    assert Article.objects.count() == 0
