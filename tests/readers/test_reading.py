"""The door of the readers: what a file is, what is refused, and in which words."""

from __future__ import annotations

import struct

import pytest

from annotations.readers import Unreadable, read
from annotations.readers.kinds import DOCX, HTML, PDF, TEXT, misnamed
from annotations.readers.reading import BYTES_LIMIT
from tests.readers.files import LINE, PNG, docx, pdf, zipped

GIF = b"GIF89a" + struct.pack("<HH", 3, 2) + bytes(40)


@pytest.mark.parametrize(
    ("content", "filename", "media_type"),
    [
        (LINE.encode(), "公报.txt", TEXT),
        (b"<p>" + LINE.encode(), "a.txt", TEXT),
        (b"<!doctype html><p>" + LINE.encode(), "a", HTML),
        (LINE.encode(), "a.htm", HTML),
        (docx(), "a.docx", DOCX),
        (pdf([LINE]), "a.pdf", PDF),
        (pdf([LINE]), "a.docx", PDF),
        (docx(), "a.txt", DOCX),
        (PNG, "a.png", "image/png"),
        (PNG, "a.txt", "image/png"),
        (GIF, "a.gif", "image/gif"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "a.jpg", "image/jpeg"),
        (b"RIFF" + bytes(4) + b"WEBPVP8 " + bytes(40), "a.webp", "image/webp"),
        (b"II*\0" + bytes(60), "a.tif", "image/tiff"),
        (b"1,2\n", "a.csv", TEXT),
    ],
)
def test_a_file_is_what_its_bytes_say(content, filename, media_type):
    assert read(content, filename=filename).media_type == media_type


def test_a_name_that_promises_something_else_is_noticed():
    assert misnamed("公报.DOCX", PDF)
    assert not misnamed("公报.pdf", PDF)
    assert not misnamed("公报", PDF)
    assert not misnamed("表.csv", TEXT)


@pytest.mark.parametrize(
    ("content", "filename", "sentence"),
    [
        (b"", "a.txt", "0 字节"),
        (b" \n\t ", "a.txt", "没有文字"),
        ("，。！".encode(), "a.txt", "没有文字"),
        (b"\0" * 1000, "a.txt", "NUL"),
        (LINE.encode() + b"\0" + LINE.encode(), "a.txt", "编码"),
        (bytes(range(1, 32)) * 10, "a.txt", "不是文字"),
        (("澄" * 500_001).encode(), "a.txt", "500001 个字符，最多 500000"),
        (b"a" * (BYTES_LIMIT + 1), "a.txt", "最多 10 MB"),
        (b"MZ" + bytes(500), "a.docx", "程序"),
        (b"\x7fELF" + bytes(500), "a.pdf", "程序"),
        (b"\x1f\x8b" + bytes(500), "a.txt", "压缩包"),
        (zipped({"a.txt": "x"}), "a.zip", "压缩包"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "a.xlsx", "Excel"),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "a.pptx", "演示文稿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a.doc", "旧版 Office"),
        (b"{\\rtf1" + b"{" * 50_000, "a.rtf", "RTF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.svg", "SVG"),
        (b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'x'>]><l>&a;</l>", "a.xml", "XML"),
        (b"ID3" + bytes(500), "采访.mp3", "采访记录"),
        (bytes(4) + b"ftypheic" + bytes(500), "a.heic", "JPEG"),
        (bytes(4) + b"ftypisom" + bytes(500), "a.mp4", "录像"),
        (b"RIFF" + bytes(4) + b"WAVE" + bytes(500), "a.wav", "录音"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "a.png", "图片已损坏"),
        (b"GIF89a/*" + bytes(30), "a.gif", "图片已损坏"),
        (b"\xff\xd8\xff", "a.jpg", "图片已损坏"),
    ],
)
def test_what_is_not_read_is_refused_in_a_sentence(content, filename, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(content, filename=filename)


def test_the_longest_text_that_is_allowed_is_read_with_its_line_ends_made_one():
    document = read(("澄" * 499_998 + "\r\n").encode(), filename="a.txt")

    assert len(document.text) == 499_999


def test_a_text_is_too_long_by_what_was_written():
    """Counted before line ends are made one: the limit is on what comes in."""
    with pytest.raises(Unreadable, match="500001"):
        read(("\r\n" * 250_000 + "澄").encode(), filename="a.txt")
