"""新版本 in the browser: bring a text, read the report, confirm small changes, place what was lost."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from annotations.models import Article, Claim, Reanchoring
from annotations.services.annotate import edit_claim
from annotations.services.articles import edit_article
from annotations.services.review import take_step
from annotations.services.versions import add_version
from annotations.vocabulary import Role, Status
from tests.factories import DeskFactory, a_claim, an_approved_claim, an_article, member

pytestmark = pytest.mark.django_db

COPY = "全年共签约项目169个，到位资金117.77亿元。\n港口要加快的建设。\n新增就业2100人。"


def bring(browser: Any, article: Article, text: str, **more: Any) -> Any:
    sent = {"text": text, "note": "", "seen": article.version, **more}
    return browser.post(f"/articles/{article.pk}/versions/new/", sent)


def content(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def reviewer(browse: Any) -> Any:
    return browse(Role.REVIEWER)


@pytest.fixture
def article(editor: Any) -> Article:
    return an_article(editor.actor, text=COPY)


def test_a_new_text_leads_to_its_report(editor: Any, article: Article) -> None:
    a_claim(editor.actor, article, quote="169个", types=["quantity"])
    a_claim(editor.actor, article, quote="2100人", types=["quantity"])

    answer = bring(editor, article, COPY.replace("169个", "196个").replace("\n", "\r\n"), note="核改")
    page = content(editor.get(answer["Location"]))

    assert answer["Location"] == f"/articles/{article.pk}/versions/?n=2"
    assert 'data-outcome="figure_changed"' in page
    assert "<q>169个</q> → <q>196个</q>" in page
    assert 'data-outcome="kept"' in page
    assert '<del><span class="visually-hidden">删：</span>169</del>' in page
    assert '<ins><span class="visually-hidden">增：</span>196</ins>' in page


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_is_told_beside_the_field(editor: Any, article: Article, text: str) -> None:
    answer = bring(editor, article, text)

    assert (answer.status_code, "正文是空的" in content(answer)) == (400, True)
    assert article.versions.count() == 1


def test_who_saw_an_older_article_keeps_the_text_and_may_send_it_again(editor: Any, article: Article) -> None:
    edit_article(
        actor=editor.actor, article=Article.objects.get(pk=article.pk), seen=1, changes={"byline": "甲"}
    )

    answer = bring(editor, article, COPY + "完")

    page = content(answer)
    assert (answer.status_code, COPY.split("\n")[0] in page, 'value="2"' in page) == (400, True, True)


def test_the_same_text_again_is_told(editor: Any, article: Article) -> None:
    answer = editor.post(
        f"/articles/{article.pk}/versions/new/", {"text": COPY, "note": "", "seen": 1}, follow=True
    )

    assert "没有保存新版本" in content(answer)


@pytest.mark.parametrize("address", ["versions/", "versions/new/", "changes/", "changes.docx"])
def test_a_stranger_finds_nothing(browse: Any, article: Article, address: str) -> None:
    stranger = browse(at=DeskFactory.create())

    assert stranger.get(f"/articles/{article.pk}/{address}").status_code == 404


def test_a_reporter_brings_versions_of_own_articles_only(browse: Any, article: Article) -> None:
    reporter = browse(Role.REPORTER)
    own = an_article(reporter.actor, text="记者来稿。")

    assert bring(reporter, own, "记者来稿，又改。").status_code == 302
    assert "自己上传" in content(bring(reporter, article, COPY + "完"))


def polished(editor: Any, reviewer: Any, article: Article) -> Claim:
    claim = an_approved_claim(editor.actor, reviewer.actor, article, quote="加快的建设", types=["quote"])
    add_version(actor=editor.actor, article=article, text=COPY.replace("加快的", "加快地"))
    return claim


def test_a_reviewer_confirms_all_small_changes_with_one_button(
    editor: Any, reviewer: Any, article: Article
) -> None:
    claim = polished(editor, reviewer, article)
    page = content(reviewer.get(f"/articles/{article.pk}/"))
    assert f'action="/articles/{article.pk}/versions/confirm/"' in page
    assert "加快的建设" in page

    answer = reviewer.post(f"/articles/{article.pk}/versions/confirm/", follow=True)

    assert "已确认 1 处细微改动" in content(answer)
    assert "versions/confirm/" not in content(answer)
    assert Reanchoring.objects.get(claim=claim).confirmed_by == reviewer.actor.user


def test_an_editor_sees_no_button_and_may_not_confirm(editor: Any, reviewer: Any, article: Article) -> None:
    polished(editor, reviewer, article)

    assert "versions/confirm/" not in content(editor.get(f"/articles/{article.pk}/"))
    assert editor.post(f"/articles/{article.pk}/versions/confirm/").status_code == 403


def lost(editor: Any, article: Article) -> Claim:
    claim = a_claim(editor.actor, article, quote="新增就业2100人", types=["quantity"])
    text = COPY.replace("新增就业2100人。", "年末新增的岗位达到两千一百个。")
    add_version(actor=editor.actor, article=article, text=text)
    claim.refresh_from_db()
    assert claim.flags == ["orphaned"]
    return claim


def test_the_panel_of_a_lost_claim_shows_the_old_words_and_asks_for_the_new_place(
    editor: Any, article: Article
) -> None:
    claim = lost(editor, article)

    page = content(editor.get(f"/articles/{article.pk}/?at={claim.pk}"))

    assert f'action="/claims/{claim.pk}/place/"' in page
    assert "新增就业2100人" in page
    assert "确认已失效" in page
    assert '⚑<span class="visually-hidden"> 原文位置待确认</span>' in page


def test_a_selection_gives_a_lost_claim_its_place(editor: Any, article: Article) -> None:
    claim = lost(editor, article)
    article.refresh_from_db()
    start = article.text.index("两千一百个")
    sent = {"seen": claim.version, "start": start, "end": start + 5, "quote": "两千一百个"}

    answer = editor.part(f"/claims/{claim.pk}/place/", sent)

    claim.refresh_from_db()
    assert (answer.status_code, claim.flags, claim.start) == (200, [], start)


def test_words_alone_do_where_they_stand_once(editor: Any, article: Article) -> None:
    claim = lost(editor, article)
    path = f"/claims/{claim.pk}/place/"

    often = editor.post(path, {"seen": claim.version, "quote": "的"})
    once = editor.post(path, {"seen": claim.version, "quote": "岗位达到两千一百个"})

    claim.refresh_from_db()
    assert (often.status_code, once.status_code, claim.quote) == (400, 302, "岗位达到两千一百个")


def test_a_claim_that_was_given_up_is_placed_again(editor: Any, article: Article) -> None:
    claim = lost(editor, article)
    claim = take_step(actor=editor.actor, claim=claim, to=Status.SUPERSEDED, seen=claim.version)

    editor.post(f"/claims/{claim.pk}/place/", {"seen": claim.version, "quote": "岗位达到两千一百个"})

    claim.refresh_from_db()
    assert (claim.status, claim.flags) == (Status.OPEN, [])


def test_a_lost_claim_marks_no_words_of_the_new_text(editor: Any, article: Article) -> None:
    claim = lost(editor, article)

    page = content(editor.get(f"/articles/{article.pk}/"))

    assert f'data-keys="{str(claim.pk)[:8]}' not in page


def test_the_history_tells_what_a_version_did(editor: Any, reviewer: Any, article: Article) -> None:
    claim = an_approved_claim(editor.actor, reviewer.actor, article, quote="117.77亿元")
    add_version(actor=editor.actor, article=article, text="题记\n" + COPY)

    assert "沿用自 v1" in content(editor.part(f"/claims/{claim.pk}/"))


def wrong(editor: Any, article: Article) -> Claim:
    claim = a_claim(editor.actor, article, quote="169个", types=["quantity"])
    changes = {
        "verdict": "false",
        "verdict_note": "公报为196个",
        "resolution": "corrected",
        "proposed_text": "196个",
    }
    return edit_claim(actor=editor.actor, claim=claim, seen=None, changes=changes)


def test_the_change_list_says_what_becomes_what_and_why(editor: Any, article: Article) -> None:
    wrong(editor, article)

    page = content(editor.get(f"/articles/{article.pk}/changes/"))

    assert "</span>169</del>" in page
    assert "</span>196</ins>" in page
    assert "公报为196个" in page
    assert "有误" in page


def test_a_change_list_without_changes_says_so(editor: Any, article: Article) -> None:
    page = content(editor.get(f"/articles/{article.pk}/changes/"))

    assert ("没有要改的地方" in page, "changes.docx" in page) == (True, False)


def test_the_word_document_has_tracked_changes_by_the_checker(editor: Any, article: Article) -> None:
    wrong(editor, article)

    answer = editor.get(f"/articles/{article.pk}/changes.docx")

    assert answer["Content-Type"].endswith("wordprocessingml.document")
    body = Document(io.BytesIO(answer.content)).element.body
    assert {one.get(qn("w:author")) for one in body.iter(qn("w:ins"), qn("w:del"))} == {
        str(editor.actor.user)
    }


def test_who_only_reads_still_sees_the_versions(browse: Any, article: Article) -> None:
    admin = browse(Role.ADMIN)

    page = content(admin.get(f"/articles/{article.pk}/versions/"))

    assert ("第 1 版" in page, "versions/new/" in page) == (True, False)
    assert admin.get(f"/articles/{article.pk}/versions/new/").status_code == 403


def test_the_page_of_versions_costs_the_same_for_one_lost_claim_and_three(
    editor: Any, article: Article, django_assert_max_num_queries: Any
) -> None:
    other = an_article(member(article.desk, Role.EDITOR), text=COPY.replace("169", "170"))
    a_claim(editor.actor, article, quote="169个")
    for quote in ("170个", "117.77亿元", "2100人"):
        a_claim(editor.actor, other, quote=quote)
    for one in (article, other):
        add_version(actor=editor.actor, article=one, text="又一篇，与前无关。" + str(one.pk))

    with django_assert_max_num_queries(40) as first:
        editor.get(f"/articles/{article.pk}/versions/")
    with django_assert_max_num_queries(40) as second:
        editor.get(f"/articles/{other.pk}/versions/")

    assert len(first) == len(second)
