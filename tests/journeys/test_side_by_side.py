"""Two editors in one article, and a line that breaks: nothing is taken away, nothing counts twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act, paste, row, select

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = """临江开港
2023年，临江港完成货物吞吐量1.2亿吨。
全市新开工项目169个，到位资金117.77亿元。
3月7日，临江市印发《港口条例》，李明任港务局局长。
"""


@pytest.fixture(scope="module")
def busy_newsroom(live_stack: Callable[..., Any], browser: Any) -> Iterator[Newsroom]:
    """A newsroom whose pages ask for news every second."""
    room = Newsroom(live_stack("sqlite", PULSE_SECONDS="1"), browser)
    room.hire(("wang", "editor"), ("li", "editor"))
    yield room
    room.close()


@pytest.fixture(scope="module")
def address(busy_newsroom: Newsroom) -> str:
    page = busy_newsroom.enter("wang")
    paste(page, "临江开港", TEXT)
    page.goto("/articles/")
    return page.locator("td.title a").first.get_attribute("href") or ""


@pytest.fixture
def two(busy_newsroom: Newsroom, address: str) -> Iterator[tuple[Page, Page]]:
    wang, li = busy_newsroom.enter("wang"), busy_newsroom.enter("li")
    for page in (wang, li):
        page.goto(address)
        expect(page.locator("#panel [data-panel]")).to_be_visible()
    yield wang, li
    assert busy_newsroom.heard() == []


def claim(page: Page, words: str) -> None:
    select(page, words)
    expect(page.locator("#typebar")).to_be_visible()
    act(page, "1")
    expect(page.locator("#panel .quoted").first).to_contain_text(words)


def test_a_colleagues_act_arrives_and_disturbs_nothing(two: tuple[Page, Page]):
    wang, li = two
    claim(wang, "1.2亿吨")
    expect(row(li, "1.2亿吨")).to_have_count(1)
    row(li, "1.2亿吨").locator("a").click()
    expect(li.locator("#panel [data-saves]")).to_be_visible()
    claim(li, "117.77亿元")
    li.fill("#id_verdict_note", "写到一半")
    select(li, "李明")

    act(wang, "u")

    expect(row(li, "1.2亿吨").locator(".state")).to_contain_text("无法核实")
    assert li.input_value("#id_verdict_note") == "写到一半"
    assert li.evaluate("getSelection().toString()") == "李明"
    expect(li.locator("#panel .quoted").first).to_contain_text("117.77亿元")


def test_where_a_colleague_is_stands_on_the_row_and_beside_the_title(two: tuple[Page, Page]):
    wang, li = two
    claim(wang, "169个")
    expect(row(li, "169个")).to_have_count(1)

    expect(li.locator("#people")).to_contain_text("wang")
    expect(row(li, "169个").locator(".here")).to_have_attribute("title", "wang 正在核查")

    wang.goto("/articles/")
    expect(li.locator("#people")).to_have_text("")


def test_the_open_panel_is_renewed_unless_something_is_typed(two: tuple[Page, Page]):
    wang, li = two
    claim(wang, "港务局局长")
    expect(row(li, "港务局局长")).to_have_count(1)
    row(li, "港务局局长").locator("a").click()
    expect(li.locator("#panel .quoted").first).to_contain_text("港务局局长")
    li.wait_for_load_state("networkidle")

    act(wang, "u")
    expect(li.locator("#panel .state").first).to_contain_text("无法核实")

    li.fill("#id_verdict_note", "我在写")
    wang.locator("#panel #id_verdict_note").fill("问过港务局")
    wang.click("[data-saves]")
    expect(li.locator("[data-newer]")).to_contain_text("刚改了这一条")
    assert li.input_value("#id_verdict_note") == "我在写"


def test_an_act_without_a_line_waits_and_counts_once(busy_newsroom: Newsroom, two: tuple[Page, Page]):
    wang, _ = two
    claim(wang, "货物吞吐量")
    wang.context.set_offline(True)
    wang.keyboard.press("u")
    expect(wang.locator("#offline")).to_contain_text("1 步还没有保存")
    wang.keyboard.press("u")
    expect(wang.locator("#offline")).to_contain_text("1 步还没有保存")

    wang.context.set_offline(False)

    expect(wang.locator("#offline")).to_be_hidden(timeout=15_000)
    expect(row(wang, "货物吞吐量").locator(".state")).to_contain_text("无法核实")
    counted = "from annotations.models import AuditEntry as A; import sys; sys.stdout.write(str("
    counted += "A.objects.filter(diff__verdict__1='unverifiable', object_id__in="
    counted += "__import__('annotations.models',fromlist=['Claim']).Claim.objects"
    counted += ".filter(quote='货物吞吐量').values('pk')).count()))"
    assert busy_newsroom.stack.manage("shell", "-v0", "-c", counted).strip().endswith("1")
    busy_newsroom.complaints.clear()  # the browser's own words about the lost line


def test_a_draft_survives_a_lost_line(busy_newsroom: Newsroom, two: tuple[Page, Page]):
    wang, _ = two
    claim(wang, "开工项目")
    wang.fill("#id_verdict_note", "写到一半")
    wang.context.set_offline(True)
    wang.click("[data-saves]")
    expect(wang.locator("#offline")).to_be_visible()
    assert wang.input_value("#id_verdict_note") == "写到一半"

    wang.context.set_offline(False)

    expect(wang.locator("#offline")).to_be_hidden(timeout=15_000)
    expect(wang.locator("#live")).to_contain_text("已保存")
    busy_newsroom.complaints.clear()
