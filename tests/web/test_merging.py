"""出现 3 处, 合并? on the workbench: told in the panel, done by one press, parted by another."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Article, Claim, Suggestion
from annotations.services.annotate import add_claim, edit_claim
from annotations.vocabulary import Role
from tests.factories import an_article

MONEY = "117.77亿元"
TEXT = f"江河市到位资金{MONEY}。\n会上说，{MONEY}中近半来自省外。\n{MONEY}，比上年多一成。"


def spans() -> list[tuple[int, int]]:
    found, at = [], -1
    while (at := TEXT.find(MONEY, at + 1)) >= 0:
        found.append((at, at + len(MONEY)))
    return found


def waiting(article: Article, number: int) -> Suggestion:
    start, end = spans()[number]
    figure = {"types": ["money"], "value": "11777000000", "unit": "CNY", "approx": "eq", "priority": "A"}
    made = {"detector": "claim", "engine_version": "test", "article_version": 1}
    return Suggestion.objects.create(article=article, start=start, end=end, quote=MONEY, **figure, **made)


def tagged(actor: Any, article: Article, number: int) -> Claim:
    start, end = spans()[number]
    return add_claim(actor=actor, article=article, start=start, end=end, quote=MONEY, types=["money"])


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def article(editor: Any) -> Article:
    return an_article(editor.actor, text=TEXT)


def test_a_suggestion_shows_where_else_the_same_is_said_and_takes_all_in_at_once(
    editor: Any, article: Article
):
    rows = [waiting(article, number) for number in range(3)]

    panel = editor.part(f"/suggestions/{rows[0].pk}/").content.decode()
    answer = editor.part(f"/suggestions/{rows[0].pk}/merge/", {"suggestions": [rows[1].pk, rows[2].pk]})

    assert "出现 3 处，合并？" in panel
    assert [f'value="{row.pk}" checked' in panel for row in rows] == [False, True, True]
    assert f"会上说，<b>{MONEY}</b>中近半来自省外。" in panel
    claim = Claim.objects.get()
    html = answer.content.decode()
    assert [(place.start, place.end) for place in claim.mentions.all()] == spans()[1:]
    assert html.count(f'data-c="{str(claim.pk)[:8]}"') == 3
    assert html.count("data-item=") == 1
    assert f"“{MONEY}”共 3 处" in html
    assert "出现 3 处<" in html


def test_a_claim_takes_in_what_still_waits_and_lets_it_go_again(editor: Any, article: Article):
    claim, row = tagged(editor.actor, article, 0), waiting(article, 1)

    editor.part(f"/claims/{claim.pk}/merge/", {"seen": 1, "suggestions": [row.pk]})
    merged = editor.part(f"/claims/{claim.pk}/").content.decode()
    parted = editor.part(f"/claims/{claim.pk}/split/", {"seen": 2, "start": row.start})

    assert "拆开" in merged
    assert f'data-place="{row.start}-{row.end}"' in merged
    row.refresh_from_db()
    assert (row.state, claim.mentions.count()) == ("pending", 0)
    assert "出现 2 处，合并？" in parted.content.decode()


def test_a_suggestion_goes_into_the_claim_that_a_colleague_works_on(
    editor: Any, browse: Any, article: Article
):
    colleague = browse()
    claim = tagged(colleague.actor, article, 0)
    edit_claim(actor=colleague.actor, claim=claim, seen=1, changes={"note": "在查"})
    row = waiting(article, 1)

    panel = editor.part(f"/suggestions/{row.pk}/").content.decode()
    editor.part(f"/claims/{claim.pk}/merge/", {"seen": 2, "suggestions": [row.pk]})

    assert f'hx-post="/claims/{claim.pk}/merge/"' in panel
    assert "并入这个核查点" in panel
    assert claim.mentions.count() == 1
    assert Claim.objects.count() == 1


def test_undo_parts_what_was_merged(editor: Any, article: Article):
    rows = [waiting(article, number) for number in range(3)]
    editor.part(f"/suggestions/{rows[0].pk}/merge/", {"suggestions": [rows[1].pk, rows[2].pk]})

    html = editor.part(f"/articles/{article.pk}/undo/", {}).content.decode()

    assert not Claim.objects.exists()
    assert Suggestion.objects.pending().count() == 3
    assert html.count("data-item=") == 3


def test_a_stale_merge_shows_the_claim_as_it_stands_and_merges_nothing(editor: Any, article: Article):
    claim, row = tagged(editor.actor, article, 0), waiting(article, 1)
    edit_claim(actor=editor.actor, claim=claim, seen=1, changes={"note": "甲"})

    answer = editor.part(f"/claims/{claim.pk}/merge/", {"seen": 1, "suggestions": [row.pk]})

    assert (answer.status_code, answer["HX-Retarget"]) == (412, "#panel")
    assert claim.mentions.count() == 0


@pytest.mark.parametrize("chosen", [{}, {"suggestions": ["x"]}])
def test_nothing_chosen_or_something_unreadable_is_told_over_the_page(
    editor: Any, article: Article, chosen: Any
):
    claim = tagged(editor.actor, article, 0)

    answer = editor.part(f"/claims/{claim.pk}/merge/", {"seen": 1, **chosen})

    assert (answer["HX-Retarget"], answer.status_code) == ("#notice", 400 if chosen else 409)


def test_a_reporter_sees_the_places_and_no_button(editor: Any, browse: Any, article: Article):
    claim, row = tagged(editor.actor, article, 0), waiting(article, 1)
    editor.part(f"/claims/{claim.pk}/merge/", {"seen": 1, "suggestions": [row.pk]})
    reporter = browse(Role.REPORTER)

    html = reporter.part(f"/claims/{claim.pk}/").content.decode()
    answer = reporter.part(f"/claims/{claim.pk}/split/", {"seen": 2, "start": row.start})

    assert "出现 2 处" in html
    assert "拆开" not in html
    assert answer.status_code == 403


def test_a_claim_in_one_place_says_nothing_of_places(editor: Any, article: Article):
    claim = tagged(editor.actor, article, 0)

    assert "出现" not in editor.part(f"/claims/{claim.pk}/").content.decode()


def test_the_panel_asks_no_more_for_many_repeats_than_for_one(
    editor: Any, article: Article, django_assert_max_num_queries: Any
):
    claim = tagged(editor.actor, article, 0)
    waiting(article, 1)
    with django_assert_max_num_queries(40) as one:
        editor.part(f"/claims/{claim.pk}/")
    waiting(article, 2)

    with django_assert_max_num_queries(len(one.captured_queries)):
        editor.part(f"/claims/{claim.pk}/")
