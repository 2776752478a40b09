"""Selecting in the article, with mouse, keyboard or finger: a claim is exactly what was chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import PLACE, Newsroom, act, at_work, paste, select

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = """临江开港
𠮷野家😀与👨‍👩‍👧走访了58个村，到位资金117.77亿元，同比增长5.6%。
临江市印发《关于〈港口条例〉的通知》，京津冀协同发展开新局。
他说：“京津冀要快，临江要稳。”
"""
CHOSEN = "getSelection().toString()"
# The browser tells of a changed selection later, with the next frame at the latest.
SENT = """async () => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame)
  return [...new FormData(document.getElementById('typebar'))].map(([, value]) => value)
}"""


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> str:
    page = newsroom.enter("wang")
    paste(page, "临江开港", TEXT)
    return page.url


@pytest.fixture
def page(newsroom: Newsroom, address: str) -> Iterator[Page]:
    yield from at_work(newsroom, address)


def point(page: Page, words: str) -> tuple[float, float]:
    """The middle of the first character of ``words``."""
    left, _, y = page.evaluate(PLACE, ["#text p", words[0]] if len(words) == 1 else ["#text p", words])
    return left + 6, y


def click(page: Page, words: str, times: int) -> None:
    page.mouse.click(*point(page, words), click_count=times)


def span(page: Page) -> tuple[int, int, str]:
    """What the bar of types would send."""
    expect(page.locator("#typebar")).to_be_visible()
    fields = page.evaluate(SENT)
    return int(fields[0]), int(fields[1]), fields[2]


def chosen(page: Page) -> str:
    """The words in the bar, which are those of the text at that place."""
    start, end, quote = span(page)
    assert TEXT[start:end] == quote
    return quote


@pytest.mark.parametrize(
    ("under", "taken"),
    [
        ("7.77亿", "117.77亿元"),
        ("个村", "58个"),
        ("通知》", "《关于〈港口条例〉的通知》"),
        ("条例〉", "〈港口条例〉"),
        ("走访", "走访"),
        ("冀协同", "京津冀"),
        ("江要稳", "“京津冀要快，临江要稳。”"),
    ],
)
def test_a_double_click_takes_the_smallest_unit_else_the_word(page: Page, under: str, taken: str):
    click(page, under, 2)

    assert chosen(page) == taken


@pytest.mark.parametrize(
    ("under", "taken"),
    [
        ("资金", "到位资金117.77亿元"),
        ("野家", "𠮷野家😀与👨‍👩‍👧走访了58个村"),
        ("江要稳", "临江要稳"),
        ("条例〉", "临江市印发《关于〈港口条例〉的通知》"),
    ],
)
def test_a_triple_click_takes_the_clause(page: Page, under: str, taken: str):
    click(page, under, 3)

    assert chosen(page) == taken


@pytest.mark.parametrize(
    ("dragged", "taken"),
    [
        ("位资金117", "到位资金117.77亿元"),
        ("同发展开", "协同发展开新"),
        ("7.7", "117.77亿元"),
        ("津冀", "津冀"),
        ("野家😀与👨‍👩‍👧走", "野家😀与👨‍👩‍👧走访"),
    ],
)
def test_a_drag_leaves_no_word_and_no_figure_cut_in_two(page: Page, dragged: str, taken: str):
    select(page, dragged, exact=False)

    assert chosen(page) == taken


def test_with_alt_a_drag_stays_as_it_is(page: Page):
    select(page, "位资金117")

    assert chosen(page) == "位资金117"


def test_a_drag_over_two_paragraphs_is_one_claim(page: Page):
    left, _, top = page.evaluate(PLACE, ["#text p", "比增长"])
    _, right, bottom = page.evaluate(PLACE, ["#text p", "临江市印"])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()

    assert chosen(page) == "同比增长5.6%。\n临江市印发"
    act(page, "8")
    expect(page.locator("#panel .quoted").first).to_contain_text("同比增长5.6%。")


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def choosing(page: Page, words: str) -> None:
    """Begin the mode at the first character of ``words``, nothing more chosen than its word."""
    page.mouse.click(5, 5)
    select(page, words)
    keys(page, "v")
    expect(page.locator("#typebar [data-selecting]")).to_be_visible()


def test_the_keyboard_chooses_by_word_character_and_sentence(page: Page):
    choosing(page, "到位")
    keys(page, "ArrowRight")
    assert chosen(page) == "到位资金"
    keys(page, "Shift+ArrowRight", "Shift+ArrowRight")
    assert chosen(page) == "到位资金11"
    keys(page, "Shift+ArrowLeft", "ArrowDown")
    assert chosen(page) == "到位资金117.77亿元，同比增长5.6%。"
    keys(page, "o", "ArrowLeft")
    assert chosen(page).startswith("，到位资金")
    keys(page, "o", "ArrowRight", "ArrowRight")
    assert chosen(page).endswith("5.6%。\n临江市印发")
    keys(page, "ArrowUp", "ArrowUp", "ArrowUp")
    assert TEXT.index("𠮷") == span(page)[0]


def test_a_whole_family_is_one_step(page: Page):
    choosing(page, "与")
    keys(page, "Shift+ArrowRight")

    assert chosen(page) == "与👨‍👩‍👧"
    keys(page, "o", "Shift+ArrowLeft")
    assert chosen(page) == "😀与👨‍👩‍👧"


def test_a_digit_tags_exactly_what_the_keyboard_chose(page: Page):
    choosing(page, "家😀")
    keys(page, "Shift+ArrowRight", "Shift+ArrowRight")
    start, end, quote = span(page)
    assert (start, end, quote) == (TEXT.index("家😀"), TEXT.index("走访"), "家😀与👨‍👩‍👧")
    act(page, "4")

    expect(page.locator("#panel .quoted").first).to_have_text(quote)
    expect(page.locator("#items a[aria-current] .quote")).to_have_text(quote)
    expect(page.locator("#typebar")).to_be_hidden()
    assert page.evaluate("CSS.highlights.has('moving')") is False


def test_other_keys_mean_nothing_meanwhile_and_escape_gives_the_focus_back(page: Page):
    page.locator("#items a").first.focus()
    before = page.locator("#panel [data-panel]").get_attribute("data-panel")
    keys(page, "v")
    expect(page.locator("[data-select]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("CSS.highlights.has('moving')") is True
    keys(page, "a", "x", "j", "n")
    keys(page, "Escape")

    expect(page.locator("#typebar")).to_be_hidden()
    expect(page.locator("[data-select]")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#items a").first).to_be_focused()
    assert page.locator("#panel [data-panel]").get_attribute("data-panel") == before
    assert page.evaluate(CHOSEN) == ""


def test_enter_goes_into_the_bar_of_types(page: Page):
    choosing(page, "到位")
    keys(page, "Enter")

    expect(page.locator("#typebar button").first).to_be_focused()
    assert chosen(page) == "到位"


def test_on_a_phone_the_bar_lies_at_the_foot_and_covers_nothing_chosen(newsroom: Newsroom, address: str):
    page = newsroom.enter("wang", has_touch=True, is_mobile=True, viewport={"width": 390, "height": 700})
    page.goto(address)
    expect(page.locator("#text p").first).to_be_visible()
    # As the handles of a touch screen do it: the selection changes, no key and no mouse.
    page.evaluate(
        """() => { const p = document.querySelectorAll('#text p')[1]
                   p.scrollIntoView({ block: 'end' })
                   getSelection().selectAllChildren(p) }"""
    )
    assert chosen(page) == TEXT.split("\n")[1]

    bar = page.locator("#typebar").bounding_box()
    end = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    assert bar is not None
    assert (bar["x"], bar["width"], bar["y"] + bar["height"]) == (0, 390, 700)
    assert end <= bar["y"]
    heights = page.locator("#typebar button").evaluate_all("all => all.map((one) => one.offsetHeight)")
    assert min(heights) >= 44
    expect(page.locator("#panel")).to_be_hidden()
    with page.expect_response(lambda answer: answer.url.endswith("/claims/")):
        page.locator("#typebar button").last.tap()
    expect(page.locator("#typebar")).to_be_hidden()
    expect(page.locator("#panel")).to_be_visible()


def test_on_paper_stand_numbers_the_whole_list_and_no_highlight(page: Page):
    select(page, "5.6%")
    act(page, "1")
    # The filter hides every row but the one that the panel shows.
    page.fill("[data-filter=text]", "查无此句")
    hidden = page.locator("#items [hidden]")
    expect(hidden).not_to_have_count(0)
    before = hidden.count()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    number = page.locator("#text mark[data-n]", has_text="5.6%").get_attribute("data-n")
    assert page.evaluate("CSS.highlights.size") == 0
    expect(page.locator(f"#items [data-n='{number}'] .quote")).to_have_text("5.6%")
    expect(page.locator(f"#items [data-n='{number}']")).to_be_visible()
    assert hidden.count() == 0
    expect(page.locator(".legend")).to_be_visible()
    expect(page.locator("#panel")).to_be_hidden()

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert hidden.count() == before
