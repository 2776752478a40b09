"""A claim on its way through review in the browser: 三审, returned, reopened, and the writer asked."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom, act

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = "澄湾市去年新开工项目169个。\n到位资金117.77亿元。\n全年接待游客58万人次。\n"
QUOTES = ("169个", "117.77亿元", "58万人次")
THREE_REVIEWS = "from annotations.models import Desk; Desk.objects.update(review_levels=3)"


@pytest.fixture(scope="module")
def room(newsroom: Newsroom) -> Newsroom:
    """A desk with three reviews and a reporter."""
    newsroom.hire(("zhao", "reporter"))
    newsroom.stack.manage("shell", "-c", THREE_REVIEWS)
    return newsroom


@pytest.fixture(scope="module")
def claims(room: Newsroom) -> dict[str, str]:
    """Wang's claims on the reporter's article, by their words, each submitted; the last still in work."""
    keys = room.keys({"wang": "write", "zhao": "write"})

    def call(name: str, method: str, path: str, body: Any, etag: str = "") -> Any:
        headers = {"Authorization": f"Bearer {keys[name]}"} | ({"If-Match": etag} if etag else {})
        answer = httpx.request(method, f"{room.stack.base_url}/api/v1/{path}", json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()

    article = call("zhao", "POST", "articles/", {"title": "澄湾年报", "text": TEXT, "pretag": False})
    source = call("wang", "POST", "sources/", {"title": "公报", "source_type": "statistics", "text": TEXT})
    made = {}
    for quote in QUOTES:
        start = TEXT.index(quote)
        place = {"start": start, "end": start + len(quote), "quote": quote}
        claim = call("wang", "POST", f"articles/{article['id']}/claims/", {**place, "types": ["quantity"]})
        path = f"claims/{claim['id']}/"
        link = {"source": source["id"], "stance": "supports", "tier": "primary", **place}
        version = call("wang", "POST", f"{path}evidence/", link)["claim_version"]
        verdict = {"verdict": "verified"}
        claim = call("wang", "PATCH", path, verdict, f'"{claim["id"]}-{version}"')
        if quote != QUOTES[-1]:
            etag = f'"{claim["id"]}-{claim["version"]}"'
            call("wang", "POST", f"{path}transitions/", {"to": "submitted"}, etag)
        made[quote] = claim["id"]
    return made


def waiting(page: Page, claim: str) -> None:
    """Open one claim of the review queue; the first one is open already."""
    page.goto("/review/")
    shown = page.locator("#panel [data-panel]")
    expect(shown).to_be_visible()
    if shown.get_attribute("data-panel") != claim:
        page.locator(f"#item-{claim} a").click()
    expect(page.locator(f"#panel [data-panel='{claim}']")).to_be_visible()


def test_three_reviews_take_three_people(room: Newsroom, claims: dict[str, str]):
    claim = claims["169个"]
    reviewer, chief = room.enter("chen"), room.enter("zhou")

    waiting(reviewer, claim)
    act(reviewer, "a")
    expect(reviewer.locator("#live")).to_contain_text("待终审")
    waiting(reviewer, claim)
    expect(reviewer.locator("#panel")).to_contain_text("待值班总编终审")
    waiting(chief, claim)
    act(chief, "a")

    expect(chief.locator("#live")).to_contain_text("已核定")
    assert room.heard() == []


def test_a_returned_claim_comes_back_with_the_reviewers_words(room: Newsroom, claims: dict[str, str]):
    claim = claims["117.77亿元"]
    reviewer, editor = room.enter("chen"), room.enter("wang")

    waiting(reviewer, claim)
    reviewer.keyboard.press("t")
    reviewer.keyboard.type("请写明口径。")
    with reviewer.expect_response(lambda answer: answer.request.method == "POST"):
        reviewer.click("text=确认退回")
    editor.goto("/mine/")
    expect(editor.locator(".shift", has_text="退回给我")).to_contain_text("117.77亿元")
    editor.click("text=117.77亿元")
    expect(editor.locator("#panel")).to_contain_text("被退回")
    act(editor, "s")

    expect(editor.locator(f"#item-{claim}")).to_contain_text("待复审")
    assert room.heard() == []


def test_an_approved_claim_is_reopened_with_a_reason(room: Newsroom, claims: dict[str, str]):
    claim = claims["169个"]
    chief = room.enter("zhou")

    chief.goto(f"/claims/{claim}/")
    panel = chief.locator("#panel")
    panel.get_by_text("重开…").click()
    panel.locator("details[open] textarea").fill("读者来电存疑。")
    with chief.expect_response(lambda answer: answer.request.method == "POST"):
        panel.locator("details[open] button").click()

    expect(chief.locator(f"#item-{claim}")).to_contain_text("已重开")
    assert room.heard() == []


def test_a_question_goes_to_the_writer_and_the_answer_comes_back(room: Newsroom, claims: dict[str, str]):
    claim = claims["58万人次"]
    editor, writer = room.enter("wang"), room.enter("zhao")

    editor.goto(f"/claims/{claim}/")
    panel = editor.locator("#panel")
    panel.get_by_text("提问待补…").click()
    panel.locator("details[open] textarea").fill("含一日游吗？")
    with editor.expect_response(lambda answer: answer.request.method == "POST"):
        panel.locator("details[open] button").click()
    expect(editor.locator(f"#item-{claim}")).to_contain_text("待补充")
    writer.goto("/mine/")
    writer.click("text=58万人次")
    expect(writer.locator("main")).to_contain_text("含一日游吗？")
    writer.fill("#id_answer", "含，见快报第2页。")
    writer.click("main button[type=submit]")
    expect(writer.locator(".messages")).to_contain_text("已答复")
    editor.goto(f"/claims/{claim}/")
    expect(panel.locator("details[open] textarea")).to_have_value("含，见快报第2页。")
    with editor.expect_response(lambda answer: answer.request.method == "POST"):
        panel.locator("details[open] button").click()

    expect(editor.locator(f"#item-{claim}")).to_contain_text("属实")
    assert room.heard() == []
