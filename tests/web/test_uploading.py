"""上传 in the visitor: files told singly, the drawer, a document as an article, and 换编码."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotations.models import Actor, Article, Job, Source
from annotations.services.worker import run_job
from annotations.vocabulary import Confidentiality, Role
from tests.factories import DeskFactory, a_claim, a_file, a_link
from tests.readers.files import LINE, PNG, pdf
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


def sent(desk, *files: tuple[str, bytes], **fields):
    return {
        "desk": desk.pk,
        "source_type": "statistics",
        "confidentiality": "public",
        "file": [SimpleUploadedFile(name, content) for name, content in files],
        **fields,
    }


@pytest.fixture
def visitor(browse) -> Browser:
    return browse(Role.EDITOR)


@pytest.fixture
def editor(visitor) -> Actor:
    return visitor.actor


def test_one_file_leads_to_its_source_with_its_original(visitor, desk) -> None:
    page = visitor.post(
        reverse("web:source-upload"), sent(desk, ("公报.txt", LINE.encode("gbk"))), follow=True
    )

    shown = page.content.decode()
    assert Source.objects.get().title == "公报"
    for words in ("公报.txt", "按 GB18030 读取", "下载原文件", LINE):
        assert words in shown
    original = f"/api/v1/sources/{Source.objects.get().pk}/snapshots/1/original/"
    assert original in shown
    assert visitor.get(original).content == LINE.encode("gbk")


def test_of_several_each_is_told_and_a_title_is_none_of_theirs(visitor, desk) -> None:
    files = (("公报.txt", LINE.encode()), ("扫描.pdf", pdf([""])), ("现场.png", PNG))

    page = visitor.post(reverse("web:source-upload"), sent(desk, *files, title="一个标题"))

    shown = page.content.decode()
    assert page.status_code == 200
    assert "扫描件没有文字层" in shown
    assert sorted(Source.objects.values_list("title", flat=True)) == ["公报", "现场"]


def test_what_takes_long_is_asked_after_until_it_is_there(visitor, desk, settings) -> None:
    settings.READ_SECONDS = 0.0
    page = visitor.post(reverse("web:source-upload"), sent(desk, ("公报.txt", LINE.encode())))
    job = Job.objects.get()
    asks = reverse("web:upload-job", args=[job.pk])
    assert asks in page.content.decode()

    run_job(job.pk)
    told = visitor.get(asks).content.decode()

    assert reverse("web:source", args=[Source.objects.get().pk]) in told
    assert "hx-get" not in told


def test_a_reading_that_failed_says_why(visitor, desk, settings) -> None:
    settings.READ_SECONDS = 0.0
    visitor.post(reverse("web:source-upload"), sent(desk, ("扫描.pdf", pdf([""]))))
    job = Job.objects.get()
    run_job(job.pk)

    assert "扫描件没有文字层" in visitor.get(reverse("web:upload-job", args=[job.pk])).content.decode()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ((), "请选择文件"),
        ((("a.txt", b""),), "文件是空的"),
        (tuple((f"{n}.txt", b"1") for n in range(21)), "最多选 20"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_the_field(visitor, desk, files, words) -> None:
    page = visitor.post(reverse("web:source-upload"), sent(desk, *files))

    assert page.status_code == 400
    assert words in page.content.decode()
    assert not Source.objects.exists()


def test_a_name_that_lies_is_told_on_the_page(visitor, desk) -> None:
    page = visitor.post(reverse("web:source-upload"), sent(desk, ("公报.docx", pdf([LINE]))), follow=True)

    assert "文件名写的是 .docx，内容其实是 PDF" in page.content.decode()


def test_a_file_in_the_drawer_opens_for_selecting(visitor, editor, desk) -> None:
    claim = a_claim(editor)

    address = reverse("web:drawer-upload", args=[claim.pk])
    part = visitor.part(address, sent(desk, ("公报.txt", LINE.encode())))

    source = Source.objects.get()
    assert source.article_ids == [claim.article_id]
    assert reverse("web:drawer-source", args=[claim.pk, source.pk]) in part.content.decode()
    assert 'name="file"' in visitor.get(reverse("web:drawer-tab", args=[claim.pk, "upload"])).content.decode()


def test_the_drawer_waits_for_the_worker_and_then_opens_the_snapshot(visitor, editor, desk, settings) -> None:
    settings.READ_SECONDS = 0.0
    claim = a_claim(editor)
    address = reverse("web:drawer-upload", args=[claim.pk])
    waits = visitor.part(address, sent(desk, ("公报.txt", LINE.encode())))
    job = Job.objects.get()
    asks = reverse("web:drawer-job", args=[claim.pk, job.pk])
    assert asks in waits.content.decode()

    run_job(job.pk)

    source = Source.objects.get()
    assert reverse("web:drawer-source", args=[claim.pk, source.pk]) in visitor.get(asks).content.decode()


def test_a_refused_file_in_the_drawer_keeps_the_form(visitor, editor, desk) -> None:
    address = reverse("web:drawer-upload", args=[a_claim(editor).pk])

    part = visitor.part(address, sent(desk, ("a.docx", b"MZ"), issuer="统计局"))

    shown = part.content.decode()
    assert part.status_code == 400
    assert "这是程序" in shown
    assert "统计局" in shown


def test_a_picture_cannot_be_quoted_and_says_so(visitor, editor) -> None:
    claim, source = a_claim(editor), a_file(editor, PNG, "现场.png")

    part = visitor.get(reverse("web:drawer-source", args=[claim.pk, source.pk])).content.decode()
    assert "没有可以选取的文字" in part
    assert "link-form" not in part
    with pytest.raises(Exception, match="没有可以选取的文字"):
        a_link(editor, claim, source, quote="")


def test_another_encoding_is_chosen_by_how_it_reads(visitor, editor) -> None:
    source = a_file(editor, "项目169个".encode("gbk"))
    assert "砐醴169跺" in visitor.get(reverse("web:source", args=[source.pk])).content.decode()

    page = visitor.post(reverse("web:source-encoding", args=[source.pk]), {"encoding": "big5"}, follow=True)

    assert "已按 Big5 重新读取" in page.content.decode()
    assert source.snapshot.text == "砐醴169跺"


def test_a_document_becomes_an_article_and_is_opened_when_it_is_there(visitor, desk) -> None:
    def send(name: str, content: bytes) -> Any:
        form = {"desk": desk.pk, "file": SimpleUploadedFile(name, content)}
        return visitor.post(reverse("web:article-upload"), form, follow=True)

    assert send("来稿.txt", LINE.encode("gbk")).status_code == 200
    assert "已经存过" in send("b.txt", LINE.encode()).content.decode()
    assert Article.objects.get().title == "来稿"
    for name, content, words in (
        ("a.csv", b"1", "逐篇上传"),
        ("a.png", PNG, "图片"),
        ("a.txt", b"", "文件是空的"),
    ):
        refused = send(name, content)
        assert (refused.status_code, words in refused.content.decode()) == (400, True)


def test_others_see_neither_form_nor_file(browse, editor, desk) -> None:
    secret = a_file(editor, LINE.encode(), confidentiality=Confidentiality.PROTECTED)
    claim = a_claim(editor)
    colleague, admin = browse(Role.EDITOR), browse(Role.ADMIN)
    stranger = browse(Role.EDITOR, DeskFactory.create())

    other = {"encoding": "big5"}
    assert colleague.post(reverse("web:source-encoding", args=[secret.pk]), other).status_code == 404
    assert admin.get(reverse("web:source-upload")).status_code == 403
    assert admin.post(reverse("web:article-upload"), {}).status_code == 403
    assert stranger.post(reverse("web:drawer-upload", args=[claim.pk]), sent(desk)).status_code == 404
    assert Source.objects.count() == 1
