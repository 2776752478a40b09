"""密钥: shown once, for members, with an end; a lent one never reviews or administers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Actor, ApiKey, AuditEntry, Desk, Membership
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.keys import create_key, digest, issue_key, revoke_key
from annotations.services.members import change_role
from annotations.services.review import take_step
from annotations.vocabulary import Role, Scope, Status
from tests.factories import DeskFactory, a_key, a_submitted_claim, member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def issued(actor: Actor, desk: Desk, person: Actor, *scopes: str, **fields: Any) -> ApiKey:
    return issue_key(actor=actor, desk=desk, person=person.user, scopes=scopes or ("write",), **fields)[0]


def test_a_key_is_stored_by_its_hash_and_logged_without_the_secret(
    admin: Actor, desk: Desk, editor: Actor
) -> None:
    key, secret = issue_key(
        actor=admin, desk=desk, person=editor.user, scopes=["export", "read"], name="排版系统"
    )

    row = AuditEntry.objects.get()
    assert (key.digest, key.scopes, key.created_by) == (digest(secret), ["read", "export"], admin.user)
    assert row.diff["key"][1][0] == {
        "prefix": key.prefix,
        "person": str(editor.user.pk),
        "scopes": ["read", "export"],
        "until": timezone.localtime(key.expires_at).date().isoformat(),
    }
    assert (row.object_id, secret[12:] in str(row.diff), key.digest in str(row.diff)) == (
        desk.pk,
        False,
        False,
    )


def test_a_key_lasts_a_year_or_to_the_end_of_the_day_named(admin: Actor, desk: Desk, editor: Actor) -> None:
    year = issued(admin, desk, editor)
    day = issued(admin, desk, editor, until=date(2099, 6, 30))

    assert timedelta(days=364) < year.expires_at - timezone.now() <= timedelta(days=365)
    assert timezone.localtime(day.expires_at).isoformat() == "2099-06-30T23:59:59.999999+08:00"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"scopes": []}, "权限范围须是"),
        ({"scopes": ["read", "everything"]}, "收到“everything”"),
        ({"until": date(2020, 1, 1)}, "有效期已经过去"),
        ({"name": "长" * 81}, "名称最多 80 个字"),
        ({"name": "两\n行"}, "不能换行"),
        ({"person": "stranger"}, "不是本部门在职的成员"),
        ({"person": "reporter", "scopes": ["export"]}, "什么也导不出"),
        ({"person": "gone"}, "不是本部门在职的成员"),
    ],
)
def test_a_key_that_cannot_be_is_refused(
    admin: Actor, desk: Desk, editor: Actor, reporter: Actor, stranger: Actor, fields: dict, words: str
) -> None:
    gone = member(desk, Role.EDITOR, is_active=False)
    people = {"editor": editor, "reporter": reporter, "stranger": stranger, "gone": gone}
    person = people[fields.pop("person", "editor")].user

    with pytest.raises(Invalid, match=words):
        issue_key(actor=admin, desk=desk, person=person, **{"scopes": ["read"], **fields})

    assert (ApiKey.objects.count(), AuditEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF])
def test_only_administrators_make_keys(desk: Desk, editor: Actor, role: Role) -> None:
    with pytest.raises(Forbidden):
        issued(member(desk, role), desk, editor)

    assert not ApiKey.objects.exists()


def test_a_key_makes_and_revokes_no_keys(admin: Actor, desk: Desk, editor: Actor) -> None:
    own = issued(admin, desk, admin)
    machine = Actor(admin.user, own)

    for act in (lambda: issued(machine, desk, editor), lambda: revoke_key(actor=machine, key=own)):
        with pytest.raises(Forbidden, match="本人登录后"):
            act()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.CHIEF])
def test_a_key_that_an_administrator_made_for_a_reviewer_approves_nothing(
    admin: Actor, desk: Desk, editor: Actor, role: Role
) -> None:
    reviewer = member(desk, role)
    claim = a_submitted_claim(editor)
    lent = Actor(reviewer.user, issued(admin, desk, reviewer))

    with pytest.raises(Forbidden):
        take_step(actor=lent, claim=claim, to=Status.APPROVED, seen=claim.version)
    assert lent.roles_at(desk.pk) == {Role.EDITOR}
    take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=claim.version)


def test_nor_does_it_when_its_person_becomes_a_reviewer_later(
    admin: Actor, desk: Desk, editor: Actor, colleague: Actor
) -> None:
    key = issued(admin, desk, editor)
    claim = a_submitted_claim(colleague)
    change_role(actor=admin, desk=desk, person=editor.user, role="reviewer")

    with pytest.raises(Forbidden):
        take_step(actor=Actor(editor.user, key), claim=claim, to=Status.APPROVED, seen=claim.version)


def test_a_key_made_for_another_administrator_gives_nobody_a_role(admin: Actor, desk: Desk) -> None:
    second = member(desk, Role.ADMIN)
    key = issued(admin, desk, second)

    with pytest.raises(Missing):
        change_role(actor=Actor(second.user, key), desk=desk, person=admin.user, role="reviewer")
    own = issued(second, desk, second)
    assert Actor(second.user, own).roles_at(desk.pk) == {Role.ADMIN}


def test_a_key_from_the_command_line_is_the_persons_own(desk: Desk, reviewer: Actor) -> None:
    create_key(username=reviewer.user.username, desk_name=desk.name, scopes=["write"])
    key = ApiKey.objects.get()

    assert Actor(reviewer.user, key).roles_at(desk.pk) == {Role.REVIEWER}
    assert (AuditEntry.objects.get().actor, key.expires_at is not None) == ("system", True)


def test_its_person_and_the_administrator_revoke_a_key_and_nobody_else(
    admin: Actor, desk: Desk, editor: Actor, colleague: Actor
) -> None:
    first, second = issued(admin, desk, editor), issued(admin, desk, editor)

    with pytest.raises(Forbidden):
        revoke_key(actor=colleague, key=first)
    revoke_key(actor=editor, key=first)
    revoke_key(actor=admin, key=second)

    assert ApiKey.objects.filter(revoked_at__isnull=False).count() == 2
    rows = AuditEntry.objects.order_by("-seq")[:2]
    assert [(row.actor, row.diff["key"][1]) for row in rows] == [
        (str(admin.user.pk), []),
        (str(editor.user.pk), []),
    ]


def test_a_key_is_revoked_once(admin: Actor, desk: Desk, editor: Actor) -> None:
    key = revoke_key(actor=admin, key=issued(admin, desk, editor))

    with pytest.raises(Conflict, match="已经吊销"):
        revoke_key(actor=admin, key=key)

    assert AuditEntry.objects.count() == 2


def test_a_key_of_somebody_who_has_left_is_still_ended_by_the_administrator(
    admin: Actor, desk: Desk, editor: Actor
) -> None:
    key = issued(admin, desk, editor)
    Membership.objects.filter(user=editor.user).delete()

    assert revoke_key(actor=admin, key=key).revoked_at is not None


def test_to_the_administrator_of_another_desk_a_key_is_not_theirs(desk: Desk, editor: Actor) -> None:
    a_key(editor, Scope.READ)

    with pytest.raises(Forbidden):
        revoke_key(actor=member(DeskFactory.create(), Role.ADMIN), key=ApiKey.objects.get())
