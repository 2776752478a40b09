"""What stands around a quoted figure: what it counts, whose it is, of when, and whether it is denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from annotations.text.dates import dates
from annotations.text.gate import Gate
from annotations.text.lexicon import listed
from annotations.text.sentences import Sentence, in_paragraph
from annotations.text.spans import Span
from annotations.text.spelling import plain
from annotations.text.words import Word, words

# Said of any figure: these tell nothing about what is counted.
GENERAL = frozenset(listed(
    "全市 全省 全县 全区 全国 全镇 全乡 全州 全村 我市 我省 我县 我区 我国 本市 本省 本县 本区 "
    "全年 时间 期间 方面 情况 数量 总数 左右 以上 以下 目前 "
    "是 有 为 达 达到 完成 实现 共有 共计 总计 累计 合计 约 到 超过 超 近 计"
))  # fmt: skip
_JOINS = frozenset(listed("和 与 及 以及 并 或"))
_STOP = re.compile(r"[，,；;：:。！？!?、（）()《》“”…—\n]")
_DENIAL = re.compile(r"(?:未能?|没有?|并非|并不|不是|无法|尚未)[\u4e00-\u9fff]{0,4}$")
_PREDICATES = frozenset({"v", "p"})
_DISTRICT = tuple("省市县区镇乡州")
_ONE_PEOPLE = tuple("全我本该")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``nouns`` and ``verbs`` stand in the same clause, ``head`` (博览会) directly behind the figure.

    ``whose`` is the district and ``when`` the date (EDTF, or as written) named last before it.
    """

    nouns: frozenset[str]
    verbs: frozenset[str]
    head: str
    whose: str
    when: str
    denied: bool


def around(text: str, start: int, end: int, unit: str = "") -> Surroundings:
    """Look around ``text[start:end]``, within its sentence. ``unit`` counts, and is not what is counted."""
    sentence = sentence_at(text, start)
    spelled = plain(sentence.text)
    first, behind = start - sentence.start, min(end - sentence.start, len(sentence.text))
    if spelled.places is not None:
        first, behind = bisect_left(spelled.places, first), bisect_left(spelled.places, behind)
    tokens = words(spelled.text)
    before = [word for word in tokens if word.end <= first]
    inside = [word for word in tokens if first < word.end and word.start < behind]
    after = [word for word in tokens if word.start >= behind]
    left, right = _until_stop(reversed(before)), _until_stop(after)
    named = [word for word in (*left, *inside, *_up_to_predicate(right)) if word.text != unit]
    whose = district(before)
    return Surroundings(
        nouns=frozenset(noun for noun in _of(named, "n") if noun not in whose),
        verbs=_of([*left, *inside, *right], "v"),
        head="".join(word.text for word in takewhile(_is_noun, right)),
        whose=whose,
        when=_date(spelled.text, tokens, first, behind),
        denied=bool(_DENIAL.search(spelled.text[:first])),
    )


def sentence_at(text: str, place: int) -> Sentence:
    """The sentence that the character at ``place`` stands in."""
    start = text.rfind("\n", 0, place) + 1
    stop = text.find("\n", place)
    stop = len(text) if stop < 0 else stop
    for sentence in in_paragraph(Span(start, stop), text) if start < stop else ():
        if place < sentence.end:
            return sentence
    return Sentence(start, stop, text[start:stop], start, stop)


def _until_stop(tokens: Iterable[Word]) -> list[Word]:
    """The words of the clause, up to the next mark, figure or joint."""
    found: list[Word] = []
    for word in tokens:
        if _STOP.search(word.text) or word.tag == "m" or word.text in _JOINS:
            break
        found.append(word)
    return found


def _up_to_predicate(tokens: Sequence[Word]) -> list[Word]:
    """The noun phrase at the head of a clause: in 项目带动就业 only 项目."""
    found: list[Word] = []
    for word in tokens:
        if word.tag in _PREDICATES and _of(found, "n"):
            break
        found.append(word)
    return found


def _is_noun(word: Word) -> bool:
    return word.tag.startswith("n")


def _of(tokens: Iterable[Word], tag: str) -> frozenset[str]:
    return frozenset(word.text for word in tokens if word.tag.startswith(tag) and word.text not in GENERAL)


def district(before: Sequence[Word]) -> str:
    """甲县 of 甲|县, 市 of 全市: a bare kind of district stands for the paper's own."""
    for at in range(len(before) - 1, -1, -1):
        word = before[at].text
        if not word.endswith(_DISTRICT) or not before[at].tag.startswith("n"):
            continue
        if len(word) == 1 and at and not _STOP.search(before[at - 1].text):
            word = before[at - 1].text + word
        return word[1:] if word.startswith(_ONE_PEOPLE) else word
    return ""


def _date(text: str, tokens: Sequence[Word], first: int, behind: int) -> str:
    found = [one for one in dates(text, None, Gate(tuple(tokens))) if one.end <= first or one.start >= behind]
    earlier = [one for one in found if one.end <= first]
    if not earlier:
        return ""
    return earlier[-1].date or text[earlier[-1].start : earlier[-1].end]
