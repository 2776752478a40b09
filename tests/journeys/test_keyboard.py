"""An article from the keyboard alone: how many keys it takes, other keys, no keys, a long list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.newsroom import Newsroom, act, paste, row

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = """澄湾通报
2023年，澄湾港完成货物吞吐量1.2亿吨。
全市新开工项目169个，到位资金117.77亿元。
全年接待游客58万人次，比上年增长12.5%。
"""
BULLETIN = "年末统计：吞吐量1.2亿吨，项目169个，到位资金117.77亿元，游客58万人次。"
QUOTES = ("1.2亿吨", "169个", "58万人次")
PREFER = """
from annotations.models import Preference, User
Preference.objects.update_or_create(user=User.objects.get(username={name!r}), defaults={wishes!r})
"""
PROVE = """
from annotations.models import Actor, Article, User
from annotations.services.annotate import add_claim
from annotations.services.evidence import link_evidence
from annotations.services.sources import add_source
actor = Actor(User.objects.get(username="wang"))
article = Article.objects.get(title="澄湾通报")
source = add_source(actor=actor, desk=article.desk, title="澄湾统计", source_type="statistics",
                    text={bulletin!r})
for quote in {quotes!r}:
    start = article.text.index(quote)
    claim = add_claim(actor=actor, article=article, start=start, end=start + len(quote), quote=quote,
                      types=["quantity"])
    start = source.snapshot.text.index(quote)
    link_evidence(actor=actor, claim=claim, source=source, start=start, end=start + len(quote), quote=quote,
                  stance="supports", tier="primary")
"""


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> str:
    page = newsroom.enter("wang")
    paste(page, "澄湾通报", TEXT)
    newsroom.stack.manage("shell", "-c", PROVE.format(bulletin=BULLETIN, quotes=QUOTES))
    return page.url


@pytest.fixture
def page(newsroom: Newsroom, address: str) -> Iterator[Page]:
    entered = newsroom.enter("wang")
    entered.goto(address)
    expect(entered.locator("#panel [data-panel]")).to_be_visible()
    yield entered
    assert newsroom.heard() == []


def look_at(page: Page, words: str) -> None:
    """Have the claim of ``words`` in the panel, as moving there with j and k would."""
    row(page, words).locator("a").focus()
    row(page, words).locator("a").click()
    expect(page.locator("#panel:not([inert]) .quoted").first).to_have_text(words)


def test_from_an_attached_passage_to_submitted_takes_two_keys(page: Page):
    counts = []
    for words in QUOTES:
        look_at(page, words)
        act(page, "Enter")
        expect(row(page, words)).to_contain_text("属实")
        counts.append(1)
    act(page, "Shift+S")
    expect(page.locator("#live")).to_contain_text("已提交 3 个核查点")
    for words in QUOTES:
        expect(row(page, words)).to_contain_text("待复审")

    # One key for all, shared between them.
    assert median(counts) + 1 / len(QUOTES) <= 2.5


def test_a_suggestion_without_evidence_says_why_enter_does_nothing(page: Page):
    page.locator("#items [data-look=suggested] a").first.click()
    before = page.locator("#items [data-look=suggested]").count()
    expect(page.locator("#panel:not([inert])")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.locator("#live")).to_contain_text("还没有证据")
    assert page.locator("#items [data-look=suggested]").count() == before


def test_an_article_from_the_keyboard_alone(page: Page):
    page.keyboard.press("v")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#typebar")).to_be_visible()
    act(page, "8")
    expect(page.locator("#typebar")).to_be_hidden()
    tagged = page.locator("#panel [data-panel]").get_attribute("data-panel") or ""
    act(page, "4")
    expect(page.locator("#panel .typekeys [aria-pressed=true]")).to_contain_text("人")
    page.keyboard.press("c")
    page.keyboard.type("名称待查")
    page.keyboard.press("Tab")
    act(page, "Enter")
    expect(page.locator("#comments .remark")).to_contain_text("名称待查")
    act(page, "n")
    expect(page.locator("#id_verdict_note")).to_be_focused()
    page.keyboard.type("只是标题")
    page.keyboard.press("Escape")
    page.locator("[data-saves]").press("Enter")
    expect(page.locator("#live")).to_contain_text("已保存")
    act(page, "s")

    expect(page.locator(f"#item-{tagged}")).to_contain_text("待复审")


def test_quick_keys_move_at_once_and_ask_for_one_panel(page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#items a").first.focus()
    page.evaluate("document.querySelector('#items a').click()")
    expect(page.locator("#panel:not([inert])")).to_be_visible()
    page.wait_for_timeout(500)
    asked.clear()
    for _ in range(5):
        page.keyboard.press("j")
    at = page.evaluate(
        "[...document.querySelectorAll('#items [data-item]:not([hidden])')]"
        ".findIndex((r) => r.contains(document.activeElement))"
    )
    expect(page.locator("#panel:not([inert])")).to_be_visible()

    assert at == 5
    assert page.locator("#panel [data-panel]").get_attribute("data-panel") == page.evaluate(
        "document.activeElement.closest('[data-item]').dataset.item"
    )
    shown = [url for url in asked if "/suggestions/" in url or "/claims/" in url]
    # The one shown and what is fetched ahead behind it, never one for each row passed.
    assert len(shown) <= 4


def test_a_key_struck_before_the_panel_is_there_acts_on_the_row_that_is_marked(page: Page):
    page.select_option("[data-filter=look]", "suggested")
    page.locator("#items [data-look=suggested] a").first.click()
    expect(page.locator("#panel:not([inert])")).to_be_visible()
    page.keyboard.press("j")
    meant = page.evaluate("document.activeElement.closest('[data-item]').dataset.item")
    act(page, "x")

    expect(page.locator(f"#item-{meant}")).to_have_attribute("data-look", "dismissed")


def test_the_list_is_narrowed_counted_and_kept(page: Page):
    page.keyboard.press("/")
    page.keyboard.type("117")
    expect(page.locator("[data-count]")).to_contain_text(re.compile(r"显示 [12] / \d"))
    page.reload()
    expect(page.locator("[data-count]")).to_contain_text(re.compile(r"显示 [12] / \d"))
    page.keyboard.press("/")
    page.keyboard.type("没有这样的词")
    expect(page.locator("[data-no-match]")).to_be_visible()
    page.locator("[data-no-match] [data-reset]").click()

    expect(page.locator("[data-no-match]")).to_be_hidden()
    expect(page.locator("[data-count]")).to_contain_text("共")


def test_g_and_a_letter_go_to_a_page_and_other_letters_do_nothing(page: Page):
    page.keyboard.press("g")
    expect(page.locator("body")).to_have_attribute("data-going", "g")
    page.keyboard.press("x")
    expect(page.locator("body")).not_to_have_attribute("data-going", "g")
    assert "/articles/" in page.url
    page.keyboard.press("g")
    page.keyboard.press("r")

    expect(page.locator("h1")).to_contain_text("待审")


def test_other_keys_alt_and_no_keys(newsroom: Newsroom, address: str):
    wishes: list[tuple[dict[str, Any], str, str]] = [
        ({"keymap": {"next": "l"}, "keys": "on"}, "l", "j"),
        ({"keymap": {}, "keys": "alt"}, "Alt+j", "j"),
    ]
    for wanted, works, idle in wishes:
        newsroom.stack.manage("shell", "-c", PREFER.format(name="li", wishes=wanted))
        page = newsroom.enter("li")
        page.goto(address)
        first = page.locator("#items a[aria-current]").get_attribute("href")
        page.keyboard.press(idle)
        expect(page.locator("#items a[aria-current]")).to_have_attribute("href", first or "")
        page.keyboard.press(works)
        expect(page.locator("#items a[aria-current]")).not_to_have_attribute("href", first or "")
    newsroom.stack.manage("shell", "-c", PREFER.format(name="li", wishes={"keys": "off"}))
    page = newsroom.enter("li")
    page.goto(address)
    expect(page.locator("#panel kbd")).to_have_count(0)
    assert page.locator("[data-key]").count() == 0


def test_a_panel_that_comes_while_an_act_is_under_way_waits_for_it(page: Page):
    held: list[Route] = []
    asked = re.compile(r"/(claims|suggestions)/[^/]+/$")
    shown = page.locator("#panel [data-panel]").get_attribute("data-panel") or ""
    other = page.locator(f"#items [data-item]:not([data-item='{shown}'])").first
    wanted = other.get_attribute("data-item") or ""
    page.wait_for_timeout(1000)
    page.route(asked, lambda route: held.append(route))
    page.route("**/undo/", lambda route: held.append(route))

    with page.expect_request(asked):
        other.locator("a").click()
    with page.expect_request("**/undo/"):
        page.keyboard.press("z")
    while len(held) < 2:
        page.wait_for_timeout(20)
    panel, act_of_z = held
    panel.continue_()
    page.wait_for_timeout(500)

    expect(page.locator("#panel")).to_have_js_property("inert", True)
    expect(page.locator(f"#panel [data-panel='{shown}']")).to_be_attached()
    page.unroute(asked)
    act_of_z.continue_()
    expect(page.locator(f"#panel:not([inert]) [data-panel='{wanted}']")).to_be_visible()
    page.locator("body:not([data-busy])").wait_for()
