"""The pure parts of keys, list and panel, run by the browser itself."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.test_modules import modules, run

__all__ = ["modules"]

pytestmark = pytest.mark.browser

KEYS = [
    ({"key": "a"}, "on", "a"),
    ({"key": "A", "shiftKey": True}, "on", "A"),
    # Caps Lock is not Shift.
    ({"key": "A"}, "on", "a"),
    ({"key": "？"}, "on", "?"),
    ({"key": " "}, "on", "Space"),
    ({"key": "a", "ctrlKey": True}, "on", None),
    ({"key": "a", "altKey": True}, "on", None),
    ({"key": "a", "isComposing": True}, "on", None),
    ({"key": "a", "keyCode": 229}, "on", None),
    ({"key": "å", "code": "KeyA", "altKey": True}, "alt", "a"),
    ({"key": "a", "code": "KeyA"}, "alt", None),
    ({"key": "a"}, "off", None),
]


@pytest.mark.parametrize(("event", "mode", "expected"), KEYS)
def test_which_key_was_meant(modules: Page, event: dict[str, Any], mode: str, expected: str | None):
    assert run(modules, "keyboard", "return m.meant(given[0], given[1])", [event, mode]) == expected


@pytest.mark.parametrize(
    ("order", "expected"), [("", "abc"), ("priority", "bac"), ("score", "cab"), ("nonsense", "abc")]
)
def test_the_list_is_ordered_and_equals_stay_in_the_order_of_the_text(
    modules: Page, order: str, expected: str
):
    rows = [
        {"id": "c", "p": "B", "s": "90", "start": "30", "end": "35"},
        {"id": "a", "p": "B", "s": "50", "start": "4", "end": "9"},
        {"id": "b", "p": "A", "s": "10", "start": "12", "end": "19"},
    ]

    found = run(
        modules, "filters", "return given[0].sort(m.compare(given[1])).map((r) => r.id)", [rows, order]
    )
    assert "".join(found) == expected


@pytest.mark.parametrize(
    ("wanted", "quote", "shown"),
    [
        ({"look": "mine", "me": "w"}, "", True),
        ({"look": "mine", "me": "l"}, "", False),
        ({"look": "returned"}, "", False),
        ({"text": "GDP"}, "全年gdp", True),
        ({"text": "GDP"}, "全年", False),
    ],
)
def test_the_list_is_narrowed_by_person_and_words(
    modules: Page, wanted: dict[str, str], quote: str, shown: bool
):
    data = {"look": "open", "hues": "1 ", "who": "w"}

    assert run(modules, "filters", "return m.shows(...given)", [data, wanted, quote]) is shown


@pytest.mark.parametrize(
    ("entry", "v", "fresh"),
    [
        ({"v": "3", "at": 0}, "3", True),
        ({"v": "2", "at": 0}, "3", False),
        ({"v": "3", "at": -30000}, "3", False),
        (None, "3", False),
    ],
)
def test_a_panel_fetched_ahead_is_shown_only_for_its_version_and_not_for_long(
    modules: Page, entry: Any, v: str, fresh: bool
):
    assert run(modules, "prefetch", "return m.fresh(given[0], given[1], 1000)", [entry, v]) is fresh


@pytest.mark.parametrize(
    ("ratio", "height", "seen"),
    [(1, 60, True), (0.95, 57, True), (0.6, 36, False), (0, 0, False), (0.4, 520, True), (0.4, 400, False)],
)
def test_a_row_was_in_sight_when_it_was_as_good_as_whole_or_filled_the_screen(
    modules: Page, ratio: float, height: int, seen: bool
):
    entry = {
        "intersectionRatio": ratio,
        "intersectionRect": {"height": height},
        "rootBounds": {"height": 800},
    }

    assert run(modules, "sightings", "return m.inSight(given)", entry) is seen
