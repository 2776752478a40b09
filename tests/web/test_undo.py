"""撤销 and batch acts on the workbench: what the page gets back."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Article, Claim, Suggestion
from annotations.vocabulary import Role
from tests.factories import DeskFactory, a_suggestion, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def article(editor: Any) -> Article:
    return an_article(editor.actor)


def undo(browser: Any, article: Article) -> Any:
    return browser.part(f"/articles/{article.pk}/undo/", {})


def test_an_accepted_suggestion_comes_back_in_the_place_of_its_claim(editor: Any, article: Article):
    suggestion = a_suggestion(article)
    editor.part(f"/suggestions/{suggestion.pk}/accept/", {})
    claim = Claim.objects.get()

    answer = undo(editor, article).content.decode()

    assert f'data-panel="{suggestion.pk}"' in answer
    assert f'hx-swap-oob="outerHTML:#item-{claim.pk}"' in answer
    assert "已撤销：已采纳" in answer


def test_a_tag_of_ones_own_leaves_list_and_text(editor: Any, article: Article):
    at = article.text.index("169个")
    span = {"start": at, "end": at + 4, "quote": "169个", "key": "1", "article_version": 1}
    editor.part(f"/articles/{article.pk}/claims/", span)
    claim = Claim.objects.get()

    answer = undo(editor, article).content.decode()

    assert f'id="item-{claim.pk}" hx-swap-oob="delete"' in answer
    assert "已撤销：标注" in answer


def test_many_come_back_with_the_whole_list(editor: Any, article: Article):
    ids = [str(row.pk) for row in (a_suggestion(article), a_suggestion(article, quote="169个"))]

    done = editor.part(f"/articles/{article.pk}/accept/", {"ids": ids}).content.decode()
    assert 'id="items" hx-swap-oob="innerHTML"' in done
    assert "已采纳 2 条建议" in done
    assert Claim.objects.count() == 2

    back = undo(editor, article).content.decode()
    assert 'id="items" hx-swap-oob="innerHTML"' in back
    assert not Claim.objects.exists()
    assert "没有可撤销的操作" in undo(editor, article).content.decode()


def test_many_are_set_aside_in_one_act_and_come_back_in_one(editor: Any, article: Article):
    ids = [str(row.pk) for row in (a_suggestion(article), a_suggestion(article, quote="169个"))]

    editor.part(f"/articles/{article.pk}/dismiss/", {"ids": ids})
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"dismissed"}

    undo(editor, article)
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"pending"}


@pytest.mark.parametrize("ids", [[], ["keine"], ["00000000-0000-4000-8000-000000000000"]])
def test_a_batch_of_nothing_or_of_strangers_changes_nothing(editor: Any, article: Article, ids: list[str]):
    suggestion = a_suggestion(article)

    wanted = [*ids, str(suggestion.pk)] if ids else []
    answer = editor.part(f"/articles/{article.pk}/accept/", {"ids": wanted})

    assert answer.status_code == 400
    assert Suggestion.objects.get().state == "pending"


def test_a_reporter_may_not_undo_and_a_stranger_sees_nothing(browse: Any, article: Article):
    assert undo(browse(Role.REPORTER), article).status_code == 403
    assert undo(browse(Role.EDITOR, at=DeskFactory.create()), article).status_code == 404
