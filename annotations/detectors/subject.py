"""Who does it: the words that name a speaker, an issuer or an awarding body before their verb.

Chinese puts time, place and manner between name and verb (市长张某｜在座谈会上激动地｜说), and time and
circumstance before the name (日前，在会上，｜张某). Both are left out; the title before a name stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotations.detectors.data import entries
from annotations.text.gate import Gate
from annotations.text.lexicon import listed
from annotations.text.words import Word

LONGEST = 60
"""Characters before the verb that are looked at."""
PRONOUNS = frozenset(listed("他 她 它 他们 她们 我 我们 咱们 你 您 你们 大家 其 对方 前者 后者 他俩 俺 咱"))

_CLAUSE_END = re.compile(r"[，,：:；;。！？!?…—\n“”「」]")
_DATELINE = re.compile(r"[^，。（(]{2,24}[电讯](?:[（(][^）)]{0,40}[）)])?\s?(?=[^，。]{2})")
_DAY = (
    r"(?:\d{4}年(?![度级])[初底末]?(?:\d{1,2}月(?:\d{1,2}[日号]|初|底|份)?)?"
    r"|\d{1,2}月(?:\d{1,2}[日号]|初|底|份)?|\d{1,2}日)"
    r"(?:上午|下午|晚间?|凌晨|中午|早上)?(?=[^，]{2})"
)
_ADJUNCT = re.compile(
    rf"(?:{_DAY}|[\d一二三四五六七八九十]{{1,3}}[．.、]|我?们?还?记得|最近|目前|现在|如今|这[就正]?是|正是|日前|近日|昨[日天晚]|今[日天晨]|当[日天晚]|此前|随后|据了解|据悉|同时|此外|另外|对此|为此|因此|所以|于是"
    r"|但是?|而且?|不过|然而|可是?|其中|会上|会后|席间|现场|采访中|谈话中|报告中|最后|正如|就像|诚如|根据|依据|据|按照?|听(?!了)|经|由|让|连|就连|当|如"
    r"|[在于](?:[^，,。]{1,30}?[^，,。上中])?(?:[时后]|之际|之前|期间|[上中下里内]|看来|会议上|会上)的?"
    r"|[^，,。在]{0,14}?(?:会议|大会|发布会|座谈会|论坛|仪式|活动|现场)(?:上|中|现场|期间)"
    r"|[对就针][^，,。]{1,20}?(?:问题|情况|此事|时)|(?:谈到|谈及|说到|说起|提起|提到|看到|面对)[^，,。]{1,16}?时)"
)
# The same inside a name: 李某在讲话中, cut as 李某在|讲话.
_CLINGING = re.compile(
    r"(?<=[^，][^，])在(?:讲话|接受|会|座谈|发言|致辞|答|谈|介绍|报告|视察|考察|主持|出席|调研|采访|祝酒).*$"
)
# 钱某今天下午|会见: a time behind the name.
_LATE = re.compile(
    r"(?<=[^，][^，])(?:今[天日晚晨]|昨[天日晚]|当[天日晚]|日前|近日|最近|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|\d{4}年(?:\d{1,2}月)?)(?:上午|下午|晚上?|中午|凌晨)?$"
)
_BREAKS = frozenset(entries("acting_verbs.txt"))
_JOINS = frozenset(listed("与 和 及 以及 同 暨 等 、 或 届 第 次 各"))
_TOWARDS = frozenset(listed("对 向 跟 给 对着 冲着 朝着"))
_THIRD_PERSON = frozenset(listed("他 她 他们 她们"))
_RELATIVES = frozenset(
    listed(
        "妻子 父亲 母亲 父母 儿子 女儿 爱人 丈夫 弟弟 哥哥 姐姐 妹妹 爷爷 奶奶 爸爸 妈妈 家人 同事"
        " 老伴 朋友 老师 同学 战友 徒弟 师傅 助手 秘书 亲友 律师 所在 的 俩 和 与 及 、 村 家"
    )
)
_AFTER_MANNER = frozenset("地得着")
_DEGREES = frozenset(
    listed(
        "深有 颇有 颇为 颇感 不无 满怀 充满 略带 带着 十分 非常 无比 极其 无限 倍感 深感 饱含 满含 很 有些"
    )
)
# What may cling to a name where the words are cut amiss: 张某在|接受采访时.
_HANGING = "在对向于則则也"
# 主持会议 ends a name, 主持人 and 发布会 are part of one.
_BEARERS = "人者员会厅室局部处长"
_PREDICATES = ("v", "l", "i", "ad")
_PROPER = ("nt", "ns", "nr", "nz")
# 老周, 小明 are people, whatever the dictionary takes them for.
_FAMILIAR = "老小阿"
_LOOSE = " \u3000、的·"
_POINTING = ("m", "q", "r", "t", "d", "c", "p", "uj", "f", "s")
_ADVERBIAL = ("d", "p")


def subject(text: str, gate: Gate, start: int, end: int) -> tuple[int, int] | None:
    """The place of the name in ``text[start:end]``, the words before a verb; None when none is named.

    Only the last clause counts, unless it holds nothing but circumstances. ``end`` is the verb's place.
    """
    floor = max(start, end - LONGEST)
    at = end
    for earlier in (False, True, True):
        left = floor
        for mark in _CLAUSE_END.finditer(text, floor, at):
            left = mark.end()
        if found := _in_clause(text, gate, left, at, earlier):
            return found
        if left <= floor or text[left - 1] not in "，, ":
            return None
        at = left - 1
    return None


def is_pronoun(name: str) -> bool:
    """Whether the words only point to somebody named elsewhere: 他, 她们."""
    return name in PRONOUNS


def _in_clause(text: str, gate: Gate, start: int, end: int, earlier: bool) -> tuple[int, int] | None:
    """The name in one clause; an ``earlier`` clause has a verb of its own, which ends the name."""
    start = _behind_adjuncts(text, gate, start, end)
    tokens = _behind_relative(_between(gate, start, end))
    length = _name_length(tokens, earlier) if tokens else 0
    if not length:
        return None
    left, right = tokens[0].start, tokens[length - 1].end
    if clinging := _CLINGING.search(text, left, right):
        right = clinging.start()
    if timed := _LATE.search(text, left, right):
        right = timed.start()
    while left < right and text[left] in _LOOSE:
        left += 1
    while left < right and (text[right - 1] in _LOOSE or (right - left > 2 and text[right - 1] in _HANGING)):
        right -= 1
    if right < len(text) and (text[right].isdigit() or text[right] in "年月日"):
        while left < right and text[right - 1].isdigit():
            right -= 1
    lone = right - left == 1 and text[left] not in PRONOUNS and tokens[0].tag not in ("nr", "m")
    return (left, right) if left < right and not lone else None


def _behind_adjuncts(text: str, gate: Gate, start: int, end: int) -> int:
    while start < end and text[start] in " \u3000":
        start += 1
    if start == 0 and (line := _DATELINE.match(text, 0, end)) and gate.opens(line.end()):
        start = line.end()
    for _ in range(4):
        found = _ADJUNCT.match(text, start, end)
        if not found or found.end() == start or not gate.opens(found.end()) or found.end() >= end:
            break
        start = found.end()
    return start


def _between(gate: Gate, start: int, end: int) -> Sequence[Word]:
    """The words of a stretch; of one that reaches into the verb (明确提出, 地说) only the part before it."""
    first = gate.index(start)
    if gate.tokens[first].start < start:
        first += 1
    last = first
    while last < len(gate.tokens) and gate.tokens[last].end <= end:
        last += 1
    inside = list(gate.tokens[first:last])
    if last < len(gate.tokens) and (word := gate.tokens[last]).start < end:
        inside.append(Word(word.start, end, word.text[: end - word.start], "", False))
    return inside


def _behind_relative(tokens: Sequence[Word]) -> Sequence[Word]:
    """Without the clause that only describes: 刚从田里回来的|村民老张. Whom one speaks to is no subject."""
    leading = tokens[0] if tokens else None
    if leading is None or not _ends(leading):
        return tokens
    behind = 0
    for index, word in enumerate(tokens):
        if word.text in _TOWARDS or (behind and _ends(word)):
            break
        if word.text == "的":
            behind = index + 1
    return tokens[behind:] if behind < len(tokens) else ()


def _name_length(tokens: Sequence[Word], earlier: bool) -> int:
    """How many of the words belong to the name."""
    if tokens[0].text in _THIRD_PERSON and len(tokens) > 1 and tokens[1].text not in _RELATIVES:
        return 1
    named = titled = False
    for index, word in enumerate(tokens):
        if titled or word.text == "《":
            titled, named = word.text != "》", True
            continue
        if word.text in _AFTER_MANNER and index:
            return _before_manner(tokens, index)
        if word.text == "所" and index == len(tokens) - 1:
            return index
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        dated = word.text[0].isdigit() and following is not None and following.text[0] in "日月年"
        timed = index > 0 and ((word.tag == "t" and word.text[0] not in _FAMILIAR) or dated)
        if (_ends(word) or timed or (earlier and word.tag in _PREDICATES)) and (named or index == 0):
            return index
        named = named or word.tag not in _POINTING or word.text in PRONOUNS or word.text[0] in _FAMILIAR
    return len(tokens) if named or tokens[0].text in PRONOUNS else 0


def _ends(word: Word) -> bool:
    proper = word.tag in _PROPER or word.text[-1] in _BEARERS
    if len(word.text) > 2 and word.text[:2] in _BREAKS and not proper:
        return True
    if word.tag == "v" and len(word.text) > 1 and word.text[-1] in "着住过到出下完":
        return True
    return word.text in _BREAKS or (word.tag in _ADVERBIAL and word.text not in _JOINS)


def _before_manner(tokens: Sequence[Word], index: int) -> int:
    """The word before 地 tells the manner: 李大山|激动|地, 颇为|自豪|地."""
    index -= 1
    while index > 0 and (tokens[index - 1].tag in ("d", "zg", "p") or tokens[index - 1].text in _DEGREES):
        index -= 1
    return index
