"""检索: from the box of any page to the place that was found, without the mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, paste

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = (
    "临江开港\n2023年，临江港完成货物吞吐量1.2亿吨。\n"
    + "港区照常作业。\n" * 60
    + "全市到位资金117.77亿元。\n"
)
BULLETIN = "统计公报\n" + "各项任务如期完成。\n" * 80 + "年末到位资金117.77亿元，项目169个。\n"
STORE = """
from annotations.models import Actor, Desk, User
from annotations.services.sources import add_source
actor = Actor(User.objects.get(username="wang"))
add_source(actor=actor, desk=Desk.objects.get(pk=actor.desk_ids[0]), title="临江统计公报",
           source_type="statistics", text={bulletin!r})
"""
FAULT_SIGN = "getComputedStyle(document.querySelector('#days-fault'), '::before').content"
SHOWN = "() => [...CSS.highlights.get('chosen') ?? []].map(String).join()"


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> str:
    """An article with a claim, and a source."""
    newsroom.stack.manage("shell", "-c", STORE.format(bulletin=BULLETIN))
    page = newsroom.enter("wang")
    paste(page, "临江开港", TEXT)
    act(page, "a")
    return page.url.partition("?")[0]


def test_from_the_box_to_the_place_with_the_keys_alone(newsroom: Newsroom, address: str):
    page = newsroom.enter("wang")
    page.goto("/facts/")
    page.keyboard.press("/")
    page.keyboard.type("到位资金")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    page.wait_for_load_state()
    expect(page.locator("#found mark").first).to_have_text("到位资金")
    assert page.evaluate(FAULT_SIGN) == "none"

    open_with_keys(page, "临江统计公报")
    expect(page).to_have_url(re.compile(r"/sources/.*\?find="))
    assert page.evaluate(SHOWN) == "到位资金"
    expect(page.get_by_text("年末到位资金117.77亿元")).to_be_in_viewport()

    page.go_back()
    page.wait_for_load_state()
    open_with_keys(page, "临江开港")
    expect(page).to_have_url(re.compile(r"/articles/.*\?find="))
    page.wait_for_load_state()
    assert page.evaluate(SHOWN) == "到位资金"
    expect(page.locator("#text p").filter(has_text="到位资金")).to_be_in_viewport()
    assert newsroom.heard() == []


def open_with_keys(page: Page, title: str) -> None:
    """Go down the list to the row of ``title`` and open it."""
    page.keyboard.press("Escape")
    row = page.locator("#items [data-item]").filter(has=page.locator("b", has_text=title)).first
    for _ in range(page.locator("#items [data-item]").count()):
        page.keyboard.press("j")
        if row.locator("a").get_attribute("aria-current"):
            break
    expect(row.locator("a")).to_be_focused()
    page.keyboard.press("Enter")


def test_results_come_as_one_types_and_the_address_can_be_passed_on(newsroom: Newsroom, address: str):
    page = newsroom.enter("wang")
    page.goto("/search/")
    expect(page.locator(".search [name=q]")).to_be_focused()
    page.keyboard.type("11777000000")
    expect(page.locator("#found mark").first).to_have_text("117.77亿")
    expect(page).to_have_url(re.compile("q=11777000000"))
    expect(page.locator(".search [name=q]")).to_be_focused()
    page.locator("#found .tabs a", has_text="资料").click()
    expect(page.locator("#items [data-item]")).to_have_count(1)
    page.select_option("[name=source_type]", "law")
    expect(page.locator("#found .empty")).to_contain_text("资料里没有找到")
    page.select_option("[name=source_type]", "statistics")
    expect(page.locator("#items [data-item]")).to_have_count(1)
    page.reload()

    expect(page.locator("#items [data-item]")).to_have_count(1)
    assert newsroom.heard() == []


def test_what_is_still_being_spelt_is_not_looked_for(newsroom: Newsroom, address: str):
    page = newsroom.enter("wang")
    page.goto("/search/?q=到位资金")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    page.evaluate(
        """() => {
          const box = document.querySelector('.search [name=q]')
          box.value = 'gang'
          box.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }))
        }"""
    )
    page.wait_for_timeout(500)
    assert asked == []
    page.evaluate(
        """() => {
          const box = document.querySelector('.search [name=q]')
          box.value = '港区'
          box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
        }"""
    )

    expect(page.locator("#found mark").first).to_have_text("港区")


def test_on_the_workbench_the_key_goes_to_the_list_and_enter_looks_everywhere(
    newsroom: Newsroom, address: str
):
    page = newsroom.enter("wang")
    page.goto(address)
    expect(page.locator("#panel [data-panel]")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("[data-filter=text]")).to_be_focused()
    page.keyboard.type("吞吐量")
    expect(page.locator("[data-count]")).to_contain_text("显示")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.locator("#found mark").first).to_contain_text("吞吐量")
