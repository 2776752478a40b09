"""The only way settings, people and keys of a desk change: row held, version raised by one, one audit row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F

from annotations.models import Actor, Desk
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Stale
from annotations.vocabulary import Action


@contextmanager
def changing(actor: Actor, desk: Desk, seen: int | None = None) -> Iterator[dict[str, Any]]:
    """Write inside; what is put into the yielded dict (field → [old, new]) becomes the audit row's diff.

    Nothing put in is nothing changed: version and log stay as they are. Only the desk's administrators.
    ``desk`` is brought up to date. Raises ``Stale`` when ``seen`` is not the desk's version any more.
    """
    require(actor, desk.pk, "administer")
    with logged(actor, desk, seen) as diff:
        # Once more, now that nobody else can change it: the right may have been taken away meanwhile.
        require(Actor(actor.user, actor.key), desk.pk, "administer")
        yield diff


@contextmanager
def logged(actor: Actor | None, desk: Desk, seen: int | None = None) -> Iterator[dict[str, Any]]:
    """The same for whoever may do it for another reason: asking that is the caller's business.

    ``actor`` None is the system itself, as on the command line.
    """
    with transaction.atomic():
        # The weaker lock: a row that refers to the desk may be stored meanwhile.
        now = Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
        if seen is not None and seen != now.version:
            raise Stale(now)
        diff: dict[str, Any] = {}
        yield diff
        if diff:
            Desk.objects.filter(pk=desk.pk).update(version=F("version") + 1)
            now.version += 1
            record(actor, desk.pk, now, Change(Action.EDIT, None, None, diff))
    desk.version = now.version
