"""A page becomes evidence, is checked again, has changed, and somebody decides what that means.

The real worker fetches from a server of this test, which the product's settings of this journey allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.gateways.servers import Site, page, serving
from tests.journeys.newsroom import Newsroom, act, paste, select

pytestmark = [pytest.mark.browser, pytest.mark.live]

COPY = "全市外贸进出口总值312.7亿元。年末常住人口87.6万人。"
TOTAL = "进出口总值312.7亿元"
HTML = (
    "<html><head><title>统计公报</title></head><body><p>{}全年外贸进出口总值{}亿元。</p>"
    "<p>年末全市常住人口87.6万人。</p></body></html>"
)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as found:
        found.pages["/gongbao.html"] = page(HTML.format("", "312.7"))
        yield found


@pytest.fixture(scope="module")
def newsroom(site: Site, live_stack: Callable[..., Any], browser: Any) -> Iterator[Newsroom]:
    settings = "tests.journeys.fetching_settings"
    stack = live_stack("sqlite", DJANGO_SETTINGS_MODULE=settings, FETCH_TEST_PORT=str(site.port))
    room = Newsroom(stack, browser)
    room.hire(("wang", "editor"))
    yield room
    room.close()


def recheck(editor: Page, source: str) -> None:
    """Have a source fetched again and look at what changed."""
    editor.goto(source)
    editor.click("button:text-is('重新核对')")
    editor.click("text=看与上一份的比较")
    expect(editor.locator("h2").first).to_have_text("改动")


def evidence_from(editor: Page, site: Site) -> tuple[str, str]:
    """A claim of a new article with a passage of the fetched page; the addresses of article and source."""
    paste(editor, "外贸", COPY)
    copy = editor.url.split("?")[0]
    editor.locator("#items [data-item]", has_text="312.7").first.click()
    expect(editor.locator("#panel")).to_contain_text("312.7")
    act(editor, "a")
    editor.locator("#items [data-item]", has_text="312.7").first.click()
    editor.click("#panel button:has-text('添加')")
    editor.click("#tab-url")
    editor.fill("#drawer-tab input[name=url]", site.url("/gongbao.html"))
    editor.click("text=抓取并选取原句")
    expect(editor.locator("#link-form")).to_be_visible(timeout=30_000)
    select(editor, TOTAL, ".snapshot-text p")
    editor.click("text=关联为证据")
    expect(editor.locator("#panel .evidence .link")).to_contain_text("数字一致")
    source = str(editor.locator("#panel .evidence .link a").first.get_attribute("href")).split("#")[0]
    return copy, source


def test_a_page_is_fetched_linked_checked_again_and_decided_on(newsroom: Newsroom, site: Site):
    editor = newsroom.enter("wang")
    copy, source = evidence_from(editor, site)

    # The same words in a page that says more: they move to the newest snapshot.
    site.pages["/gongbao.html"] = page(HTML.format("经核实，", "312.7"))
    recheck(editor, source)
    expect(editor.locator(".link-head")).to_contain_text("引文仍在")
    editor.click(".link a")
    expect(editor.locator("#panel #stale")).to_contain_text("第 2 份快照")
    editor.click("text=引文仍在，改用新快照")
    expect(editor.locator("#live")).to_contain_text("引文已改用新快照")
    expect(editor.locator("#panel #stale")).to_have_count(0)

    # Another figure: there is nothing to move to, so that somebody has to say why it stands.
    site.pages["/gongbao.html"] = page(HTML.format("经核实，", "318.2"))
    recheck(editor, source)
    expect(editor.locator("ins")).to_contain_text("318.2")
    expect(editor.locator("del .cited")).to_have_text("312.7")
    editor.goto(copy)
    editor.locator("#items [data-item]", has_text="312.7").first.click()
    expect(editor.locator("#panel #stale")).to_contain_text("找不到")
    editor.fill("#stale input[name=reason]", "修订数，稿件注明了初步数")
    editor.click("#stale button:has-text('依据仍然成立')")
    expect(editor.locator("#live")).to_contain_text("已确认依据仍然成立")
    expect(editor.locator("#panel #stale")).to_have_count(0)
    expect(editor.locator("#panel")).to_contain_text("修订数，稿件注明了初步数")

    assert newsroom.heard() == []
