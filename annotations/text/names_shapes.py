"""How much a string looks like a person's name, by its characters alone."""

from __future__ import annotations

from annotations.text import names_lists as lists

_NO_NAME = -9
_UNLISTED = 2
# Characters that end words for things and never a given name.
_NEVER_LAST = frozenset(
    "性化率费画卡物者坡沟坝滩馆墙杯牌机站球鱼虫菜果肉奶酒茶药病症论曲剧室寺庙宫殿厂队型式板线带布衣帽车船舰票券奖赛署局厅"
    "堂湾港塘崖窟洞墓陵塔村镇乡县区市省族语号级品牌"
)


def foreign(text: str) -> bool:
    """Every character is one that foreign names are written with."""
    return len(text) > 1 and all(character in lists.TRANSLITERATED for character in text)


def score(text: str) -> int:
    """The grades of a surname and one or two characters behind it, added up; -9 when it is no such thing."""
    head = 2 if len(text) > 2 and text[:2] in lists.DOUBLE_SURNAMES else 1
    given = [lists.GIVEN.get(character, _UNLISTED) for character in text[head:]]
    if not 0 < len(given) < 3:
        return _NO_NAME
    family = 4 if head == 2 else lists.SURNAMES.get(text[0], -4)
    return family + sum(given) + (2 if len(given) == 1 and given[0] == 4 else 0) + (4 if head == 2 else 0)


def points(text: str, known: bool) -> int:
    """What speaks for a word that jieba calls a person: 3 is enough by itself, below 0 nothing helps.

    The steps follow how often such words were persons in a hand-tagged newspaper.
    """
    if text in lists.PERSONS:
        return 4
    worth = score(text)
    if text in lists.NOT_PERSONS or worth == _NO_NAME or text[-1] in _NEVER_LAST:
        return -4
    if len(text) == 2:
        return _of_two(worth, known)
    if known:
        return 3 if worth >= 8 else 2 if worth >= 6 else 1 if worth >= 3 else -2
    return 3 if worth >= 6 else 1


def _of_two(worth: int, known: bool) -> int:
    if known:
        return 2 if worth >= 10 else 0 if worth >= 5 else -2
    return 3 if worth >= 10 else 2 if worth >= 5 else 0
