"""Two administrators at the same moment: a desk never loses its last one, a name is given once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from annotations.models import Actor, AuditEntry, Desk, Membership, User
from annotations.services import deskrows, members
from annotations.services.desks import edit_desk
from annotations.services.errors import Invalid, Missing, Stale
from annotations.services.members import add_member, remove_member
from annotations.vocabulary import Role
from tests.concurrency.conftest import at_once, lost, won
from tests.factories import DeskFactory, member

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]


@pytest.fixture
def desk(real_transactions: None) -> Desk:
    return DeskFactory.create()


@pytest.fixture
def two(desk: Desk) -> tuple[Actor, Actor]:
    return member(desk, Role.ADMIN), member(desk, Role.ADMIN)


def removing(actor: Actor, person: Actor, desk: Desk) -> Callable[[], Any]:
    """An administrator, with the rights that the page was opened with, takes another out."""
    assert actor.roles_at(desk.pk) == {Role.ADMIN}
    return lambda: remove_member(actor=actor, desk=Desk.objects.get(pk=desk.pk), person=person.user)


def admins_of(desk: Desk) -> int:
    return Membership.objects.filter(desk=desk, role=Role.ADMIN).count()


def test_of_two_administrators_who_take_each_other_out_one_stays(desk: Desk, two: Any) -> None:
    first, second = two

    results = at_once([removing(first, second, desk), removing(second, first, desk)])

    assert (len(won(results)), lost(results), admins_of(desk)) == (1, {Missing}, 1)
    assert AuditEntry.objects.filter(desk=desk).count() == 1


def test_without_the_guards_the_desk_would_be_left_without(desk: Desk, two: Any, monkeypatch: Any) -> None:
    """The negative control: rights as they were when the page was opened, and nobody counting."""
    monkeypatch.setattr(deskrows, "require", lambda actor, desk_id, act: None)
    monkeypatch.setattr(members, "keeps_administrator", lambda desk, without: True)
    first, second = two

    results = at_once([removing(first, second, desk), removing(second, first, desk)])

    assert (len(won(results)), admins_of(desk)) == (2, 0)


def test_of_two_who_open_the_same_account_one_is_told(desk: Desk, two: Any) -> None:
    fields = {"role": "editor", "username": "lin", "name": "林见微"}
    acts = [lambda actor=actor: add_member(actor=actor, desk=desk, **fields) for actor in two]

    results = at_once(acts)

    assert (len(won(results)), lost(results)) == (1, {Invalid})
    assert User.objects.filter(username="lin").count() == 1


def test_of_two_who_save_rules_on_the_same_version_one_is_told(desk: Desk, two: Any) -> None:
    def saving(actor: Actor, level: str) -> Callable[[], Any]:
        row = Desk.objects.get(pk=desk.pk)
        return lambda: edit_desk(actor=actor, desk=row, seen=1, rules={"check_level": level})

    results = at_once([saving(two[0], "key"), saving(two[1], "wire")])

    desk.refresh_from_db()
    assert (len(won(results)), lost(results), desk.version) == (1, {Stale}, 2)
