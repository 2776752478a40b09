"""html: what a person sees on the page, and nothing that was meant for a machine."""

from __future__ import annotations

import pytest

from annotations.readers import Unreadable, read
from tests.readers.files import LINE


def text_of(markup: str) -> str:
    return read(markup.encode(), filename="a.html").text


def test_blocks_become_lines_and_the_title_is_known():
    page = read(
        f"""<!doctype html><html><head><title> 统计
          公报 </title></head><body><h1>一、综合</h1><p>{LINE}</p><div>第二段<br>换行<b>粗</b>体</div>
          <ul><li>其一</li><li>其二</li></ul></body></html>""".encode(),
        filename="a.html",
    )

    assert page.title == "统计 公报"
    assert page.text == f"一、综合\n{LINE}\n第二段\n换行粗体\n其一\n其二"


def test_a_row_of_data_is_one_line_and_a_layout_is_not_a_row():
    data = (
        "<table><tr><th>项目</th><td><p>169个</p></td></tr><tr><td>资金</td><td>117.77亿元</td></tr></table>"
    )
    assert text_of(data) == "项目\t169个\n资金\t117.77亿元"

    laid_out = f"<table><tr><td><h1>标题</h1><p>{LINE * 20}</p>{data}</td></tr></table>"
    assert text_of(laid_out) == f"标题\n{LINE * 20}\n项目\t169个\n资金\t117.77亿元"


def test_lines_of_preformatted_text_stay_lines():
    assert text_of("<pre>第一行\n  第二行<b>粗</b></pre>") == "第一行\n第二行粗"


def test_a_blank_that_was_typed_stays_and_those_of_the_markup_are_one():
    assert text_of("<p>\n  张　伟\n  李&nbsp;四 </p>") == "张　伟 李\xa0四"


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>alert(1)</script>", "<style>p{}</style>", "<!-- 注释 -->", "<noscript>x</noscript>",
        "<template><p>x</p></template>", "<iframe srcdoc='<p>x'></iframe>", "<p hidden>x</p>",
        "<div style='color:red; DISPLAY : none'>x</div>", "<select><option>x</select>",
        "<svg><text>x</text></svg>",
        "<?php echo 1 ?>", "<object data='file:///etc/hostname'>x</object>", "<img src=x onerror=alert(1)>",
        '<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/hostname"/></x>',
        "<base href='//127.0.0.1:9/'><link rel=stylesheet href=x>",
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_not_read_and_what_follows_is(unseen):
    assert text_of(f"<p>前</p>{unseen}后文{LINE}") == f"前\n后文{LINE}"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (f"<meta charset=gb2312><p>{LINE}𠮷".encode("gb18030"), "gb18030"),
        (
            f'<meta http-equiv="Content-Type" content="text/html; charset=gbk"><p>{LINE}'.encode("gbk"),
            "gb18030",
        ),
        (f'<?xml version="1.0" encoding="big5"?><html><p>{"資金增長"}'.encode("big5"), "big5"),
        (f"<meta charset=gbk><p>{LINE}".encode(), "utf-8"),
        (f"<meta charset=nonsense><p>{LINE}".encode("gbk"), "gb18030"),
        (f"<meta charset=big5><p>{LINE}".encode("gbk"), "gb18030"),
        (f"<html><p>{LINE}".encode("utf-16"), "utf-16-le"),
    ],
)
def test_the_declared_encoding_is_believed_where_the_bytes_agree(content, encoding):
    page = read(content, filename="a.html")

    assert page.encoding == encoding
    assert "\N{REPLACEMENT CHARACTER}" not in page.text


def test_a_page_that_libxml2_would_cut_is_refused_not_cut():
    assert text_of("<div>" * 200 + LINE) == LINE
    for markup in ("<div>" * 50_000 + LINE, "<table><tr><td>" * 5000):
        with pytest.raises(Unreadable, match="层次太深"):
            text_of(markup)


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><p>&a;", "XML"),
        ("&#0;&#x110000;&#xd800;&lt;" * 1000, "没有文字"),
        ("<html><body></body></html>", "没有文字"),
        ("<p>" + "x" * 5 * 1024 * 1024, "最多 5 MB"),
    ],
)
def test_a_page_that_cannot_be_kept_is_refused(markup, sentence):
    with pytest.raises(Unreadable, match=sentence):
        text_of(markup)


def test_a_hundred_thousand_attributes_cost_no_time():
    assert text_of("<p " + "a=1 " * 100_000 + ">x") == "x"
