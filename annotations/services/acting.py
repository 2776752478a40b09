"""代班: the chief lets somebody of the house act at the desk for a while, and ends it.

An acting role begins and ends by the clock (``MembershipQuerySet.in_force``); no job has to run.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from annotations.models import Actor, Desk, Membership, User
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.deskrows import logged
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.handback import Left, hand_back
from annotations.vocabulary import Role
from annotations.wording import marked, say
from annotations.workflow import may

LONGEST = timedelta(days=31)
BACKDATED = timedelta(hours=1)
"""A start this long ago is a slip of the form and means now; an earlier one is a mistake."""
SHOWN = 50
"""So many ended ones are listed."""
REASON = 500
GRANTED = (Role.REPORTER, Role.EDITOR, Role.REVIEWER, Role.CHIEF)
"""Up to the chief's own; an administrator is made by administrators."""
OVER = marked("代班提前结束，退回待接手。")


def grant_role(
    *,
    actor: Actor,
    desk: Desk,
    person: User,
    role: str,
    until: datetime,
    since: datetime | None = None,
    reason: str = "",
) -> Membership:
    """Let ``person`` act as ``role`` at the desk from ``since`` (now, when None) until ``until``.

    Raises ``Forbidden`` for oneself and beyond one's own acting time, ``Invalid`` for times that cannot
    be, ``Conflict`` when the person acts here at that time already.
    """
    require(actor, desk.pk, "grant")
    _require_role(role)
    _require_person(actor, person)
    reason = _reason(reason)
    now = timezone.now()
    since = _begin(since, now)
    _require_span(since, until, now)
    # The desk's row is held, so that two grants cannot both miss the other.
    with logged(actor, desk) as diff:
        require(Actor(actor.user, actor.key), desk.pk, "grant")
        _require_own_time(actor, desk, until)
        _require_free(desk, person, role, since, until)
        row = Membership.objects.create(
            user=person, desk=desk, role=role, valid_from=since, valid_until=until, granted_by=actor.user
        )
        diff["acting"] = [None, _as_logged(row, reason)]
    return row


def end_acting(*, actor: Actor, desk: Desk, acting_id: int, reason: str = "") -> Left:
    """End an acting role now; one that has not begun is taken back.

    What the person may no longer work on goes back to the desk. Raises ``Missing``, ``Conflict`` when it
    is over already.
    """
    require(actor, desk.pk, "grant")
    reason = _reason(reason)
    with logged(actor, desk) as diff:
        require(Actor(actor.user, actor.key), desk.pk, "grant")
        row = acting_at(desk).filter(pk=acting_id).first()
        if row is None:
            raise Missing()
        before, now = _as_logged(row), timezone.now()
        if row.valid_until is None or row.valid_until <= now:
            raise Conflict(say("这次代班已经结束。"))
        if row.valid_from is not None and row.valid_from > now:
            row.delete()
            diff["acting"] = [before, None]
            return Left()
        Membership.objects.filter(pk=row.pk).update(valid_until=now)
        row.valid_until = now
        diff["acting"] = [before, _as_logged(row, reason)]
        held = [Role(one.role) for one in Membership.objects.in_force().filter(desk=desk, user=row.user_id)]
        return Left() if may("annotate", held) else hand_back(actor, desk, row.user, OVER)


def acting_at(desk: Desk) -> QuerySet[Membership]:
    """All acting roles of a desk, the latest end first."""
    rows = Membership.objects.filter(desk=desk, valid_until__isnull=False)
    return rows.select_related("user", "granted_by").order_by("-valid_until", "-pk")


def could_act(actor: Actor) -> QuerySet[User]:
    """Who can be asked to stand in: everybody of the house but oneself."""
    return User.objects.filter(is_active=True).exclude(pk=actor.user.pk).order_by("name", "username")


def _require_role(role: str) -> None:
    if role not in GRANTED:
        known = say("、").join(say("{word}（{label}）", word=one, label=one.label) for one in GRANTED)
        raise Invalid.field("role", say("代班的角色可以是：{known}。", known=known), "unknown")


def _require_person(actor: Actor, person: User) -> None:
    if person.pk == actor.user.pk:
        raise Forbidden(say("不能给自己安排代班；请由另一位值班总编安排。"))
    if not person.is_active:
        raise Invalid.field("user", say("{person} 的账号已停用，请先恢复账号。", person=person))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid.field("reason", say("请写明代班的原因，它会记入日志。"), "required")
    return check.limited("reason", reason.strip(), REASON)


def _begin(since: datetime | None, now: datetime) -> datetime:
    if since is None:
        return now
    if since < now - BACKDATED:
        raise Invalid.field("since", say("代班不能从过去开始；要立即开始，请把开始时间留空。"))
    return max(since, now)


def _require_span(since: datetime, until: datetime, now: datetime) -> None:
    if until <= now:
        raise Invalid.field("until", say("结束时间已经过去，请选一个以后的时间。"))
    if until <= since:
        raise Invalid.field("until", say("结束时间须在开始时间之后。"))
    if until - since > LONGEST:
        raise Invalid.field(
            "until",
            say("一次代班最多 {n} 天；更久的请由管理员改为正式角色。", n=LONGEST.days),
            "too_long",
        )


def _require_own_time(actor: Actor, desk: Desk, until: datetime) -> None:
    """Whoever is chief only for a while gives nothing away beyond that."""
    mine = Membership.objects.in_force().filter(desk=desk, user=actor.user, role=Role.CHIEF)
    ends = list(mine.values_list("valid_until", flat=True))
    if None not in ends and all(until > end for end in ends if end is not None):
        raise Forbidden(say("您自己也是代班值班总编，只能安排到您的代班结束之前。"))


def _require_free(desk: Desk, person: User, role: str, since: datetime, until: datetime) -> None:
    if Membership.objects.filter(desk=desk, user=person, role=role, valid_until__isnull=True).exists():
        raise Conflict(
            say("{person} 本来就是本部门的{role}，不需要代班。", person=person, role=Role(role).label)
        )
    overlapping = Q(valid_from__isnull=True) | Q(valid_from__lt=until)
    other = acting_at(desk).filter(overlapping, user=person, valid_until__gt=since).first()
    if other is not None:
        raise Conflict(
            say(
                "{person} 在这段时间里已有一次代班（{role}），请先结束它。",
                person=person,
                role=Role(other.role).label,
            )
        )


def _as_logged(row: Membership, reason: str = "") -> dict[str, Any]:
    """An acting role as the desk's log has it."""
    told = {"person": str(row.user_id), "role": row.role, "from": row.valid_from, "until": row.valid_until}
    return told | ({"reason": reason} if reason else {})
