"""设置 in the browser: colours, size and language change at once, and English fits where Chinese does."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, paste

pytestmark = [pytest.mark.live, pytest.mark.browser]
TEXT = "2023年，澄湾市外贸进出口总值312.7亿元，同比增长14.3%。全市新开工项目169个。"
DARK = "rgb(22, 24, 28)"
PAGES = ["/articles/", "/review/", "/facts/", "/sources/", "/sources/new/", "/settings/", "/types/"]


def styled(page: Page, selector: str, name: str) -> str:
    return page.eval_on_selector(selector, "(e, name) => getComputedStyle(e)[name]", name)


def choose(page: Page, **wanted: str) -> None:
    page.goto("/settings/")
    for name, value in wanted.items():
        page.check(f"input[name={name}][value={value}]")
    page.locator("form button.primary").click()
    expect(page.locator(".message.success")).to_be_visible()


def test_what_is_chosen_is_seen_at_once(newsroom: Newsroom):
    page = newsroom.enter("wang")
    paste(page, "样稿", TEXT)
    article, size = page.url, styled(page, "#text", "fontSize")

    choose(page, theme="dark", text_size="xl")

    assert styled(page, "html", "backgroundColor") == DARK
    page.goto(article)
    assert float(styled(page, "#text", "fontSize")[:-2]) > float(size[:-2])
    assert newsroom.heard() == []


def test_english_breaks_no_page_on_a_phone(newsroom: Newsroom):
    page = newsroom.enter("li")
    choose(page, language="en")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/articles/")
    expect(page.locator("h1")).to_have_text("Article queue")

    wide = {path: too_wide(page, path) for path in PAGES}

    assert {path: by for path, by in wide.items() if by > 0} == {}
    choose(page, language="zh-hans")
    expect(page.locator("h1")).to_have_text("设置")
    assert newsroom.heard() == []


def too_wide(page: Page, path: str) -> Any:
    """By how many pixels the page is wider than the screen."""
    page.goto(path)
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")
