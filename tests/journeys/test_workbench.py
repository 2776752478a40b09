"""The workbench in a real browser: keys, focus, drafts, two people on one claim."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import PLACE, Newsroom, act, at_work, paste, row, select

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = """临江开港
2023年，临江港完成货物吞吐量1.2亿吨。
全市新开工项目169个，到位资金117.77亿元。
𠮷野家😀与👨‍👩‍👧一行走访了58个村。
3月7日，临江市印发《港口条例》，李明任港务局局长。
去年出口增长12.5%，是全省唯一正增长的港口。
"""


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> str:
    page = newsroom.enter("wang")
    paste(page, "临江开港", TEXT)
    return page.url


@pytest.fixture
def page(newsroom: Newsroom, address: str) -> Iterator[Page]:
    yield from at_work(newsroom, address)


def shown(page: Page) -> str:
    return page.locator("#panel [data-panel]").get_attribute("data-panel") or ""


def claim(page: Page, words: str, digit: str = "1") -> None:
    """Tag ``words`` and have them in the panel."""
    select(page, words)
    expect(page.locator("#typebar")).to_be_visible()
    act(page, digit)
    expect(page.locator("#panel .quoted").first).to_have_text(words)


def test_paragraphs_show_the_text_and_nothing_else(page: Page):
    shown_text = page.evaluate("[...document.querySelectorAll('#text p')].map((p) => p.textContent)")

    assert shown_text == TEXT.split("\n")[:-1]


def test_a_selection_with_rare_characters_becomes_exactly_that_claim(page: Page):
    claim(page, "野家😀与👨‍👩‍👧一行", "4")

    assert page.locator("#items a[aria-current] .quote").inner_text() == "野家😀与👨‍👩‍👧一行"


def test_keys_do_nothing_while_somebody_types(page: Page):
    claim(page, "117.77亿元")
    before = shown(page)
    page.focus("#id_verdict_note")
    page.keyboard.type("jkaxun12?")

    assert shown(page) == before
    assert page.input_value("#id_verdict_note") == "jkaxun12?"
    page.evaluate("sessionStorage.clear()")


def test_keys_do_nothing_with_a_modifier(page: Page):
    before = shown(page)
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+j")

    assert shown(page) == before


def test_next_and_previous_move_the_focus_along_the_list(page: Page):
    first = shown(page)
    page.keyboard.press("j")
    expect(page.locator("#panel [data-panel]")).not_to_have_attribute("data-panel", first)
    page.keyboard.press("k")
    expect(page.locator("#panel [data-panel]")).to_have_attribute("data-panel", first)

    assert page.evaluate("document.activeElement.closest('[data-item]').dataset.item") == first


def test_the_focus_is_on_a_row_after_every_act(page: Page):
    for key in ("x", "a"):
        before = shown(page)
        act(page, key)
        expect(page.locator("#panel [data-panel]")).not_to_have_attribute("data-panel", before)
        focused = page.evaluate("document.activeElement.closest('[data-item]')?.dataset.item")
        assert focused == shown(page)


def test_two_quick_keys_act_on_two_claims(page: Page):
    page.locator("#items [data-look=suggested] a").first.click()
    expect(page.locator("#panel [data-key=x]")).to_be_visible()
    before = page.locator("#items [data-look=suggested]").count()
    assert before > 1
    with page.expect_response(lambda answer: "/dismiss/" in answer.url):
        page.keyboard.press("x")
        page.keyboard.press("x")

    expect(page.locator("#items [data-look=suggested]")).to_have_count(before - 2)


def test_a_verdict_that_wants_words_puts_the_cursor_where_they_go(page: Page):
    claim(page, "58个村")
    act(page, "u")

    expect(page.locator("#id_verdict_note")).to_be_focused()
    page.keyboard.type("村委会没有回复")
    page.keyboard.press("Escape")
    expect(page.locator("#items a[aria-current]")).to_be_focused()


def test_wrong_opens_a_menu_whose_digits_are_verdicts(page: Page):
    claim(page, "169个")
    page.keyboard.press("r")
    expect(page.locator("#wrongs")).to_be_visible()
    act(page, "2")

    expect(row(page, "169个")).to_contain_text("部分有误")


def test_clicking_overlapping_marks_goes_from_the_inner_to_the_outer(page: Page):
    claim(page, "全市新开工")
    claim(page, "市新开")
    inner = shown(page)
    page.locator("#items a:visible").last.click()
    page.wait_for_timeout(200)
    seen = []
    for _ in range(2):
        left, right, y = page.evaluate(PLACE, ["#text p", "市新开"])
        page.mouse.click((left + right) / 2, y)
        expect(page.locator("#panel:not([inert])")).to_be_visible()
        seen.append(shown(page))

    assert seen[0] == inner
    assert seen[1] != inner


def test_what_was_typed_is_there_again_after_moving_on(page: Page):
    claim(page, "临江港")
    page.fill("#id_verdict_note", "先记一笔")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    page.keyboard.press("k")

    expect(page.locator("#id_verdict_note")).to_have_value("先记一笔")
    expect(page.locator("[data-draft-note]")).to_be_visible()
    page.click("[data-draft-drop]")
    expect(page.locator("#id_verdict_note")).to_have_value("")


def test_the_second_of_two_editors_is_shown_both_states_and_chooses(newsroom: Newsroom, page: Page):
    claim(page, "1.2亿吨")
    colleague = newsroom.enter("li")
    colleague.goto(page.url)
    row(colleague, "1.2亿吨").locator("a").click()
    for person, unit in ((page, "万吨"), (colleague, "吨位")):
        person.click("text=数值、类型、备注")
        person.fill("#id_unit", unit)
    colleague.click("[data-saves]")
    expect(colleague.locator("#live")).to_contain_text("已保存")

    page.click("[data-saves]")
    expect(page.locator(".clash .choices")).to_contain_text("吨位")
    expect(page.locator(".clash .choices")).to_contain_text("万吨")
    page.click("text=按所选保存")

    expect(page.locator(".clash")).to_have_count(0)
    expect(page.locator("#panel .reading")).to_contain_text("万吨")


def test_every_target_is_large_enough_to_hit(page: Page):
    claim(page, "新开工")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, select, .item a, input:not([type=hidden])')]
          .filter((e) => e.checkVisibility())
          .map((e) => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24)
          .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )

    assert [one for one in small if not one.startswith("types")] == []
