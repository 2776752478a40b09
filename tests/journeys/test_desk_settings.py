"""An administrator teaches the desk's engine, and an editor finds what is new and what is not covered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, paste, row

pytestmark = [pytest.mark.browser, pytest.mark.live]

UNIQUE = "云溪港是全省唯一的深水港"
NAMED = "云溪潮信的门前有一排树"
TEXT = f"全市到位资金117.77亿元。大家都很高兴。\n{UNIQUE}。\n{NAMED}。\n"


@pytest.fixture(scope="module")
def admin(newsroom: Newsroom) -> Page:
    newsroom.hire(("sun", "admin"))
    page = newsroom.enter("sun")
    page.click(".menu summary")
    page.click(".menu-list >> text=管理")
    page.click(".tabs >> text=预标注")
    expect(page.locator("h2").first).to_contain_text("词表")
    return page


@pytest.fixture
def page(newsroom: Newsroom) -> Iterator[Page]:
    yield newsroom.enter("wang")
    assert newsroom.heard() == []


def weigh(admin: Page, key: str, amount: str) -> None:
    admin.fill(f"#weight-{key}", amount)
    admin.click("text=保存权重")
    expect(admin.locator(".message")).to_contain_text("权重已保存")


def next_uncovered(page: Page) -> None:
    """Go to a sentence with a suggestion, and wait for its panel."""
    with page.expect_response("**/suggestions/**"):
        page.keyboard.press("w")


def test_a_word_is_learned_everything_is_read_again_and_the_new_is_marked(admin: Page, page: Page):
    expect(admin.locator(".words .empty")).to_contain_text("词表还是空的")
    weigh(admin, "org", "0.9")
    paste(page, "云溪港", TEXT)
    expect(row(page, UNIQUE)).to_be_visible()
    expect(row(page, NAMED)).to_have_count(0)

    admin.fill("#id_word", "云溪潮信")
    admin.fill("#id_since", "2021-06-01")
    admin.click(".word-form button")
    expect(admin.locator(".words tbody")).to_contain_text("云溪潮信")
    expect(admin.locator(".words tbody")).to_contain_text("2021-06-01–")
    admin.click("text=批量粘贴")
    admin.fill("#id_lines", "云溪湾,地名\n港,机构")
    admin.click("text=全部加入")
    expect(admin.locator(".fault").nth(1)).to_contain_text("第 2 行")
    admin.fill("#id_lines", "云溪湾,地名\n苏沐晴,人名")
    admin.click("text=全部加入")
    expect(admin.locator(".words tbody tr")).to_have_count(3)
    admin.click("text=重新预标注本部门稿件")
    expect(admin.locator("#retag")).to_contain_text("1 篇，新增 1 条")

    page.reload()
    expect(row(page, NAMED).locator(".new")).to_have_text("新")
    expect(page.locator(".items .new")).to_have_count(1)
    expect(page.locator("#job")).to_contain_text("随部门重新预标注")
    page.select_option("[data-filter=look]", "new")
    expect(page.locator("#items [data-item]:visible .quote").last).to_have_text(NAMED)


def test_the_key_leads_from_one_uncovered_sentence_to_the_next(page: Page):
    page.click("text=云溪港")
    expect(page.locator("#coverage")).to_contain_text("未覆盖 3 / 3 句")
    next_uncovered(page)
    expect(page.locator("#panel .quoted").first).to_have_text("全市到位资金117.77亿元")
    next_uncovered(page)
    expect(page.locator("#panel .quoted").first).to_have_text(UNIQUE)
    next_uncovered(page)
    expect(page.locator("#panel .quoted").first).to_have_text(NAMED)
    assert page.locator("#text [data-untaken]").count() == 3

    act(page, "a")

    expect(page.locator("#coverage")).to_contain_text("未覆盖 2 / 3 句")
    expect(page.locator("#text [data-untaken]")).to_have_count(2)
    expect(row(page, NAMED).locator(".new")).to_have_count(0)


def test_a_sentence_without_a_suggestion_is_selected_for_tagging(newsroom: Newsroom, admin: Page, page: Page):
    weigh(admin, "superlative", "0")
    page.click("text=云溪港")
    page.click("#job button")
    expect(page.locator("#job")).to_contain_text("撤下 1 条")
    expect(row(page, UNIQUE)).to_have_count(0)

    next_uncovered(page)
    page.keyboard.press("w")

    expect(page.locator("#typebar")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == f"{UNIQUE}。"
    act(page, "6")
    expect(page.locator("#coverage")).to_contain_text("未覆盖 1 / 3 句")
