"""Evidence from the library: one key links what is offered, the rest is adjusted in the snapshot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, at_work, paste, row, select

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)]

COPY = (
    "2023年，全市新开工过亿元项目169个，到位资金117.8亿元。\n市图书馆全年接待读者86.4万人次，借阅图书51万册。"
)
BULLETIN = "全年新开工过亿元项目196个，到位资金117.77亿元。\n公共图书馆接待读者86.4万人次，外借图书51万册次。"


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> str:
    """An article with a bulletin in the desk's library."""
    page = newsroom.enter("wang")
    page.goto("/sources/new/")
    page.fill("#id_title", "2023年统计公报")
    page.select_option("#id_source_type", "statistics")
    page.fill("#id_text", BULLETIN)
    page.click("main form button[type=submit]")
    expect(page.locator("h1")).to_contain_text("2023年统计公报")
    paste(page, "项目建设提速", COPY)
    return page.url


@pytest.fixture
def page(newsroom: Newsroom, address: str) -> Iterator[Page]:
    yield from at_work(newsroom, address)


def opened(page: Page, words: str) -> None:
    """The drawer beside the claim that is made of the suggestion ``words``."""
    row(page, words).locator("a").click()
    expect(page.locator("#panel .around mark")).to_have_text(words)
    act(page, "a")
    row(page, words).locator("a").click()
    opened_by_key(page, words)


def opened_by_key(page: Page, words: str) -> None:
    """`e` once the panel shows the claim: until then it is inert, and no key waits for long."""
    expect(page.locator("#panel:not([inert]) .around mark")).to_have_text(words)
    expect(page.locator("#panel:not([inert]) .evidence")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator("#drawer [role=tab][aria-selected=true]")).to_have_text("推荐")


def test_one_key_links_what_is_offered(page: Page):
    opened(page, "到位资金117.8亿元")
    offer = page.locator("#drawer .offer").first
    expect(offer).to_contain_text("117.8亿元 ↔ 117.77亿元")
    expect(offer.locator("button").first).to_be_focused()
    # The words in common are marked, which is why the passage is offered.
    expect(offer.locator("mark").first).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")

    act(page, "1")

    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("#panel .evidence")).to_contain_text("≈")
    expect(page.locator("#panel .rule").first).to_contain_text("证据要求已满足")
    assert page.evaluate("document.activeElement.closest('#items') !== null")


def test_what_differs_is_shown_and_the_words_are_adjusted_in_the_snapshot(page: Page):
    opened(page, "2023年，全市新开工过亿元项目169个")
    offer = page.locator("#drawer .offer").first
    expect(offer).to_contain_text("169个 ↔ 196个")
    offer.get_by_text("在快照里调整").click()
    expect(page.locator("#compared")).to_contain_text("196个")

    select(page, "过亿元项目196个", ".snapshot-text p")
    expect(page.locator("[data-chosen]")).to_have_text("过亿元项目196个")
    expect(page.locator("#compared")).to_contain_text("✗")
    page.click("text=关联为证据")

    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("#panel .evidence blockquote")).to_have_text("过亿元项目196个")


def test_arrows_walk_from_tab_to_tab(page: Page):
    row(page, "到位资金117.8亿元").locator("a").click()
    opened_by_key(page, "到位资金117.8亿元")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#drawer [role=tab]:focus")).to_have_text("检索库")
    expect(page.locator("#drawer-q")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#drawer .offers")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()


def test_enter_beside_a_suggestion_accepts_links_and_judges(page: Page):
    words = "市图书馆全年接待读者86.4万人次"
    row(page, words).locator("a").click()
    expect(page.locator("#panel .offer")).to_contain_text("86.4万人次")

    act(page, "Enter")

    expect(row(page, words)).to_contain_text("属实")
