"""People and their roles at a desk. Nobody gives themselves a role; a desk keeps an administrator."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from annotations.models import Actor, ApiKey, Desk, Membership, User
from annotations.services.deskrows import changing, logged
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.handback import Left, hand_back
from annotations.services.keys import end_keys
from annotations.vocabulary import Role
from annotations.wording import marked, say
from annotations.workflow import may

USERNAME = re.compile(r"[\w.@+-]{2,60}\Z")
LONGEST_NAME = 80
GONE = marked("责任人已移出本部门，退回待接手。")
OTHER_ROLE = marked("责任人改任其他角色，退回待接手。")


def create_member(*, username: str, desk_name: str, role: str, name: str = "") -> Membership:
    """Give a person a standing role at a desk, from the command line; person and desk are made if absent.

    A person holds one standing role per desk: giving another replaces it.
    """
    _require_role(role)
    if not username.strip() or not desk_name.strip():
        raise Invalid(say("用户名和部门名都不能为空。"))
    with transaction.atomic():
        desk, _ = Desk.objects.get_or_create(name=desk_name)
        user = User.objects.filter(username=username).first() or _new_person(username, name)
        with logged(None, desk) as diff:
            standing = _standing(desk, user)
            if standing is None or standing.role != role:
                diff["member"] = [_logged(user, standing.role if standing else None), _logged(user, role)]
            member, _ = Membership.objects.update_or_create(
                user=user, desk=desk, valid_until=None, defaults={"role": role}
            )
    return member


def add_member(
    *, actor: Actor, desk: Desk, role: str, person: User | None = None, username: str = "", name: str = ""
) -> Membership:
    """Give a person of the house a role at the desk, or somebody new an account and the role.

    A new account has no password until its owner sets one (``accounts.renew_password``). Raises ``Invalid``,
    ``Forbidden`` for oneself, ``Conflict`` for whoever has a role here.
    """
    _require_role(role)
    with changing(actor, desk) as diff:
        if person is None:
            _require_fresh(username, name)
            person = _new_person(username, name)
        _require_other(actor, person)
        if not person.is_active:
            raise Invalid.field("user", say("{person} 的账号已停用，请先恢复账号。", person=person))
        if (standing := _standing(desk, person)) is not None:
            held = Role(standing.role).label
            raise Conflict(say("{person} 已是本部门的{role}，请直接改角色。", person=person, role=held))
        member = Membership.objects.create(user=person, desk=desk, role=role)
        diff["member"] = [None, _logged(person, role)]
    return member


def change_role(*, actor: Actor, desk: Desk, person: User, role: str, seen: int | None = None) -> Left:
    """Give a member another standing role; work that the new one may not do goes back to the desk."""
    _require_role(role)
    with changing(actor, desk, seen) as diff:
        _require_other(actor, person)
        standing = _required(desk, person)
        left = Left()
        if standing.role != role:
            _require_administrator(desk, person, standing, role)
            if not may("annotate", [Role(role), *_acting_roles(desk, person)]):
                left = hand_back(actor, desk, person, OTHER_ROLE)
            Membership.objects.filter(pk=standing.pk).update(role=role)
            diff["member"] = [_logged(person, standing.role), _logged(person, role)]
    return left


def remove_member(*, actor: Actor, desk: Desk, person: User, seen: int | None = None) -> Left:
    """End all roles and keys of a person at the desk; what they worked on goes back to it."""
    with changing(actor, desk, seen) as diff:
        _require_other(actor, person)
        standing = _required(desk, person)
        _require_administrator(desk, person, standing, None)
        left = hand_back(actor, desk, person, GONE)
        end_keys(ApiKey.objects.filter(desk=desk, user=person), diff)
        acting = Membership.objects.filter(desk=desk, user=person, valid_until__gt=timezone.now())
        if roles := sorted(acting.values_list("role", flat=True)):
            diff["acting"] = [[_logged(person, role) for role in roles], []]
        acting.delete()
        standing.delete()
        diff["member"] = [_logged(person, standing.role), None]
    return left


def members_of(desk: Desk) -> QuerySet[User]:
    """Everybody who has or will have a role at the desk; ``roles_here`` are those roles, standing first."""
    now = timezone.now()
    held = Membership.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now), desk=desk)
    here = held.select_related("granted_by").order_by(F("valid_until").asc(nulls_first=True), "pk")
    rows = User.objects.filter(pk__in=held.values("user"))
    return rows.prefetch_related(Prefetch("memberships", here, to_attr="roles_here"))


def find_person(pk: uuid.UUID | None, username: str) -> User:
    """Somebody of the house, by id or by exact user name. Raises ``Invalid``."""
    named = {"pk": pk} if pk else {"username": username}
    person = User.objects.filter(**named).first() if pk or username else None
    if person is None:
        field = "user" if pk else "username"
        raise Invalid.field(field, say("没有这个人；新开账号请同时写明姓名（name）。"), "unknown")
    return person


def keeps_administrator(desk: Desk, *, without: User) -> bool:
    """Whether the desk still has an administrator with a standing role when ``without`` is gone."""
    admins = Membership.objects.filter(
        desk=desk, role=Role.ADMIN, valid_until__isnull=True, user__is_active=True
    )
    return admins.exclude(user=without).exists()


def _require_role(role: str) -> None:
    if role not in list(Role):
        known = say("、").join(say("{word}（{label}）", word=word, label=word.label) for word in Role)
        raise Invalid.field(
            "role", say("没有“{role}”这个角色；可用：{known}。", role=role, known=known), "unknown"
        )


def _require_other(actor: Actor, person: User) -> None:
    if actor.user.pk == person.pk:
        raise Forbidden(say("谁也不能给自己角色或改自己的角色；请由另一位管理员办理。"))


def _require_administrator(desk: Desk, person: User, standing: Membership, role: str | None) -> None:
    if standing.role == Role.ADMIN and role != Role.ADMIN and not keeps_administrator(desk, without=person):
        raise Conflict(say("{person} 是本部门最后一位管理员，请先任命另一位。", person=person))


def _require_fresh(username: str, name: str) -> None:
    if not USERNAME.match(username):
        raise Invalid.field(
            "username", say("用户名须有 2 到 60 个字，只用字母、数字、汉字和 . _ - @ +，不能有空格。")
        )
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise Invalid.field("name", say("姓名最多 {most} 个字，不能换行。", most=LONGEST_NAME))
    if User.objects.filter(username__iexact=username).exists():
        raise _taken(username)


def _taken(username: str) -> Invalid:
    return Invalid.field(
        "username",
        say("用户名“{username}”已经有人用了：是同一个人就从名单里选，不是就换一个。", username=username),
        "duplicate",
    )


def _new_person(username: str, name: str) -> User:
    user = User(username=username, name=name)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise _taken(username) from None
    return user


def _standing(desk: Desk, person: User) -> Membership | None:
    return Membership.objects.filter(desk=desk, user=person, valid_until__isnull=True).first()


def _required(desk: Desk, person: User) -> Membership:
    standing = _standing(desk, person)
    if standing is None:
        raise Missing(say("{person} 不在本部门。", person=person))
    return standing


def _acting_roles(desk: Desk, person: User) -> list[Role]:
    rows = Membership.objects.in_force().filter(desk=desk, user=person, valid_until__isnull=False)
    return [Role(role) for role in rows.values_list("role", flat=True)]


def _logged(person: User, role: str | None) -> dict[str, Any] | None:
    """A person at a desk as the log names them: by UUID, so that erasing a name changes no row."""
    return {"person": str(person.pk), "role": str(role)} if role else None
