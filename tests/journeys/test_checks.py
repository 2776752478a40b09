"""数字检查 in a real browser: seen, jumped to, set aside, made a claim of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, paste

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = """高新企业由2020年的120家增加到2023年的180家，增长60%。
参会代表218人，其中男代表120人、女代表89人。
三大任务：修路、架桥、通水。
"""
NOTE = "getComputedStyle(document.querySelector('#text p'), '::after').content"
MARKED = "[...(CSS.highlights.get('checked') ?? [])].map(String)"


@pytest.fixture
def page(newsroom: Newsroom) -> Iterator[Page]:
    entered = newsroom.enter("wang")
    paste(entered, "数字检查", TEXT)
    yield entered
    assert newsroom.heard() == []


def test_from_a_result_to_its_words_and_to_a_claim(page: Page) -> None:
    board = page.locator("#checks")
    expect(board.locator("summary")).to_contain_text("2 ✗ 不符")
    board.locator("summary").click()
    assert "变化 50% ≠ 60%" in page.evaluate(NOTE)
    texts = page.evaluate("[...document.querySelectorAll('#text p')].map((p) => p.textContent)")
    assert texts == TEXT.strip().split("\n")

    board.get_by_role("link", name="增减幅度").click()
    assert page.evaluate(MARKED) == ["120家", "180家", "60%"]
    page.keyboard.press("Escape")
    assert page.evaluate(MARKED) == []

    board.locator("li").filter(has_text="分项之和").get_by_role("button", name="忽略").click()
    expect(board.locator("summary")).to_contain_text("1 ✗ 不符")
    expect(board.locator("details")).to_have_attribute("open", "")
    board.get_by_role("button", name="恢复").click()
    expect(board.locator("summary")).to_contain_text("2 ✗ 不符")

    board.locator("li").filter(has_text="增减幅度").get_by_role("button", name="标为核查点").click()
    expect(page.locator("#panel .number-checks")).to_contain_text("120家 → 180家，变化 50% ≠ 60%")
