"""整稿审定 by keyboard alone: exceptions singly, the rest in one act after it was on the screen."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import DESK, Newsroom, act
from tests.journeys.test_accessibility import LOOKS, violations

pytestmark = [pytest.mark.browser, pytest.mark.live]

TITLE = "临江一年"
FIGURES = (
    "169个",
    "117.77亿元",
    "58万人次",
    "1.2亿吨",
    "3400公里",
    "27座",
    "96所",
    "12万户",
    "640家",
    "18条",
)
ODD = {"全省唯一的深水港": "superlative", "市委书记李某": "person", "“我们会守住底线”": "quote"}
OWN = "2.5万套"
TEXT = "\n".join([
    TITLE,
    "全市新开工项目169个，到位资金117.77亿元。全年接待游客58万人次。",
    "港口完成货物吞吐量1.2亿吨，公路通车里程3400公里，新建桥梁27座。",
    "全市有中小学96所，燃气用户12万户，规模以上企业640家，公交线路18条。",
    "临江港是全省唯一的深水港。市委书记李某说：“我们会守住底线”。",
    "建成保障住房2.5万套。",
])  # fmt: skip
SEED = """
from annotations.models import Actor, Desk, User
from annotations.services.annotate import add_claim, edit_claim
from annotations.services.evidence import link_evidence
from annotations.services.ingest import ingest_article
from annotations.services.review import take_step
from annotations.services.sources import add_source
wang, chen = (Actor(User.objects.get(username=name)) for name in {people!r})
desk = Desk.objects.get(name={desk!r})
text = {text!r}
article, _ = ingest_article(actor=wang, desk=desk, title={title!r}, text=text, pretag=False)
source = add_source(actor=wang, desk=desk, title="临江市统计公报", source_type="statistics", text=text)
def submitted(actor, quote, kind):
    start = text.index(quote)
    place = dict(start=start, end=start + len(quote), quote=quote)
    claim = add_claim(actor=actor, article=article, types=[kind], **place)
    weight = dict(stance="supports", tier="primary")
    claim = link_evidence(actor=actor, claim=claim, source=source, **weight, **place).claim
    claim = edit_claim(actor=actor, claim=claim, seen=None, changes={{"verdict": "verified"}})
    take_step(actor=actor, claim=claim, to="submitted", seen=None)
for quote in {figures!r}:
    submitted(wang, quote, "money" if "元" in quote else "quantity")
for quote, kind in {odd!r}.items():
    submitted(wang, quote, kind)
submitted(chen, {own!r}, "quantity")
print(article.pk)
"""
HISTORY = """
from annotations.models import Article, AuditEntry
article = Article.objects.get(pk={pk!r})
for claim in article.claims.all():
    rows = list(AuditEntry.objects.about(claim))
    last = rows[-1]
    print(claim.quote, claim.status, len(rows) == claim.version, last.request_id, sep="|")
"""


def seed(people: tuple[str, str], desk: str, title: str = TITLE) -> str:
    """What makes an article of fourteen claims under review, one of them the reviewer's own."""
    return SEED.format(
        people=people,
        desk=desk,
        text=TEXT.replace(TITLE, title),
        title=title,
        figures=FIGURES,
        odd=ODD,
        own=OWN,
    )


@pytest.fixture(scope="module")
def key(newsroom: Newsroom) -> str:
    return newsroom.stack.manage("shell", "-c", seed(("wang", "chen"), DESK)).split()[-1]


def rest_seen(page: Page) -> None:
    """Go down the list by key until every row of the rest was on the screen."""
    button = page.locator("[data-rest]")
    expect(button).to_be_disabled()
    for _ in FIGURES:
        page.keyboard.press("j")
    expect(button).to_be_enabled()


def said(page: Page) -> Any:
    return page.locator("#live")


def test_a_reviewer_clears_an_article_by_keyboard_alone(newsroom: Newsroom, key: str):
    page = newsroom.enter("chen")
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/review/")
    page.locator(f'a[href="/articles/{key}/review/"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel [data-panel]")).to_be_visible()
    expect(page.locator(".rest-act")).to_contain_text(OWN)

    # Three are named by the rules, and now and then one is drawn.
    singly = page.locator("#items [data-undone]")
    assert singly.count() >= len(ODD)
    while left := singly.count():
        expect(page.locator("#panel .why")).to_be_visible()
        act(page, "a")
        expect(singly).to_have_count(left - 1)
    assert page.evaluate("document.activeElement.closest('[data-sight]') !== null"), "focus was lost"

    rest_seen(page)
    n = page.locator("#items [data-sight]").count()
    act(page, "Shift+A")

    expect(said(page)).to_contain_text(f"已批准 {n} 个核查点")
    expect(page.locator("#items [data-sight], #items [data-undone]")).to_have_count(0)
    expect(page.locator("#items")).to_contain_text(OWN)
    expect(page.locator("#panel")).to_contain_text("剩下的须由他人批准")
    rows = [
        line.split("|")
        for line in newsroom.stack.manage("shell", "-c", HISTORY.format(pk=key)).split("\n")
        if "|" in line
    ]
    assert {quote: status for quote, status, _, _ in rows} == {
        **dict.fromkeys((*FIGURES, *ODD), "approved"),
        OWN: "submitted",
    }
    assert {whole for _, _, whole, _ in rows} == {"True"}
    shared = [request for quote, _, _, request in rows if quote in FIGURES]
    assert max(map(shared.count, shared)) == n
    assert newsroom.heard() == []


def lies_open(page: Page, n: int, where: str) -> None:
    page.locator("#items [data-sight]").nth(n).evaluate(
        "(row, block) => row.scrollIntoView({ block })", where
    )


def test_a_row_under_the_sheet_of_a_phone_was_not_seen(newsroom: Newsroom):
    key = newsroom.stack.manage("shell", "-c", seed(("wang", "chen"), DESK, "临江三年")).split()[-1]
    page = newsroom.enter("zhou", viewport={"width": 390, "height": 844})
    page.goto(f"/articles/{key}/review/")
    fifth = page.locator("#items [data-sight]").nth(4)
    expect(fifth).to_be_attached()

    lies_open(page, 4, "end")
    page.wait_for_timeout(1500)
    covered = fifth.get_attribute("data-seen")
    lies_open(page, 4, "start")

    expect(fifth).to_have_attribute("data-seen", "")
    assert covered is None
    assert newsroom.heard() == []


def test_rows_are_ticked_by_key_and_one_is_returned(newsroom: Newsroom):
    key = newsroom.stack.manage("shell", "-c", seed(("wang", "chen"), DESK, "临江又一年")).split()[-1]
    page = newsroom.enter("zhou", color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/articles/{key}/review/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    first = page.locator("#items [data-undone]").first.get_attribute("data-item")

    page.keyboard.press("t")
    page.keyboard.type("范围不清，请补来源")
    page.keyboard.press("Tab")
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/claims/" in answer.url):
        page.keyboard.press("Enter")
    expect(page.locator(f"#item-{first}")).to_have_count(0)

    page.locator("#items [data-sight] a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel:not([inert]) .why")).to_have_count(0)
    page.keyboard.press(" ")
    page.keyboard.press("Shift+J")
    expect(page.locator('#items [name="claim"]:checked')).to_have_count(2)
    act(page, "s")

    expect(said(page)).to_contain_text("已批准 2 个核查点")
    assert newsroom.heard() == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_page_has_no_violation(newsroom: Newsroom, key: str, scheme: str, width: int):
    page = newsroom.enter("zhou", color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(f"/articles/{key}/review/")
    expect(page.locator("#panel [data-panel]")).to_be_visible()

    assert violations(page) == []
