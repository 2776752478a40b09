"""Ways in: keys, the browser's session, and what is open to everybody."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from annotations.models import ApiKey, User
from annotations.services.keys import digest
from annotations.vocabulary import Scope
from tests.api.conftest import API, Machine, machine_of
from tests.factories import a_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def status_with(secret: str, word: str = "Bearer") -> int:
    return Machine().get("me/", Authorization=f"{word} {secret}").status_code


def test_a_key_opens_with_either_word_and_a_wrong_one_does_not(machine, nobody) -> None:
    assert [status_with(machine.secret, word) for word in ("Bearer", "Token", "bearer")] == [200] * 3
    latin = "密钥".encode().decode("latin-1")  # as a WSGI server hands on a header that is not ASCII
    assert [status_with(secret) for secret in ("", "wrong", machine.secret + "x", "a b", latin)] == [401] * 5
    assert status_with(machine.secret, "Basic") == 401
    assert nobody.get("me/").status_code == 401
    assert nobody.get("me/")["WWW-Authenticate"] == 'Bearer realm="hezhen"'


def test_a_key_is_stored_as_its_hash_with_a_visible_prefix(machine) -> None:
    key = ApiKey.objects.get()

    assert (key.digest, machine.secret.startswith(key.prefix)) == (digest(machine.secret), True)
    assert machine.secret not in "".join(str(value) for value in ApiKey.objects.values_list()[0])


def test_a_key_notes_its_last_use(machine) -> None:
    assert ApiKey.objects.get().last_used_at is None
    machine.get("me/")
    assert timezone.now() - ApiKey.objects.get().last_used_at < timedelta(minutes=1)


@pytest.mark.parametrize(("minutes", "status"), [(1, 200), (-1, 401)])
def test_a_key_ends_with_its_expiry(machine, minutes, status) -> None:
    ApiKey.objects.update(expires_at=timezone.now() + timedelta(minutes=minutes))

    assert machine.get("me/").status_code == status


def test_a_deactivated_person_is_locked_out_with_all_keys_and_sessions(editor, machine) -> None:
    browser = Client()
    browser.force_login(editor.user)
    assert (machine.get("me/").status_code, browser.get(f"{API}me/").status_code) == (200, 200)

    User.objects.filter(pk=editor.user.pk).update(is_active=False)

    assert (machine.get("me/").status_code, browser.get(f"{API}me/").status_code) == (401, 401)


def test_scopes_narrow_what_the_role_may(editor) -> None:
    claim = a_claim(editor)
    reading, writing = machine_of(editor, Scope.READ), machine_of(editor, Scope.WRITE)
    path, etag = f"claims/{claim.pk}/", f'"{claim.pk}-1"'

    assert [m.get(path).status_code for m in (reading, writing)] == [200, 200]
    assert [m.patch(path, {"note": "x"}, etag=etag).status_code for m in (reading, writing)] == [403, 200]


def test_a_key_works_at_its_own_desk_only(editor, stranger) -> None:
    elsewhere = an_article(stranger)
    stranger.user.memberships.create(desk_id=editor.desk_ids[0], role="editor")
    here = Machine(machine_of_desk(stranger.user, editor))

    assert here.get(f"articles/{elsewhere.pk}/").status_code == 404
    assert [desk["id"] for desk in here.get("me/").json()["desks"]] == [str(editor.desk_ids[0])]


def machine_of_desk(user: User, colleague) -> str:
    """A key of ``user`` for the desk of ``colleague``, made by the command."""
    out = io.StringIO()
    name = colleague.user.memberships.get().desk.name
    call_command("createkey", user=user.username, desk=name, scope=["write"], stdout=out)
    return out.getvalue().strip()


def test_the_browser_writes_with_its_csrf_token_only(editor) -> None:
    claim = a_claim(editor)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor.user)
    path = f"{API}claims/{claim.pk}/"

    def patch(**headers: str):
        headers = {"If-Match": f'"{claim.pk}-1"', **headers}
        return browser.patch(path, '{"note": "x"}', content_type="application/json", headers=headers)

    assert browser.get(path).status_code == 200
    refused = patch()
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert "CSRF" not in refused.json()["title"]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in refused.json()["detail"])

    browser.cookies["csrftoken"] = "a" * 32
    assert patch(**{"X-CSRFToken": "a" * 32}).status_code == 200


def test_me_says_who_i_am_here(editor, machine, desk) -> None:
    assert machine.get("me/").json() == {
        "user": {"id": str(editor.user.pk), "name": editor.user.name},
        "desks": [{"id": str(desk.pk), "name": desk.name, "roles": ["editor"]}],
        "scopes": ["write"],
    }


def test_the_schema_is_open_and_names_every_error_of_an_operation(nobody) -> None:
    answer = nobody.get("/api/schema/?format=json")
    schema = json.loads(answer.content)

    assert answer.status_code == 200
    assert schema["openapi"].startswith("3.")
    patch = schema["paths"]["/api/v1/claims/{id}/"]["patch"]
    assert {"200", "400", "401", "403", "404", "409", "412", "413", "415", "428"} == set(patch["responses"])
    assert nobody.get("/api/docs/").status_code == 200


@pytest.mark.parametrize(
    ("shape", "field", "may_be_empty"),
    [
        ("ClaimShape", "verdict", True),
        ("ClaimShape", "resolution", True),
        ("CorrectionShape", "decision", True),
        ("SuggestionShape", "dismiss_reason", True),
        ("FactShape", "verdict", False),
    ],
)
def test_the_schema_tells_which_choices_may_be_empty(nobody, shape, field, may_be_empty) -> None:
    shapes = json.loads(nobody.get("/api/schema/?format=json").content)["components"]["schemas"]
    told = shapes[shape]["properties"][field]
    words = [
        word
        for named in (told.get("oneOf") or told["allOf"])
        for word in shapes[named["$ref"].rpartition("/")[2]]["enum"]
    ]

    assert "verified" in words or field != "verdict"
    assert ("" in words) is may_be_empty


def test_the_schema_validates_without_a_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, file="/dev/null")
