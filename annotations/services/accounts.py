"""Accounts: ended and given back, and a new password for whoever has lost theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import transaction

from annotations.models import Actor, ApiKey, Desk, User
from annotations.services.access import require
from annotations.services.deskrows import logged
from annotations.services.errors import Conflict, Forbidden
from annotations.services.handback import Left, hand_back
from annotations.services.keys import end_keys
from annotations.services.members import keeps_administrator
from annotations.vocabulary import Role
from annotations.wording import marked, say

ENDED, GIVEN_BACK, RENEWED = "deactivated", "reactivated", "password"
"""What the log says of an account; its erasure is services/erasure.py."""
STOPPED = marked("责任人的账号已停用，退回待接手。")


def deactivate(*, actor: Actor | None, person: User) -> Left:
    """End an account at once: sessions, keys and password go with it; open work goes back to its desks.

    Only for whoever administers every desk of the person, for superusers, and on the command line (None).
    The rows of the log stay.
    """
    with over(actor, person) as (desks, diffs):
        if not person.is_active:
            raise Conflict(say("{person} 的账号已经停用了。", person=person))
        for desk in desks:
            if _administers(person, desk) and not keeps_administrator(desk, without=person):
                raise Conflict(
                    say("{person} 是“{desk}”最后一位管理员，请先任命另一位。", person=person, desk=desk)
                )
        parts = [hand_back(actor, desk, person, STOPPED) for desk in desks]
        for desk, diff in zip(desks, diffs, strict=True):
            end_keys(ApiKey.objects.filter(desk=desk, user=person), diff)
            diff["account"] = [None, {"person": str(person.pk), "what": ENDED}]
        # A session holds a hash of the password: with another one none of them lives again.
        person.is_active = False
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
    return Left(
        *(sum(values) for values in zip(*((p.articles, p.claims, p.waiting) for p in parts), strict=True))
    )


def reactivate(*, actor: Actor, person: User) -> None:
    """Give an ended account back; keys stay revoked, and the person sets a new password."""
    with over(actor, person) as (_, diffs):
        if person.is_active:
            raise Conflict(say("{person} 的账号没有停用。", person=person))
        if person.erased_at is not None:
            raise Conflict(say("这个人的姓名和账号已经抹去，不能恢复；请另开账号。"))
        _log(diffs, person, GIVEN_BACK)
        person.is_active = True
        person.save(update_fields=["is_active"])


def renew_password(*, actor: Actor, person: User) -> None:
    """Take the password away and end all sessions; the door then gives out a link to set a new one, once."""
    with over(actor, person) as (_, diffs):
        if not person.is_active:
            raise Conflict(say("{person} 的账号已停用，请先恢复账号。", person=person))
        _log(diffs, person, RENEWED)
        person.set_unusable_password()
        person.save(update_fields=["password"])


def may_manage(actor: Actor, person: User) -> bool:
    """Whether the account is the actor's to end: all its desks are theirs, and it has no higher rights."""
    try:
        _require_over(actor, person, _desks_of(person))
    except Forbidden:
        return False
    return True


@contextmanager
def over(actor: Actor | None, person: User) -> Iterator[tuple[list[Desk], list[dict[str, Any]]]]:
    """The desks of a person, each held and with its own row of the log, in one transaction."""
    desks = _desks_of(person)
    _require_over(actor, person, desks)
    with transaction.atomic(), ExitStack() as stack:
        diffs = [stack.enter_context(logged(actor, desk)) for desk in desks]
        _require_over(actor and Actor(actor.user, actor.key), person, desks)
        person.refresh_from_db()
        yield desks, diffs


def _desks_of(person: User) -> list[Desk]:
    """Every desk where the person holds a role, always in the same order: they are locked in it."""
    return list(Desk.objects.filter(memberships__user=person).distinct().order_by("pk"))


def _require_over(actor: Actor | None, person: User, desks: list[Desk]) -> None:
    if actor is None:
        return
    if actor.key is not None:
        raise Forbidden(say("账号只能由管理员本人登录后管理。"))
    if actor.user.pk == person.pk:
        raise Forbidden(say("不能停用自己的账号或重设自己的密码；改密码请到“设置”。"))
    if actor.user.is_superuser:
        return
    if person.is_superuser or person.is_staff:
        raise Forbidden(say("{person} 是系统管理员，账号由系统管理员管理。", person=person))
    if not desks:
        raise Forbidden(say("{person} 不在任何部门，账号由系统管理员管理。", person=person))
    for desk in desks:
        if not actor.roles_at(desk.pk):
            detail = say(
                "{person} 还在“{desk}”任职，账号须由两边共同的管理员或系统管理员办理。",
                person=person,
                desk=desk,
            )
            raise Forbidden(detail)
        require(actor, desk.pk, "administer")


def _administers(person: User, desk: Desk) -> bool:
    return person.memberships.filter(desk=desk, role=Role.ADMIN, valid_until__isnull=True).exists()


def _log(diffs: list[dict[str, Any]], person: User, what: str) -> None:
    for diff in diffs:
        diff["account"] = [None, {"person": str(person.pk), "what": what}]
