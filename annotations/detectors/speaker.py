"""Who is credited with a quotation: before it, behind it, or in the neighbouring sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.detectors.data import entries
from annotations.detectors.reading import Reading
from annotations.detectors.subject import PRONOUNS, subject
from annotations.detectors.utterance import SAYS, said
from annotations.text.gate import Gate
from annotations.text.names import PERSON
from annotations.text.words import Word, words

REACH = 90
# 说了一句话：, 提出要求：
_WITH_OBJECT = re.compile(rf"(?P<says>{SAYS})[^，,。：:！？；“”「」]{{0,14}}$")
_TOLD = re.compile(rf"(?P<says>{SAYS})$")
_PARTLY = re.compile(rf"(?P<says>{SAYS})[，,]?[^，,。：:！？；“”「」]{{1,20}}$")
_CREDIT = re.compile(rf"{SAYS}(?=[，,。！!；;道着着起了]|$)")
_CREDIT_ENDS = re.compile(r"[。！？；“”「」\n]|[：:](?=[“「])")
_OTHERWISE = re.compile(
    r"[，,]?(?:在(?P<sees>[^，,。]{2,24})看来|用(?P<words>[^，,。]{1,16})的话(?:来)?[说讲]"
    r"|[—─-]{1,2}(?P<dash>[^，,。！？“”]{2,24})$"
    r"|(?P<talk>[^，,。！？“”的]{2,20}?)(?:在[^，。的]{1,12})?[说讲]?的(?:这|一)?[番席句]?话(?=[道引让令使给说，,]))"
)
_NEW_STATEMENT = frozenset(entries("speech_verbs.txt", "另起"))
_CREDIT_CLAUSES = 3
# 本报记者某某报道：“……” tells who wrote, not who spoke.
_BYLINE = re.compile(r"(?:记者|通讯员|特派员)[^，。：]{0,40}$")
# 接到一个电话：“……” is somebody else's.
_FROM_OTHERS = re.compile("接到|收到|听到|传来|看到|得知|写着")
# What cannot have spoken the words before it: 会议要求 begins something new.
_NO_SPEAKER = re.compile(r"[^，。]{0,8}(?:会议|通知|意见|方案|决定|报告|《[^》]*》|[会规定])$")
_EARLIER = re.compile(rf"{SAYS}[，,：:]?[“「][^“”「」]{{1,300}}[”」]$|{SAYS}[。]$")
_LABEL = re.compile(r"([^，,。：:“”（）()、\s]{1,12})[：:]\s?(?=[^“「])")
_LABELS = frozenset(entries("persons.txt", "标签"))
_TITLED = entries("persons.txt")
_BEFORE_NAMES = ("n", "ns", "nt", "nz", "b", "j", "m", "q", "r", "uj", "a", "vn", "x", "f", "s")
_PERSON_TAGS = ("nr", "nrt", "nrfg")
_OWN_WORDS = re.compile(
    r"(.{1,24})的(?:题词|回答|答复|话|看法|评价|感受|体会|说法|观点|解释|建议|发言|结论|一句话|原话)(?:[是为])?"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom the words are credited to (empty when the verb has no subject) and how closely.

    ``paused``: comma or colon between verb and words; ``partly``: other words between them.
    """

    speaker: str
    paused: bool = False
    partly: bool = False


def introduced(reading: Reading, position: int) -> Credit | None:
    """The credit that leads up to a quotation which opens at ``position``."""
    text = reading.text
    floor = max(0, position - REACH)
    end = position
    while end > floor and text[end - 1] in " ，,：:":
        end -= 1
    pause = text[end:position].strip()
    verb = _verb_at(text, floor, end, colon=pause in ("：", ":"), pause=bool(pause))
    if verb is not None and text.startswith("报道", verb) and _BYLINE.search(text, floor, verb):
        return Credit("", bool(pause))
    if verb is not None:
        return Credit(_name(text, reading.gate, floor, verb), bool(pause))
    if pause in ("：", ":"):
        return Credit(_gesture(reading, floor, end), True)
    if found := _PARTLY.search(text, max(floor, position - 30), position):
        return Credit(_name(text, reading.gate, floor, found.start()), partly=True)
    return None


def _verb_at(text: str, floor: int, end: int, *, colon: bool, pause: bool) -> int | None:
    """Where the verb of saying begins that leads up to a quotation: 说, 说过的, 告诉记者, 说了一句话."""
    bare = end
    while bare > floor and text[bare - 1] in "了着过的":
        bare -= 1
    verb = said(text, bare, floor)
    if verb is None and pause and bare > floor:
        pattern = _WITH_OBJECT if colon else _TOLD
        found = pattern.search(text, max(floor, end - 24), end)
        verb = found.start() if found else None
    return verb


def followed(reading: Reading, position: int) -> str:
    """Who is named behind a quotation that ends at ``position``, in its sentence or the next one."""
    text = reading.text
    if text[position : position + REACH].strip():
        return _behind(text, reading.gate, position)
    ends = _CREDIT_ENDS.search(reading.after)
    after = reading.after[: min(ends.start() if ends else REACH, REACH)]
    return _behind(after, Gate(words(after)), 0) if after else ""


def _behind(text: str, gate: Gate, start: int) -> str:
    """The name that is the subject of a verb of saying in the next clauses."""
    if found := _OTHERWISE.match(text, start):
        return next(name for name in found.groups() if name)
    ends = _CREDIT_ENDS.search(text, start, start + REACH)
    end = ends.start() if ends else min(len(text), start + REACH)
    for credit in _CREDIT.finditer(text, start, end):
        if text.count("，", start, credit.start()) >= _CREDIT_CLAUSES:
            break
        if credit.group() in _NEW_STATEMENT:
            continue
        if (name := _name(text, gate, start, credit.start())) and not _NO_SPEAKER.match(name):
            return name
    return ""


def earlier(reading: Reading) -> str:
    """Who spoke in the sentence before: 张某说：“……。” or ……张某说。"""
    text = reading.before[-400:]
    found = _EARLIER.search(text) if text else None
    return _name(text, Gate(words(text)), max(0, found.start() - REACH), found.start()) if found else ""


def labelled(reading: Reading) -> int:
    """Where the words begin behind the label of a transcript (记者：, 张某：); 0 when there is none."""
    if reading.before or reading.text[-1] not in "。！？!?…":
        return 0
    found = _LABEL.match(reading.text)
    if not found:
        return 0
    label = found[1]
    token = reading.words[0]
    person = token.text == label and token.tag in _PERSON_TAGS and len(label) >= 2
    return found.end() if label in _LABELS or label.endswith(_TITLED) or person else 0


def _gesture(reading: Reading, floor: int, colon: int) -> str:
    """张某竖起大拇指：“……” and 张某：“……”: the subject of a clause that only leads to the words."""
    place = subject(reading.text, reading.gate, floor, colon)
    if place is None:
        return ""
    name = reading.text[slice(*place)]
    if _FROM_OTHERS.search(reading.text, place[1], colon):
        return ""
    if own := _OWN_WORDS.fullmatch(name):
        return own[1]
    start, end = place[0], place[0]
    for word in reading.between(*place):
        after_surname = end > start and len(reading.gate.at(end - 1).text) == 1
        if _is_person(word) or after_surname:
            end = word.end
        elif end > start or (word.known and word.tag not in _BEFORE_NAMES):
            break
    for person in reading.names:
        if person.kind == PERSON and start <= person.start < place[1] and person.start <= end:
            end = max(end, person.end)
    return reading.text[start:end] if end - start <= 24 else ""


def _is_person(word: Word) -> bool:
    return word.tag in _PERSON_TAGS or word.text in PRONOUNS or word.text.endswith(_TITLED)


def _name(text: str, gate: Gate, start: int, end: int) -> str:
    place = subject(text, gate, start, end)
    return text[slice(*place)] if place else ""
