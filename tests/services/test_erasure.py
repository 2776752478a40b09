"""注销: the person is gone from everything that people read, and the log is byte for byte as it was."""

from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from annotations.models import ApiKey, AuditEntry, Membership, Preference, User
from annotations.services.erasure import NOBODY, erase_person
from annotations.services.errors import Conflict, Forbidden
from annotations.services.keys import create_key
from annotations.services.review import take_step
from annotations.services.verifying import verify_desk
from annotations.vocabulary import Role, Scope, Status
from tests.factories import DeskFactory, a_claim, a_source, an_approved_claim, an_article, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
COLUMNS = [field.attname for field in AuditEntry._meta.concrete_fields]


@pytest.fixture
def wang(desk):
    """Somebody with everything that a person can have."""
    actor = member(desk, Role.EDITOR, name="王晚晴", username="wang", email="wang@example.org")
    actor.user.set_password("a long enough password")
    actor.user.save()
    create_key(username="wang", desk_name=desk.name, scopes=[Scope.WRITE], name="王晚晴的脚本")
    Authenticator.objects.create(user=actor.user, type="totp", data={"secret": "x"})
    Preference.objects.create(user=actor.user)
    return actor


def rows_of(desk) -> list[tuple[object, ...]]:
    return list(AuditEntry.objects.filter(desk=desk).order_by("seq").values_list(*COLUMNS))


def test_nothing_of_the_person_is_left_and_the_log_is_as_it_was(desk, wang, reviewer, admin):
    claim = an_approved_claim(wang, reviewer)
    a_source(reviewer, confidentiality="protected", viewers=[wang.user])
    assert verify_desk(desk).faults == []
    before = rows_of(desk)

    erase_person(actor=admin, person=wang.user)

    person = User.objects.get(pk=wang.user.pk)
    assert (person.name, person.email, person.is_active) == (NOBODY, "", False)
    assert person.username.startswith("erased-")
    assert person.erased_at is not None
    assert not person.has_usable_password()
    assert not Membership.objects.filter(user=person).exists()
    assert not Authenticator.objects.filter(user=person).exists()
    assert not Preference.objects.filter(user=person).exists()
    assert not person.viewable_sources.exists()
    assert list(ApiKey.objects.filter(user=person, revoked_at=None)) == []
    assert rows_of(desk)[: len(before)] == before
    assert verify_desk(desk).faults == []
    assert "王" not in str(rows_of(desk)[len(before) :])
    claim.refresh_from_db()
    assert claim.created_by_id == person.pk


def test_the_act_is_logged_by_whom_and_of_whom_without_the_name(desk, wang, admin):
    erase_person(actor=admin, person=wang.user)

    last = AuditEntry.objects.filter(desk=desk).latest("seq")

    assert last.actor == str(admin.user.pk)
    assert last.diff == {"account": [None, {"person": str(wang.user.pk), "what": "erased"}]}


def test_a_session_ends(wang, admin):
    browser = Client()
    browser.force_login(wang.user)
    assert browser.get("/articles/").status_code == 200

    erase_person(actor=admin, person=wang.user)

    assert browser.get("/articles/").status_code == 302


def test_open_work_goes_back_to_the_desk(wang, admin):
    claim = a_claim(wang, an_article(wang))
    take_step(actor=wang, claim=claim, to=Status.IN_PROGRESS, seen=None)

    left = erase_person(actor=admin, person=wang.user)

    claim.refresh_from_db()
    assert (left.claims, claim.status, claim.assignee) == (1, "open", None)


def test_only_administrators_erase_and_nobody_themselves_or_twice(wang, editor, chief, admin, stranger):
    foreign = member(DeskFactory.create(), Role.ADMIN)

    for actor in (editor, chief, stranger, foreign):
        with pytest.raises(Forbidden):
            erase_person(actor=actor, person=wang.user)
    with pytest.raises(Forbidden):
        erase_person(actor=admin, person=admin.user)
    assert User.objects.get(pk=wang.user.pk).name == "王晚晴"

    erase_person(actor=None, person=wang.user)

    with pytest.raises(Conflict, match="已经注销了"):
        erase_person(actor=None, person=User.objects.get(pk=wang.user.pk))


def test_whoever_has_left_every_desk_is_erased_and_logged_where_they_worked(desk, wang):
    an_article(wang)
    Membership.objects.filter(user=wang.user).delete()

    erase_person(actor=None, person=User.objects.get(pk=wang.user.pk))

    last = AuditEntry.objects.filter(desk=desk).latest("seq")
    assert (last.actor, last.diff["account"][1]["what"]) == ("system", "erased")
    assert verify_desk(desk).faults == []


def test_the_command_erases_by_user_name(wang, desk):
    out = io.StringIO()

    call_command("erase_person", user="wang", stdout=out)

    assert User.objects.get(pk=wang.user.pk).username in out.getvalue()
    with pytest.raises(CommandError, match="没有用户名为“wang”的人"):
        call_command("erase_person", user="wang")
