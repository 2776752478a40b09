"""What we heard ourselves, what we have verified before, and a source that only its viewer knows of."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import DESK, Newsroom, act, paste, select

pytestmark = [pytest.mark.browser, pytest.mark.live]

TEXT = "澄湾市交出投资答卷\n澄湾市2023年新开工项目169个、到位资金117.77亿元。\n"
TAGGED = "117.77亿元"
SAID = "问：到位资金多少？答：一共117.77亿元。"

FACT = """
from annotations.models import Actor, Desk, User
from annotations.services.annotate import add_claim, edit_claim
from annotations.services.evidence import link_evidence
from annotations.services.ingest import ingest_article
from annotations.services.review import take_step
from annotations.services.sources import add_source
wang, chen = (Actor(User.objects.get(username=name)) for name in ("wang", "chen"))
desk, text = Desk.objects.get(name={desk!r}), {text!r}
article, _ = ingest_article(actor=wang, desk=desk, title="去年的稿件", text=text, pretag=False)
place = dict(start=text.index({quote!r}), end=text.index({quote!r}) + len({quote!r}), quote={quote!r})
claim = add_claim(actor=wang, article=article, types=["money"], **place)
source = add_source(actor=wang, desk=desk, title="公报", source_type="statistics", text=text)
claim = link_evidence(
    actor=wang, claim=claim, source=source, stance="supports", tier="primary", **place
).claim
claim = edit_claim(actor=wang, claim=claim, seen=None, changes=dict(verdict="verified"))
claim = take_step(actor=wang, claim=claim, to="submitted", seen=None)
take_step(actor=chen, claim=claim, to="approved", seen=None)
"""


def tag(page: Page) -> None:
    select(page, TAGGED)
    expect(page.locator("#typebar")).to_be_visible()
    act(page, "1")
    expect(page.locator("#panel .quoted").first).to_have_text(TAGGED)


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_a_protected_record_is_linked_and_seen_by_its_viewer_alone(newsroom: Newsroom) -> None:
    page = newsroom.enter("wang")
    paste(page, "澄湾投资", TEXT)
    tag(page)
    article = page.url.split("?")[0]

    page.keyboard.press("e")
    page.click("#drawer [role=tab] >> text=采访")
    expect(page.locator("#drawer .guard-list")).to_be_hidden()
    page.fill("#drawer #id_speaker", "周工")
    page.fill("#drawer #id_spoken_on", "2024-03-07")
    page.select_option("#drawer #id_method", index=1)
    page.select_option("#drawer #id_confidentiality", "protected")
    page.locator("#drawer .guard-list label", has_text="chen").click()
    page.fill("#drawer [name=text]", SAID)
    page.click("text=存入并选取原句")
    select(page, TAGGED, ".snapshot-text p")
    expect(page.locator("[data-chosen]")).to_have_text(TAGGED)
    page.click("text=关联为证据")
    expect(page.locator("#panel .evidence")).to_contain_text("周工")

    viewer, other = newsroom.enter("chen"), newsroom.enter("li")
    for somebody in (viewer, other):
        somebody.goto("/sources/")
    expect(other.locator("main")).not_to_contain_text("周工")
    viewer.click("main >> text=周工")
    expect(viewer.locator(".snapshot-text")).to_contain_text("问：到位资金多少？")
    expect(viewer.get_by_role("region", name="密级和名单")).to_contain_text("wang")
    other.goto(article)
    expect(other.locator("#panel [data-panel]")).to_be_visible()
    expect(other.locator("body")).not_to_contain_text("周工")
    missing = other.goto(viewer.url)
    assert missing
    assert missing.status == 404
    assert newsroom.heard() == []


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_a_fact_of_ours_is_cited_from_the_drawer(newsroom: Newsroom) -> None:
    earlier = f"去年本报报道：到位资金{TAGGED}。"
    newsroom.stack.manage("shell", "-v0", "-c", FACT.format(desk=DESK, text=earlier, quote=TAGGED))
    page = newsroom.enter("wang")
    paste(page, "澄湾投资又一篇", f"{TEXT}另有一句。")
    tag(page)

    page.keyboard.press("e")
    page.click("#drawer [role=tab] >> text=本报事实")
    page.locator("#drawer .hits button", has_text="去年的稿件").click()
    select(page, TAGGED, ".snapshot-text p")
    page.click("text=关联为证据")

    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("#panel .evidence")).to_contain_text("✓ 数字一致")
    assert newsroom.heard() == []
