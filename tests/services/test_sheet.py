"""核查清单: everything an article was checked on, and nothing that must not be printed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone, translation

from annotations.models import Actor, Publication
from annotations.services.annotate import edit_claim
from annotations.services.evidence import unlink_evidence
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.services.sheet import render_sheet
from annotations.services.sheetrows import rows_of
from annotations.vocabulary import Status
from tests.factories import (
    a_claim,
    a_link,
    a_source,
    a_submitted_claim,
    a_suggestion,
    an_approved_claim,
    an_article,
)

pytestmark = pytest.mark.django_db
TAG = re.compile(r"<[^>]+>")


def words_of(html: str) -> str:
    """What is read on the page, the style left out."""
    return re.sub(r"\s+", " ", TAG.sub(" ", html.split("</style>", 1)[1]))


def test_a_sheet_tells_text_claims_proof_people_and_the_end_of_the_chain(editor, reviewer):
    article = an_article(editor, byline="记者甲", title="港口")
    claim = an_approved_claim(editor, reviewer, article)
    snapshot = claim.evidence.get().snapshot

    words = words_of(render_sheet(article, by=editor.user))

    for told in (
        "港口", "记者甲", article.text_sha256, "到位资金117.77亿元", "117.77亿元", "属实", "统计公报",
        snapshot.sha256, f"核查： {editor.user}", f"初审： {editor.user}", f"复审： {reviewer.user}",
        article.desk.audit_head.hash,
    ):  # fmt: skip
        assert told in words


def test_the_numbers_in_the_text_are_those_of_the_list(editor):
    article = an_article(editor)
    for quote in ("169个", "2023年", "到位资金117.77亿元"):
        a_claim(editor, article, quote=quote, types=["quantity"])

    html = render_sheet(article)

    assert "<u>169个</u><sup>1</sup>" in html
    assert "<u>2023年</u><sup>2</sup>" in html
    assert [row.number for row in rows_of(article)] == [2, 1, 3]


def test_a_claim_that_no_longer_stands_in_the_text_is_listed_but_not_placed(editor):
    article = an_article(editor)
    claim = a_claim(editor, article)
    type(claim).objects.filter(pk=claim.pk).update(article_version=9)

    html = render_sheet(article)

    assert "<u>" not in html
    assert "不在现行正文中（标于第 9 版）" in html


def test_a_protected_source_is_named_by_nothing_but_that(editor):
    article = an_article(editor)
    shield = a_source(editor, title="线人甲的信", text="知情人说117.77亿元", confidentiality="protected")
    a_link(editor, a_claim(editor, article), shield, note="在茶馆", page="3")
    openly = a_source(editor, title="公开的信", text="公开说169个")
    a_link(editor, a_claim(editor, article, quote="169个"), openly, quote="169个")

    words = words_of(render_sheet(article))

    assert "保护信源" in words
    assert "公开的信" in words
    assert [told for told in ("线人甲", "知情人", "茶馆", "页码") if told in words] == []


def test_suggestions_are_counted_and_never_printed(editor):
    article = an_article(editor)
    a_suggestion(article, quote="169个")
    a_suggestion(article, quote="唯一", priority="B")

    html = render_sheet(article)

    assert "机器建议尚有 2 条未处理，其中须查（A 级）1 条" in html
    assert "<u>" not in html


def test_what_is_open_is_told_and_what_is_settled_is_not(editor, reviewer):
    article = an_article(editor)
    an_approved_claim(editor, reviewer, article)
    assert "遗留问题 无。" in words_of(render_sheet(article))

    a_claim(editor, article, quote="169个")

    assert "#2 待核查" in words_of(render_sheet(article))


def test_words_of_people_are_escaped(editor):
    article = an_article(editor, title="<b>粗</b>")
    edit_claim(actor=editor, claim=a_claim(editor, article), seen=None, changes={"note": "n"})

    html = render_sheet(article)

    assert "<b>粗" not in html
    assert "&lt;b&gt;粗" in html


def a_signature(article: Any, chief: Actor, **fields: Any) -> Publication:
    return Publication(
        article=article,
        text_version=article.text_version,
        channel="print",
        edition="A3",
        signed_by=chief.user,
        signed_at=timezone.now(),
        **fields,
    )


def test_the_signature_that_is_being_given_stands_on_the_sheet_before_it_is_stored(editor, chief):
    article = an_article(editor)

    words = words_of(
        render_sheet(
            article,
            publication=a_signature(article, chief, override_code="deadline", override_reason="等不及"),
        )
    )

    assert f"终审 {chief.user}" in words
    assert "例外签发 · 时效 等不及" in words
    assert f"生成： {chief.user}" in words


def test_what_is_stored_is_in_chinese_and_what_is_read_in_the_reader_s_language(editor, chief):
    article = an_article(editor)

    with translation.override("en"):
        kept, read = render_sheet(article, publication=a_signature(article, chief)), render_sheet(article)

    assert '<html lang="zh-Hans">' in kept
    assert '<html lang="en">' in read


def test_a_stored_signature_is_told_once(editor, reviewer, chief):
    article = an_article(editor)
    an_approved_claim(editor, reviewer, article)
    publication = publish_article(actor=chief, article=article, seen=None)

    html = render_sheet(article, publication=publication)

    assert html.count("网站 · 第 1 版") == 1


def test_a_submission_counts_only_while_it_stands(editor, reviewer):
    article = an_article(editor)
    claim = a_submitted_claim(editor, article)
    (row,) = rows_of(article)
    assert row.submitted.who == editor.user

    take_step(actor=reviewer, claim=claim, to=Status.IN_PROGRESS, seen=None, comment="再看")

    (row,) = rows_of(article)
    assert row.submitted is None


def test_on_three_tiers_the_second_approval_is_the_final_one(desk, editor, reviewer, chief):
    desk.review_levels = 3
    desk.save()
    article = an_article(editor)
    claim = a_submitted_claim(editor, article)
    for actor, to in ((reviewer, Status.FINAL_REVIEW), (chief, Status.APPROVED)):
        claim = take_step(actor=actor, claim=claim, to=to, seen=None)

    (row,) = rows_of(article)

    assert (row.reviewed.who, row.final.who) == (reviewer.user, chief.user)
    assert row.settled


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_asks_as_often_for_three_claims_as_for_one(
    editor, reviewer, count, django_assert_num_queries
):
    article = an_article(editor)
    for quote in ("到位资金117.77亿元", "169个", "2023年")[:count]:
        an_approved_claim(editor, reviewer, article, quote=quote, types=["money"])
    article = type(article).objects.select_related("desk").get(pk=article.pk)

    with django_assert_num_queries(20):
        render_sheet(article)


def test_a_removed_link_is_not_on_the_sheet(editor):
    article = an_article(editor)
    link = a_link(editor, a_claim(editor, article))
    assert "统计公报" in render_sheet(article)

    unlink_evidence(actor=editor, link=link, seen=None)

    assert "统计公报" not in render_sheet(article)
