"""Names and titles looked for in the material: equal, one character off, or absent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.matching.packed import Material
from annotations.text.levelled import levelled
from annotations.text.spelling import simplified

_TITLE = re.compile(r"<([^<>\n]{2,80})>")
_POINTS = re.compile(r"[<>\"',.·:\-]")
_NUMBERING = frozenset("0123456789一二三四五六七八九十第东西南北甲乙丙丁省市县区镇乡")
"""Characters in which two names differ because they name two things: 第一中学 and 第二中学."""
SIMILAR_TITLE = 0.85


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: ``document`` by its number, ``start:end`` of its text."""

    document: int
    start: int
    end: int


def fold(words: str) -> str:
    """One width, one form of punctuation, no blanks, simplified."""
    return levelled(simplified(words)).text


def bare(title: str) -> str:
    """The characters of a title, without its marks and points: 县委、县政府 may be written 县委 县政府."""
    return _POINTS.sub("", fold(title))


def spots(material: Material, words: str) -> Iterator[Spot]:
    """Every place where the words stand, whatever their width, spelling and blanks."""
    wanted = fold(words)
    if not wanted:
        return
    for number, text in enumerate(material.folded):
        at = text.text.find(wanted)
        while at >= 0:
            yield Spot(number, *text.source(at, at + len(wanted)))
            at = text.text.find(wanted, at + len(wanted))


def almost(material: Material, name: str, beside: str = "") -> Iterator[tuple[Spot, str]]:
    """Places that differ from ``name`` in one character, with what stands there.

    ``beside`` must stand right before (or right behind) such a place: a post, or the words before. A
    character that numbers or places (第一中学, 第二中学) makes another name, and no slip.
    """
    wanted, post = fold(name), fold(beside)
    if len(wanted) < 3 or (not post and len(wanted) < 4):
        return
    for at, char in enumerate(wanted):
        # The surname is the same: a slip stands in the given name.
        if char in _NUMBERING or not char.isalpha() or (post and at == 0):
            continue
        pattern = re.compile(f"{re.escape(wanted[:at])}([\u4e00-\u9fff]){re.escape(wanted[at + 1 :])}")
        for number, text in enumerate(material.folded):
            for found in pattern.finditer(text.text):
                if found.group(1) == char or found.group(1) in _NUMBERING:
                    continue
                beside_it = text.text.endswith(post, 0, found.start()) or text.text.startswith(
                    post, found.end()
                )
                if not post or beside_it:
                    yield Spot(number, *text.source(*found.span())), found.group()


def titles(material: Material) -> Iterator[tuple[Spot, str]]:
    """Every 《title》 of the material, without its marks and points."""
    for number, text in enumerate(material.folded):
        for found in _TITLE.finditer(text.text):
            yield Spot(number, *text.source(*found.span())), bare(found.group(1))
