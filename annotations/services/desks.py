"""A desk's settings as one whole, as pages and API read and write them; and new desks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from annotations.models import Actor, Desk, Membership, User
from annotations.services.audit import Change, record
from annotations.services.deskrows import changing
from annotations.services.errors import Forbidden, Invalid
from annotations.services.lexicon import Wanted, replace_words
from annotations.services.rules import replace_rules
from annotations.services.weights import replace_weights
from annotations.vocabulary import Action, Role
from annotations.wording import say

LONGEST_NAME = 80


def edit_desk(
    *,
    actor: Actor,
    desk: Desk,
    seen: int | None,
    lexicon: Sequence[Wanted] | None = None,
    weights: Mapping[str, float] | None = None,
    rules: Mapping[str, Any] | None = None,
) -> Desk:
    """Replace the whole dictionary, the whole set of own weights, any of the rules, in one act.

    Raises ``Stale`` when the desk's settings are not those of version ``seen`` any more.
    """
    with changing(actor, desk, seen) as diff:
        if rules:
            replace_rules(actor, desk, rules, diff)
        if lexicon is not None:
            replace_words(actor, desk, lexicon, diff)
        if weights is not None:
            replace_weights(desk, weights, diff)
    return desk


@transaction.atomic
def create_desk(*, actor: Actor, name: str, admin: User) -> Desk:
    """A new desk with its first administrator: only superusers, and never for themselves."""
    if not actor.user.is_superuser or actor.key is not None:
        raise Forbidden(say("新建部门由系统管理员（超级用户）登录后办理。"))
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Invalid.field("name", say("请填写部门名，最多 {most} 个字，不能换行。", most=LONGEST_NAME))
    if Desk.objects.filter(name=name).exists():
        raise Invalid.field("name", say("已经有“{name}”这个部门。", name=name), "duplicate")
    if admin.pk == actor.user.pk:
        raise Invalid.field("admin", say("谁也不能给自己角色：请指定另一个人做这个部门的管理员。"))
    if not admin.is_active:
        raise Invalid.field("admin", say("{person} 的账号已停用。", person=admin))
    desk = Desk.objects.create(name=name)
    Membership.objects.create(user=admin, desk=desk, role=Role.ADMIN)
    diff = {"name": [None, name], "member": [None, {"person": str(admin.pk), "role": Role.ADMIN}]}
    record(actor, desk.pk, desk, Change(Action.CREATE, None, None, diff))
    return desk
