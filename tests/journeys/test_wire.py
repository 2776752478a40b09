"""A night with an agency's copy: pasted with its text, checked where we changed it, then wholly."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import DESK, Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.live]

TITLE = "前两个月工业增速加快"
WIRE = """前两个月全国规模以上工业增加值同比增长约7.0%，比上年12月份加快0.2个百分点。
全国城镇新增就业1244万人，城镇调查失业率为5.2%。
新能源汽车产量增长25.6%。"""
OURS = """前两个月全国规模以上工业增加值同比增长7.0%，比上年12月份加快0.2个百分点。
全国城镇新增就业1224万人，城镇调查失业率为5.2%。
新能源汽车产量增长25.6%，居全国第一。"""
SET_RULES = """
from annotations.models import Desk
Desk.objects.filter(name={desk!r}).update(check_levels=[{{"source": "新华社", "level": "wire"}}])
"""


def suggested(page: Page) -> list[str]:
    """The waiting suggestions once the worker has read the article."""
    expect(page.locator("#job")).to_contain_text("预标注已完成")
    page.reload()
    return page.locator("#items [data-look=suggested] .quote").all_inner_texts()


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_exactly_our_changes_are_suggested_until_the_chief_wants_all(newsroom: Newsroom):
    newsroom.stack.manage("shell", "-c", SET_RULES.format(desk=DESK))
    editor = newsroom.enter("wang")
    editor.goto("/articles/new/")
    editor.fill("#id_title", TITLE)
    editor.fill("#id_source", "新华社")
    editor.fill("#id_text", OURS)
    editor.click("summary:has-text('通稿原文')")
    editor.fill("#id_wire_text", WIRE)
    editor.click("text=保存并预标注")
    article = editor.url

    quotes = suggested(editor)
    assert len(quotes) == 3
    assert ["7.0%" in quotes[0], "1224万人" in quotes[1], "第一" in quotes[2]] == [True] * 3
    expect(editor.locator("#coverage")).to_contain_text("3 / 3 处改动")

    editor.click("a:has-text('通稿比对')")
    expect(editor.locator(".changes > li")).to_have_count(3)
    expect(editor.locator(".wire-row del")).to_have_count(2)
    expect(editor.locator(".wire-row mark").first).to_have_text("7.0%")
    editor.set_viewport_size({"width": 390, "height": 844})
    assert editor.evaluate("document.documentElement.scrollWidth") <= 390

    chief = newsroom.enter("zhou")
    chief.goto(article)
    chief.click("text=稿件信息")
    chief.select_option("#id_check_level", "full")
    chief.click("text=保存")
    expect(chief.locator(".copy-who")).to_contain_text("逐条核查")
    quotes = suggested(chief)
    assert len(quotes) > 3
    assert any("5.2%" in quote for quote in quotes)

    assert newsroom.heard() == []


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_the_chief_lets_an_editor_review_for_a_while(newsroom: Newsroom):
    chief = newsroom.enter("zhou")
    chief.goto("/articles/")
    chief.click("[data-menu] summary")
    chief.click("[data-menu] >> text=代班")
    chief.select_option("#id_person", label="li")
    chief.select_option("#id_role", "reviewer")
    chief.fill("#id_until", chief.evaluate("new Date(Date.now() + 36e5 * 20).toISOString().slice(0, 16)"))
    chief.fill("#id_reason", "审核人外出")
    chief.click("button:text-is('安排')")

    expect(chief.locator(".rows")).to_contain_text("生效中")
    chief.click("summary:has-text('提前结束')")
    chief.fill(".rows [name=reason]", "人已回来")
    chief.click("text=现在结束")
    expect(chief.locator(".messages")).to_contain_text("代班已结束")

    assert newsroom.heard() == []
