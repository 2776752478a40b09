"""A published fact is found wrong: reported, held, corrected, checked again, and supplied anew."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newsroom import Newsroom

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
        (self.key,) = room.keys({"wang": "export"}).values()
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
    newsroom.hire(("sun", "reporter"))
    code = PUBLISHED.format(wrong=WRONG)
    return newsroom.stack.manage("shell", "-v0", "-c", code).split()[-1]


def submit(page: Page, act: str) -> None:
    """Send one form of the correction's page and wait for what it says."""
    page.locator(f"form[action$='/{act}/'] button[type=submit]").click()
    expect(page.locator(".message")).to_be_visible()


def reported(room: Newsroom, article: str) -> str:
    """The reporter who wrote it reports it, on a phone, and confirms the error; the page's address."""
    page = room.enter("sun", viewport={"width": 390, "height": 844})
    page.goto(f"/articles/{article}/")
    page.get_by_role("link", name="报告差错").first.click()
    page.fill("#id_problem", "公报为117.78亿元，抄错一位")
    page.fill("#id_quote", WRONG)
    page.select_option("#id_claim", label=WRONG)
    page.click("form.form button[type=submit]")
    expect(page.locator(".message")).to_contain_text("已报告")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("确认有误").check()
    submit(page, "view")
    return page.url


def assessed_with_hold(room: Newsroom) -> None:
    page = room.enter("chen", color_scheme="dark")
    page.goto("/corrections/")
    expect(page.locator(".bar nav .here")).to_contain_text("1")
    expect(page.locator("tbody tr")).to_contain_text(["今天到期"])
    page.click("tbody a")
    page.fill("#id_assessment", "查公报，确为117.78亿元。")
    submit(page, "assess")


def decided(page: Page) -> None:
    """The chief decides; the notice is worded already."""
    page.get_by_label("更正", exact=True).check()
    page.fill("#id_decision_reason", "抄录有误")
    page.fill("#id_corrected_text", RIGHT)
    submit(page, "decide")
    assert f"“{WRONG}”应为“{RIGHT}”" in page.input_value("#id_notice")


def text_put_right(page: Page) -> None:
    """The corrected words stand in the text that is offered."""
    page.get_by_role("link", name="提交改正后的版本").click()
    assert RIGHT in page.input_value("#id_text")
    page.click("text=保存新版本")
    expect(page.locator(".message")).to_contain_text("第 2 版")


def closed(page: Page) -> None:
    """The notice is out, and the correction closed."""
    page.fill("#id_notice_place", "首页")
    page.evaluate(NOW)
    submit(page, "notice")
    submit(page, "close")
    expect(page.locator(".sheet")).to_contain_text("已结案 · 更正")
    expect(page.locator(".bar nav .here")).to_have_count(0)


def test_a_fact_found_wrong_is_held_at_once_and_comes_back_right(newsroom: Newsroom, article: str):
    partner = Partner(newsroom)
    assert [row["statement"] for row in partner.polls()] == [WRONG]

    address = reported(newsroom, article)
    assessed_with_hold(newsroom)
    assert Partner(newsroom).polls() == []
    assert [row["state"] for row in partner.polls()] == ["held"]

    chief = newsroom.enter("zhou")
    chief.goto(address)
    decided(chief)
    text_put_right(chief)
    assert partner.polls() == []
    newsroom.stack.manage("shell", "-v0", "-c", CHECKED_AGAIN.format(article=article, right=RIGHT))
    chief.goto(address)
    closed(chief)

    told = partner.polls()
    assert [(row.get("state"), row.get("statement")) for row in told] == [("superseded", None), (None, RIGHT)]
    assert told[0]["superseded_by"] == told[1]["id"]
    chief.goto("/facts/?state=all")
    expect(chief.locator("tbody")).to_contain_text("已被取代")
    assert newsroom.heard() == []
