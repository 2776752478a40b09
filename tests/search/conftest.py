"""The people of one desk, and a person of another."""

from __future__ import annotations

import pytest

from annotations.models import Actor, Desk
from annotations.vocabulary import Role
from tests.factories import DeskFactory, member


@pytest.fixture
def desk() -> Desk:
    return DeskFactory.create()


@pytest.fixture
def editor(desk: Desk) -> Actor:
    return member(desk, Role.EDITOR)


@pytest.fixture
def colleague(desk: Desk) -> Actor:
    return member(desk, Role.EDITOR)


@pytest.fixture
def reviewer(desk: Desk) -> Actor:
    return member(desk, Role.REVIEWER)


@pytest.fixture
def stranger() -> Actor:
    """An editor of another desk."""
    return member(DeskFactory.create(), Role.EDITOR)
