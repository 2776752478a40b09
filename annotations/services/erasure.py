"""注销: take a person's name and ways in out of the system. No row of the log changes: it knows no names."""

from __future__ import annotations

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.utils import timezone

from annotations.models import Actor, ApiKey, AuditEntry, Desk, KeptAnswer, Membership, Preference, User
from annotations.services.accounts import deactivate, over
from annotations.services.deskrows import logged
from annotations.services.errors import Conflict
from annotations.services.handback import Left
from annotations.wording import marked, say

NOBODY = marked("已注销人员")
ERASED = "erased"
"""What the log says of the account."""


@transaction.atomic
def erase_person(*, actor: Actor | None, person: User) -> Left:
    """Erase who somebody is: name, user name, e-mail, password, sessions, keys, second factor, roles.

    Their UUID stays in every row, so the log verifies as before; the act itself is logged without the old
    name at every desk where they worked. Open work goes back to its desks. Not to be undone. By whoever
    may end the account, or on the command line (``actor`` None). Raises ``Forbidden``, ``Conflict``.
    """
    with over(actor, person):
        if person.erased_at is not None:
            raise Conflict(say("这个人员已经注销了。"))
    left = deactivate(actor=actor, person=person) if person.is_active else Left()
    desks = _worked_at(person)
    _forget(person)
    for desk in desks:
        with logged(actor, desk) as diff:
            diff["account"] = [None, {"person": str(person.pk), "what": ERASED}]
    return left


def _worked_at(person: User) -> list[Desk]:
    """Every desk where they have a role or did anything, always in the same order: they are locked in it."""
    acted = AuditEntry.objects.filter(actor=str(person.pk)).order_by().values("desk").distinct()
    held = Membership.objects.filter(user=person).values("desk")
    return list(Desk.objects.filter(pk__in=acted.union(held)).order_by("pk"))


def _forget(person: User) -> None:
    person.name = NOBODY
    person.username = f"erased-{secrets.token_hex(8)}"
    person.email = ""
    person.is_active = person.is_staff = person.is_superuser = False
    # A session holds a hash of the password: with another one none of them lives again.
    person.set_unusable_password()
    person.erased_at = timezone.now()
    person.save()
    ApiKey.objects.filter(user=person).update(name="")
    ApiKey.objects.filter(user=person, revoked_at__isnull=True).update(revoked_at=person.erased_at)
    person.memberships.all().delete()
    person.viewable_sources.clear()
    for theirs in (Authenticator, EmailAddress, Preference, KeptAnswer):
        theirs.objects.filter(user=person).delete()
    # Django's own log of its admin pages wrote names down.
    LogEntry.objects.filter(object_id=str(person.pk)).update(object_repr=NOBODY)
