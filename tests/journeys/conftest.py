"""One newsroom per database; the journeys of a module share it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.journeys.newsroom import Newsroom


@pytest.fixture(scope="module")
def newsroom(
    request: pytest.FixtureRequest, live_stack: Callable[..., Any], browser: Any
) -> Iterator[Newsroom]:
    """A running product with four people; parametrise it with the database."""
    room = Newsroom(live_stack(getattr(request, "param", "sqlite")), browser)
    room.hire(("wang", "editor"), ("li", "editor"), ("chen", "reviewer"), ("zhou", "chief"))
    yield room
    room.close()
