"""Taking back with `z`, one act or many at once, and a shift that hands its work on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, at_work, paste, row

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = """澄湾夜报
2023年，澄湾港完成货物吞吐量1.2亿吨。
全市新开工项目169个，到位资金117.77亿元。
全年接待游客58万人次，比上年增长12.5%。
"""
SUGGESTED = '#items [data-look="suggested"][data-item]'


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> str:
    page = newsroom.enter("wang")
    paste(page, "澄湾夜报", TEXT)
    return page.url.partition("?")[0]


@pytest.fixture
def page(newsroom: Newsroom, address: str) -> Iterator[Page]:
    yield from at_work(newsroom, address)


def test_accepting_judging_and_setting_aside_are_taken_back_one_by_one(page: Page):
    before = page.locator(SUGGESTED).count()
    first = page.locator(SUGGESTED).first.get_attribute("data-item")
    quote = page.locator(f"[data-item='{first}'] .quote").inner_text()

    act(page, "a")
    expect(page.locator(SUGGESTED)).to_have_count(before - 1)
    row(page, quote).locator("a").click()
    expect(page.locator("#panel .quoted").first).to_contain_text(quote)
    act(page, "a")
    expect(row(page, quote)).to_have_attribute("data-look", "right")
    act(page, "z")
    expect(row(page, quote)).to_have_attribute("data-look", "open")
    act(page, "z")
    expect(page.locator(SUGGESTED)).to_have_count(before)

    page.locator(f"[data-item='{first}'] a").click()
    act(page, "x")
    expect(page.locator(SUGGESTED)).to_have_count(before - 1)
    act(page, "z")
    expect(page.locator(SUGGESTED)).to_have_count(before)


def test_many_accepted_at_once_are_one_step_back(page: Page):
    before = page.locator(SUGGESTED).count()
    assert before > 2
    page.on("dialog", lambda dialog: dialog.accept())

    act(page, "Shift+A")
    expect(page.locator(SUGGESTED)).to_have_count(0)
    act(page, "z")

    expect(page.locator(SUGGESTED)).to_have_count(before)


def test_with_nothing_to_take_back_the_page_says_so(newsroom: Newsroom, address: str):
    li = newsroom.enter("li")
    li.goto(address)
    expect(li.locator("#panel [data-panel]")).to_be_visible()
    before = li.locator(SUGGESTED).count()

    act(li, "z")

    expect(li.locator("#notice")).to_contain_text("撤销")
    assert li.locator(SUGGESTED).count() == before


def test_the_next_shift_takes_what_is_left(newsroom: Newsroom, page: Page):
    act(page, "a")
    page.goto(page.url.partition("?")[0])
    page.click("text=接手稿件")
    expect(page.locator(".messages")).to_contain_text("责编")
    li = newsroom.enter("li")
    li.keyboard.press("g")
    li.keyboard.press("h")
    expect(li.locator("h1")).to_have_text("交接")
    held = li.locator(".shift", has_text="在核查").locator("input[type=checkbox]")
    expect(held).to_have_count(1)

    li.click("text=接手所选")
    expect(li.locator(".refusal")).to_contain_text("勾选")
    li.go_back()
    held.check()
    li.click("text=接手所选")

    expect(li.locator(".messages")).to_contain_text("1 个核查点已交给")
    li.wait_for_load_state()
    li.keyboard.press("g")
    li.keyboard.press("m")
    expect(li.locator("h1")).to_have_text("我的工作")
    expect(li.locator(".shift", has_text="我在核查").locator("li")).to_have_count(1)
