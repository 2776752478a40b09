"""Every page under axe (WCAG 2.2 AA), in light and dark, on a desk and on a phone: no violation at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, paste

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = """临江开港
2023年，临江港完成货物吞吐量1.2亿吨，同比增长12.5%。
全市新开工项目169个，到位资金117.77亿元。
3月7日，临江市印发《港口条例》，李明任港务局局长。
据临江市统计局介绍，港口是全省唯一正增长的港口。
"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> str:
    """An article with a claim under review, one in work and suggestions."""
    page = newsroom.enter("wang")
    paste(page, "临江开港", TEXT)
    act(page, "a")
    act(page, "a")
    return page.url.partition("?")[0]


@pytest.fixture(scope="module")
def pages(newsroom: Newsroom) -> dict[str, Page]:
    """One page for each person: it changes its looks, and a new one costs more than what is asked of it."""
    return {name: newsroom.enter(name) for name in ("wang", "chen", "zhou")}


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def look(request: pytest.FixtureRequest) -> tuple[str, int]:
    return cast(tuple[str, int], request.param)


@pytest.fixture
def enter(look: tuple[str, int], pages: dict[str, Page]) -> Callable[[str], Page]:
    def somebody(name: str) -> Page:
        scheme, width = look
        pages[name].emulate_media(color_scheme=scheme)
        pages[name].set_viewport_size({"width": width, "height": 800})
        return pages[name]

    return somebody


def violations(page: Page) -> list[str]:
    """Each violation with the elements it speaks of."""
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("wang", "/articles/"),
        ("wang", "/articles/new/"),
        ("wang", "/review/"),
        ("wang", "/sources/"),
        ("wang", "/sources/new/"),
        ("wang", "/facts/"),
        ("wang", "/facts/?state=all"),
        ("wang", "/corrections/"),
        ("wang", "/mine/"),
        ("wang", "/handover/"),
        ("chen", "/handover/"),
        ("wang", "/settings/"),
        ("wang", "/types/"),
        ("wang", "/search/"),
        ("wang", "/search/?q=到位资金"),
        ("wang", "/search/?q=没有&in=claims"),
        ("chen", "/review/"),
    ],
)
def test_a_page_has_no_violation(enter: Callable[[str], Page], address: str, who: str, path: str):
    page = enter(who)
    page.goto(path)

    assert violations(page) == []


def test_the_workbench_has_none_with_a_claim_and_with_a_suggestion(
    enter: Callable[[str], Page], address: str
):
    page = enter("wang")
    page.goto(address)
    for kind in ('[data-look="suggested"]', ":not([data-look='suggested'])"):
        page.locator(f"#items [data-item]{kind} a").first.click()
        expect(page.locator("#items a[aria-current], #items [aria-selected=true]")).to_have_count(1)
        page.wait_for_load_state("networkidle")

        assert violations(page) == []


@pytest.mark.parametrize("who", ["wang", "zhou"])
def test_the_signing_page_has_none(enter: Callable[[str], Page], address: str, who: str):
    page = enter(who)
    page.goto(f"{address}sign/")
    for fold in page.locator("main summary").all():
        if not fold.evaluate("fold => fold.parentElement.open"):
            fold.click()
    # What the bar covers on a page that was scrolled is no smaller target.
    page.evaluate("scrollTo(0, 0)")

    assert violations(page) == []


def test_the_sheets_over_the_workbench_have_none(enter: Callable[[str], Page], address: str):
    page = enter("wang")
    page.goto(address)
    page.locator('#items [data-item]:not([data-look="suggested"]) a').first.click()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#drawer")).to_be_visible()

    assert violations(page) == []


def test_the_log_in_has_none(newsroom: Newsroom, look: tuple[str, int]):
    page = newsroom.enter("wang", color_scheme=look[0], viewport={"width": look[1], "height": 800})
    page.context.clear_cookies()
    page.goto("/accounts/login/")

    assert violations(page) == []


def test_a_violation_would_be_seen(newsroom: Newsroom):
    page = newsroom.enter("wang")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/x.svg\">')")

    assert any(found.startswith("image-alt") for found in violations(page))
