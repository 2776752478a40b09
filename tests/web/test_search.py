"""检索 in the browser: the page, its tabs and filters, the box of the header, places that open."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Article, Passage, VerifiedFact
from annotations.vocabulary import Confidentiality, Role
from tests.factories import QUOTE, DeskFactory, a_claim, a_source, an_approved_claim, an_article, member
from tests.services.finding import indexed


@pytest.fixture
def editor(browse, desk):
    """Somebody at a desk with an article, a claim with its fact, and a source."""
    browser = browse(Role.EDITOR)
    article = an_article(browser.actor, title="临江开港")
    an_approved_claim(browser.actor, member(desk, Role.REVIEWER), article)
    indexed()
    return browser


def body(browser, query: str, **more) -> str:
    answer = browser.get("/search/" + query, **more)
    assert answer.status_code == 200
    return answer.content.decode()


def tabs(page: str) -> dict[str, str]:
    return dict(re.findall(r">(\w+) <span class=\"num\">([\d+]+)</span>", page))


def test_what_is_found_stands_by_kind_with_its_words_marked(editor) -> None:
    page = body(editor, "?q=到位资金117.77亿")

    assert tabs(page) == {"全部": "4", "稿件": "1", "核查点": "1", "事实": "1", "资料": "1"}
    assert page.count('data-item="') == 4
    assert "<mark>到位资金117.77亿</mark>" in page
    assert "另有" not in page


def test_a_tab_shows_one_kind_and_offers_its_filters(editor) -> None:
    page = body(editor, "?q=到位资金&in=sources")

    assert (page.count('data-item="'), "统计公报" in page) == (1, True)
    assert ('name="source_type"' in page, 'name="verdict"' in page) == (True, False)
    assert tabs(page)["核查点"] == "1"
    assert "资料里没有找到" in body(editor, "?q=到位资金&in=sources&source_type=law")


@pytest.mark.parametrize("query", ["?q=到位资金&in=nothing", "?q=到位资金&since=gestern&desk=x&type=y"])
def test_what_is_not_understood_narrows_nothing(editor, query) -> None:
    assert body(editor, query).count('data-item="') == 4


def test_days_the_wrong_way_round_are_told_at_the_field_and_nothing_is_said_to_be_missing(editor) -> None:
    backwards = "/search/?q=到位资金&since=2024-03-02&until=2024-03-01"
    page, part = editor.get(backwards), editor.get(backwards, headers={"HX-Request": "true"})

    assert (page.status_code, part.status_code) == (400, 400)
    for answer in (page, part):
        told = answer.content.decode()
        assert re.search(r'id="days-fault"[^>]*>“到”不能早于“从”。', told)
        assert "没有找到“" not in told
    assert "不能早于" not in body(editor, "?q=到位资金&since=2000-03-02&until=2999-03-02")


def test_htmx_gets_what_was_found_alone(editor) -> None:
    part = body(editor, "?q=到位资金", headers={"HX-Request": "true"})

    assert part.lstrip().startswith('<div id="found">')
    assert "<html" not in part


@pytest.mark.parametrize(
    ("query", "told"), [("", "数字怎样写都能找到"), ("?q=大象", "没有找到“大象”"), ("?q=%20", "加引号")]
)
def test_an_empty_page_says_how_to_ask(editor, query, told) -> None:
    assert told in body(editor, query)


def test_nothing_typed_becomes_markup(editor) -> None:
    page = body(editor, "?q=<b>%22到位资金&in=<i>")

    assert ("<b>&quot;" in page, "<i>" in page) == (False, False)


def test_the_box_stands_on_every_page_and_the_key_goes_to_the_list_on_the_workbench(editor) -> None:
    article = Article.objects.get()
    boxes = {
        path: re.findall(r'<form class="box"[^>]*action="/search/"', editor.get(path).content.decode())
        for path in ("/articles/", "/facts/", f"/articles/{article.pk}/", "/search/")
    }

    assert {path: len(found) for path, found in boxes.items()} == {
        "/articles/": 1, "/facts/": 1, f"/articles/{article.pk}/": 1, "/search/": 0,
    }  # fmt: skip
    workbench = editor.get(f"/articles/{article.pk}/").content.decode()
    assert re.search(r'<form class="filters" data-filters data-scope="1"[^>]*action="/search/"', workbench)


def test_a_fact_that_left_is_marked(editor) -> None:
    VerifiedFact.objects.update(retracted_at=timezone.now())
    indexed()

    page = body(editor, "?q=到位资金&in=facts")

    assert (page.count('data-item="'), "已撤回" in page) == (1, True)


def test_what_the_index_still_lacks_is_said(editor) -> None:
    Passage.objects.update(tokens="", dictionary_version="")

    assert re.search(r"[1-9] 段资料还在建立索引", body(editor, "?q=到位资金"))


def test_another_desk_and_a_protected_source_are_told_of_nowhere(editor, browse, desk) -> None:
    a_source(
        editor.actor,
        title="线人谈话",
        text="线人说到位资金另有来历。",
        confidentiality=Confidentiality.PROTECTED,
    )
    indexed()
    colleague = browse(Role.EDITOR)

    page = body(colleague, "?q=到位资金")
    assert ("线人" in page, tabs(page)["资料"]) == (False, "1")
    assert tabs(body(colleague, "?q=线人谈话 来历"))["资料"] == "0"
    assert tabs(body(editor, "?q=线人谈话 来历"))["资料"] == "1"
    stranger = browse(Role.EDITOR, at=DeskFactory.create())
    assert set(tabs(body(stranger, "?q=到位资金")).values()) == {"0"}


def test_a_reporter_sees_no_tab_of_facts(editor, browse) -> None:
    page = body(browse(Role.REPORTER), "?q=到位资金")

    assert "事实" not in tabs(page)
    assert tabs(page)["核查点"] == "1"


def test_it_costs_as_many_queries_for_three_as_for_one(editor, browse, desk) -> None:
    reviewer = member(desk, Role.REVIEWER)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            body(editor, "?q=到位资金")
        return len(seen)

    one = queries()
    for n in range(2):
        article = an_article(editor.actor, text=f"第{n}篇：到位资金117.77亿元。")
        an_approved_claim(editor.actor, reviewer, article)
        a_claim(editor.actor, article, quote=QUOTE)
    indexed()

    assert queries() == one


def test_a_source_opens_at_the_passage(editor) -> None:
    url = re.search(r'href="(/sources/[^"]+)"', body(editor, "?q=117.77亿&in=sources"))[1]  # type: ignore[index]

    page = editor.get(url).content.decode()
    start, end = map(int, url.partition("?find=")[2].split("-"))
    assert re.search(r'<div class="text snapshot-text"[^>]*data-text[^>]*><p id="p-0" data-start="0"', page)
    assert "年末统计：到位资金117.77亿元，项目169个。"[start:end] == "117.77亿"


@pytest.mark.parametrize(
    ("path", "asked", "shown"),
    [
        ("/articles/", "到位资金", "临江开港"),
        ("/articles/", "临江", "临江开港"),
        ("/sources/", "11777000000", "统计公报"),
        ("/sources/", "統計", "统计公报"),
        ("/facts/", "117.77亿元", QUOTE),
    ],
)
def test_the_boxes_of_the_lists_use_the_same_index(editor, path: str, asked: str, shown: str) -> None:
    def listed(query: str) -> bool:
        table = editor.get(path, {"q": query}).content.decode().partition("<tbody>")[2]
        return shown in table

    assert (listed(asked), listed("没有这样的词")) == (True, False)
    assert editor.get(path, {"q": "长" * 500}).status_code == 200
