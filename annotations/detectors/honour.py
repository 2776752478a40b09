"""荣誉称号: honours won and lists entered, 荣获“全国文明村”称号, with name, awarding body and year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.data import entries
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.detectors.subject import subject
from annotations.text.lexicon import alternation
from annotations.vocabulary import ClaimType

_STOP = "，,。；;！？!?：:“”《》『』「」\n"
# 奖 that only begins another word: 奖金, 奖学金.
_WHOLE = "(?![金学励惩赏品池级次率教助优补罚得勤会者])"
_WON_NOUNS = entries("honours.txt")
_LISTS = (*_WON_NOUNS, *entries("honours.txt", "名录"))
_PRIZE = "(?<![领颁评发抽])奖"
_HONOUR = rf"(?:{alternation(_WON_NOUNS)}|{_PRIZE}){_WHOLE}"
_LIST = rf"(?:{alternation(_LISTS)}|{_PRIZE}){_WHOLE}"
_ROLL = rf"(?:{alternation((*_LISTS, *entries('honours.txt', '认定')))}|{_PRIZE}){_WHOLE}"
_QUOTED = r"[“《『「][^“”《》『』「」]{2,40}[”》』」]"
_WORDS = rf"[^{_STOP}获]"
_TITLE = rf"{_WORDS}{{0,36}}?{_HONOUR}(?:[^{_STOP}的]{{0,8}}?{_HONOUR})*"
_ENTRY = rf"{_WORDS}{{0,36}}?{_ROLL}(?:[^{_STOP}的]{{0,8}}?{_ROLL})*"
_NAMED = rf"{_WORDS}{{0,20}}{_QUOTED}(?:[^{_STOP}的]{{0,10}}?{_ROLL})?"
_NAMED_PRIZE = rf"{_WORDS}{{0,16}}{_QUOTED}[^{_STOP}的]{{0,8}}?{_HONOUR}"
_NAMED_LIST = (
    rf"{_WORDS}{{0,16}}(?:[“《『「][^{_STOP}]{{0,30}}{_LIST}[”》』」]"
    rf"|{_QUOTED}[^{_STOP}的]{{0,8}}?{_LIST})"
)
_LISTED = rf"{_WORDS}{{0,36}}?{_LIST}(?:[^{_STOP}的]{{0,8}}?{_LIST})*"
_FREE = rf"[^{_STOP}的]{{2,24}}(?:的[^{_STOP}的]{{2,4}}(?=[{_STOP}]|$))?"
_OBJECT = {
    "sure": re.compile(rf"了?(?:{_NAMED}|{_ENTRY}|{_FREE})"),
    "won": re.compile(
        rf"[了过]?(?:{_TITLE}|{_NAMED_PRIZE}|{_WORDS}{{0,12}}“[^“”]{{2,30}}(?:奖|称号|杯|冠军)”)"
    ),
    "given": re.compile(
        rf"[了过]?(?:(?!的){_WORDS}{{0,20}}{_QUOTED}(?:[^{_STOP}的]{{0,8}}?{_HONOUR})?|{_TITLE})"
    ),
    "called": re.compile(rf"(?:{_NAMED_LIST}|{_LISTED}|{_QUOTED})"),
    "listed": re.compile(rf"[了为]?(?:{_NAMED}|{_ENTRY})"),
    "placed": re.compile(rf"[了为]?(?:{_NAMED_LIST}|{_LISTED})"),
    "elected": re.compile(
        rf"为?[^{_STOP}]{{0,20}}?(?:(?:{_QUOTED})?[^{_STOP}的]{{0,6}}?(?:人物|好人|之星|楷模|模范)|{_QUOTED})"
    ),
    "bare": re.compile(""),
}
"""What must follow a verb, for each kind of verb."""
_KINDS = {
    "sure": "荣获 荣膺 获评 获颁 获授 荣立 荣登 喜摘 评选为 评为 认定为 表彰为",
    "won": (
        "获得 赢得 取得 夺得 勇夺 斩获 摘得 摘取 摘下 捧得 捧回 揽获 揽下 蝉联"
        " 喜获 收获 囊括 包揽 夺取 拿下 获"
    ),
    "given": "授予 追授",
    "called": "命名为",
    "listed": "入选 入围",
    "placed": "跻身 上榜 列入 列为 确定为 选为 入列 登上",
    "elected": "当选",
    "bare": "夺冠 夺魁 折桂 成功卫冕 卫冕成功",
}
_KIND_OF = {verb: kind for kind, verbs in _KINDS.items() for verb in verbs.split()}
_VERB = re.compile(alternation(_KIND_OF))
# 获批, 获利, 获得感 are no honours.
_OTHER_VERB = re.compile("获[取批悉准益救释刑罪胜知利奖邀赠赔]|获得感")
_MORE = re.compile(
    rf"[、和及与](?:{_QUOTED}|[^{_STOP}、获]{{0,24}}?{_HONOUR})|等?{_WORDS}{{0,4}}(?:称号|荣誉|奖项|大奖|证书)"
)
_PASSIVE = re.compile(
    rf"被(?P<body>[^{_STOP}]{{0,30}}?)(?:正式|联合|共同|先后|分别|再次|再度|连续[^{_STOP}]{{0,6}}|多次|同时|一致|[一二三四五六七八九十两多\d]次)?$"
)
_GIVEN_BY = re.compile(
    r"由?(?P<body>[^，。“”]{2,30}?)(?:联合|共同)?(?:颁发|评选|授予|主办|评定|举办|组织评选)的"
)
# 入选条件, 授予权限: the verb is part of a noun or of another act.
_NO_NAME = re.compile(
    r"(?:的|者|条件|标准|资格|门槛|名额|人数|人员|作品|单位名单|选手|球员|名单|仪式|权限|权力|权利|被告|[博硕学]士学位|以来|后|时)"
)
_COUNT = re.compile(
    r"(?:了|过|的|为|共|首[个枚]|[\d一二三四五六七八九十两百多余几数]{1,5}[项枚个块次座面届家名位人]次?)+"
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})(?=年|[—–-]|[^\d])")
_TAIL = re.compile(r"(?:的|等)*(?:光荣|荣誉)?(?:称号|荣誉|证书)?")
# 赢得荣誉 names none; a firm is 命名为 anything.
_GENERIC = re.compile(
    r".{1,3}[了过]?(?:很多|许多|不少|巨大|极高|极大|崇高|无数|一系列|各种)?的?(?:荣誉|奖项|殊荣|成绩|好评)"
)
_COMPANY = re.compile(r"命名为.{2,40}(?:公司|号)”?")
_TITLE_END = re.compile(r"(?<=..)(?:荣誉|光荣)?称号$")
_NOT_WON = re.compile(r"(?:未|没有?|不能?|无缘|从未)$")


def detect(reading: Reading) -> Iterator[Finding]:
    """One finding from the verb to the end of the honour's name, as far as the clause gives it."""
    text = reading.text
    last = 0
    for verb in _VERB.finditer(text):
        start, kind = verb.start(), _KIND_OF[verb.group()]
        if start < last or not reading.gate.opens(start) or _OTHER_VERB.match(text, start):
            continue
        found = _OBJECT[kind].match(text, verb.end())
        if found is None or not _names_one(reading, start, verb.end(), found.end()):
            continue
        last = _end(reading, found.end())
        yield _finding(reading, verb, last, kind)


def _names_one(reading: Reading, start: int, named: int, end: int) -> bool:
    """Whether the words from ``named`` on name an honour that was won."""
    text = reading.text
    if _NO_NAME.match(text, named) or _NOT_WON.search(text, max(0, start - 3), start):
        return False
    if any(title.start <= start < title.end for title in reading.titles):
        return False
    return not _GENERIC.fullmatch(text, start, end) and not _COMPANY.fullmatch(text, start, end)


def _end(reading: Reading, end: int) -> int:
    """Behind the whole word and behind further honours of the same list."""
    text = reading.text
    if not reading.gate.closes(end) and text[end - 1] not in "”》』」":
        end = reading.gate.at(end).end
    while more := _MORE.match(text, end):
        end = more.end()
    return end


def _finding(reading: Reading, verb: re.Match[str], end: int, kind: str) -> Finding:
    text, start = reading.text, verb.start()
    named = text[verb.end() : end]
    slots = {}
    floor = reading.clause_start(start)
    year = _YEAR.search(named) or _YEAR.search(text, max(0, start - 30), start)
    if passive := None if kind == "won" else _PASSIVE.search(text, floor, start):
        start = passive.start()
        slots["body"] = passive["body"]
    elif kind == "given" and (place := subject(text, reading.gate, max(0, start - 80), start)):
        slots["body"] = text[slice(*place)]
    if given := _GIVEN_BY.match(named):
        slots["body"] = given["body"].lstrip("了过")
        named = named[given.end() :]
    slots |= {"name": _name(named, recipient=kind == "given"), "year": year["year"] if year else ""}
    filled = {key: value for key, value in slots.items() if value}
    return Finding(start, end, ClaimType.HONOR, detector="honor", slots=filled)


def _name(named: str, recipient: bool) -> str:
    """The honour alone: of “先进单位”称号 what the marks hold, of 3枚金牌 the medal.

    With ``recipient`` the words before the marks say who got it (授予他“…”) and are left out.
    """
    quoted = re.search(_QUOTED, named)
    if quoted and recipient and not _TAIL.fullmatch(named, quoted.end()):
        return named[quoted.start() :]
    if quoted and _TAIL.fullmatch(named, quoted.end()):
        before = "" if recipient else named[: quoted.start()].lstrip("了为")
        return named[quoted.start() + 1 : quoted.end() - 1] if not before else before + quoted.group()
    if counted := _COUNT.match(named):
        named = named[counted.end() :]
    named = _TITLE_END.sub("", named.strip())
    return named if len(named) > 1 else ""
