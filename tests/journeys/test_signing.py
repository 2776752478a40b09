"""签发 in the browser: missing items, the chief's note, sign now and publish later; 例外签发 and its 补核."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = "临江新桥{n}\n大桥总投资11.2亿元。\n5月3日举行通车仪式。\n"


@pytest.fixture(scope="module")
def room(newsroom: Newsroom) -> Iterator[Newsroom]:
    yield newsroom
    assert newsroom.heard() == []


class Desk:
    """The API in the hands of the people of the room."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.keys = room.keys({"wang": "write", "chen": "write", "zhou": "export"})

    def call(self, name: str, method: str, path: str, body: Any = None, etag: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.keys[name]}"} | ({"If-Match": etag} if etag else {})
        address = f"{self.room.stack.base_url}/api/v1/{path}"
        answer = httpx.request(method, address, json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()

    def article(self, n: int) -> tuple[str, dict[str, Any]]:
        """An article with a claim of priority A that waits for review and an open one of priority B."""
        text = TEXT.format(n=n)
        sent = {"title": f"临江新桥{n}", "text": text, "pretag": False}
        article = self.call("wang", "POST", "articles/", sent)["id"]
        first, _ = (
            self.tagged(article, text, *one) for one in (("总投资11.2亿元", "money"), ("通车仪式", "event"))
        )
        fields = {"verdict": "not_checkable", "verdict_note": "样稿"}
        judged = self.step("wang", first["id"], "PATCH", "", first["version"], fields)
        to = {"to": "submitted"}
        return article, self.step("wang", first["id"], "POST", "transitions/", judged["version"], to)

    def tagged(self, article: str, text: str, quote: str, kind: str) -> Any:
        start = text.index(quote)
        place = {"start": start, "end": start + len(quote), "quote": quote}
        return self.call("wang", "POST", f"articles/{article}/claims/", {**place, "types": [kind]})

    def step(self, name: str, claim: str, method: str, below: str, version: int, body: Any) -> Any:
        return self.call(name, method, f"claims/{claim}/{below}", body, f'"{claim}-{version}"')

    def out(self) -> list[str]:
        """What has left for partners, whatever its verdict."""
        rows = self.call("zhou", "GET", "facts/?verdict=attributed_only")["results"]
        return [row["statement"] for row in rows]


@pytest.fixture(scope="module")
def desk(room: Newsroom) -> Desk:
    return Desk(room)


def sign_page(room: Newsroom, name: str, article: str, **options: Any) -> Page:
    page = room.enter(name, **options)
    page.goto(f"/articles/{article}/")
    page.keyboard.press("p")
    expect(page.locator("#gate")).to_be_visible()
    return page


def test_what_is_missing_is_settled_then_signed_and_published_later(room: Newsroom, desk: Desk) -> None:
    article, claim = desk.article(1)
    wang = sign_page(room, "wang", article)
    expect(wang.locator("#gate")).to_contain_text("还缺 2 项")
    expect(wang.locator("button", has_text="签发")).to_have_count(0)
    wang.get_by_role("link", name="“总投资11.2亿元”").click()
    expect(wang.locator("#panel .quoted").first).to_have_text("总投资11.2亿元")

    zhou = sign_page(room, "zhou", article)
    zhou.get_by_label("总编意见").fill("背景事件，不核")
    zhou.get_by_role("button", name="记下").click()
    expect(zhou.locator("#gate")).to_contain_text("还缺 1 项")
    expect(zhou.locator("#gate")).to_contain_text("背景事件，不核")

    desk.step("chen", claim["id"], "POST", "transitions/", claim["version"], {"to": "approved"})
    zhou.reload()
    expect(zhou.locator("#gate")).to_contain_text("✓ 可以签发")
    expect(zhou.locator(".copy-lead")).to_contain_text("✓ 核查通过")
    zhou.select_option("#id_channel", "print")
    zhou.fill("#id_edition", "A叠")
    zhou.select_option("#id_later", "1")
    zhou.keyboard.press("Escape")
    zhou.locator("h1").click()
    zhou.keyboard.press("p")
    zhou.keyboard.press("Enter")
    expect(zhou.locator("#signatures")).to_contain_text("A叠")
    expect(zhou.locator(".copy-lead")).to_contain_text("✓ 核查通过")

    zhou.get_by_role("button", name="刊发到报纸").click()
    expect(zhou.locator(".messages")).to_contain_text("已刊发")
    expect(zhou.locator(".copy-lead")).to_contain_text("● 已刊发")


def test_an_override_needs_its_reason_and_leaves_work_for_tomorrow(room: Newsroom, desk: Desk) -> None:
    article, _ = desk.article(2)
    zhou = sign_page(room, "zhou", article, viewport={"width": 390, "height": 844}, color_scheme="dark")
    zhou.locator("summary", has_text="例外签发").click()
    zhou.select_option("#id_code", "understaffed")
    zhou.get_by_role("button", name="例外签发").click()
    expect(zhou.locator(".fault")).to_contain_text("必须写明理由")
    zhou.fill("#id_reason", "复审人在途")
    zhou.get_by_role("button", name="例外签发").click()
    expect(zhou.locator("#signatures")).to_contain_text("人手不足待补核：复审人在途")
    expect(zhou.locator("#follow-ups li")).to_have_count(2)
    assert zhou.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the phone"

    wang = room.enter("wang")
    wang.goto("/mine/")
    expect(wang.locator("main")).to_contain_text("前补核")
    wang.get_by_role("link", name="去办结").click()
    task = wang.locator("#follow-ups li", has_text="总投资11.2亿元")
    task.get_by_label("补核结果").fill("公报一致")
    task.get_by_role("button", name="办结").click()
    expect(wang.locator("#follow-ups")).to_contain_text("公报一致")
    wang.goto("/mine/")
    expect(wang.locator("main")).not_to_contain_text("前补核")
    assert desk.out() == []
