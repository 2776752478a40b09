"""事件: signing, start, founding, meeting, issuing: something that took place and can be looked up.

Acts (``data/acts.txt``) are events wherever they stand; deeds (``data/deeds.txt``) and, behind a date, any
verb are *ordinary*: they count only in a sentence with a name, a title or a date, and the score asks for
one beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.data import entries
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.dateexpression import DateExpression
from annotations.text.lexicon import alternation, listed
from annotations.text.words import Word
from annotations.vocabulary import ClaimType

_ACTS = frozenset(entries("events.txt", "acts"))
_DEEDS = frozenset(entries("events.txt", "deeds"))
ONGOING = frozenset(entries("events.txt", "ongoing"))
VERBS = _ACTS | _DEEDS
# 签约仪式, 开工现场: the verb is part of a noun.
_NOUN_BEHIND = frozenset(entries("events.txt", "nouns behind"))
# 大力引进, 不断组织: effort, no event.
_EFFORT = frozenset(entries("events.txt", "effort"))
_WISH = frozenset(entries("events.txt", "wishes"))
_DONE_BEFORE = frozenset(
    listed(
        "已 已经 共同 联合 先后 成功 正式 分别 首次 当场 顺利 率先 曾 曾经 刚 刚刚 自愿 现场 集体 被 获 遭"
    )
)
# Words the dictionary lacks, or cuts in two.
_GLUED = entries("events.txt", "acts unlisted")
_TWO_VERBS = entries("events.txt", "double deeds")
_OFFICES = entries("events.txt", "offices")
_UNLISTED = re.compile(
    rf"(?P<act>{alternation(_GLUED)})|(?P<deed>{alternation(_TWO_VERBS)})"
    rf"|(?P<office>[任为](?<![责主信胜继离前历].)(?:第一|常务|名誉|联合)?副?{alternation(_OFFICES)}(?=[，,。；;、]|$))"
)
# Words that open an expression, with the pattern of the whole and its marks.
_ABSENT = re.compile(r"(?:未|没有|没)(?:再|曾)?(?:发生|出现|造成|接到|收到|发现|检出|报告)")
_PASSED = re.compile(
    r"通过(?=了?[^，,。；;]{0,16}(?:法|法案|议案|决议|决定|条例|方案|草案|规定|提案)(?:[，,。；;》”]|$))"
)
_SITED = re.compile(r"位于|地处|坐落[于在]?|隶属于?|毗邻")
_OPENERS = dict.fromkeys(listed("未 没有 没"), (_ABSENT, ("absent",))) | dict.fromkeys(
    listed("位于 地处 坐落 坐落于 坐落在 隶属 隶属于 毗邻"), (_SITED, ("ordinary", "site"))
)
_STATUS = re.compile(
    r"是[^，,。；;]{0,30}?(?:重点|示范|试点|贫困|百强|龙头|上市|成员|共建|定点|直属|骨干|国有|独资|特色|先进|模范|文明|中心)"
    r"[^，,。；;]{0,6}?(?:县|市|区|村|镇|乡|单位|企业|公司|基地|院校|学校|医院|城市|机构)(?=[，,。；;]|$)"
)
_NOTHING = (re.compile("(?!)"), ())
_UNLISTED_MARKS = {"act": (), "deed": ("ordinary",), "office": ("office",)}
_CUES = VERBS | _OPENERS.keys() | {"了"}
_OFFICIAL = re.compile(r"国家|全国|全省|中国|世界|国际|省级|市级|省重点|首批")
# Regions that the dictionary counts among the common nouns.
REGIONS = re.compile(alternation(entries("events.txt", "regions")))
_POINTS = frozenset(("day", "month", "year"))
_STOPS = "，,。；;：:！？!?"
_DATE_REACH = 14
# 4月18日上午，…: what may stand between a date and the comma behind it.
_TIME_OF_DAY = 3
_CLAUSE_REACH = 16
_PREPOSITIONS = frozenset(
    listed("按照 根据 依据 通过 利用 依托 围绕 来自 具有 拥有 位于 进行 面对 涉及 包括")
)
_TO = frozenset(("到", "截至", "截止", "至", "有"))
_VERBAL = frozenset(("v", "vi", "vd", "l"))
_SHORT_DEEDS = frozenset("赴抵获返遇任死卒离到迁改建设立签开办发亡染病入出")
_ORDINARY = ("ordinary",)
_WISHED = ("ordinary", "wished")


def detect(reading: Reading) -> Iterator[Finding]:
    """Verbs of taking place outside titles and quotations, dated deeds, offices, sites, what was absent."""
    hidden = [(pair.start, pair.end) for pair in (*reading.titles, *reading.quotations)]
    taken: set[int] = set()
    anchored = bool(reading.names or reading.dates or hidden) or REGIONS.search(reading.text) is not None
    for found in (*_framed(reading), *_listed(reading), *_dated(reading)):
        if found.start in taken or any(start <= found.start < end for start, end in hidden):
            continue
        if "ordinary" in found.marks and not anchored:
            continue
        taken.update(range(found.start, found.end))
        yield found


def _listed(reading: Reading) -> Iterator[Finding]:
    words = reading.words
    for at in [index for index, word in enumerate(words) if word.text in _CUES]:
        word = words[at]
        pattern, opened = _OPENERS.get(word.text, _NOTHING)
        if found := pattern.match(reading.text, word.start):
            yield _finding(word.start, found.end(), opened)
        elif word.text in VERBS:
            marks = _judged(reading, at, word)
            if marks is not None:
                yield _finding(word.start, word.end, marks)
        elif word.text == "了" and at and _carried_out(reading, at - 1):
            yield _finding(words[at - 1].start, words[at - 1].end, _ORDINARY)


def _carried_out(reading: Reading, at: int) -> bool:
    """出现了, 跑遍了: any verb but one of effort and praise."""
    verb = reading.words[at]
    if verb.tag != "v" or len(verb.text) < 2 or verb.text in ONGOING or verb.text in VERBS:
        return False
    return not _object(reading, at)


def _framed(reading: Reading) -> Iterator[Finding]:
    for found in _UNLISTED.finditer(reading.text):
        if found["office"] or reading.gate.opens(found.start()):
            yield _finding(found.start(), found.end(), _UNLISTED_MARKS[found.lastgroup or ""])
    if "是" in reading.text:
        for found in _STATUS.finditer(reading.text):
            if reading.gate.opens(found.start()):
                official = _OFFICIAL.search(found.group()) is not None
                yield _finding(found.start(), found.end(), ("status",) if official else _ORDINARY)


def _dated(reading: Reading) -> Iterator[Finding]:
    for item in reading.dates:
        if item.kind in _POINTS and item.date and (word := _deed_after(reading, item)):
            yield _finding(word.start, word.end, _ORDINARY)


def _finding(start: int, end: int, marks: tuple[str, ...]) -> Finding:
    return Finding(start, end, ClaimType.EVENT, detector="event", marks=marks)


def _judged(reading: Reading, at: int, word: Word) -> tuple[str, ...] | None:
    """The marks of a verb of the lists; None where it names no event: 签约仪式, 大力引进, 企业的成立."""
    if at + 1 < len(reading.words) and reading.words[at + 1].text in _NOUN_BEHIND:
        return None
    before = reading.words[at - 1].text if at else ""
    if before in _EFFORT or before == "的":
        return None
    act = word.text in _ACTS
    if word.tag == "vn" and not act and not _done(reading, before, word):
        return None
    if reading.text.startswith("的", word.end):
        return _ORDINARY if act else None
    if any(earlier.text in _WISH for earlier in reading.words[max(0, at - 3) : at]):
        return _WISHED if reading.dates else None
    if act or (before in _DONE_BEFORE):
        return ()
    return None if _object(reading, at) else _ORDINARY


def _object(reading: Reading, at: int) -> bool:
    """Whether an earlier verb of effort in the same clause governs the word: 推进合作, 承接产业转移."""
    for word in reversed(reading.words[max(0, at - _CLAUSE_REACH) : at]):
        if word.text in _STOPS:
            return False
        if len(word.text) > 1 and word.text in ONGOING and word.text not in _PREPOSITIONS:
            return True
    return False


def _done(reading: Reading, before: str, word: Word) -> bool:
    """Whether a noun-like verb (合作, 培训) is used as a verb: 共同培训, 培训了."""
    return before in _DONE_BEFORE or reading.text.startswith(("了", "过"), word.end)


def _deed_after(reading: Reading, item: DateExpression) -> Word | None:
    """The verb a date belongs to: the first behind it in its clause, or in the next when it ends one."""
    start = reading.clause_start(item.start)
    if any(word.tag == "v" and word.text not in _TO for word in reading.between(start, item.start)):
        return None
    first = reading.gate.index(item.end)
    for word in reading.words[first : first + _DATE_REACH]:
        if word.start < item.end:
            continue
        if word.text in _STOPS:
            if word.start - item.end > _TIME_OF_DAY or word.text not in "，,":
                return None
            continue
        if word.text in ONGOING and (len(word.text) > 1 or word.text in "是为"):
            return None
        if (word.tag in _VERBAL and len(word.text) > 1) or word.text in _SHORT_DEEDS:
            return word
    return None
