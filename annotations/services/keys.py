"""Keys for machines: made by a desk's administrator for a member, shown once, revoked by either."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from annotations.models import Actor, ApiKey, Desk, User
from annotations.services.access import require
from annotations.services.deskrows import changing, logged
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.vocabulary import Role, Scope
from annotations.wording import say
from annotations.workflow import may

LIFETIME = timedelta(days=365)
LONGEST_NAME = 80


def issue_key(
    *,
    actor: Actor,
    desk: Desk,
    person: User,
    scopes: Sequence[str],
    name: str = "",
    until: date | None = None,
) -> tuple[ApiKey, str]:
    """Make a key for a member, valid to the end of the day ``until`` (a year when none is named).

    The secret is given back once and stored nowhere. A key that somebody else made carries no right to
    review (see ``Actor``). Raises ``Invalid``.
    """
    _require_person(actor)
    with changing(actor, desk) as diff:
        key, secret = _make(desk, person, scopes, name, _end_of(until), actor.user)
        diff["key"] = [[], [_logged(key)]]
    return key, secret


def create_key(
    *,
    username: str,
    desk_name: str,
    scopes: Sequence[str],
    name: str = "",
    until: date | None = None,
    endless: bool = False,
) -> str:
    """The same from the command line, where people and desks go by their names; only the secret."""
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
    with logged(None, desk) as diff:
        key, secret = _make(desk, user, scopes, name, None if endless else _end_of(until), None)
        diff["key"] = [[], [_logged(key)]]
    return secret


def revoke_key(*, actor: Actor, key: ApiKey) -> ApiKey:
    """End a key at once: one's own, or any of a desk that one administers."""
    _require_person(actor)
    if key.user_id != actor.user.pk:
        require(actor, key.desk_id, "administer")
    with logged(actor, key.desk) as diff:
        ended = end_keys(ApiKey.objects.filter(pk=key.pk), diff)
        if not ended:
            raise Conflict(say("密钥 {prefix} 已经吊销了。", prefix=key.prefix))
    key.refresh_from_db()
    return key


def end_keys(keys: Any, diff: dict[str, Any]) -> int:
    """Revoke those of ``keys`` that are not revoked, inside ``changing`` or ``logged``; how many."""
    live = list(keys.filter(revoked_at__isnull=True).order_by("pk"))
    ApiKey.objects.filter(pk__in=[key.pk for key in live]).update(revoked_at=timezone.now())
    if live:
        diff["key"] = [[_logged(key) for key in live], []]
    return len(live)


def usable(keys: Any) -> Any:
    """Those of ``keys`` that still open the door."""
    now = timezone.now()
    return keys.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True)


def digest(secret: str) -> str:
    """What is stored of a key. Keys carry 256 random bits, so one fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def touch_key(key: ApiKey) -> None:
    """Remember when a key was last used, to the minute: not a write for every request."""
    now = timezone.now()
    if key.last_used_at is None or (now - key.last_used_at).total_seconds() > 60:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def _make(
    desk: Desk, person: User, scopes: Sequence[str], name: str, end: datetime | None, by: User | None
) -> tuple[ApiKey, str]:
    _require_scopes(scopes)
    roles = Actor(person).roles_at(desk.pk)
    if not roles or not person.is_active:
        raise Invalid.field(
            "person", say("{person} 不是本部门在职的成员，不能有本部门的密钥。", person=person)
        )
    _require_use(person, roles, scopes)
    if end is not None and end <= timezone.now():
        raise Invalid.field("until", say("有效期已经过去，请选今天或以后的日子。"))
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise Invalid.field("name", say("名称最多 {most} 个字，不能换行。", most=LONGEST_NAME))
    prefix = f"hz_{secrets.token_hex(4)}"
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        name=name,
        prefix=prefix,
        digest=digest(secret),
        user=person,
        desk=desk,
        scopes=[scope for scope in Scope if scope in scopes],
        expires_at=end,
        created_by=by,
    )
    return key, secret


def _require_scopes(scopes: Sequence[str]) -> None:
    unknown = [scope for scope in scopes if scope not in list(Scope)]
    if unknown or not scopes:
        known = "、".join(Scope)
        detail = say("权限范围须是 {known} 之一，收到“{known2}”。", known=known, known2="、".join(unknown))
        raise Invalid.field("scopes", detail, "unknown" if unknown else "required")


def _require_use(person: User, roles: Iterable[Role], scopes: Sequence[str]) -> None:
    """A key does what role and scopes both allow: one that could do nothing is a mistake."""
    if set(scopes) <= {Scope.EXPORT, Scope.EXPORT_APPROVED} and not may("read_facts", list(roles)):
        who = say("、").join(role.label for role in roles)
        raise Invalid.field(
            "scopes", say("{person} 是{who}，看不到事实库，这个密钥什么也导不出。", person=person, who=who)
        )


def _require_person(actor: Actor) -> None:
    """Keys are not made or ended by keys: a stolen one must not be able to multiply."""
    if actor.key is not None:
        raise Forbidden(say("密钥只能由本人登录后在网页上管理。"))


def _end_of(until: date | None) -> datetime:
    if until is None:
        return timezone.now() + LIFETIME
    return timezone.make_aware(datetime.combine(until, time.max))


def _logged(key: ApiKey) -> dict[str, Any]:
    """A key as the log names it: never with its secret, its person by UUID."""
    ends = timezone.localtime(key.expires_at).date().isoformat() if key.expires_at else None
    return {"prefix": key.prefix, "person": str(key.user_id), "scopes": list(key.scopes), "until": ends}
