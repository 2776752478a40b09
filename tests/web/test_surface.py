"""The law of the article surface: what a paragraph shows is exactly what the text says."""

from __future__ import annotations

import re
import uuid
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.services.pretag import request_pretag
from annotations.services.worker import run_job
from annotations.text.boundaries import boundaries
from annotations.vocabulary import ClaimType
from annotations.web.items import Desktop, Item, number_of
from annotations.web.surface import DEEPEST, paragraphs
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


def item(start: int, end: int, number: int = 0) -> Item:
    return Item(
        pk=uuid.uuid4(), kind="claim", start=start, end=end, quote="", types=(ClaimType.MONEY,),
        look="open", icon="○", term="待核查", done=False, places=((start, end),), number=number,
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


def test_of_two_signs_that_would_run_together_the_inner_one_stays():
    outer, near, far = item(0, 12), item(1, 3), item(6, 8)

    pieces = paragraphs("到位资金117亿元共三项", [outer, near, far])[0].pieces

    assert [piece.text for piece in pieces if piece.sign] == ["位资", "7亿"]


def test_a_number_stands_where_its_claim_ends():
    items = [item(0, 6, 3), item(4, 6, 12), item(1, 3)]

    pieces = paragraphs("到位资金117亿元", items)[0].pieces

    assert [(piece.text, piece.numbers) for piece in pieces if piece.numbers] == [("11", "3 12")]


def test_a_claim_over_two_paragraphs_has_its_number_once():
    shown = paragraphs("第一段\n第二段", [item(1, 6, 4)])

    assert [piece.numbers for p in shown for piece in p.pieces if piece.numbers] == ["4"]


def test_no_more_levels_are_told_apart_than_the_style_shows():
    pieces = paragraphs("到位资金117亿", [item(0, 8 - n) for n in range(6)])[0].pieces

    assert max(piece.depth for piece in pieces) == DEEPEST


def test_a_paragraph_tells_where_its_words_end():
    shown = paragraphs("首段\n次段", [], boundaries={"0": ["2", ""], "3": ["11", "01"]})

    assert [(p.words, p.units) for p in shown] == [("2", ""), ("11", "01")]


def test_numbers_follow_the_order_of_taking_up_and_stay(browse: Any):
    editor = browse()
    article = an_article(editor.actor, text=TEXT)
    later_in_text = a_claim(editor.actor, article, quote="117.77亿元")
    a_suggestion(article, quote="末段")

    before = {item.pk: item.number for item in Desktop(article).items}
    first_in_text = a_claim(editor.actor, article, quote="总述")
    after = {item.pk: item.number for item in Desktop(article).items}

    assert [before[later_in_text.pk], sorted(before.values())] == [1, [0, 1]]
    assert (after[later_in_text.pk], after[first_in_text.pk]) == (1, 2)
    assert [number_of(later_in_text), number_of(first_in_text)] == [1, 2]


def test_the_list_comes_again_when_a_deleted_claim_was_not_the_last(browse: Any):
    editor = browse()
    article = an_article(editor.actor, text=TEXT)
    first, second, third = (a_claim(editor.actor, article, quote=quote) for quote in ("总述", "亿元", "末段"))

    whole = editor.part(f"/claims/{first.pk}/delete/", {"seen": first.version}).content.decode()
    alone = editor.part(f"/claims/{third.pk}/delete/", {"seen": third.version}).content.decode()

    assert 'id="items" hx-swap-oob' in whole
    assert re.findall(r'data-n="(\d)" data-undone', whole) == ["1", "2"]
    assert ('id="items" hx-swap-oob' in alone, str(second.pk) in whole) == (False, True)


def test_boundaries_come_with_the_page_and_with_a_swapped_paragraph(browse: Any):
    editor = browse()
    article = an_article(editor.actor, text=TEXT)
    page = f"/articles/{article.pk}/"
    bare = editor.get(page).content.decode()
    run_job(request_pretag(actor=editor.actor, article=article).pk)

    start = TEXT.index("2023")
    words, units = boundaries(TEXT)[str(start)]
    told = f'id="p-{start}" data-start="{start}" data-b="{words}" data-u="{units}"'
    tagged = {"start": start, "end": start + 5, "quote": "2023年", "key": "2", "article_version": 1}
    answer = editor.part(f"/articles/{article.pk}/claims/", tagged)

    assert "data-b=" not in bare
    assert told in editor.get(page).content.decode()
    assert told in answer.content.decode()


def test_boundaries_of_an_older_text_are_left_out(browse: Any):
    editor = browse()
    article = an_article(editor.actor, text=TEXT)
    run_job(request_pretag(actor=editor.actor, article=article).pk)
    article.last_run.text_version += 1
    article.last_run.save()

    assert "data-b=" not in editor.get(f"/articles/{article.pk}/").content.decode()


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
    assert any(str(claim.pk)[:8] in ids.split() and text == "117.77亿元" for ids, text in page.marked)
