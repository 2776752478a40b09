"""The Word document of the changes, opened again: what is tracked in it, by whom, and where."""

import io
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.writers.changelist import Note, Revision, write

AT = datetime(2026, 3, 8, 9, 30, tzinfo=UTC)
TEXT = "全年共签约项目169个，到位资金117.77亿元。\n港口是全省唯一的深水港。"


def revision(quote, new, author="王晚晴"):
    start = TEXT.index(quote)
    return Revision(start, start + len(quote), new, author, AT)


def opened(*revisions, text=TEXT, notes=(), title="样稿"):
    return Document(io.BytesIO(write(title, text, revisions, notes, "另须改写")))


def tracked(document, tag):
    """Author, time and words of every insertion or deletion."""
    words = {"w:ins": "w:t", "w:del": "w:delText"}[tag]
    return [
        (one.get(qn("w:author")), one.get(qn("w:date")), "".join(t.text for t in one.iter(qn(words))))
        for one in document.element.body.iter(qn(tag))
    ]


def accepted(document):
    """The text when every change is taken: python-docx leaves insertions out of ``paragraph.text``."""
    lines = []
    for paragraph in document.paragraphs[1:]:
        lines.append("".join(t.text for t in paragraph._p.iter(qn("w:t"))))
    return "\n".join(lines)


def test_a_change_is_tracked_with_its_checker_and_time():
    document = opened(revision("169个", "196个"))

    assert tracked(document, "w:del") == [("王晚晴", "2026-03-08T09:30:00Z", "169")]
    assert tracked(document, "w:ins") == [("王晚晴", "2026-03-08T09:30:00Z", "196")]
    assert accepted(document) == TEXT.replace("169", "196")


def test_a_struck_passage_has_no_insertion():
    document = opened(revision("，到位资金117.77亿元", ""))

    assert [words for *_, words in tracked(document, "w:del")] == ["，到位资金117.77亿元"]
    assert tracked(document, "w:ins") == []


def test_every_change_has_a_number_of_its_own():
    document = opened(revision("169个", "196个"), revision("117.77", "118.2"))

    found = [
        one.get(qn("w:id")) for one in document.element.body.iter() if one.tag in (qn("w:ins"), qn("w:del"))
    ]
    assert len(found) == len(set(found)) == 4


def test_the_whole_text_is_there_paragraph_by_paragraph():
    assert [paragraph.text for paragraph in opened().paragraphs] == ["样稿", *TEXT.split("\n")]


def test_of_overlapping_changes_the_first_stands():
    document = opened(revision("项目169个", "项目196个"), revision("169个，到位", "一百余个，到位"))

    assert accepted(document) == TEXT.replace("169", "196")


def test_what_the_writer_finds_the_words_for_stands_behind_the_text():
    document = opened(notes=[Note("全省唯一", "已弱化，没有权威排名")])

    assert [paragraph.text for paragraph in document.paragraphs[-2:]] == [
        "另须改写",
        "全省唯一：已弱化，没有权威排名",
    ]


@pytest.mark.parametrize("mark", ["\x01", "\x0b", "\ufffe"])
def test_what_xml_cannot_hold_does_not_break_the_document(mark):
    document = opened(text=f"甲{mark}乙", title=f"题{mark}")

    assert document.paragraphs[1].text == "甲\ufffd乙"


@given(
    st.text(alphabet="全市169个，。\n😀<&>", max_size=30),
    st.text(alphabet="196个\n<&>，", max_size=12),
    st.data(),
)
@settings(deadline=None, max_examples=40)
def test_accepting_everything_gives_the_new_text(text, new, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    document = opened(Revision(start, end, new, "甲", AT), text=text)

    wanted = (text[:start] + new + text[end:]).replace("\n", "")
    assert accepted(document).replace("\n", "") == wanted
