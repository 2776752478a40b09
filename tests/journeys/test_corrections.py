"""A published fact is found wrong: reported, held, corrected, checked again, and supplied anew."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import DESK, Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.live]

WRONG, RIGHT = "到位资金117.77亿元", "到位资金117.78亿元"
PUBLISHED = """
from annotations.models import Actor, User
from annotations.services.publish import publish_article
from tests.factories import a_submitted_claim, an_article
from annotations.services.review import take_step
actors = [Actor(User.objects.get(username=name)) for name in ("wang", "chen", "zhou", "sun")]
editor, reviewer, chief, reporter = actors
article = an_article(reporter, title="开工的一年", text="全市{wrong}，形势良好。")
claim = a_submitted_claim(editor, article, quote="{wrong}")
take_step(actor=reviewer, claim=claim, to="approved", seen=claim.version)
article.refresh_from_db()
publish_article(actor=chief, article=article, seen=None)
print(article.pk)
"""

NOW = """() => {
  const now = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 16)
  document.querySelector('#id_notice_published_at').value = now
}"""
CHECKED_AGAIN = """
from annotations.models import Actor, Article, User
from annotations.services.annotate import edit_claim
from annotations.services.evidence import link_evidence
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from tests.factories import a_link, a_source
editor, reviewer, chief = (Actor(User.objects.get(username=name)) for name in ("wang", "chen", "zhou"))
article = Article.objects.get(pk="{article}")
claim = article.claims.select_related("article__desk").get()
assert claim.quote == "{right}", claim.quote
link = a_link(editor, claim, a_source(editor, text="公报：{right}。", title="公报"), quote="117.78亿元")
claim = edit_claim(actor=editor, claim=link.claim, seen=None, changes={{"verdict": "verified"}})
claim = take_step(actor=editor, claim=claim, to="submitted", seen=None)
take_step(actor=reviewer, claim=claim, to="approved", seen=None)
article.refresh_from_db()
publish_article(actor=chief, article=article, seen=None)
"""


class Partner:
    """A machine outside that polls over HTTP."""

    def __init__(self, room: Newsroom) -> None:
        made = ("createkey", "--user", "wang", "--desk", DESK, "--scope", "export")
        self.key = room.stack.manage(*made).strip()
        self.url = f"{room.stack.base_url}/api/v1/facts/export/"
        self.since = ""

    def polls(self) -> list[dict[str, Any]]:
        wanted = {"format": "jsonl"} | ({"since": self.since} if self.since else {})
        answer = httpx.get(self.url, params=wanted, headers={"Authorization": f"Bearer {self.key}"})
        assert answer.status_code == 200, answer.text
        self.since = answer.headers["Next-Since"]
        return [json.loads(line) for line in answer.text.splitlines()]


@pytest.fixture(scope="module")
def article(newsroom: Newsroom) -> str:
    newsroom.hire("sun", "reporter")
    code = PUBLISHED.format(wrong=WRONG)
    return newsroom.stack.manage("shell", "-v0", "-c", code).split()[-1]


def submit(page: Page, act: str) -> None:
    """Send one form of the correction's page and wait for what it says."""
    page.locator(f"form[action$='/{act}/'] button[type=submit]").click()
    expect(page.locator(".message")).to_be_visible()


def test_a_fact_found_wrong_is_held_at_once_and_comes_back_right(newsroom: Newsroom, article: str):
    partner = Partner(newsroom)
    assert [row["statement"] for row in partner.polls()] == [WRONG]

    # The reporter who wrote it reports it, on a phone, and confirms the error.
    sun = newsroom.enter("sun", viewport={"width": 390, "height": 844})
    sun.goto(f"/articles/{article}/")
    sun.get_by_role("link", name="报告差错").first.click()
    sun.fill("#id_problem", "公报为117.78亿元，抄错一位")
    sun.fill("#id_quote", WRONG)
    sun.select_option("#id_claim", label=WRONG)
    sun.click("form.form button[type=submit]")
    expect(sun.locator(".message")).to_contain_text("已报告")
    address = sun.url
    assert sun.evaluate("document.documentElement.scrollWidth") <= 390
    sun.get_by_label("确认有误").check()
    submit(sun, "view")

    # The reviewer assesses and holds: whoever polls next is told.
    chen = newsroom.enter("chen", color_scheme="dark")
    chen.goto("/corrections/")
    expect(chen.locator(".bar nav .here")).to_contain_text("1")
    expect(chen.locator("tbody tr")).to_contain_text(["今天到期"])
    chen.click("tbody a")
    chen.fill("#id_assessment", "查公报，确为117.78亿元。")
    submit(chen, "assess")
    assert Partner(newsroom).polls() == []
    assert [row["state"] for row in partner.polls()] == ["held"]

    # The chief decides; the claim is open again, with the notice already worded.
    zhou = newsroom.enter("zhou")
    zhou.goto(address)
    zhou.get_by_label("更正", exact=True).check()
    zhou.fill("#id_decision_reason", "抄录有误")
    zhou.fill("#id_corrected_text", RIGHT)
    submit(zhou, "decide")
    assert f"“{WRONG}”应为“{RIGHT}”" in zhou.input_value("#id_notice")
    assert partner.polls() == []

    # The corrected text, checked and approved by others than the one who worked on it.
    zhou.get_by_role("link", name="提交改正后的版本").click()
    assert RIGHT in zhou.input_value("#id_text")
    zhou.click("text=保存新版本")
    expect(zhou.locator(".message")).to_contain_text("第 2 版")
    newsroom.stack.manage("shell", "-v0", "-c", CHECKED_AGAIN.format(article=article, right=RIGHT))

    # The notice goes out, the article is published again, and the correction is closed.
    zhou.goto(address)
    zhou.fill("#id_notice_place", "首页")
    zhou.evaluate(NOW)
    submit(zhou, "notice")
    submit(zhou, "close")
    expect(zhou.locator(".sheet")).to_contain_text("已结案 · 更正")
    expect(zhou.locator(".bar nav .here")).to_have_count(0)

    told = partner.polls()
    assert [(row.get("state"), row.get("statement")) for row in told] == [("superseded", None), (None, RIGHT)]
    assert told[0]["superseded_by"] == told[1]["id"]
    zhou.goto("/facts/?state=all")
    expect(zhou.locator("tbody")).to_contain_text("已被取代")
    assert newsroom.heard() == []
