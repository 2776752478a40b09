"""The whole job as four people do it, on PostgreSQL with Redis and on the embedded default."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, paste, row, select

pytestmark = [pytest.mark.browser, pytest.mark.live]

TITLE = "临江：港口年吞吐量创新高"
TEXT = """临江：港口年吞吐量创新高
□本报记者 周平

2023年，临江港完成货物吞吐量1.2亿吨，同比增长12.5%。
全市新开工项目169个，到位资金117.77亿元。
𠮷野家😀店员说，客流回来了。
"""
BULLETIN = "一、交通\n临江港全年完成货物吞吐量1.2亿吨。\n二、投资\n全市到位资金117.77亿元，比上年增长。"
TAGGED = "117.77亿元"


def tagged_and_submitted(page: Page) -> None:
    """The editor: accept a suggestion, tag a selection, find evidence, judge, submit."""
    paste(page, TITLE, TEXT)
    first = page.locator("#panel [data-panel]").get_attribute("data-panel")
    act(page, "a")
    expect(page.locator("#panel [data-panel]")).not_to_have_attribute("data-panel", first or "")
    assert page.evaluate("document.activeElement.closest('[data-item]') !== null"), "focus was lost"

    select(page, TAGGED)
    expect(page.locator("#typebar")).to_be_visible()
    act(page, "1")
    expect(page.locator("#panel .quoted").first).to_have_text(TAGGED)
    expect(page.locator("#panel .reading")).to_contain_text("117.77亿元")

    page.keyboard.press("e")
    page.click("#drawer [role=tab] >> text=粘贴")
    page.fill("#drawer #id_title", "2023年临江市统计公报")
    page.fill("#drawer #id_issuer", "临江市统计局")
    page.fill("#drawer #id_text", BULLETIN)
    page.click("text=存入并选取原句")
    select(page, TAGGED, ".snapshot-text p")
    expect(page.locator("[data-chosen]")).to_have_text(TAGGED)
    page.click("text=关联为证据")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("#panel .evidence")).to_contain_text("✓ 数字一致")

    act(page, "a")
    row(page, TAGGED).locator("a").click()
    expect(page.locator("#panel [aria-pressed=true]").first).to_contain_text("属实")
    act(page, "s")
    expect(row(page, TAGGED)).to_contain_text("待复审")


def facts(room: Newsroom, scope: str) -> list[dict[str, Any]]:
    """What a partner with a new key of this scope gets."""
    (key,) = room.keys({"wang": scope}).values()
    answer = httpx.get(f"{room.stack.base_url}/api/v1/facts/", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["results"])


@pytest.mark.parametrize("newsroom", ["postgresql", "sqlite"], indirect=True)
def test_four_people_take_an_article_from_the_paste_to_the_partner(newsroom: Newsroom):
    tagged_and_submitted(newsroom.enter("wang"))

    reviewer = newsroom.enter("chen", color_scheme="dark")
    reviewer.goto("/review/")
    expect(reviewer.locator("#panel .in-context mark")).to_have_text(TAGGED)
    act(reviewer, "a")
    expect(reviewer.locator("#live")).to_contain_text("已核定")
    assert (facts(newsroom, "export"), len(facts(newsroom, "export:approved"))) == ([], 1)

    chief = newsroom.enter("zhou")
    chief.click(f"text={TITLE}")
    expect(chief.locator("#panel [data-panel]")).to_be_visible()
    chief.keyboard.press("p")
    expect(chief.locator("#gate")).to_contain_text("A 类建议还没有处理")
    expect(chief.get_by_role("button", name="确认签发")).to_have_count(0)
    expect(chief.locator(".signing")).to_contain_text("1 个已核定的核查点将随稿刊发")
    chief.keyboard.press("p")
    chief.keyboard.press("Enter")
    chief.get_by_role("button", name="例外签发").click()
    expect(chief.locator(".fault")).to_contain_text("还有")
    assert facts(newsroom, "export") == []
    chief.select_option("#id_code", "deadline")
    chief.fill("#id_reason", "22时付印")
    chief.get_by_role("button", name="例外签发").click()
    expect(chief.locator(".messages")).to_contain_text("1 条核定的事实随稿刊发")
    expect(chief.locator("#follow-ups li").first).to_contain_text("前补核")
    chief.goto("/facts/")
    expect(chief.locator("tbody tr")).to_contain_text([TAGGED])

    [fact] = facts(newsroom, "export")
    assert (fact["statement"], fact["value"], fact["unit"], fact["verdict"]) == (
        TAGGED, "11777000000", "CNY", "verified",
    )  # fmt: skip
    assert fact["evidence"][0]["source"]["issuer"] == "临江市统计局"
    assert newsroom.heard() == []
