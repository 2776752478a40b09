"""稿件信息: what is said about an article, changed by those who work on it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from annotations.models import Article, AuditEntry, Membership, Suggestion
from annotations.services.articles import edit_article
from annotations.vocabulary import Role
from tests.factories import DeskFactory, a_claim, an_article, member

FIELDS = {"byline": "", "source": "", "published_on": "", "section": "", "deadline": ""}


def save(browser: Any, article: Article, **fields: Any) -> Any:
    shown = {**FIELDS, "title": article.title, "byline": article.byline}
    sent = {f"initial-{name}": value for name, value in shown.items()}
    asked = {**shown, **sent, "seen": article.version, **fields}
    return browser.post(f"/articles/{article.pk}/details/", asked)


def test_what_was_changed_is_saved_and_logged_and_the_rest_stays(browse: Any) -> None:
    editor = browse()
    article = an_article(editor.actor, byline="王记者")

    answer = save(editor, article, title="新题", byline="王记者", deadline="2024-03-08T17:30")

    article.refresh_from_db()
    assert answer["Location"] == f"/articles/{article.pk}/"
    assert (article.title, article.byline, article.version) == ("新题", "王记者", 2)
    assert set(AuditEntry.objects.about(article).last().diff) == {"title", "deadline"}


def test_saving_nothing_new_writes_nothing(browse: Any) -> None:
    editor = browse()
    article = an_article(editor.actor)

    save(editor, article)

    article.refresh_from_db()
    assert article.version == 1


def test_a_clash_shows_what_the_other_wrote_and_keeps_what_was_typed(browse: Any) -> None:
    editor = browse()
    article = an_article(editor.actor)
    other = member(article.desk, Role.EDITOR)
    edit_article(actor=other, article=Article.objects.get(), seen=1, changes={"title": "李的题"})

    answer = save(editor, article, title="王的题")

    html = answer.content.decode()
    assert (answer.status_code, Article.objects.get().title) == (400, "李的题")
    assert "<dd data-content>李的题</dd>" in html
    assert ("李的题" in html, 'value="王的题"' in html, 'name="seen" value="2"' in html) == (True,) * 3


def test_after_a_clash_saving_again_leaves_the_other_their_fields(browse: Any) -> None:
    editor = browse()
    article = an_article(editor.actor, byline="王记者")
    other = member(article.desk, Role.EDITOR)
    changes = {"byline": "李记者", "deadline": datetime(2024, 3, 8, 17, 30, tzinfo=UTC)}
    edit_article(actor=other, article=Article.objects.get(), seen=1, changes=changes)

    clash = save(editor, article, title="王的题").context["form"]
    again = {name: clash.data[name] for name in clash.data}
    editor.post(f"/articles/{article.pk}/details/", {**again, "seen": 2})

    stored = Article.objects.get()
    assert (clash["byline"].value(), clash["title"].value()) == ("李记者", "王的题")
    assert (stored.title, stored.byline, stored.deadline) == ("王的题", *changes.values())


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("title", " ", "请填写标题。"),
        ("title", "题" * 301, "标题太长：最多 300 个字符。"),
        ("deadline", "今晚", "时间请写成 2024-03-08 17:30 的样子。"),
        ("published_on", "昨天", "日期请写成 2024-03-08 的样子。"),
    ],
)
def test_a_fault_stands_beside_its_field(browse: Any, field: str, value: str, fault: str) -> None:
    editor = browse()
    article = an_article(editor.actor)

    answer = save(editor, article, **{field: value})

    article.refresh_from_db()
    assert (answer.status_code, article.version) == (400, 1)
    assert answer.context["form"].errors[field] == [fault]


def test_a_reporter_and_a_stranger_change_nothing(browse: Any) -> None:
    article = an_article(browse().actor)

    assert save(browse(Role.REPORTER), article, title="改").status_code == 403
    assert save(browse(Role.EDITOR, at=DeskFactory.create()), article, title="改").status_code == 404
    assert Article.objects.get().title == article.title


def test_the_sample_is_one_click_away_with_its_material_and_comes_once(browse: Any) -> None:
    editor = browse()
    assert "打开示例稿" in editor.get("/articles/").content.decode()

    first, second = editor.post("/articles/sample/"), editor.post("/articles/sample/")

    article = Article.objects.get()
    assert first["Location"] == second["Location"] == f"/articles/{article.pk}/"
    assert (article.title[:4], article.sources.count(), article.jobs.count()) == ("【示例】", 1, 2)
    assert not Suggestion.objects.exists()


def test_nobody_without_a_desk_to_upload_to_gets_a_sample(browse: Any) -> None:
    assert browse(Role.ADMIN).post("/articles/sample/").status_code == 403
    assert not Article.objects.exists()


def test_desks_stand_as_tabs_with_what_is_live_in_each(browse: Any) -> None:
    editor = browse()
    article = an_article(editor.actor)
    assert 'class="tabs"' not in editor.get("/articles/").content.decode()
    other = DeskFactory.create(name="经济")
    Membership.objects.create(user=editor.actor.user, desk=other, role=Role.EDITOR)
    an_article(member(other, Role.EDITOR), text="另一篇，共8个项目。")
    an_article(member(other, Role.EDITOR), text="又一篇，共9个项目。", title="已发")
    Article.objects.filter(title="已发").update(status="published")

    answer = editor.get(f"/articles/?desk={article.desk_id}")

    assert [desk.live for desk in answer.context["desks"]] == [1, 1]
    assert 'class="tabs"' in answer.content.decode()


def test_the_bar_shows_how_far_the_claims_have_come(browse: Any) -> None:
    editor = browse()
    article = an_article(editor.actor)
    a_claim(editor.actor, article)
    edit_article(actor=editor.actor, article=article, seen=None, changes={"assignee": editor.actor.user})
    a_claim(editor.actor, article, quote="169个", types=["quantity"])

    html = editor.get("/articles/").content.decode()

    assert 'viewBox="0 0 2 1"' in html
    assert '<rect data-look="working" x="0" width="1" height="1"/>' in html
    assert "共 2 个核查点：已提交 0，其中核定 0；核查中 1" in html


def test_the_chief_sets_the_level_on_the_page_and_it_is_logged(browse: Any) -> None:
    chief = browse(Role.CHIEF)
    article = an_article(chief.actor)
    kinds = {"initial-check_level": "full", "initial-critical": "False"}

    save(chief, article, **kinds, check_level="key", critical="True")

    article.refresh_from_db()
    assert (article.check_level, article.critical) == ("key", True)
    assert AuditEntry.objects.about(article).last().diff == {
        "check_level": ["full", "key"],
        "critical": [False, True],
    }


def test_others_read_the_level_and_are_not_asked_for_it(browse: Any) -> None:
    editor = browse()
    article = an_article(editor.actor)

    page = editor.get(f"/articles/{article.pk}/details/").content.decode()
    save(editor, article, **{"initial-check_level": "full"}, check_level="key", title="新题")

    article.refresh_from_db()
    assert "核查程度：逐条核查（由值班总编设定）" in page
    assert 'name="check_level"' not in page
    assert (article.title, article.check_level) == ("新题", "full")


def test_after_a_clash_the_level_that_the_other_set_is_told_and_kept(browse: Any) -> None:
    chief = browse(Role.CHIEF)
    article = an_article(chief.actor)
    other = member(article.desk, Role.CHIEF)
    edit_article(actor=other, article=Article.objects.get(), seen=1, changes={"check_level": "wire"})
    kinds = {"initial-check_level": "full", "initial-critical": "False", "critical": "False"}

    answer = save(chief, article, **kinds, check_level="key")

    form = answer.context["form"]
    assert "<dd data-content>通稿比对</dd>" in answer.content.decode()
    assert (form["check_level"].value(), form.data["initial-check_level"]) == ("key", "wire")
    assert form.data["critical"] == form.data["initial-critical"] == "False"
