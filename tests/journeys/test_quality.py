"""差错率 and 月度复查 in the browser: an issue with six errors by keyboard alone, and a blind re-check."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom
from tests.journeys.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.live]

SIX = [
    # wrong, right, class, place, characters; what the row must say
    ("登陆网站", "登录网站", "5", "1", "1", "1 × 1 × 1 = 1"),
    ("2021年印发", "2015年印发", "1", "4", "1", "1 × 1 × 2 = 2"),
    ("十二三个", "12、13个", "7", "1", "1", "0.1 × 1 × 1 = 0.1"),
    ("全面全面推进新的", "全面推进", "5", "1", "6", "4 × 1 × 1 = 4"),
    ("312.7", "321.7", "6", "4", "1", "1 × 1 × 2 = 2"),
    ("Lodnon Brigde", "London Bridge", "8", "1", "2", "1 × 2 × 1 = 2"),
]
PUBLISHED = """
from annotations.models import Actor, User
from tests.rechecked import a_published_article
wang, chen, zhou = (Actor(User.objects.get(username=name)) for name in ("wang", "chen", "zhou"))
a_published_article(wang, chen, zhou)
"""
WRONG, RIGHT = "169个", "到位资金117.77亿元"


@pytest.fixture
def wang(newsroom: Newsroom) -> Iterator[Page]:
    page = newsroom.enter("wang")
    yield page
    assert newsroom.heard() == []


def test_an_issue_with_six_errors_is_entered_by_keyboard_and_shows_its_arithmetic(wang: Page):
    wang.keyboard.press("g")
    wang.keyboard.press("d")
    expect(wang.locator("h1")).to_have_text("统计")
    assert violations(wang) == []
    wang.click("text=登记质检")
    wang.fill("#id_issue_date", "2026-11-20")
    wang.fill("#id_edition", "1–8版")
    wang.fill("#id_characters", "20000")
    assert violations(wang) == []
    wang.keyboard.press("Enter")

    for number, (wrong, right, kind, place, characters, told) in enumerate(SIX, 1):
        expect(wang.locator("#id_wrong")).to_be_focused()
        for typed in (wrong, right, kind, place):
            wang.keyboard.type(typed)
            wang.keyboard.press("Tab")
        wang.keyboard.type(characters)
        wang.keyboard.press("Enter")
        expect(wang.locator("tbody tr")).to_have_count(number)
        expect(wang.locator("tbody tr").last).to_contain_text(told)

    expect(wang.locator(".sum")).to_contain_text("11.1 × 10000 ÷ 20000 = 5.55")
    expect(wang.locator(".sum")).to_contain_text("✗ 不合格")
    assert violations(wang) == []
    wang.set_viewport_size({"width": 390, "height": 844})
    assert wang.evaluate("document.documentElement.scrollWidth") == 390
    wang.goto("/reports/")
    expect(wang.locator("tr", has_text="1–8版")).to_contain_text("5.55")
    assert wang.evaluate("document.documentElement.scrollWidth") == 390


def test_a_sample_is_drawn_checked_blind_and_compared(newsroom: Newsroom, wang: Page):
    newsroom.stack.manage("shell", "-c", PUBLISHED)
    assert "刊发 1 篇，抽 1 篇" in newsroom.stack.manage("draw_rechecks")
    wang.goto("/reports/")
    wang.click("#main a[href^='/rechecks/']")
    expect(wang.locator(".empty")).to_contain_text("盲查须由没有参与过的人来做")
    li = newsroom.enter("li", color_scheme="dark")
    li.goto(wang.url)

    li.click("text=接手复查")

    expect(li.get_by_role("group", name=WRONG)).to_be_visible()
    expect(li.locator("#main")).not_to_contain_text("照发")
    assert violations(li) == []
    for quote in (WRONG, RIGHT):
        li.get_by_role("group", name=quote).get_by_label("结论").select_option(label="1 属实")
    li.get_by_role("group", name=WRONG).get_by_label("说明").fill("见公报")
    li.click("text=完成复查")
    expect(li.locator(".sum")).to_contain_text("2 个核查点中 1 个结论一致：50.0%")
    row = li.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("有误")
    assert violations(li) == []
    row.get_by_text("登记差错").click()
    expect(li.locator("#id_wrong")).to_have_value(WRONG)
    assert violations(li) == []
    li.locator("#id_kind").select_option("numeral")
    li.get_by_role("button", name="登记差错").click()
    expect(li.locator(".messages")).to_contain_text(f"已登记“{WRONG}”")
    li.goto("/reports/")
    expect(li.locator("#weighed ~ .warning")).to_have_text("内部测算，非质检结论")
