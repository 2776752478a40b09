"""Two chiefs who let the same person stand in at the same moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Actor, AuditEntry, Membership
from annotations.services.acting import grant_role
from annotations.services.errors import Conflict
from annotations.vocabulary import Role
from tests.concurrency.conftest import at_once
from tests.factories import DeskFactory, UserFactory, member

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]


def test_of_two_grants_at_once_one_is_refused() -> None:
    desk, person = DeskFactory.create(), UserFactory.create()
    chiefs = [member(desk, Role.CHIEF) for _ in range(4)]
    until = timezone.now() + timedelta(hours=8)

    def grant(chief: Actor):
        actor = Actor(chief.user)
        return lambda: grant_role(
            actor=actor, desk=desk, person=person, role="reviewer", until=until, reason="外出"
        )

    results = at_once([grant(chief) for chief in chiefs])

    assert sum(isinstance(result, Membership) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 3
    assert AuditEntry.objects.about(desk).count() == 1
