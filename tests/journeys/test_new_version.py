"""An approved article gets a new text: every outcome is right on the page, and each is brought to its end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import DESK, Newsroom, row, select

pytestmark = [pytest.mark.browser, pytest.mark.live]

TITLE = "临海一年"
TEXT = "\n".join([
    TITLE,
    "全市新开工项目169个，到位资金117.77亿元。",
    "港口要加快的建设步伐。",
    "全年接待游客58万人次。",
    "新增就业2100人。",
    "规模以上企业640家。",
])  # fmt: skip
CLAIMS = {
    "117.77亿元": "money",
    "加快的建设步伐": "quote",
    "58万人次": "quantity",
    "新增就业2100人": "quantity",
    "640家": "quantity",
}
CHANGES = (
    ("117.77亿元", "118.2亿元"),
    ("加快的建设", "加快地建设"),
    ("58万人次", "85万人次"),
    ("新增就业2100人。", "就业形势向好，年末在岗人数稳定。"),
)
OUTCOMES = {
    "corrected_as_approved": "118.2亿元",
    "changed_minor": "加快地建设步伐",
    "figure_changed": "85万人次",
    "orphaned": "新增就业2100人",
    "kept": "640家",
}
SEED = """
from annotations.models import Actor, Desk, User
from annotations.services.annotate import add_claim, edit_claim
from annotations.services.evidence import link_evidence
from annotations.services.ingest import ingest_article
from annotations.services.review import take_step
from annotations.services.sources import add_source
wang, chen = (Actor(User.objects.get(username=name)) for name in ("wang", "chen"))
desk = Desk.objects.get(name={desk!r})
text = {text!r}
article, _ = ingest_article(actor=wang, desk=desk, title={title!r}, text=text, pretag=False)
source = add_source(actor=wang, desk=desk, title="统计公报", source_type="statistics", text=text)
right = "118.2亿元"
wrong = dict(verdict="false", verdict_note="公报为" + right, resolution="corrected", proposed_text=right)
for quote, kind in {claims!r}.items():
    start = text.index(quote)
    place = dict(start=start, end=start + len(quote), quote=quote)
    claim = add_claim(actor=wang, article=article, types=[kind], **place)
    claim = link_evidence(
        actor=wang, claim=claim, source=source, stance="supports", tier="primary", **place
    ).claim
    judged = wrong if quote == "117.77亿元" else dict(verdict="verified")
    claim = edit_claim(actor=wang, claim=claim, seen=None, changes=judged)
    claim = take_step(actor=wang, claim=claim, to="submitted", seen=None)
    take_step(actor=chen, claim=claim, to="approved", seen=claim.version)
print(article.pk)
"""


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> str:
    script = SEED.format(desk=DESK, text=TEXT, title=TITLE, claims=CLAIMS)
    return f"/articles/{newsroom.stack.manage('shell', '-c', script).split()[-1]}/"


@pytest.fixture(scope="module")
def wang(newsroom: Newsroom) -> Page:
    return newsroom.enter("wang")


def test_the_word_document_tracks_what_the_writer_should_change(wang: Page, address: str, tmp_path: Path):
    wang.goto(address + "changes/")
    expect(wang.locator("main ins")).to_contain_text("118.2")

    with wang.expect_download() as found:
        wang.get_by_role("link", name="下载 Word").click()
    found.value.save_as(tmp_path / "changes.docx")

    body = Document(str(tmp_path / "changes.docx")).element.body
    assert ["".join(t.text for t in one.iter(qn("w:t"))) for one in body.iter(qn("w:ins"))] == ["118.2"]


def test_every_outcome_stands_on_the_report(wang: Page, address: str):
    wang.goto(address)
    wang.get_by_role("link", name="换新版本").click()
    text = wang.locator("#id_text").input_value()
    for old, new in CHANGES:
        text = text.replace(old, new)
    wang.fill("#id_text", text)
    wang.get_by_role("button", name="保存新版本").click()

    expect(wang.locator("main h2").first).to_be_visible()
    for outcome, words in OUTCOMES.items():
        group = wang.locator(f"[data-outcome='{outcome}'] li")
        expect(group).to_have_count(1)
        expect(group).to_contain_text(words)
    expect(wang.locator("[data-outcome='corrected_as_approved']")).to_contain_text("已核定 · 属实")
    expect(wang.locator("[data-outcome='figure_changed']")).to_contain_text("核查中")


def test_a_lost_claim_is_placed_by_selecting_its_new_words(wang: Page, address: str):
    wang.goto(address)
    row(wang, "新增就业2100人").locator("a").click()
    lost = wang.locator("#panel [data-takes-selection]")
    expect(lost).to_be_visible()

    select(wang, "在岗人数稳定")
    expect(lost.locator("[name=quote]")).to_have_value("在岗人数稳定")
    lost.get_by_role("button").click()

    expect(row(wang, "在岗人数稳定")).to_be_visible()
    expect(wang.locator("#panel [data-takes-selection]")).to_have_count(0)


def test_the_reviewer_confirms_the_small_change(newsroom: Newsroom, wang: Page, address: str):
    wang.goto(address)
    expect(wang.locator("#small-changes")).to_have_count(0)
    chen: Any = newsroom.enter("chen")
    chen.goto(address)
    expect(chen.locator("#small-changes")).to_contain_text("加快")

    chen.get_by_role("button", name="确认改动").click()

    expect(chen.get_by_text("已确认 1 处细微改动")).to_be_visible()
    expect(chen.locator("#small-changes")).to_have_count(0)
    assert newsroom.heard() == []
