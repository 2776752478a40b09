"""The pulse: a page learns what colleagues did and where they are, and asks for nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Article, Presence
from annotations.services.annotate import delete_claim, edit_claim
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Problem
from annotations.services.presence import arrive
from annotations.vocabulary import Role
from tests.factories import DeskFactory, a_claim, a_suggestion, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def colleague(browse: Any) -> Any:
    return browse()


@pytest.fixture
def article(editor: Any) -> Article:
    return an_article(editor.actor)


def pulse(browser: Any, article: Article, since: str = "", at: str = "") -> Any:
    return browser.part(f"/articles/{article.pk}/pulse/?since={since}&at={at}")


def cursor(browser: Any, article: Article) -> str:
    return pulse(browser, article).headers["Pulse-Cursor"]


def test_nothing_new_is_answered_with_nothing(editor: Any, article: Article):
    answer = pulse(editor, article, cursor(editor, article))

    assert (answer.status_code, answer.content) == (204, b"")


def test_a_colleagues_verdict_comes_as_row_and_paragraph_and_is_told(
    editor: Any, colleague: Any, article: Article
):
    claim = a_claim(editor.actor, article)
    since = cursor(editor, article)
    edit_claim(actor=colleague.actor, claim=claim, seen=1, changes={"verdict": "false"})

    answer = pulse(editor, article, since).content.decode()

    assert f'id="item-{claim.pk}"' in answer
    assert 'data-look="wrong"' in answer
    assert "data-paragraphs" in answer
    assert f"{colleague.actor.user} 刚改了这一条" in answer
    assert "data-all" not in answer


def test_a_suggestion_accepted_elsewhere_goes_and_its_claim_comes(
    editor: Any, colleague: Any, article: Article
):
    suggestion = a_suggestion(article)
    since = cursor(editor, article)
    claim = accept_suggestion(actor=colleague.actor, suggestion=suggestion)

    answer = pulse(editor, article, since).content.decode()

    assert f'data-gone="{suggestion.pk}"' in answer
    assert f'id="item-{claim.pk}"' in answer


def test_a_deleted_claim_goes(editor: Any, colleague: Any, article: Article):
    claim = a_claim(colleague.actor, article)
    since, pk = cursor(editor, article), claim.pk
    delete_claim(actor=colleague.actor, claim=claim, seen=1)

    assert f'data-gone="{pk}"' in pulse(editor, article, since).content.decode()


def test_people_are_told_where_they_are_and_forgotten_when_they_leave(
    editor: Any, colleague: Any, article: Article
):
    claim = a_claim(editor.actor, article)
    since = cursor(editor, article)
    pulse(colleague, article, at=str(claim.pk))

    here = pulse(editor, article, since)
    assert f'data-person="{colleague.actor.user}" data-at="{claim.pk}"' in here.content.decode()
    assert pulse(editor, article, here.headers["Pulse-Cursor"]).status_code == 204

    assert colleague.part(f"/articles/{article.pk}/away/", {}).status_code == 204
    gone = pulse(editor, article, here.headers["Pulse-Cursor"]).content.decode()
    assert "data-person" not in gone
    assert not Presence.objects.filter(user=colleague.actor.user).exists()


def test_ones_own_presence_is_not_news(editor: Any, article: Article):
    since = cursor(editor, article)

    assert pulse(editor, article, since, at=str(article.pk)).status_code == 204


def test_many_changes_bring_the_whole_list(
    editor: Any, colleague: Any, article: Article, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("annotations.services.pulse.MANY", 1)
    since = cursor(editor, article)
    a_claim(colleague.actor, article)
    a_claim(colleague.actor, article, quote="169个", types=["quantity"])

    assert "data-all" in pulse(editor, article, since).content.decode()


def test_what_happens_in_another_article_is_no_news(editor: Any, colleague: Any, article: Article):
    other = an_article(editor.actor, text="另一篇稿件，全市共有58个村。")
    since = cursor(editor, article)
    a_claim(colleague.actor, other, quote="58个", types=["quantity"])

    answer = pulse(editor, article, since)

    assert answer.status_code == 204
    assert answer.headers["Pulse-Cursor"] != since


def test_the_number_of_queries_does_not_grow(
    editor: Any, colleague: Any, article: Article, django_assert_max_num_queries: Any
):
    since = cursor(editor, article)

    with django_assert_max_num_queries(14):
        assert pulse(editor, article, since).status_code == 204


def test_a_strange_cursor_is_refused_and_a_stranger_sees_nothing(editor: Any, browse: Any, article: Article):
    assert pulse(editor, article, "gestern").status_code == 400
    stranger = browse(Role.EDITOR, at=DeskFactory.create())
    assert pulse(stranger, article).status_code == 404
    with pytest.raises(Problem):
        arrive(actor=stranger.actor, article=article, item=None)


def test_the_api_tells_the_same(editor: Any, colleague: Any, article: Article):
    path = f"/api/v1/articles/{article.pk}/pulse/"
    claim = a_claim(editor.actor, article)
    first = editor.get(path).json()
    assert editor.get(f"{path}?since={first['cursor']}").status_code == 204

    pulse(colleague, article, at=str(claim.pk))
    edit_claim(actor=colleague.actor, claim=claim, seen=1, changes={"note": "查过"})
    news = editor.get(f"{path}?since={first['cursor']}").json()

    assert [row["id"] for row in news["claims"]] == [str(claim.pk)]
    assert [(one["user"]["name"], one["item"]) for one in news["presence"]] == [
        (str(colleague.actor.user), str(claim.pk))
    ]
    assert news["whole"] is False
