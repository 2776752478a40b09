"""Institutions: from the word that only institutions end in, to the left over words that names may hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotations.text import names_lists as lists
from annotations.text.lexicon import listed
from annotations.text.names_classes import named
from annotations.text.words import Word

Stretch = tuple[int, int]

_ENDS = re.compile("[EeO]")
_HELD = frozenset("LOpFuneqixESDvNkjl")
_TELLS = frozenset("LOuqFxkj")
# One-character ends stand right behind a short name (江河市|教育|局) and are otherwise common nouns.
_REACH = dict.fromkeys("部厅局委办署院厂矿队党社报处科", 3)
_LONGEST = 9
_REACH_OF_PARTS = 3
_REACH_OF_PERSONS = 2
# 毛泽东思想研究会: only these are named after persons.
_AFTER_PERSONS = frozenset(listed("基金会 纪念馆 研究会 大学 医院 中学 小学 学校 公司 学院 艺术团 工作室"))
# 国际组织, 国家银行: with nothing but a lead before them they name none.
_COMMON = frozenset(listed("组织 公司 银行 学校 医院 中心 协会 小学 中学 大学 工厂 饭店 商场"))
_AFTER_AND = frozenset(
    listed(
        "改革 城乡 城乡建设 旅游 信息化 社会 社会保障 规划 计划生育 农村 体育 科技 科学技术 林业 法制 草原"
    )
)
_DIVISIONS = frozenset("省市县区镇乡州旗")
_STATE = frozenset("部院委局厅署会军馆府党行办")


def organisations(words: Sequence[Word], letters: str) -> list[Stretch]:
    """Word stretches (first, behind the last), in order and apart."""
    found: list[Stretch] = []
    for match in _ENDS.finditer(letters):
        at = match.start()
        floor = found[-1][1] if found else 0
        if match.group() == "O":
            start = at - 1 if _national(words, letters, at, floor) else at
            found.append((start, at + 1))
            continue
        start = _start(words, letters, at, floor)
        if start < 0:
            continue
        if found and start == found[-1][1] and letters[start] not in "Lq":
            # 北京大学|医学院, 公安局|交警支队: a part of the institution right before it
            start = found.pop()[0]
        found.append((start, at + 1))
    return found


def _national(words: Sequence[Word], letters: str, at: int, floor: int) -> bool:
    """中国|外交部: a country directly before a ministry belongs to its name."""
    return at > floor and letters[at - 1] in "Lq" and words[at].text[-1] in _STATE


def _start(words: Sequence[Word], letters: str, at: int, floor: int) -> int:
    """The first word of the name that ends here, -1 when nothing names it."""
    text = words[at].text
    first = _leftmost(words, letters, at, floor)
    if letters[first] == "P" and first < at:
        return first
    for start in range(first, at):
        if letter := _tells(words, letters, start):
            far = len(text) == 1 and at - start > _REACH.get(text, 0) * (2 if letter == "L" else 1)
            common = letter == "q" and at - start == 1 and text in _COMMON
            return -1 if far or common else start
    if floor and first == floor and len(text) > 1 and at - first <= _REACH_OF_PARTS:
        return first
    alone = text in lists.BY_RANK or (letters[at] == "e" and (named(text) or _own_name(words[at])))
    return at if alone else -1


def _leftmost(words: Sequence[Word], letters: str, at: int, floor: int) -> int:
    """How far to the left words reach that the name may hold; a person only right before 基金会."""
    first = at
    while first > floor and at - first < _LONGEST:
        before = words[first - 1].text
        held = letters[first - 1] in _HELD and before not in lists.STOPS
        if not held and not (before == "和" and _coordinates(words, first)):
            after_person = words[at].text in _AFTER_PERSONS and at - first < _REACH_OF_PERSONS
            return first - 1 if letters[first - 1] == "P" and after_person else first
        first -= 1
    return first


def _tells(words: Sequence[Word], letters: str, start: int) -> str:
    """The letter of a word that names the institution, empty when it only describes one."""
    letter = letters[start]
    if letter == "l":
        # 清江|大学, 清江|市|教育|局, 清江|市人大: an unlisted place, by what follows it
        following = words[start + 1].text
        ends = letters[start + 1] == "E" and len(following) > 1
        return "L" if ends or following[0] in _DIVISIONS else ""
    return letter if letter in _TELLS or (letter == "e" and named(words[start].text)) else ""


def _coordinates(words: Sequence[Word], behind: int) -> bool:
    """发展和改革局, 住房和城乡建设厅: an 和 that belongs to a name of government."""
    return behind < len(words) and words[behind].text in _AFTER_AND


def _own_name(word: Word) -> bool:
    """南开大学, 西门子公司, and not 上市公司."""
    return not word.known or (word.tag == "nt" and len(word.text) > 3 and word.text[:2] not in lists.SORTS)
