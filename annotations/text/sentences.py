"""Paragraphs and sentences with their exact places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.text.brackets import QUOTATION, outermost, pairs
from annotations.text.spans import Span

# A quotation longer than this is cut at its inner full stops like any other text.
LONGEST_QUOTATION = 300
# No sentence is longer: what has no punctuation is cut, so that work per character stays bounded.
LONGEST_SENTENCE = 500

_PARAGRAPH = re.compile(r"[^\n]+")
_END = re.compile(r"(?:[。！？!?]|…{1,2}|\.{6}|(?<![0-9A-Za-z.])\.(?=\s|$))[。！？!?…]*+[”’」』》）)\"]*+")
_SOFT_CUT = re.compile(r"[，,；;、：:\s]")
# After “……。” these go on with the same sentence: “……！”，他说。
_GOES_ON = "，,、；;：:）)的"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` of the article; ``paragraph_start`` and ``paragraph_end`` frame its paragraph."""

    start: int
    end: int
    text: str
    paragraph_start: int
    paragraph_end: int


def paragraphs(text: str) -> Iterator[Span]:
    """Lines that hold more than blanks, without the blanks around them."""
    for found in _PARAGRAPH.finditer(text):
        line = found.group()
        body = line.strip()
        if body:
            start = found.start() + len(line) - len(line.lstrip())
            yield Span(start, start + len(body))


def sentences(text: str) -> Iterator[Sentence]:
    """Every sentence of every paragraph, in order; blanks between sentences belong to none."""
    for paragraph in paragraphs(text):
        yield from in_paragraph(paragraph, text)


def in_paragraph(paragraph: Span, text: str) -> Iterator[Sentence]:
    """The sentences of one paragraph. A closing quote stays with the sentence it closes."""
    body = paragraph.of(text)
    for start, end in _pieces(body):
        piece = body[start:end]
        left = start + len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if piece:
            at = paragraph.start + left
            yield Sentence(at, at + len(piece), piece, paragraph.start, paragraph.end)


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in [*_cuts(body), len(body)]:
        while cut - start > LONGEST_SENTENCE:
            window = body[start + LONGEST_SENTENCE // 2 : start + LONGEST_SENTENCE]
            soft = [found.end() for found in _SOFT_CUT.finditer(window)]
            middle = start + LONGEST_SENTENCE // 2 + (soft[-1] if soft else len(window))
            yield start, middle
            start = middle
        if cut > start:
            yield start, cut
            start = cut


def _cuts(body: str) -> Iterator[int]:
    """Ends of sentences; a full stop inside a quotation of ordinary length ends none."""
    quoted = [
        pair
        for pair in outermost(
            [pair for pair in pairs(body) if pair.mark in QUOTATION or pair.mark in "（(《"]
        )
        if pair.end - pair.start <= LONGEST_QUOTATION
    ]
    at = 0
    for found in _END.finditer(body):
        while at < len(quoted) and quoted[at].end < found.end():
            at += 1
        inside = at < len(quoted) and quoted[at].start < found.start() and found.end() < quoted[at].end
        closes = found.group()[-1] in '”’」』》）)"'
        goes_on = closes and body[found.end() : found.end() + 1] in tuple(_GOES_ON)
        if not inside and not goes_on:
            yield found.end()
