"""From an act to its line in the log, to the claim as it stood, to the sheet that is printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, at_work, paste, row

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = """澄湾夜报
全市新开工项目169个，到位资金117.77亿元。
全年接待游客58万人次，比上年增长12.5%。
"""


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> str:
    page = newsroom.enter("wang")
    paste(page, "澄湾夜报", TEXT)
    return page.url.partition("?")[0]


@pytest.fixture
def page(newsroom: Newsroom, address: str) -> Iterator[Page]:
    yield from at_work(newsroom, address)


def test_an_act_is_found_in_the_log_shown_as_it_stood_and_printed(page: Page):
    first = page.locator('#items [data-look="suggested"][data-item]').first
    quote = first.locator(".quote").inner_text()
    act(page, "a")
    row(page, quote).locator("a").click()
    expect(page.locator("#panel .quoted").first).to_contain_text(quote)
    act(page, "a")
    expect(row(page, quote)).to_have_attribute("data-look", "right")

    page.locator(".copy-who").get_by_role("link", name="记录").click()
    expect(page.locator("table.log tbody tr").first).to_contain_text("属实")
    page.select_option("#id_kind", "claim")
    page.select_option("#id_action", "create")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("table.log tbody tr")).to_have_count(1)
    claim = str(page.locator("table.log a").first.get_attribute("href")).partition("at=")[2]

    page.goto(f"/claims/{claim}/at/?version=1")
    expect(page.locator("main h2").first).to_contain_text("第 1 次改动之后 · 待核查")
    page.locator(".versions a").first.click()
    expect(page.locator("main h2").first).to_contain_text("核查中")

    page.go_back()
    page.locator(".sheet-head a").first.click()
    page.locator(".copy-who").get_by_role("link", name="核查清单").click()
    expect(page.locator("h1")).to_have_text("核查清单")
    expect(page.locator(".text sup").first).to_have_text("1")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") == "center"
    page.go_back()
