"""How the bytes of a text are read: what can be known, what is guessed, and what is refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.readers import Unreadable, read
from annotations.readers.encodings import LABELS, decode, known, preview
from tests.readers.files import LINE

TRADITIONAL = "澄灣市2023年新開工項目169個、到位資金117.77億元，較上年增長百分之三點五。"
LONG = LINE + "全市实现地区生产总值同比增长，产业结构持续优化，居民收入稳步提高。"


@pytest.mark.parametrize(
    ("text", "written", "encoding"),
    [
        (LONG, "utf-8", "utf-8"),
        (LONG, "utf-8-sig", "utf-8"),
        (LONG, "gbk", "gb18030"),
        (LONG + "𠮷", "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (LONG, "utf-16", "utf-16-le"),
        (LONG + "\n", "utf-16-le", "utf-16-le"),
        (LONG + "\n", "utf-16-be", "utf-16-be"),
        (LONG, "hz", "hz"),
        ("1,2\n3,4\n", "ascii", "utf-8"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(text, written, encoding):
    assert decode(text.encode(written))[:2] == (text, encoding)


@pytest.mark.parametrize("text", ["统计公报：增长3.5%", "联通", "据市统计局", "项目169个"])
def test_even_a_short_gbk_text_is_taken_for_nothing_but_chinese(text):
    """Twelve characters of it were once read as Korean."""
    assert decode(text.encode("gbk"))[0] == text


def test_a_guess_comes_with_the_other_readings_and_a_choice_is_binding():
    content = "项目169个".encode("gbk")

    assert decode(content) == ("项目169个", "gb18030", ("big5",))
    assert decode(content, "big5") == ("砐醴169跺", "big5", ("gb18030",))
    assert (preview(content, "gb18030"), preview(content, "big5")) == ("项目169个", "砐醴169跺")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (LONG.encode()[:-2], ""),
        (LONG.encode("gbk") + LONG.encode(), ""),
        (codecs.BOM_UTF16_LE + LONG.encode("utf-16-le")[:-1], ""),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", ""),
        (b"\xed\xa0\xbd\xed\xb8\x80" + LINE.encode(), ""),
        (bytes(range(128, 256)), ""),
        (LONG.encode("gbk"), "utf-8"),
        (LONG.encode(), "rot13"),
        (LONG.encode(), "utf-16"),
    ],
)
def test_what_cannot_be_read_is_refused_not_patched(content, encoding):
    with pytest.raises(Unreadable, match=r"编码|读不出"):
        decode(content, encoding)


@pytest.mark.parametrize("name", ["latin-1", "zlib", "base64", "", "utf-7", "编码", "a\0b", "x" * 500])
def test_only_the_encodings_that_are_offered_are_known(name):
    assert known(name) is None
    assert {known(one) for one in LABELS} == set(LABELS)
    assert (known("GBK"), known("gb2312"), known("UTF8")) == ("gb18030", "gb18030", "utf-8")


@given(st.binary(max_size=400), st.sampled_from(["", *LABELS]))
def test_any_bytes_are_read_or_refused_and_what_is_read_can_be_stored(content, encoding):
    try:
        document = read(content, filename="a.txt", encoding=encoding)
    except Unreadable:
        return
    assert "\0" not in document.text
    assert "\r" not in document.text
    document.text.encode()
    assert all(preview(content, one) for one in document.guesses)


@given(st.text(alphabet="澄湾市统计公报增长项目资金亿元个，。0123456789\n", min_size=12, max_size=300))
def test_gb18030_of_the_newsroom_comes_back_as_it_was(text):
    content = (LINE + text).encode("gb18030")

    assert decode(content)[0] == LINE + text
