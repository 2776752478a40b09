"""People at one desk, each with a browser that has logged in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotations.models import Actor, Desk
from annotations.vocabulary import Role
from tests.factories import DeskFactory, member


class Browser(Client):
    """A client that knows whose it is, and can ask as htmx does."""

    actor: Actor

    def part(self, path: str, data: dict[str, Any] | None = None) -> Any:
        """POST when there is ``data``, else GET, as htmx would."""
        headers = {"HX-Request": "true"}
        return self.get(path, headers=headers) if data is None else self.post(path, data, headers=headers)


@pytest.fixture
def desk(db: None) -> Desk:
    return DeskFactory.create()


@pytest.fixture
def browse(desk: Desk) -> Callable[..., Browser]:
    """``browse(Role.EDITOR)``: somebody new at the desk (or at ``at``), logged in."""

    def somebody(role: Role = Role.EDITOR, at: Desk | None = None) -> Browser:
        browser = Browser()
        browser.actor = member(at or desk, role)
        browser.force_login(browser.actor.user)
        return browser

    return somebody
