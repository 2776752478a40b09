"""Each word's part in names, as one letter, so that a sentence becomes a short string to search.

Persons: P surely one, p perhaps one, S a surname, D a compound surname, H a surname with a title in one
word (王先生), N a familiar name (老张), F a piece of a foreign name. Places: L a place, l perhaps one, k a
word that begins with one (中国人), j countries by one character each (中美). Institutions: O a whole name,
E the last word of one (公司), e a word that ends in one (北京市委), q what may lead one (国家, 全国, 市), v a
verb inside one (发展, 管理), n any other word they may hold. Around them: T a title, V a verb of speech, d
the enumeration comma, ``·`` the middle dot; i another single character, u an unknown word, x Latin, ``.``
the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from annotations.text import names_lists as lists
from annotations.text.lexicon import listed
from annotations.text.names_shapes import foreign, points, score
from annotations.text.words import Word

KEPT_WORDS = 60_000
#: The types of a desk's own words and what they are here.
ENTRIES = {"person": "P", "place": "L", "org": "O"}

_NOUNS = frozenset(listed("n nz vn j b an a s f l ng g ag vg tg i"))
_PERSONAL = frozenset(listed("nr nrt nrfg"))
# Of other words the list holds these may still be persons; verbs and adjectives never are.
_PERHAPS = frozenset(listed("n ns nz z m i t s"))
_POSTS = listed("书记 主任 主席 部长 局长 厅长 省长 市长 县长 院长 校长 经理 总监")
_BEGUN = frozenset(listed("n nz nt ns nr nrt nrfg l j"))
_FUNCTION = frozenset(listed("p c u d r y ul uj uz uv ud f m q e o h k zg"))
_PLACE_END = re.compile(
    r"(?:省|市|县|区|镇|乡|村|屯|寨|庄|州|旗|盟|街|路|巷|胡同|大道|山|岭|峰|河|江|湖|海|湾|港|岛|桥|站|机场|水库|街道"
    r"|半岛|群岛|山脉|高原|平原|盆地|沙漠|草原|海峡|运河|流域|新区|自治[州县区]|广场|大桥|公园|共和国|寺|庙|沟|坡|坝)$"
)
_USUAL_PLACE = re.compile(
    r"(?:.?.?(?:农|新|山|乡|灾|渔|贫困|示范|先进|城|商|校|社|地|市|景|特|老|全|本|该|各|某|两|外|内|小|大|有|国|友好|文明"
    r"|分水|十字|铁|公|高速|马|道|网|立交|自由|民主|人民|君主|联邦|经济|军事|工业|住宅|风景|自然|保护|革命|公立|自来|飞|矿|郊|占领|解放|游击|根据|终端|宣传|小康|五星红|红|库|林|垦|牧|清真|高架|禁毒|开发|各县|自治|北方|南方|西部|东部|中部))?"
    r"[省市县区镇乡村路街站山河江湖海港桥岛寺庙沟坡坝庄峰州]|.?.?(?:机场|水库|街道|半岛|群岛|山脉|高原|平原|盆地|沙漠|草原|海峡|运河|流域"
    r"|新区|广场|大桥|公园|共和国|自治[州县区])"
)
_INSTITUTION_END = re.compile(
    r"(?:公司|集团|大学|学院|医院|银行|研究院|研究所|委员会|协会|学会|联合会|基金会|政府|法院|检察院|[省市县区]委|部|厅|局|厂|党|队|报|社|联|委|院|会|馆|[男女][篮排足乒]|[篮排足]球队)$"
)
_NAMED_BY = (2, 3, 4, 5)


def classes(words: Sequence[Word], entries: Mapping[str, str] | None = None) -> str:
    """One letter for each word. ``entries`` are a desk's own words with their type (person, place, org)."""
    letters = [_seen.get(word.text) or _remembered(word) for word in words]
    if entries:
        letters = [
            ENTRIES.get(entries.get(word.text, ""), letter)
            for word, letter in zip(words, letters, strict=True)
        ]
    return "".join(letters)


def _remembered(word: Word) -> str:
    """The letter of a word not met before; a guessed word may be tagged otherwise the next time."""
    letter = _class_of(word)
    if word.known or not word.text[0].isalpha():
        if len(_seen) > KEPT_WORDS:
            _forget()
        _seen[word.text] = letter
    return letter


def _class_of(word: Word) -> str:
    text, tag = word.text, word.tag
    if len(text) == 1:
        return _single(text, tag)
    if not "\u4e00" <= text[0] <= "\u9fff":
        return "x" if text.isalpha() else "."
    if tag in _PERSONAL or not word.known:
        return _guessed(text, tag, word.known)
    if tag in _PERHAPS and (letter := _person_after_all(text)):
        return letter
    if tag == "ns" and text not in lists.NOT_PLACES and (_is_place(text) or foreign(text)):
        return "L"
    return _begun(text, tag) or _noun(text, tag)


def _person_after_all(text: str) -> str:
    """老张, 周教授, or a full name that the word list takes for something else."""
    if len(text) == 2 and text[0] in "老小" and lists.SURNAMES.get(text[1]) == 4:
        return "" if text in lists.NOT_PERSONS else "N"
    if len(text) < 5 and family_title(text):
        return "H"
    return "P" if len(text) == 3 and score(text) >= 9 and points(text, known=True) >= 3 else ""


def _noun(text: str, tag: str) -> str:
    if tag in ("nt", "n", "nz") and len(text) > 2 and _INSTITUTION_END.search(text):
        return _ended(text, tag)
    if tag == "ns":
        return "n" if text in lists.NOT_PLACES else "l"
    if tag == "n" and len(text) > 2 and text.endswith(_POSTS):
        return "T"
    if tag == "m" and text[0] == "第":
        return "n"
    return "v" if text in lists.VERBS else "n" if tag in _NOUNS else "."


def _ended(text: str, tag: str) -> str:
    """A noun with an institution's ending: 北京市委 is named, 南开大学 may be, 开发局 is an ending itself."""
    if named(text) or (tag == "nt" and len(text) > 3):
        return "e"
    return "E" if tag == "nt" else "n"


def _single(text: str, tag: str) -> str:
    if not "\u4e00" <= text <= "\u9fff":
        return "x" if text.isalpha() else "."
    family = lists.SURNAMES.get(text, 0)
    if family and (tag in _PERSONAL or tag == "zg" or (family > 2 and tag not in _FUNCTION and tag != "v")):
        return "S"
    return "." if tag in _FUNCTION or tag == "v" else "i"


def _guessed(text: str, tag: str, known: bool) -> str:
    """A word that jieba calls a person, or that its list lacks."""
    if text in lists.NOT_PERSONS:
        return "n"
    if (at := family_title(text)) and known:
        return "H" if at else "n"
    value = points(text, known)
    if len(text) > 2 and value < 3 and _is_place(text):
        return "L"
    if foreign(text) and (tag == "nrt" or value < 3):
        return "F"
    if tag in _PERSONAL and value >= 0:
        return "P" if value >= 3 else "p"
    if known:
        return _begun(text, tag) or "n"
    if len(text) > 2 and _INSTITUTION_END.search(text):
        return "e"
    return "u"


def _begun(text: str, tag: str) -> str:
    """A word that begins with a place: 吕梁地区 is one, 泰国政府 an institution, 中国人 neither."""
    length = place_head(text)
    if not length or tag not in _BEGUN:
        return ""
    rest = text[length:]
    if rest == "地区":
        return "L"
    if _INSTITUTION_END.search(rest):
        return "e"
    return "k" if len(rest) > 1 or rest in "人队军籍话货" else ""


def place_head(text: str) -> int:
    """The length of the listed place that a longer word begins with, 0 when there is none."""
    for length in range(min(len(text) - 1, 6), 1, -1):
        if text[:length] in lists.PLACES:
            return length
    return 0


def family_title(text: str) -> int:
    """The length of the surname that a title follows in the same word; 0 when there is none."""
    for length in (2, 1):
        if text[length:] in _ADDRESSES and len(text) > length:
            family = text[:length]
            if family in lists.DOUBLE_SURNAMES or lists.SURNAMES.get(family, 0) > 2:
                return length
    return 0


def _is_place(text: str) -> bool:
    """A proper noun before a word for a sort of place: 双泾村, and not 示范村."""
    if len(text) < 3 or text in lists.NOT_PLACES or not _PLACE_END.search(text):
        return False
    return not _USUAL_PLACE.fullmatch(text)


def named(text: str) -> bool:
    """Whether a word begins with the name of a place or country: 泰国政府, 北京市委."""
    return any(text[:length] in lists.PLACES or text[:length] in _LEAD_WORDS for length in _NAMED_BY)


def _fixed() -> dict[str, str]:
    """Listed words; where lists disagree the later one wins."""
    fixed = dict.fromkeys(lists.LEADS, "q") | dict.fromkeys(lists.PLACES, "L")
    fixed |= dict.fromkeys(lists.DOUBLE_SURNAMES - lists.PLACES, "D")
    fixed |= dict.fromkeys(lists.INSTITUTION_ENDS, "E") | dict.fromkeys(lists.TITLES, "T")
    fixed |= dict.fromkeys(lists.INSTITUTIONS, "O") | dict.fromkeys(lists.PERSONS, "P")
    fixed |= dict.fromkeys(lists.PAIRS, "j")
    fixed |= dict.fromkeys(lists.SAYS, "V") | dict.fromkeys(lists.VERBS, "v")
    return fixed | {"、": "d", "·": "·", "•": "·", "・": "·", "‧": "·"}


def _forget() -> None:
    _seen.clear()
    _seen.update(_FIXED)


_ADDRESSES = lists.TITLES - frozenset(
    listed("职工 工人 员工 学生 代表 青年 老人 英雄 国王 女王 公主 专家 学者 作家 农民 村民 居民 党员 社员")
)
_LEAD_WORDS = frozenset((*lists.LEADS, "中共", "联合国", "解放军"))
_FIXED = _fixed()
_seen = dict(_FIXED)
