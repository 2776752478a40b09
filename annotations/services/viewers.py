"""名单: who may know of a protected source beside its keeper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from annotations.models import Actor, Desk, Membership, Source, User
from annotations.services.errors import Forbidden, Invalid
from annotations.vocabulary import Confidentiality
from annotations.wording import say
from annotations.workflow import may

DECIDING = frozenset({"viewers", "confidentiality"})
"""What only the keeper and the list's reviewers and chiefs change of a protected source."""


def colleagues_of(*desks: Desk) -> Any:
    """The people who can stand on a list: those with a role at one of the desks now."""
    held = Membership.objects.in_force().filter(desk__in=desks).values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("name", "username")


def may_decide(actor: Actor, source: Source) -> bool:
    """Whether the actor may say who knows of a source that they see themselves.

    Its keeper; and of the people on the list those who review: they answer for what is published on it.
    """
    return source.created_by_id == actor.user.pk or may("review", actor.roles_at(source.desk_id))


def require_deciding(actor: Actor, source: Source, changes: Iterable[str]) -> None:
    """Raise ``Forbidden`` when a change to a protected source's secrecy is not the actor's to make."""
    if source.confidentiality != Confidentiality.PROTECTED or DECIDING.isdisjoint(changes):
        return
    if not may_decide(actor, source):
        told = say("保护信源的名单和密级由建档人决定，名单上的审核人和值班总编也可以修改。")
        raise Forbidden(told)


def checked_viewers(desk: Desk, people: Iterable[User]) -> list[User]:
    """The people as they may stand on a list, each once. Raises ``Invalid`` for one of another desk."""
    wanted = {person.pk: person for person in people}
    known = set(colleagues_of(desk).filter(pk__in=wanted).values_list("pk", flat=True))
    if set(wanted) - known:
        raise Invalid.field("viewers", say("名单上只能有本部门在岗的人员。"), "unknown")
    return sorted(wanted.values(), key=lambda person: str(person.pk))
