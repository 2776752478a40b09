"""Uploads: read at once or by the worker, stored whole or not at all, and told in a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.models import Article, AuditEntry, Job, Snapshot, Source, Upload
from annotations.services import arrivals, jobs, uploads
from annotations.services.arrivals import Arrived, refuse_many, take
from annotations.services.errors import Forbidden, Invalid, Missing, Problem
from annotations.services.jobs import cancel_job, retry_job
from annotations.services.uploads import (
    Told,
    forget_unread_uploads,
    import_article,
    import_source,
    import_sources,
)
from annotations.services.worker import run_job
from annotations.vocabulary import Confidentiality, JobState
from tests.factories import an_article
from tests.readers.files import LINE, PNG, docx, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def waiting(actor, desk, content: bytes = LINE.encode("gbk"), filename: str = "公报.txt", **fields) -> Job:
    """The job of a file that could not be read while its sender waited."""
    job = import_source(
        actor=actor, desk=desk, arrived=Arrived(content, filename), source_type="statistics", **fields
    )
    assert isinstance(job, Job)
    return job


def test_a_file_that_is_read_at_once_becomes_a_source_with_its_original(editor, desk) -> None:
    article, content = an_article(editor), LINE.encode("gbk")

    source = import_source(
        actor=editor,
        desk=desk,
        arrived=take(content, r"C:\桌面\公报.txt"),
        article=article,
        source_type="statistics",
    )

    kept = source.snapshot
    assert (source.title, kept.filename, kept.encoding) == ("公报", "公报.txt", "gb18030")
    assert (kept.text, bytes(kept.original), kept.media_type) == (LINE, content, "text/plain")
    assert source.article_ids == [article.pk]
    assert source.passages.count() == 1
    assert not Upload.objects.exists()


def test_pages_are_kept_with_the_text(editor, desk) -> None:
    arrived = take(pdf([LINE, "第二页。"]), "a.pdf")

    source = import_source(actor=editor, desk=desk, arrived=arrived, source_type="statistics")

    assert source.snapshot.page_starts == [0, len(LINE) + 1]
    assert source.title == LINE


def test_a_picture_is_kept_as_a_file_without_words(editor, desk) -> None:
    source = import_source(actor=editor, desk=desk, arrived=take(PNG, "现场.png"), source_type="site_visit")

    assert (source.title, source.snapshot.text, source.snapshot.media_type) == ("现场", "", "image/png")


@pytest.mark.parametrize(
    ("content", "filename", "title"),
    [
        (b"<title>\xe5\x85\xac\xe6\x8a\xa5</title><p>169", "a.html", "公报"),
        (LINE.encode(), "统计公报（2023）.txt", "统计公报（2023）"),
        (f"\n 标题行 \n{LINE}".encode(), "a.txt", "标题行"),
        (("长" * 100).encode(), "a.txt", "长" * 60),
        (LINE.encode(), "", LINE),
        (PNG, "IMG_1.png", "IMG_1"),
    ],
)
def test_a_file_without_a_title_is_called_by_what_it_is(content, filename, title) -> None:
    assert arrivals.title_of(take(content, filename)) == title


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"), ("a\0b\r\nX: y.txt", "abX: y.txt"),
        ("文章\u202etxt.exe", "文章txt.exe"),
        ("a" * 400 + ".txt", "a" * 296 + ".txt"), ("\ud800.txt", ".txt"), ("", ""),
    ],
)  # fmt: skip
def test_a_name_is_stored_without_its_path_and_what_cannot_be_seen(given, shown) -> None:
    assert arrivals.shown_name(given) == shown


def test_a_file_that_is_not_read_is_refused_and_leaves_nothing(editor, desk) -> None:
    with pytest.raises(Invalid, match="扫描件没有文字层") as refusal:
        take(pdf([""]), "a.pdf")

    assert refusal.value.errors[0]["pointer"] == "/file"
    assert not Source.objects.exists()


def test_a_name_that_lies_is_told() -> None:
    assert (
        arrivals.told_by_name("公报.docx", "application/pdf")
        == "文件名写的是 .docx，内容其实是 PDF；已按内容读取。"
    )
    assert (
        arrivals.told_by_name("公报.docx", "image/png")
        == "文件名写的是 .docx，内容其实是 PNG；已按内容读取。"
    )
    assert arrivals.told_by_name("公报.pdf", "application/pdf") == ""


def test_what_takes_too_long_waits_for_the_worker_with_its_file(editor, desk, settings) -> None:
    settings.READ_SECONDS = 0.0
    arrived = take(LINE.encode("gbk"), "公报.txt")
    assert arrived.document is None

    job = waiting(editor, desk, article=an_article(editor), issued_on=date(2024, 2, 28), title="")
    assert Upload.objects.get().job == job
    assert not Source.objects.exists()

    assert run_job(job.pk) == JobState.DONE

    source = Source.objects.get()
    job.refresh_from_db()
    assert (source.title, source.issued_on, source.snapshot.text) == ("公报", date(2024, 2, 28), LINE)
    assert (source.created_by, source.article_ids) == (editor.user, [job.article_id])
    assert (job.source, job.payload, Upload.objects.count()) == (source, {}, 0)


def test_sent_twice_the_file_waits_once(editor, colleague, desk) -> None:
    job = waiting(editor, desk)

    assert waiting(editor, desk) == job
    assert waiting(colleague, desk) != job
    assert waiting(editor, desk, content=LINE.encode()) != job
    assert Upload.objects.count() == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (pdf([""]), "扫描件没有文字层，读不出文字"),
        (b"%PDF-1.4" + bytes(999), "PDF 已损坏"),
        (b"MZ" + bytes(99), "程序"),
    ],
)
def test_what_the_worker_cannot_read_fails_with_the_sentence_and_the_file_goes(
    editor, desk, content, sentence
):
    job = waiting(editor, desk, content=content, filename="a.pdf")

    assert run_job(job.pk) == JobState.FAILED

    job.refresh_from_db()
    assert sentence in job.errors[0]["detail"]
    assert not Upload.objects.exists()
    assert not Source.objects.exists()


def test_what_the_worker_cannot_read_in_time_fails_too(editor, desk, monkeypatch) -> None:
    job = waiting(editor, desk)
    monkeypatch.setattr(uploads, "WORKER_SECONDS", 0.0)

    assert run_job(job.pk) == JobState.FAILED

    job.refresh_from_db()
    assert "没有读完" in job.errors[0]["detail"]


def test_a_failed_reading_tried_again_says_that_the_file_is_gone(editor, desk) -> None:
    job = waiting(editor, desk, content=pdf([""]), filename="a.pdf")
    run_job(job.pk)

    run_job(retry_job(actor=editor, job=job).pk)

    job.refresh_from_db()
    assert (job.state, job.errors[0]["detail"]) == (
        JobState.FAILED,
        "上传的文件没有保留，不能再读一次；请重新上传。",
    )


def test_a_worker_that_was_killed_leaves_the_file_for_the_next(editor, desk) -> None:
    job = waiting(editor, desk)
    dead = jobs.lease(job.pk)
    Job.objects.filter(pk=job.pk).update(heartbeat=dead.heartbeat.replace(year=2020))

    assert run_job(job.pk) == JobState.DONE
    assert run_job(job.pk) == ""
    assert Source.objects.count() == Snapshot.objects.count() == 1


def test_who_has_lost_the_right_meanwhile_gets_nothing_stored(editor, desk) -> None:
    job = waiting(editor, desk)
    editor.user.memberships.all().delete()

    assert run_job(job.pk) == JobState.FAILED
    assert not Source.objects.exists()


def test_the_file_of_a_cancelled_job_is_forgotten(editor, desk) -> None:
    kept, gone = waiting(editor, desk), waiting(editor, desk, content=b"169")
    cancel_job(actor=editor, job=gone)

    assert forget_unread_uploads() == 1
    assert Upload.objects.get().job == kept


def test_a_protected_file_waits_unseen_and_unnamed(editor, colleague, desk) -> None:
    job = waiting(
        editor, desk, filename="张某账本.txt", confidentiality=Confidentiality.PROTECTED, viewers=[]
    )

    assert not Job.objects.visible_to(colleague).exists()
    run_job(job.pk)

    assert not Source.objects.visible_to(colleague).exists()
    assert "张某" not in str(list(AuditEntry.objects.values_list("diff", "reason")))
    job.refresh_from_db()
    assert "张某" not in str((job.payload, job.errors, job.phase, job.subject))


def test_several_files_are_told_singly_and_share_the_time_of_one(editor, desk, settings) -> None:
    def send(*contents: bytes) -> list[Told]:
        files = [SimpleUploadedFile(f"{n}.txt", content) for n, content in enumerate(contents)]
        return list(import_sources(actor=editor, desk=desk, files=files, source_type="other"))

    good, empty, program = send(LINE.encode(), b"", b"MZ")
    assert good.source.title == LINE
    assert (empty.filename, empty.refusal.detail[:5], program.source) == ("1.txt", "文件是空的", None)
    assert Source.objects.count() == 1

    settings.READ_SECONDS = 0.0
    assert [told.job.kind for told in send(b"1", b"2")] == ["read", "read"]


def test_others_may_not_upload(admin, stranger, editor, desk) -> None:
    arrived = take(LINE.encode(), "a.txt")
    for actor, refusal in ((admin, Forbidden), (stranger, Missing)):
        with pytest.raises(refusal):
            import_source(actor=actor, desk=desk, arrived=arrived, source_type="other")
        with pytest.raises(refusal):
            import_article(actor=actor, desk=desk, arrived=arrived)
    with pytest.raises(Missing):
        import_source(
            actor=editor, desk=desk, arrived=arrived, article=an_article(stranger), source_type="other"
        )
    assert not Source.objects.exists()


def test_wrong_fields_are_refused_before_a_job_is_made(editor, desk) -> None:
    with pytest.raises(Invalid):
        import_source(actor=editor, desk=desk, arrived=Arrived(b"x", "a.txt"), source_type="blog")

    assert not Job.objects.exists()


def test_a_document_becomes_an_article_once_with_the_bytes_it_came_in(editor, desk) -> None:
    arrived = take(docx(), "稿件.docx")

    article, new = import_article(actor=editor, desk=desk, arrived=arrived)
    again, second = import_article(actor=editor, desk=desk, arrived=take(LINE.encode("gbk"), "b.txt"))

    assert (article.title, article.text, new) == ("稿件", LINE, True)
    assert bytes(article.versions.get().original) == arrived.content
    assert article.passages.exists()
    assert (again, second, Article.objects.count()) == (article, False, 1)


def test_a_picture_and_what_is_not_read_in_time_are_no_articles(editor, desk) -> None:
    with pytest.raises(Invalid, match="图片"):
        import_article(actor=editor, desk=desk, arrived=take(PNG, "a.png"))
    with pytest.raises(Invalid, match="没有读完"):
        import_article(actor=editor, desk=desk, arrived=Arrived(b"x", "a.txt"))
    assert not Article.objects.exists()


@pytest.mark.parametrize("name", ["a.csv", "b.JSONL", "c.zip", "d.json"])
def test_a_file_of_many_articles_is_not_taken_yet(name) -> None:
    refuse_many("a.docx")
    with pytest.raises(Problem, match="逐篇上传") as refusal:
        refuse_many(name)
    assert refusal.value.status == 415
