"""pdf: the text layer by page, as it was written rather than as it was printed."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from annotations.readers import Unreadable, read
from annotations.readers.typeset import paragraphs
from tests.readers.files import LINE, pdf


@pytest.mark.parametrize("packed", [False, True])
def test_every_page_begins_where_it_is_said_to(packed):
    document = read(pdf([f"统计公报\n{LINE}", "", "第三页。"], packed=packed), filename="a.pdf")

    assert document.text == f"统计公报\n{LINE}\n\n第三页。"
    assert [document.text[at:][:3] for at in document.page_starts] == ["统计公", "\n第三", "第三页"]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("⼭东省⼈⺠政府⻩河⻋", "山东省人民政府黄河车"),
        ("新开工 169 个 、到位资金 117.77 亿元", "新开工169个、到位资金117.77亿元"),
        ("张三 李四\n记者  王五", "张三 李四\n记者  王五"),
        ("a b 1 2", "a b 1 2"),
        (
            "澄湾市全年新开工过亿元投资项目一百六十九个，到位资金\n一百一十七亿元。\n二、工业",
            "澄湾市全年新开工过亿元投资项目一百六十九个，到位资金一百一十七亿元。\n二、工业",
        ),
        ("指标  本年  上年  增长速度  备注  说明\n项目  169  150  12.7  个  有", None),
    ],
)
def test_printed_text_becomes_what_was_written(printed, text):
    assert paragraphs(printed) == (printed if text is None else text)


def encrypted(password: str) -> bytes:
    writer, file = PdfWriter(clone_from=PdfReader(BytesIO(pdf([LINE])))), BytesIO()
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    writer.write(file)
    return file.getvalue()


def test_a_file_that_only_forbids_printing_is_read_and_one_with_a_password_is_not():
    assert read(encrypted(""), filename="a.pdf").text == LINE

    with pytest.raises(Unreadable, match="密码"):
        read(encrypted("secret"), filename="a.pdf")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (pdf(["", ""]), "扫描件没有文字层"),
        (pdf([]), "损坏"),
        (pdf([LINE])[:300], "损坏"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 50, "损坏"),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>"
         b"endobj\ntrailer<</Root 1 0 R>>", "损坏"),
        (b"%PDF-1.4\n1 0 obj<</Length 50000/Filter/FlateDecode>>stream\n" + zlib.compress(b"\0" * 40_000_000)
         + b"\nendstream endobj\ntrailer<</Root 1 0 R>>", "损坏"),
        (pdf(["x"] * 2001), "2001 页"),
    ],
)  # fmt: skip
def test_what_has_no_text_or_is_broken_is_refused(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(content, filename="a.pdf")
