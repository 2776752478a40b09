"""Accounts: ended with everything that hangs on them, given back, and new passwords."""

from __future__ import annotations

import pytest
from django.test import Client

from annotations.models import Actor, ApiKey, AuditEntry, Desk, Membership, User
from annotations.services.accounts import deactivate, may_manage, reactivate, renew_password
from annotations.services.errors import Conflict, Forbidden
from annotations.services.handback import Left
from annotations.services.review import take_step
from annotations.vocabulary import Role, Status
from tests.factories import DeskFactory, UserFactory, a_claim, a_key, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def with_password(person: User) -> Client:
    person.set_password("一句很长的口令 2026")
    person.save()
    client = Client()
    client.force_login(person)
    return client


def status_of(client: Client) -> int:
    return client.get("/settings/").status_code


def test_an_ended_account_loses_sessions_keys_password_and_work_at_once(
    admin: Actor, desk: Desk, editor: Actor
) -> None:
    client = with_password(editor.user)
    a_key(editor)
    claim = a_claim(editor)
    claim = take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=1)
    assert status_of(client) == 200

    left = deactivate(actor=admin, person=editor.user)

    claim.refresh_from_db()
    person = User.objects.get(pk=editor.user.pk)
    assert (status_of(client), person.is_active, person.has_usable_password()) == (302, False, False)
    assert (left, claim.status, ApiKey.objects.get().revoked_at is None) == (
        Left(0, 1, 0),
        Status.OPEN,
        False,
    )
    row = AuditEntry.objects.get(object_id=desk.pk)
    assert row.diff["account"] == [None, {"person": str(person.pk), "what": "deactivated"}]


def test_an_account_given_back_revives_no_session_and_no_key(admin: Actor, editor: Actor) -> None:
    client = with_password(editor.user)
    a_key(editor)
    deactivate(actor=admin, person=editor.user)

    reactivate(actor=admin, person=editor.user)

    assert User.objects.get(pk=editor.user.pk).is_active
    assert (status_of(client), ApiKey.objects.get().revoked_at is None) == (302, False)


def test_a_new_password_ends_the_old_one_with_its_sessions(admin: Actor, desk: Desk, editor: Actor) -> None:
    client = with_password(editor.user)

    renew_password(actor=admin, person=editor.user)

    person = User.objects.get(pk=editor.user.pk)
    assert (status_of(client), person.has_usable_password(), person.is_active) == (302, False, True)
    assert AuditEntry.objects.get().diff["account"][1]["what"] == "password"


def test_an_account_is_ended_once_and_given_back_once(admin: Actor, editor: Actor) -> None:
    with pytest.raises(Conflict, match="没有停用"):
        reactivate(actor=admin, person=editor.user)
    deactivate(actor=admin, person=editor.user)
    for act in (deactivate, renew_password):
        with pytest.raises(Conflict, match="停用"):
            act(actor=admin, person=editor.user)


def test_the_account_of_whoever_was_erased_stays_ended(admin: Actor, editor: Actor) -> None:
    deactivate(actor=admin, person=editor.user)
    User.objects.filter(pk=editor.user.pk).update(erased_at="2026-01-01T00:00:00Z")

    with pytest.raises(Conflict, match="已经抹去"):
        reactivate(actor=admin, person=editor.user)


@pytest.mark.parametrize("act", [deactivate, renew_password])
def test_nobody_but_the_administrator_of_all_desks_of_a_person_does_it(
    desk: Desk, admin: Actor, editor: Actor, act
) -> None:
    other = DeskFactory.create()
    shared = UserFactory.create()
    for one in (desk, other):
        Membership.objects.create(user=shared, desk=one, role=Role.EDITOR)
    higher = member(desk, Role.EDITOR, is_superuser=True).user
    staff = member(desk, Role.EDITOR, is_staff=True).user
    own_key = Actor(admin.user, ApiKey(user=admin.user, desk=desk))
    cases = [
        (member(desk, Role.CHIEF), editor.user, "没有“管理人员和规则”的权限"),
        (admin, shared, "还在"),
        (admin, admin.user, "不能停用自己的账号"),
        (admin, higher, "系统管理员"),
        (admin, staff, "系统管理员"),
        (admin, UserFactory.create(), "不在任何部门"),
        (own_key, editor.user, "本人登录后"),
    ]

    for actor, person, words in cases:
        with pytest.raises(Forbidden, match=words):
            act(actor=actor, person=person)
        assert not may_manage(actor, person)
    assert (User.objects.filter(is_active=False).count(), AuditEntry.objects.count()) == (0, 0)


def test_an_administrator_of_both_desks_ends_it_with_a_row_at_each(desk: Desk, admin: Actor) -> None:
    other = DeskFactory.create()
    shared = member(desk, Role.EDITOR).user
    Membership.objects.create(user=shared, desk=other, role=Role.EDITOR)
    Membership.objects.create(user=admin.user, desk=other, role=Role.ADMIN)

    deactivate(actor=Actor(admin.user), person=shared)

    assert sorted(AuditEntry.objects.values_list("desk_id", flat=True)) == sorted([desk.pk, other.pk])


def test_a_superuser_ends_any_account_but_the_own(desk: Desk, editor: Actor) -> None:
    superuser = Actor(UserFactory.create(is_superuser=True))
    nowhere = UserFactory.create()

    deactivate(actor=superuser, person=editor.user)
    deactivate(actor=superuser, person=nowhere)

    assert User.objects.filter(is_active=False).count() == 2
    with pytest.raises(Forbidden):
        deactivate(actor=superuser, person=superuser.user)


def test_the_last_administrators_account_stays(admin: Actor, desk: Desk) -> None:
    superuser = Actor(UserFactory.create(is_superuser=True))

    with pytest.raises(Conflict, match="最后一位管理员"):
        deactivate(actor=superuser, person=admin.user)
    member(desk, Role.ADMIN)
    deactivate(actor=superuser, person=admin.user)

    assert not User.objects.get(pk=admin.user.pk).is_active
