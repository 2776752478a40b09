"""Files through the API: what is sent, what is answered, and how an original comes back."""

from __future__ import annotations

import pytest

from annotations.models import Article, Job, Source
from annotations.vocabulary import Confidentiality
from tests.api.conftest import machine_of
from tests.factories import a_file, a_source, an_article
from tests.readers.files import LINE, PNG, docx

pytestmark = pytest.mark.django_db
GBK = LINE.encode("gbk")
BOUNDARY = "multipart/form-data; boundary=XbX"
END = b"--XbX--\r\n"


def part(name: str, **more: str) -> bytes:
    """One part of a form, written by hand."""
    said = "".join(f'; {key}="{value}"' for key, value in {"name": name, **more}.items())
    return f"--XbX\r\nContent-Disposition: form-data{said}\r\n\r\nx\r\n".encode()


def test_a_file_becomes_a_source_with_what_is_said_about_it(machine, editor) -> None:
    fields = {"source_type": "statistics", "issuer": "统计局", "article": str(an_article(editor).pk)}

    answer = machine.upload("sources/import/", GBK, "公报.txt", fields=fields)

    told = answer.json()
    assert (answer.status_code, told["title"], told["issuer"]) == (201, "公报", "统计局")
    assert told["articles"] == [fields["article"]]
    assert (told["text"], answer.headers["ETag"]) == (LINE, f'"{told["id"]}-1"')


def test_what_takes_too_long_is_accepted_with_a_job(machine, settings) -> None:
    settings.READ_SECONDS = 0.0

    answer = machine.upload("sources/import/", GBK, fields={"source_type": "other"})

    assert (answer.status_code, answer.json()["kind"]) == (202, "read")
    assert Job.objects.get().upload


def test_a_file_sent_again_with_its_key_is_stored_once(machine) -> None:
    def send(content: bytes, name: str = "a.txt") -> int:
        fields = {"source_type": "other"}
        return machine.upload("sources/import/", content, name, fields=fields, key="k").status_code

    assert [send(GBK), send(GBK), send(LINE.encode()), send(GBK, "b.txt")] == [201, 201, 409, 409]
    assert Source.objects.count() == 1


def test_a_document_becomes_an_article_once(machine) -> None:
    first = machine.upload("articles/import/", docx(), "稿件.docx", fields={"pretag": "false"})
    again = machine.upload("articles/import/", docx(), "稿件.docx")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert (first.json()["title"], first.json()["text"]) == ("稿件", LINE)
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("path", "content", "filename", "fields", "status"),
    [
        ("articles/import/", b"", "a.txt", {}, 400),
        ("articles/import/", PNG, "a.png", {}, 400),
        ("articles/import/", b"MZ" + bytes(99), "a.docx", {}, 400),
        ("articles/import/", b"1,2", "a.csv", {}, 415),
        ("articles/import/", GBK, "a.txt", {"pretag": "yes"}, 400),
        ("articles/import/", GBK, "a.txt", {"status": "published"}, 400),
        ("articles/import/", GBK, "a.txt", {"title": "a\0"}, 400),
        ("articles/import/", GBK, "a.txt", {"title": ["a", "b"]}, 400),
        ("articles/import/", GBK, "a.txt", {"desk": "x"}, 400),
        ("sources/import/", GBK, "a.txt", {}, 400),
        ("sources/import/", GBK, "a.txt", {"source_type": "blog"}, 400),
        ("sources/import/", GBK, "a.txt", {"source_type": "other", "encoding": "rot13"}, 400),
        ("sources/import/", b"a" * (10 * 1024 * 1024 + 1), "a.txt", {"source_type": "other"}, 413),
        ("sources/import/", b"a" * (12 * 1024 * 1024), "a.txt", {"source_type": "other"}, 413),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_and_nothing_is_stored(
    machine, path, content, filename, fields, status
) -> None:
    answer = machine.upload(path, content, filename, fields=fields)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert not Source.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("raw", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"", BOUNDARY, 400),
        (END, BOUNDARY, 400),
        (b"--XbX\r\n\r\nx\r\n--XbX--\r\n", BOUNDARY, 400),
        (b"x", "multipart/form-data", 400),
        (part("file") + END, BOUNDARY, 400),
        (b"".join(part(f"f{n}") for n in range(2000)) + END, BOUNDARY, 400),
        (b"".join(part(f"f{n}", filename="a") for n in range(200)) + END, BOUNDARY, 400),
        (part("file", filename="a") * 2 + END, BOUNDARY, 400),
    ],
)  # fmt: skip
def test_a_form_that_is_none_is_refused(machine, raw, content_type, status) -> None:
    for path in ("articles/import/", "sources/import/"):
        answer = machine.send("POST", path, raw=raw, content_type=content_type)

        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "content_type", "wanted"),
    [
        ("sources/import/", "application/json", "multipart/form-data"),
        ("sources/", "multipart/form-data; boundary=XbX", "application/json"),
    ],
)
def test_a_body_of_another_type_is_told_the_type_that_is_taken(machine, path, content_type, wanted) -> None:
    answer = machine.send("POST", path, raw=b"{}", content_type=content_type)

    assert answer.status_code == 415
    assert answer.json()["detail"] == f"请用 {wanted} 提交。"


def test_an_unknown_encoding_is_told_those_there_are(machine) -> None:
    answer = machine.upload("sources/import/", GBK, fields={"source_type": "other", "encoding": "rot13"})

    fault = answer.json()["errors"][0]
    assert (answer.status_code, fault["pointer"], fault["code"]) == (400, "/encoding", "unknown")
    assert "gb18030（GB18030）" in fault["detail"]


def test_an_original_is_saved_and_never_shown(machine, editor) -> None:
    page = b"<!doctype html><script>alert(1)</script><p>169"
    source = a_file(editor, page, "公报.html")

    answer = machine.get(f"sources/{source.pk}/snapshots/1/original/")

    assert (answer.content, answer.headers["Content-Type"]) == (page, "application/octet-stream")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for number in ("2", "0", "99999999999999999999"):
        assert machine.get(f"sources/{source.pk}/snapshots/{number}/original/").status_code == 404


def test_the_original_of_a_protected_source_is_its_keeper_s(machine, editor, colleague) -> None:
    source = a_file(editor, GBK, confidentiality=Confidentiality.PROTECTED)
    path = f"sources/{source.pk}/snapshots/1/original/"

    assert machine.get(path).status_code == 200
    assert machine_of(colleague).get(path).status_code == 404


def test_another_encoding_is_asked_for_and_answered_with_the_new_text(machine, editor) -> None:
    source = a_file(editor, "项目169个".encode("gbk"))

    answer = machine.post(f"sources/{source.pk}/reread/", {"encoding": "big5"})

    assert (answer.status_code, answer.json()["text"]) == (201, "砐醴169跺")
    assert answer.headers["ETag"] == f'"{source.pk}-2"'
    assert machine.post(f"sources/{source.pk}/reread/", {"encoding": "x"}).status_code == 400
    assert machine.post(f"sources/{a_source(editor).pk}/reread/", {"encoding": "big5"}).status_code == 409
