"""人名职务: a full name with the post beside it, 董事长白某. A wrong name is worse than a missing one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.gate import overlaps
from annotations.text.names import PERSON, Name
from annotations.text.names_lists import (
    DOUBLE_SURNAMES,
    GIVEN,
    INSTITUTION_ENDS,
    PERSONS,
    POSTS,
    SURNAMES,
    TITLE_MODIFIERS,
    TITLE_VERBS,
)
from annotations.text.names_shapes import foreign
from annotations.text.words import Word
from annotations.vocabulary import ClaimType

_LONGEST_POST = 6
_LONGEST_MODIFIERS = 4
_JOINTS = ("、", "兼")
# Bylines yield names and no claims.
_PRESS = ("记者", "通讯员", "特约记者", "摄影师")
_NEVER_GIVEN = frozenset(
    ("p", "c", "u", "d", "v", "r", "f", "y", "uj", "ul", "uv", "ud", "uz", "x", "m", "w")
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Names that a post stands right before (with 副, 常务 …) or right behind; others are not shown."""
    hidden = [(pair.start, pair.end) for pair in reading.titles]
    for name in reading.names:
        if name.kind != PERSON or overlaps(name.start, name.end, hidden) or not _sure(reading, name):
            continue
        start = _post_before(reading, name.start)
        end = name.end if start < name.start else _post_behind(reading, name.end)
        if end - start > name.end - name.start:
            text = reading.text
            post = text[start : name.start] or text[name.end : end]
            slots = {"name": text[name.start : name.end], "title": post}
            yield Finding(start, end, ClaimType.PERSON, detector="person", slots=slots)


def _sure(reading: Reading, name: Name) -> bool:
    """A whole name: a surname with one or two characters and no third left over, or a foreign spelling."""
    text = reading.text[name.start : name.end]
    if text in PERSONS:
        return True
    if "·" in text or (len(text) > 2 and foreign(text)):
        return not _left_over(reading, name.end)
    head = 2 if text[:2] in DOUBLE_SURNAMES and len(text) > 2 else 1
    if not 0 < len(text) - head < 3 or (head == 1 and SURNAMES.get(text[0], 0) < 2):
        return False
    return len(text) - head == 2 or not _left_over(reading, name.end)


def _left_over(reading: Reading, end: int) -> bool:
    """A single character behind a short name may be the rest of it: 张印|东."""
    if end >= len(reading.text):
        return False
    word = reading.gate.at(end)
    given = len(word.text) == 1 and GIVEN.get(word.text, 2) > 2 and "\u4e00" <= word.text <= "\u9fff"
    return word.start != end or (given and word.tag not in _NEVER_GIVEN)


def _post_before(reading: Reading, end: int) -> int:
    """Where the post that ends at ``end`` begins, with the posts joined to it; ``end`` when none does."""
    first = end
    while (start := _post_start(reading, first)) < first:
        end = start
        joint = reading.text[start - 1 : start]
        if start == 0 or joint not in _JOINTS:
            return start
        first = start - 1
    return end


def _post_start(reading: Reading, end: int) -> int:
    """Where one post with its modifiers begins (常务|副市长); 省委书记 is a post in one word."""
    at = bisect_left(reading.gate.starts, end) - 1
    if at < 0 or reading.words[at].end != end or not (post := _post_in(reading.words[at])):
        return end
    start = end - len(post)
    if start > reading.words[at].start:
        return start
    for word in reversed(reading.words[max(0, at - _LONGEST_MODIFIERS) : at]):
        if word.text not in TITLE_MODIFIERS:
            break
        start = word.start
    return start


def _post_behind(reading: Reading, start: int) -> int:
    """Where the post behind a name ends: 王某某市长, but 王某某代表公司 says what the person does."""
    if start >= len(reading.text):
        return start
    word = reading.gate.at(start)
    if word.start == start and word.text in POSTS and word.text not in TITLE_VERBS:
        return word.end
    return start


def _post_in(word: Word) -> str:
    """The post a word is or ends in: 省委书记 whole, of 大学校长 only 校长; empty when it is none."""
    text = word.text
    if text.endswith(_PRESS):
        return ""
    if text in POSTS:
        return text
    for cut in range(1, min(len(text), _LONGEST_POST) - 1):
        if text[cut:] in POSTS:
            whose = text[:cut]
            return text[cut:] if whose in INSTITUTION_ENDS and whose[-1] != "委" else text
    return ""
