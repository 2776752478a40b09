"""重点核查 on the workbench: what has to be done at this level is marked, counted and can be filtered."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Article
from annotations.services.annotate import edit_claim
from annotations.services.evidence import edit_evidence
from annotations.web.items import Desktop
from tests.factories import a_claim, a_link, a_source, a_suggestion, an_article

pytestmark = pytest.mark.django_db

TEXT = "全市新开工项目169个，到位资金117.77亿元。市长李明出席。云溪港是全省唯一的深水港。"

OTHER = "全市到位资金130亿元。"


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def article(editor: Any, desk: Any) -> Article:
    desk.check_level = "key"
    desk.save()
    return an_article(editor.actor, text=TEXT)


def musts(article: Article) -> dict[str, bool]:
    return {item.quote: item.must for item in Desktop(article).items}


def test_names_superlatives_and_doubtful_figures_are_key_and_the_rest_is_not(editor, article) -> None:
    a_claim(editor.actor, article, quote="新开工项目169个", types=["quantity"])
    doubtful = a_claim(editor.actor, article, quote="到位资金117.77亿元")
    a_link(editor.actor, doubtful, a_source(editor.actor, text=OTHER), quote="130亿元")
    a_suggestion(article, quote="市长李明出席", types=["person"])
    a_suggestion(article, quote="全省唯一", types=["superlative"])

    assert musts(article) == {
        "新开工项目169个": False,
        "到位资金117.77亿元": True,
        "市长李明出席": True,
        "全省唯一": True,
    }


def test_evidence_for_the_background_casts_no_doubt(editor, article) -> None:
    claim = a_claim(editor.actor, article, quote="到位资金117.77亿元")
    link = a_link(editor.actor, claim, a_source(editor.actor, text=OTHER), quote="130亿元")

    edit_evidence(actor=editor.actor, link=link, seen=None, changes={"stance": "context"})

    assert musts(article) == {"到位资金117.77亿元": False}


def test_what_was_found_wrong_has_to_be_done_at_any_level(editor, article) -> None:
    claim = a_claim(editor.actor, article, quote="到位资金117.77亿元")

    edit_claim(actor=editor.actor, claim=claim, seen=None, changes={"verdict": "false"})

    assert musts(article) == {"到位资金117.77亿元": True}


@pytest.mark.parametrize(("level", "critical", "must"), [("key", True, True), ("full", False, False)])
def test_of_a_critical_report_all_is_key_and_at_other_levels_nothing_is_marked(
    editor, article, level, critical, must
) -> None:
    a_claim(editor.actor, article, quote="到位资金117.77亿元")
    article.check_level, article.critical = level, critical

    assert musts(article) == {"到位资金117.77亿元": must}


def test_the_list_says_so_counts_them_and_offers_the_filter(editor, article) -> None:
    a_suggestion(article, quote="全省唯一", types=["superlative"])
    a_suggestion(article, quote="到位资金117.77亿元")

    html = editor.get(f"/articles/{article.pk}/").content.decode()
    row = html.split("<li id=")[1]

    assert html.count(" data-must") == 1
    assert html.count('title="重点核查须办妥"') == 1
    assert '<option value="must">重点</option>' in html
    assert "<b>0/1</b> 重点" in html
    assert "data-item" in row


def test_elsewhere_the_filter_is_not_offered(editor, article) -> None:
    Article.objects.update(check_level="full")

    assert '<option value="must">' not in editor.get(f"/articles/{article.pk}/").content.decode()
