"""One product on SQLite for all journeys, as new for each module; those of a module share its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import stack
from tests.journeys.newsroom import Newsroom

PEOPLE = (("wang", "editor"), ("li", "editor"), ("chen", "reviewer"), ("zhou", "chief"))


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Callable[[], Newsroom]]:
    """Call it for a newsroom with four people and nothing else, in a product that runs for all modules.

    A product takes more of the processor to start than most modules take for their journeys.
    """
    product = stack.fresh(tmp_path_factory.mktemp("stack"), "sqlite", NO_DEMO="1")
    product.start()
    first = Newsroom(product, browser)
    first.hire(*PEOPLE)
    kept = product.keep()

    def anew() -> Newsroom:
        product.put_back(kept)
        return Newsroom(product, browser, {**first.passwords})

    yield anew
    product.stop()


@pytest.fixture(scope="module")
def newsroom(request: pytest.FixtureRequest, browser: Any) -> Iterator[Newsroom]:
    """A running product with four people; parametrise it with the database.

    It asks for the browser by name, lest pytest put the tests without a page of their own behind the others.
    """
    if getattr(request, "param", "sqlite") == "sqlite":
        room = request.getfixturevalue("staffed")()
    else:
        start = request.getfixturevalue("live_stack")
        room = Newsroom(start(request.param), browser)
        room.hire(*PEOPLE)
    yield room
    room.close()


@pytest.fixture(autouse=True)
def pages_end_with_their_test() -> Iterator[None]:
    """Close what a test opened: left open, dozens of pages go on asking for news beside the later tests."""
    before = {id(room): len(room.pages) for room in Newsroom.open}
    yield
    for room in Newsroom.open:
        room.close(before.get(id(room), 0))
