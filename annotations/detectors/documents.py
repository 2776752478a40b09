"""Titles that name a document, not a book, film or paper: by their last word and what stands around them."""

from __future__ import annotations

import re

from annotations.detectors.data import entries
from annotations.text.lexicon import alternation

_FIRM = entries("documents.txt")
_COMMON = entries("documents.txt", "常见")
_NO_LAWS = entries("documents.txt", "非法律")
_WORKS = frozenset(entries("documents.txt", "作品"))
_LOOSE_END = re.compile(
    r"(?:[（(][^（）()]{1,30}[）)]|[12]\d{3}(?:[—–-]\d{4})?年?版?|[1-9]\.\d版?|修[订正]版|[一二三四五六七八九十]期)+$"
)
_ITEMS = re.compile(r"[一二三四五六七八九十百\d]{1,4}条(?:政策|措施|规定|意见|举措)?$")
_OFFICE = re.compile(alternation(entries("documents.txt", "公文用语")) + r"|\d")
_OFFICE_AROUND = re.compile(alternation(entries("documents.txt", "公文动词")))
_WORK_BEFORE = re.compile(rf"{alternation(entries('documents.txt', '作品前'))}[：:]?$")
_WORK_BEHIND = re.compile(rf"等?{alternation(entries('documents.txt', '作品后'))}|[全\d]+集")
_PAPER_BEHIND = entries("documents.txt", "文件后")
_KIND = re.compile(rf"{alternation((*_FIRM, *_COMMON))}$")


def names_document(title: str, lead: str, behind: str) -> bool:
    """Whether 《title》 is a document; ``lead`` and ``behind`` are some words before and after it."""
    if title in _WORKS or _WORK_BEFORE.search(lead) or _WORK_BEHIND.match(behind):
        return False
    if behind.startswith(_PAPER_BEHIND):
        return True
    name = _LOOSE_END.sub("", title).rstrip("〉")
    if name.startswith("关于") and len(name) > 6:
        return True
    if name.endswith(_NO_LAWS):
        return False
    if name.endswith(_FIRM) or _ITEMS.search(name):
        return True
    if not name.endswith(_COMMON):
        return False
    alone = _KIND.fullmatch(name) is not None
    return alone or bool(_OFFICE.search(name)) or bool(_OFFICE_AROUND.search(lead + behind[:8]))
