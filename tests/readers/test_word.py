"""docx: its paragraphs, tables and notes; a zip that would fill the memory is refused before it does."""

from __future__ import annotations

from io import BytesIO

import docx as python_docx
import pytest

from annotations.readers import Unreadable, read
from annotations.readers.word import MEMBER_LIMIT
from tests.readers.files import LINE, W, body, docx, paragraph

ENTITY = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x {}>]>'


def text_of(content: bytes) -> str:
    return read(content, filename="a.docx").text


def test_what_word_writes_is_read_in_order():
    written = python_docx.Document()
    written.add_heading("统计公报", 0)
    written.add_paragraph(LINE)
    table = written.add_table(rows=2, cols=2)
    for at, word in enumerate(("项目", "169个", "资金", "117.77亿元")):
        table.rows[at // 2].cells[at % 2].text = word
    written.add_paragraph("表后。")
    file = BytesIO()
    written.save(file)

    assert text_of(file.getvalue()) == f"统计公报\n{LINE}\n项目\t169个\n资金\t117.77亿元\n表后。"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>", "一\t二\n三"),
        (
            "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>",
            "新",
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>页</w:t></w:r></w:p>", "页"),
        (
            f"<w:p><w:r><w:t>框外</w:t><w:txbxContent>{paragraph('框内')}</w:txbxContent></w:r></w:p>",
            "框内\n框外",
        ),
        (
            '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            "<mc:Choice><w:r><w:t>一次</w:t></w:r></mc:Choice>"
            "<mc:Fallback><w:r><w:t>一次</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
            "一次",
        ),
        (
            f"<w:tbl><w:tr><w:tc>{paragraph('一')}{paragraph('二')}</w:tc><w:tc>{paragraph('三')}</w:tc></w:tr></w:tbl>",
            "一 二\t三",
        ),
    ],
)
def test_only_the_words_of_the_document_are_read(inside, text):
    assert text_of(docx(inside)) == text


def test_notes_stand_below_the_text():
    note = paragraph("注：数据为初步核算数。")
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote>{note}</w:footnote></w:footnotes>'

    assert text_of(docx(**{"word/footnotes.xml": notes})) == f"{LINE}\n注：数据为初步核算数。"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (docx(paragraph("A" * 25_000_000)), "20 MB"),
        (docx(**{"word/media/a.bin": b"\0" * 25_000_000}), "20 MB"),
        (docx(**{f"f{n}": "" for n in range(MEMBER_LIMIT)}), "500 个部件"),
        (docx(whole=body(paragraph("&x;"), head=ENTITY.format('SYSTEM "file:///etc/hostname"'))), "DTD"),
        (docx(whole=body(paragraph("&x;"), head=ENTITY.format('SYSTEM "http://127.0.0.1:9/x"'))), "DTD"),
        (docx(whole=body(paragraph("x"), head=ENTITY.format('"x"')).encode("utf-16")), "损坏|DTD"),
        (docx(whole='<?xml version="1.0"?><!DOCTYPE l [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>'
              + body(paragraph("x"))), "DTD"),
        (docx("<w:p>" * 20_000 + "</w:p>" * 20_000), "损坏"),
        (docx(whole="这不是XML"), "损坏"),
        (docx(""), "没有文字"),
        (docx()[:200], "损坏"),
        (docx()[:-30], "损坏"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_file_is_refused(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        text_of(content)


def test_entities_that_grow_are_never_filled_in():
    lol = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 8)
    )
    with pytest.raises(Unreadable):
        text_of(docx(whole=lol + "]>" + body(paragraph("&a7;"))))


def test_a_member_that_lies_about_its_size_or_is_locked_is_refused_or_read_as_it_says():
    sound = docx()
    size = len(body(paragraph(LINE)).encode())
    lying = sound.replace(size.to_bytes(4, "little"), (1).to_bytes(4, "little"))
    assert lying != sound
    with pytest.raises(Unreadable, match="损坏"):
        text_of(lying)

    place = sound.rindex(b"PK\x01\x02")
    locked = sound[: place + 8] + b"\x01" + sound[place + 9 :]
    with pytest.raises(Unreadable, match=r"密码|损坏"):
        text_of(locked)


def test_a_path_that_leads_out_is_not_followed(tmp_path):
    outside = tmp_path / "slipped"

    assert text_of(docx(**{f"../../..{outside}": "x"})) == LINE
    assert not outside.exists()
