"""The law of the article surface: what a paragraph shows is exactly what the text says."""

from __future__ import annotations

import re
import uuid
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.vocabulary import ClaimType
from annotations.web.items import Item
from annotations.web.surface import paragraphs
from tests.factories import a_claim, a_suggestion, an_article

TEXT = "　一、总述\n\n2023年 𠮷野家😀<b>新增</b>&117.77亿元。\n \n末段没有句号"


class Paragraphs(HTMLParser):
    """The text content of every <p data-start>, and the ids on its marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[int, str] = {}
        self.marked: list[tuple[str, str]] = []
        self.inside: int | None = None
        self.ids = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "p" and given.get("data-start"):
            self.inside = int(given["data-start"] or 0)
            self.found[self.inside] = ""
        if tag == "mark":
            self.ids = given.get("data-c") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.inside = None
        if tag == "mark":
            self.ids = ""

    def handle_data(self, data: str) -> None:
        if self.inside is None:
            return
        self.found[self.inside] += data
        if self.ids:
            self.marked.append((self.ids, data))

    def handle_comment(self, data: str) -> None:
        assert self.inside is None, "a comment inside a paragraph"


def item(start: int, end: int) -> Item:
    return Item(
        pk=uuid.uuid4(), kind="claim", start=start, end=end, quote="", types=(ClaimType.MONEY,),
        look="open", icon="○", word="待核查", done=False, places=((start, end),),
    )  # fmt: skip


@given(
    st.text(alphabet="0123亿元《》，。\n😀𠮷 <&"), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 20)))
)
def test_pieces_put_together_are_the_text(text: str, spans: list[tuple[int, int]]):
    items = [item(start, start + size) for start, size in spans]

    shown = paragraphs(text, items)

    assert [p.text for p in shown] == re.findall(r"[^\n]+", text)
    assert ["".join(piece.text for piece in p.pieces) for p in shown] == [p.text for p in shown]
    assert [text[p.start : p.end] for p in shown] == [p.text for p in shown]


def test_the_innermost_item_colours_a_piece():
    outer, inner = item(0, 8), item(2, 4)

    pieces = paragraphs("到位资金117亿", [inner, outer])[0].pieces

    assert [(piece.text, piece.top, piece.depth) for piece in pieces] == [
        ("到位", outer, 1), ("资金", inner, 2), ("117亿", outer, 1),
    ]  # fmt: skip


def test_only_touched_paragraphs_are_asked_for():
    shown = paragraphs("第一段\n第二段\n第三段", [], [(4, 5)])

    assert [p.text for p in shown] == ["第二段"]


@pytest.mark.parametrize("overlapping", [False, True])
def test_text_content_equals_the_paragraph(browse: Any, overlapping: bool):
    editor = browse()
    article = an_article(editor.actor, text=TEXT)
    claim = a_claim(editor.actor, article, quote="117.77亿元")
    if overlapping:
        a_suggestion(article, quote="𠮷野家😀<b>新增</b>&117.77亿元")

    page = Paragraphs(editor.get(f"/articles/{article.pk}/").content.decode())

    assert page.found == {m.start(): m[0] for m in re.finditer(r"[^\n]+", TEXT)}
    assert any(str(claim.pk) in ids.split() and text == "117.77亿元" for ids, text in page.marked)
