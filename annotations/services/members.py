"""People, their desks, and keys for their machines."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from annotations.models import ApiKey, Desk, Membership, User
from annotations.services.errors import Invalid, Missing
from annotations.vocabulary import Role, Scope
from annotations.wording import say


@transaction.atomic
def create_member(*, username: str, desk_name: str, role: str, name: str = "") -> Membership:
    """Give a person a standing role at a desk; person and desk are made if absent.

    A person holds one standing role per desk: giving another replaces it.
    """
    if role not in list(Role):
        known = say("、").join(say("{word}（{label}）", word=word, label=word.label) for word in Role)
        raise Invalid.field(
            "role", say("没有“{role}”这个角色；可用：{known}。", role=role, known=known), "unknown"
        )
    if not username.strip() or not desk_name.strip():
        raise Invalid(say("用户名和部门名都不能为空。"))
    desk, _ = Desk.objects.get_or_create(name=desk_name)
    user, made = User.objects.get_or_create(username=username, defaults={"name": name})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    member, _ = Membership.objects.update_or_create(
        user=user, desk=desk, valid_until=None, defaults={"role": role}
    )
    return member


def create_key(*, username: str, desk_name: str, scopes: list[str], name: str = "") -> str:
    """Make an API key and return its secret, which is stored nowhere: only its hash is."""
    unknown = [scope for scope in scopes if scope not in list(Scope)]
    if unknown or not scopes:
        raise Invalid(
            say(
                "权限范围须是 {known} 之一，收到“{known2}”。",
                known="、".join(Scope),
                known2="、".join(unknown),
            )
        )
    user = User.objects.filter(username=username).first()
    desk = Desk.objects.filter(name=desk_name).first()
    if user is None or desk is None or not user.memberships.in_force().filter(desk=desk).exists():
        raise Missing(
            say(
                "部门“{desk_name}”没有成员“{username}”；请先用 createmember 建立。",
                desk_name=desk_name,
                username=username,
            )
        )
    prefix = f"hz_{secrets.token_hex(4)}"
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    ApiKey.objects.create(
        name=name, prefix=prefix, digest=digest(secret), user=user, desk=desk, scopes=scopes
    )
    return secret


def digest(secret: str) -> str:
    """What is stored of a key. Keys carry 256 random bits, so one fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def touch_key(key: ApiKey) -> None:
    """Remember when a key was last used, to the minute: not a write for every request."""
    now = timezone.now()
    if key.last_used_at is None or (now - key.last_used_at).total_seconds() > 60:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
