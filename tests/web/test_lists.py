"""Lists: the same number of queries for one row and for three, filters, the next page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Article
from annotations.vocabulary import ArticleStatus, Role
from annotations.web import articles, paging
from tests.factories import (
    DeskFactory,
    a_claim,
    a_source,
    a_submitted_claim,
    a_suggestion,
    an_approved_claim,
    an_article,
    member,
)

TEXT = "第{n}篇：2023年，到位资金117.77亿元，港口是全省唯一。"


def queries(browser: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


def _articles(actor: Any, n: int) -> None:
    article = an_article(actor, text=TEXT.format(n=n), title=f"第{n}篇")
    a_claim(actor, article)
    a_suggestion(article, quote="港口是全省唯一")


def _waiting(actor: Any, n: int) -> None:
    a_submitted_claim(actor, an_article(actor, text=TEXT.format(n=n)))


def _facts(actor: Any, n: int) -> None:
    reviewer = member(actor.user.desks.get(), Role.REVIEWER)
    an_approved_claim(actor, reviewer, an_article(actor, text=TEXT.format(n=n)))


def _sources(actor: Any, n: int) -> None:
    a_source(actor, title=f"资料{n}")


@pytest.mark.parametrize(
    ("path", "make"),
    [("/articles/", _articles), ("/review/", _waiting), ("/facts/", _facts), ("/sources/", _sources)],
)
def test_three_rows_cost_as_many_queries_as_one(browse: Any, path: str, make: Callable[[Any, int], None]):
    browser = browse(Role.REVIEWER)
    author = member(browser.actor.user.desks.get(), Role.EDITOR)
    make(author, 1)
    one = queries(browser, path)
    make(author, 2)
    make(author, 3)

    assert queries(browser, path) == one


def test_the_workbench_costs_as_many_queries_with_three_claims_as_with_one(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    first = a_claim(editor.actor, article)
    path = f"/articles/{article.pk}/?at={first.pk}"
    one = queries(editor, path)
    a_claim(editor.actor, article, quote="169个", types=["quantity"])
    a_claim(editor.actor, article, quote="2023年", types=["date"])
    a_suggestion(article, quote="港口是全省唯一", types=["superlative"])

    assert queries(editor, path) == one


def test_the_queue_counts_what_stands_in_each_article(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    a_submitted_claim(editor.actor, article)
    a_claim(editor.actor, article, quote="169个", types=["quantity"])
    a_suggestion(article, quote="港口是全省唯一", types=["superlative"])

    row = editor.get("/articles/").context["page"].rows[0]

    assert (row.claims_done, row.claims_total, row.claims_wrong, row.pending_total) == (1, 2, 0, 1)


def test_the_queue_narrows_by_desk_and_status(browse: Any):
    chief = browse(Role.CHIEF)
    mine = an_article(chief.actor, title="在查")
    signed = an_article(chief.actor, title="已发", text="另一篇，共8个项目。")
    chief.post(f"/articles/{signed.pk}/sign/", {"seen": signed.version, "channel": "web"})

    def titles(asked: str) -> list[str]:
        return [row.title for row in chief.get(f"/articles/{asked}").context["page"].rows]

    assert titles("") == ["已发", "在查"]
    assert titles("?status=published") == ["已发"]
    assert titles(f"?desk={mine.desk_id}&status=checking") == ["在查"]


def test_what_closes_first_can_stand_first_page_by_page(browse: Any, monkeypatch: Any):
    monkeypatch.setattr(articles, "page_of", partial(paging.page, size=2))
    editor = browse()
    for n in range(5):
        an_article(editor.actor, text=TEXT.format(n=n), title=str(n))
    for title, hours in (("3", 1), ("0", 2), ("4", 3), ("1", 4)):
        Article.objects.filter(title=title).update(deadline=timezone.now() + timedelta(hours=hours))
    Article.objects.filter(title="4").update(status=ArticleStatus.PUBLISHED)

    first = editor.get("/articles/?order=deadline")
    second = editor.get("/articles/", {"order": "deadline", "after": first.context["page"].following})

    assert [row.title for row in first.context["page"].rows] == ["3", "0"]
    assert [row.title for row in second.context["page"].rows] == ["1"]
    assert "order=deadline" in first.content.decode()
    assert [row.title for row in editor.get("/articles/?order=x").context["page"].rows] == ["4", "3"]


def test_a_foreign_desk_in_the_filter_shows_nothing_of_it(browse: Any):
    other = DeskFactory.create()
    an_article(member(other, Role.EDITOR), title="别部门的")
    editor = browse()
    an_article(editor.actor, title="本部门的")

    rows = editor.get(f"/articles/?desk={other.pk}").context["page"].rows

    assert [row.title for row in rows] == ["本部门的"]


@pytest.mark.parametrize("rows", [0, 1, 2, 3, 5])
def test_pages_together_hold_every_row_once(browse: Any, rows: int):
    editor = browse()
    for n in range(rows):
        an_article(editor.actor, text=TEXT.format(n=n), title=str(n))
    seen, cursor = [], ""
    while True:
        found = paging.page(Article.objects.visible_to(editor.actor), cursor, size=2)
        seen += [row.title for row in found.rows]
        cursor = found.following
        if not cursor:
            break

    assert seen == [str(n) for n in reversed(range(rows))]


@pytest.mark.parametrize("path", ["/articles/", "/review/", "/facts/", "/sources/"])
def test_an_empty_list_says_what_to_do(browse: Any, path: str):
    html = browse().get(path).content.decode()

    assert 'class="empty"' in html or "panel-body empty" in html
