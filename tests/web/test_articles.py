"""新稿 and the job bar."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Article, Claim, Job, WorkerPulse
from annotations.services.pretag import request_pretag
from annotations.vocabulary import JobState, Role
from tests.factories import DeskFactory, a_claim, a_suggestion, an_article


def paste(browser: Any, **fields: Any) -> Any:
    desk = browser.actor.desk_ids[0]
    return browser.post("/articles/new/", {"desk": desk, "title": "题", "text": "共117亿元。", **fields})


def test_a_pasted_article_is_stored_exactly_and_queued(browse: Any):
    editor = browse()

    answer = paste(editor, text="　首段😀\r\n末段 ", byline="王", published_on="2024-03-08")

    article = Article.objects.get()
    assert answer["Location"] == f"/articles/{article.pk}/"
    assert (article.text, article.byline, article.published_on.isoformat()) == (
        "　首段😀\n末段 ",
        "王",
        "2024-03-08",
    )
    assert article.jobs.get().state == JobState.QUEUED


def test_the_same_text_opens_the_stored_article(browse: Any):
    editor = browse()
    stored = an_article(editor.actor, text="共117亿元。")

    answer = editor.post(
        "/articles/new/", {"desk": stored.desk_id, "title": "又一题", "text": "共117亿元。"}, follow=True
    )

    assert Article.objects.count() == 1
    assert answer.redirect_chain == [(f"/articles/{stored.pk}/", 302)]
    assert "已经存过" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "name", "fault"),
    [
        ({"text": ""}, "text", "正文是空的，请粘贴稿件正文。"),
        ({"text": " \n　"}, "text", "正文是空的，请粘贴稿件正文。"),
        ({"title": ""}, "title", "请填写标题。"),
        ({"published_on": "昨天"}, "published_on", "日期请写成 2024-03-08 的样子。"),
        ({"desk": ""}, "desk", "请选择部门。"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(
    browse: Any, fields: dict[str, str], name: str, fault: str
):
    answer = paste(browse(), **{"byline": "王记者", **fields})

    assert answer.status_code == 400
    assert answer.context["form"].errors[name] == [fault]
    assert 'value="王记者"' in answer.content.decode()
    assert not Article.objects.exists()


def test_a_text_beyond_the_limit_is_refused_with_the_figure(browse: Any):
    answer = paste(browse(), text="字" * 500_001)

    assert answer.status_code == 400
    assert "500001" in answer.context["form"].errors["text"][0]


def test_nobody_pastes_into_a_foreign_desk(browse: Any):
    answer = paste(browse(), desk=DeskFactory.create().pk)

    assert answer.context["form"].errors["desk"] == ["请从列表中选择部门。"]
    assert not Article.objects.exists()


def test_a_running_job_polls_and_says_when_nobody_works(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    request_pretag(actor=editor.actor, article=article)
    path = f"/articles/{article.pk}/job/"

    alone = editor.part(path).content.decode()
    WorkerPulse.objects.create(at=timezone.now())
    working = editor.part(path).content.decode()

    assert ('hx-trigger="every 2s"' in alone, "没有后台进程在运行" in alone) == (True, True)
    assert ('hx-trigger="every 2s"' in working, "没有后台进程在运行" in working) == (True, False)


def test_a_finished_job_brings_list_and_text_and_stops_polling(browse: Any):
    editor = browse()
    article = an_article(editor.actor)
    job = request_pretag(actor=editor.actor, article=article)
    suggestion = a_suggestion(article)
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE)

    html = editor.part(f"/articles/{article.pk}/job/").content.decode()

    assert "hx-trigger" not in html
    assert f'id="item-{suggestion.pk}"' in html
    assert f'data-c="{str(suggestion.pk)[:8]}"' in html


def test_a_job_is_cancelled_and_tried_again(browse: Any):
    editor = browse()
    job = request_pretag(actor=editor.actor, article=an_article(editor.actor))

    stopped = editor.part(f"/jobs/{job.pk}/cancel/", {}).content.decode()
    again = editor.part(f"/jobs/{job.pk}/retry/", {}).content.decode()

    assert ("预标注已取消" in stopped, "预标注 排队中" in again) == (True, True)


def test_a_reporter_may_not_cancel(browse: Any):
    editor, reporter = browse(), browse(Role.REPORTER)
    job = request_pretag(actor=editor.actor, article=an_article(editor.actor))

    assert reporter.part(f"/jobs/{job.pk}/cancel/", {}).status_code == 403
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED


def test_signing_publishes_what_is_approved(browse: Any):
    chief = browse(Role.CHIEF)
    article = an_article(chief.actor)

    page = chief.post(
        f"/articles/{article.pk}/sign/", {"seen": article.version, "channel": "print"}, follow=True
    )

    assert "已签发，0 条核定的事实随稿刊发。" in page.content.decode()
    assert article.publications.get().channel == "print"


def test_signing_what_somebody_changed_meanwhile_is_refused(browse: Any):
    chief = browse(Role.CHIEF)
    article = an_article(chief.actor)

    answer = chief.post(f"/articles/{article.pk}/sign/", {"seen": article.version + 1, "channel": "web"})

    assert answer.status_code == 412
    assert not article.publications.exists()


def test_a_form_that_is_far_too_big_is_told_so_and_stores_nothing(browse: Any):
    editor = browse()

    answer = editor.post("/articles/new/", {"title": "巨稿", "text": "字" * 2_500_000})

    assert answer.status_code == 400
    assert "最多 50 万字" in answer.content.decode()
    assert Article.objects.count() == 0


def test_a_tampered_version_number_is_refused_in_words(browse: Any):
    editor = browse()
    claim = a_claim(editor.actor)

    answer = editor.post(f"/claims/{claim.pk}/delete/", {"seen": "x"})

    assert answer.status_code == 400
    assert Claim.objects.filter(pk=claim.pk).exists()
