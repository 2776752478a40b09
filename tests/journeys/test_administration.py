"""An administrator sets the rules, opens an account and makes a key; an editor does none of it."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom
from tests.journeys.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.live]

PASSWORD = "一句很长的口令 2026"


@pytest.fixture(scope="module")
def admin(newsroom: Newsroom) -> Page:
    newsroom.hire(("sun", "admin"))
    page = newsroom.enter("sun")
    page.click(".menu summary")
    page.click(".menu-list >> text=管理")
    expect(page.locator("h1")).to_contain_text("：管理")
    return page


def tab(page: Page, name: str) -> None:
    page.click(f".tabs >> text={name}")
    expect(page.locator(".tabs [aria-current=page]")).to_have_text(name)


def test_the_administrator_sets_three_reviews_and_a_stricter_rule(admin: Page, newsroom: Newsroom):
    tab(admin, "规则")
    admin.check("input[name=review_levels][value='3']")
    admin.fill("#money-primary", "0")
    admin.click("text=保存规则")
    expect(admin.locator(".refusal")).to_contain_text("“金额”的来源个数须是 1 到 9 的整数。")
    expect(admin.locator("input[name=review_levels][value='3']")).to_be_checked()

    admin.fill("#money-primary", "2")
    admin.uncheck("input[name=gate][value=stale]")
    admin.locator("input[name=level-source]").first.fill("新华社")
    admin.locator("select[name=level-level]").first.select_option("wire")
    admin.fill("#no_issue", "2026-10-01")
    admin.click("text=保存规则")

    expect(admin.locator(".message")).to_have_text("规则已保存。")
    expect(admin.locator("#money-primary")).to_have_value("2")
    admin.click("text=最近改动")
    for words in (
        "三审",
        "金额 2 个一手",
        "新华社：通稿比对",
        "不要求：依据没有待更新",
        "天天出报；不出报：2026-10-01",
    ):
        expect(admin.locator(".history")).to_contain_text(words)
    assert newsroom.heard() == []


def test_a_reviewer_gets_an_account_and_sets_the_password(admin: Page, newsroom: Newsroom):
    tab(admin, "成员")
    admin.fill("#new_name", "林见微")
    admin.fill("#new_username", "lin")
    admin.select_option("#new_role", "reviewer")
    admin.click("text=开设并加入")
    expect(admin.locator("h2")).to_have_text("林见微 的账号已开设")
    link = admin.input_value("#secret")

    context = newsroom.browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(link)
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.click(".login button")
    expect(page.locator("h1")).to_have_text("密码已设定")
    page.click(".login .button")
    page.fill("#id_login", "lin")
    page.fill("#id_password", PASSWORD)
    page.click(".login button")
    expect(page.locator("h1")).to_have_text("稿件队列")
    page.goto(link)
    expect(page.locator(".login .warning")).to_contain_text("已经用过或过期")
    context.close()

    tab(admin, "成员")
    expect(admin.locator("tbody tr").filter(has_text="lin")).to_contain_text("审核人")


def test_a_key_is_made_copied_used_and_revoked(admin: Page, newsroom: Newsroom):
    tab(admin, "密钥")
    expect(admin.locator(".empty")).to_contain_text("还没有密钥")
    admin.select_option("#id_person", label="wang")
    admin.fill("#id_name", "排版系统")
    admin.check("input[name=scopes][value=read]")
    admin.click("text=开密钥")
    secret = admin.input_value("#secret")
    admin.click("[data-copies]")
    expect(admin.locator("[data-copies]")).to_have_text("已复制")
    assert status_of(newsroom, secret) == 200

    tab(admin, "密钥")
    assert secret not in admin.content()
    row = admin.locator("tbody tr").filter(has_text="排版系统")
    row.locator("text=吊销").click()

    expect(admin.locator(".message")).to_contain_text("已吊销，即时失效")
    assert status_of(newsroom, secret) == 401
    assert newsroom.heard() == []


def status_of(newsroom: Newsroom, secret: str) -> int:
    headers = {"Authorization": f"Bearer {secret}"}
    return httpx.get(f"{newsroom.stack.base_url}/api/v1/me/", headers=headers, timeout=20).status_code


def test_an_editor_is_refused_on_each_page(admin: Page, newsroom: Newsroom):
    base = admin.url.split("/keys/")[0]
    editor = newsroom.enter("wang")

    answers = [editor.goto(f"{base}/{part}") for part in ("", "rules/", "members/", "keys/")]

    assert [answer and answer.status for answer in answers] == [403] * 4
    expect(editor.locator(".menu-list >> text=管理")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_pages_fit_and_are_accessible(admin: Page, newsroom: Newsroom, scheme: str, width: int):
    base = admin.url.split("/keys/")[0]
    page = newsroom.enter("sun", viewport={"width": width, "height": 844}, color_scheme=scheme)
    page.goto(f"{base}/members/")
    person = page.locator("tbody a").last.get_attribute("href")

    for path in (f"{base}/rules/", f"{base}/members/", str(person), f"{base}/keys/", "/settings/keys/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(page) == [], path
    assert newsroom.heard() == []
