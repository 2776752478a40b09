"""Where one statement of a clause ends and the next begins: independent figures with their head nouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from annotations.detectors.clauses import Stretch
from annotations.detectors.reading import Reading
from annotations.text.brackets import CLOSER, OPENER
from annotations.text.words import Word

_EDGE = "，,。；;：:、！？!?…—·\n \t\u3000"
_EDGE_BEHIND = _EDGE + "的"
_CONNECTIVES = frozenset({"与", "和", "及", "以及", "并", "暨", "或", "同", "并且", "而", "跟"})
_MOVES = re.compile(
    r"(?:增加|提高|提升|上升|下降|减少|降低|增长|扩大|缩短|压缩|压减|增|降|升|扩|减|回落|发展|攀升|上调|下调)(?:了)?(?:到|至|为)"
    r"|调整[为到至]|变[为成]|跃升|改为|翻到"
)
# 8.6%、21.4%和17.9% belong to one statement.
_LISTED = re.compile(r"(?:[、，,\s]|和|与|及|以及|[、，,](?:和|以及))?[—−-]?")
_NEW_STATEMENT = re.compile(r"同比|环比|[比较](?:上年|去年|上月|年初)|分别|其中|增长|下降")
# 全省17市的165个水体: the places only say where; 来自29支代表队的612名选手 are two counts.
_BARE = frozenset("省市县区州国村乡镇校岁上下")
_PREPOSITIONS = frozenset({"被", "由", "在", "向", "为", "对", "给", "从", "于", "自", "比", "较"})
# Nouns that sum up what was listed before them.
_CLASS_BEHIND = re.compile(
    r"[0-9一二两三四五六七八九十]{1,3}(?:个|大|类|项|种)?(?:方面|领域|环节|板块|方向|部分|阶段|层面|维度|系列)"
)
_MARKS = "、，,；; \u3000"


def moves(text: str, start: int, end: int) -> bool:
    """Whether the words lead from one value to the next: 从3个增加到5个."""
    return _MOVES.search(text, start, end) is not None


def apart(reading: Reading, clause: Stretch, figures: Sequence[Stretch]) -> list[Stretch]:
    """Cut a clause between independent figures, so that each keeps its own head noun."""
    cuts = []
    for (_, left), (right, end) in pairwise(figures):
        if left <= right and not _one(reading.text, left, right, end):
            cuts.append(_between(reading, left, right))
    edges = [clause[0], *cuts, clause[1]]
    return [(start, end) for start, end in pairwise(edges) if start < end]


def _one(text: str, left: int, right: int, end: int) -> bool:
    """Listed or successive values, and figures of one noun phrase (17市的165个, 264名40岁的患者)."""
    if (left < right and _LISTED.fullmatch(text, left, right)) or moves(text, left, right):
        return True
    if any(mark in text[left:right] for mark in _MARKS):
        return False
    if text.startswith(("以上", "以下", "以内"), left - 2) and text[left : left + 1].isalpha():
        return True
    if left == right and text.startswith("的", end):
        return True
    return text.endswith("的", left, right) and text[left - 1] in _BARE


def _between(reading: Reading, left: int, right: int) -> int:
    """Where one figure's words end and the next one's begin."""
    text = reading.text
    inside = [word for word in reading.between(left, right) if word.end <= right]
    # 口岸、园区、平台等三个方面: the whole enumeration belongs to the figure behind it.
    enumerates = text.endswith("等", left, right) or _CLASS_BEHIND.match(text, right) is not None
    find = text.find if enumerates else text.rfind
    marks = [place for mark in _MARKS if (place := find(mark, left, right)) >= 0]
    if enumerates and (opener := _opener(inside, min(marks, default=right))):
        return opener
    if marks:
        return (min(marks) if enumerates else max(marks)) + 1
    if statement := _NEW_STATEMENT.search(text, left, right):
        return statement.start()
    return _at_a_word(text, inside, right)


def _opener(inside: Sequence[Word], before: int) -> int | None:
    """The preposition that opens an enumeration: 18条措施 | 从用地、融资、口岸三个方面."""
    return next((word.start for word in inside if word.start < before and word.text in _PREPOSITIONS), None)


def _at_a_word(text: str, inside: Sequence[Word], right: int) -> int:
    for word in reversed(inside):
        if word.text in _CONNECTIVES and "的" not in text[word.end : right]:
            return word.start
    for word in reversed(inside[1:]):
        if word.text in _PREPOSITIONS:
            return word.start
    for word in inside[1:]:
        if word.known and word.tag == "v":
            return word.start
    return inside[-1].start if inside and len(inside[-1].text) == 1 else right


def trimmed(text: str, start: int, end: int, *, cut: bool = False) -> Stretch:
    """Without the punctuation and unpaired marks at its edges; after a ``cut`` also without 和."""
    while start < end:
        first, last = text[start], text[end - 1]
        opens = first in _EDGE or first in OPENER or _unpaired(text, start, end, first, CLOSER.get(first))
        joins = cut and first in "和及并暨" and start + 1 < end and text[start + 1] not in "不非且"
        if opens or joins:
            start += 1
        elif last in _EDGE_BEHIND or last in CLOSER or _unpaired(text, start, end, last, OPENER.get(last)):
            end -= 1
        else:
            break
    return start, end


def _unpaired(text: str, start: int, end: int, mark: str, partner: str | None) -> bool:
    """Whether the mark at an edge has fewer partners inside than itself."""
    if mark == '"':
        return text.count('"', start, end) % 2 == 1
    return partner is not None and text.count(mark, start, end) > text.count(partner, start, end)
