"""The product that runs for all journeys: each module finds it as new."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.journeys.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.live]


def test_what_one_module_left_is_gone_for_the_next(staffed: Callable[[], Newsroom]):
    room = staffed()
    headers = {"Authorization": f"Bearer {room.keys({'wang': 'write'})['wang']}"}
    me = f"{room.stack.base_url}/api/v1/me/"
    assert httpx.get(me, headers=headers, timeout=20).status_code == 200

    later = staffed()

    assert httpx.get(me, headers=headers, timeout=20).status_code == 401
    assert later.enter("wang").locator("table tbody tr").count() == 0


def test_a_page_ends_with_its_test():
    assert [page for room in Newsroom.open for page in room.pages] == []
