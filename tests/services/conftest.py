"""The people of one desk, and a person of another."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from queue import Empty

import pytest
from celery import Celery, current_app

from annotations.models import Actor, Desk
from annotations.vocabulary import Role
from tests.factories import DeskFactory, member


@pytest.fixture
def desk() -> Desk:
    return DeskFactory.create()


@pytest.fixture
def reporter(desk: Desk) -> Actor:
    return member(desk, Role.REPORTER)


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
def chief(desk: Desk) -> Actor:
    return member(desk, Role.CHIEF)


@pytest.fixture
def admin(desk: Desk) -> Actor:
    return member(desk, Role.ADMIN)


@pytest.fixture
def stranger() -> Actor:
    """An editor of another desk."""
    return member(DeskFactory.create(), Role.EDITOR)


class HintBox:
    """A real broker in memory and what was sent through it."""

    def __init__(self) -> None:
        self.app = Celery(f"box-{uuid.uuid4().hex}", broker="memory://", set_as_current=False)
        self.app.conf.task_default_queue = self.app.main

    def hinted(self) -> list[str]:
        """The ids of the jobs that were hinted at since the last look, oldest first."""
        found = []
        with self.app.connection_for_read() as broker:
            queue = broker.SimpleQueue(self.app.main)
            while True:
                try:
                    message = queue.get(block=False)
                except Empty:
                    return found
                message.ack()
                # Other tasks have no arguments.
                found += message.payload[0]


@pytest.fixture
def hints() -> Iterator[HintBox]:
    box = HintBox()
    before = current_app._get_current_object()
    box.app.set_current()
    yield box
    before.set_current()
