"""出现 3 处, 合并? in a real browser: one press makes one claim of them, another takes it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, paste, row

pytestmark = [pytest.mark.browser, pytest.mark.live]

FIRST, SECOND = "到位资金117.77亿元", "117.77亿元中近半来自省外"
TEXT = f"全市{FIRST}。\n{SECOND}，港口正在扩建。\n" + "平实的一段话。\n" * 60 + f"{FIRST}，比上年多一成。\n"


@pytest.fixture
def page(newsroom: Newsroom) -> Iterator[Page]:
    entered = newsroom.enter("wang")
    paste(entered, "重复的数字", TEXT)
    expect(entered.locator("#items [data-item]")).to_have_count(4)
    yield entered
    assert newsroom.heard() == []


def pressed(page: Page, button: str) -> None:
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name=button).first.click()
    page.locator("body:not([data-busy])").wait_for()


def test_repeats_are_merged_seen_in_the_text_parted_and_taken_back(page: Page):
    rows = page.locator("#items [data-item]")
    rows.first.locator("a").click()
    merging = page.locator("#panel .merging")
    expect(merging.locator("input[type=checkbox]:checked")).to_have_count(2)

    pressed(page, "合并为一个核查点")

    expect(rows).to_have_count(2)
    expect(page.get_by_role("button", name="拆开")).to_have_count(2)
    merged = page.locator("#panel [data-panel]").get_attribute("data-panel") or ""
    expect(page.locator(f'#text mark[data-c~="{merged[:8]}"]')).to_have_count(3)
    expect(page.locator("#live")).to_contain_text("共 3 处")

    far = page.locator(f'#text mark[data-c~="{merged[:8]}"]').last
    expect(far).not_to_be_in_viewport()
    page.locator("#panel a[data-place]").last.click()
    expect(far).to_be_in_viewport()

    pressed(page, "拆开")
    expect(rows).to_have_count(3)

    for count in (2, 4):
        act(page, "z")
        expect(rows).to_have_count(count)
    expect(page.locator("#items .item[data-look=suggested]")).to_have_count(4)
    expect(row(page, "比上年多一成")).to_have_count(1)
    assert page.evaluate("document.activeElement.closest('#items, #main') !== null")
