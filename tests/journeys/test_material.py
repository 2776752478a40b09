"""材料对稿 by keyboard alone: paste material, let the worker pair it, confirm, submit, undo."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.newsroom import Newsroom, act

pytestmark = [pytest.mark.browser, pytest.mark.live]

MATERIAL = "港口数字中心工作总结\n中心现有工程师43名。全年减少碳排放约1.3万吨。落户港区的冷链企业39家。"


def enter(page: Page, role: str, name: str) -> None:
    """Press a link or button by its name, without a mouse; the page that comes has loaded."""
    page.get_by_role(role, name=name).first.focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def row(page: Page, figure: str) -> Locator:
    """The pair in which this figure of the copy is compared."""
    return page.locator("#items .pair", has=page.locator(f'.pair-mark:text-is("{figure}")')).first


def go_to(page: Page, pair: Locator) -> None:
    """Strike j until this row is the current one and its panel has come."""
    wanted = pair.get_attribute("data-item")
    for _ in range(80):
        if page.locator(f"#item-{wanted} a[aria-current]").count():
            break
        page.keyboard.press("j")
    expect(page.locator(f'#panel [data-panel="{wanted}"]')).to_be_visible()


def lay_beside(page: Page, text: str) -> None:
    """Paste material and wait until the worker has paired it."""
    page.locator(".material-add summary").focus()
    page.keyboard.press("Enter")
    enter(page, "link", "粘贴材料")
    page.locator("#id_title").focus()
    page.keyboard.type("数字中心总结")
    page.locator("#id_text").focus()
    page.keyboard.insert_text(text)
    enter(page, "button", "存入并对稿")
    expect(page.locator("#counted")).to_be_visible(timeout=30_000)


def to_the_drawer_and_back(page: Page) -> None:
    """What the material lacks leads to its claim's drawer on the workbench, and back to the same pair."""
    lacking = page.locator("#items .pair[data-outcome=missing][data-undone]").first
    pair = lacking.get_attribute("data-item")
    go_to(page, lacking)
    page.keyboard.press("f")
    expect(page.locator("#drawer[open] .drawer-head")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    expect(page.locator("#counted")).to_be_visible()
    expect(page.locator(f'#panel [data-panel="{pair}"]')).to_be_visible()


def test_pasted_material_is_paired_confirmed_submitted_and_taken_back(newsroom: Newsroom) -> None:
    page = newsroom.enter("wang")
    page.goto("/articles/")
    page.wait_for_load_state("networkidle")
    enter(page, "button", "打开示例稿")
    expect(page.locator("#items [data-item]").first).to_be_visible(timeout=30_000)
    enter(page, "link", "材料 1")
    expect(page.locator("#counted")).to_be_visible(timeout=30_000)
    expect(row(page, "34.6万人次")).to_contain_text("不一致")

    lay_beside(page, MATERIAL)
    page.emulate_media(media="print")
    expect(page.locator("#counted")).to_be_visible()
    expect(page.get_by_role("button", name="重新对稿")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(row(page, "43名")).to_contain_text("一致")
    expect(row(page, "36家")).to_contain_text("39家")

    to_the_drawer_and_back(page)

    go_to(page, row(page, "43名"))
    act(page, "Enter")
    expect(page.locator("#live")).to_contain_text("属实")
    expect(row(page, "43名")).to_contain_text("核查中")
    assert page.evaluate("document.activeElement.closest('#items, #main') !== null")

    act(page, "Shift+S")
    expect(page.locator("#live")).to_contain_text("已提交 1 个核查点")
    expect(row(page, "43名")).to_contain_text("待复审")

    for _ in range(2):
        act(page, "z")
        expect(page.locator("#live")).to_contain_text("已撤销")
    expect(row(page, "43名")).not_to_contain_text("属实")

    go_to(page, row(page, "36家"))
    page.keyboard.press("r")
    act(page, "1")
    expect(page.locator("#live")).to_contain_text("拟改为")
    assert newsroom.heard() == []
