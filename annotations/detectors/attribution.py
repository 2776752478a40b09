"""信源: words that credit a statement to a source: 据…统计, 数据显示, 记者从…获悉, 某某表示，…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.data import entries
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.detectors.source import body_of, marks_of, speaks
from annotations.detectors.subject import subject
from annotations.detectors.utterance import SAID_BEFORE_PAUSE, TOLD, said
from annotations.text.gate import overlaps
from annotations.text.lexicon import alternation
from annotations.vocabulary import ClaimType

Credit = tuple[int, int, str]
"""Where the crediting words stand, and the source they name."""

_WORDS = r"[^，,。；;：:！？!?“”「」\n]"
# 据悉, 据不完全统计: the source itself is missing.
_BARE = re.compile(
    r"据(?:(?:(?:不完全|初步|粗略|最新|保守)*+(?:悉|了解|介绍|报[道导]|统计|测算|预测|分析|估计|估算|透露|披露|推算|记载|考证|调查"
    r"|反映|通报|初查))(?![的数局部资结所])|[称说传](?!承))"
)
_BY = re.compile(rf"(?:根据|依据|据|援引)(?P<source>{_WORDS}{{2,48}})(?=[，,：:])")
_ENDS_BY = re.compile(rf"(?:{alternation(entries('sources.txt', '据'))}|》)$")
_NEWSWIRE = re.compile(
    r"据(?P<source>(?:新华|中新|中央|路透|法新|美联|共同|塔斯|俄新|德新|韩联)[社网]|[^，,。《（(\s]{2,8}?[报台社网])"
    r"[^，,。（(\s]{0,18}?(?:日[电讯]|报[道导])"
)
_LEARNT = re.compile("获悉|获知|了解到|得知|看到|见到|查询到")
_ALWAYS_LEARNT = ("获悉", "获知")
_REPORTER = re.compile(r"[^，,。；：:“”\s、]{0,6}(?:记者|笔者|本[报网台])")
_FROM = re.compile(rf"从(?P<source>{_WORDS}{{2,40}}?)(?:处|方面|那里)?$")
_SEES = re.compile(r"在(?P<source>[^，,。“”]{2,24})看来(?=[，,])")
_SHOWN = re.compile("显示出?|表明|揭示|发现|证实|指出|预[测计估]")
_ALSO = ("进一步", "明确", "均", "也", "还", "都", "则")
_PAPERS = entries("sources.txt", "资料")
_OPINION = re.compile(r"认为(?=[^，,。：:“”了过的]{4})|坦言|声称|宣称|透露|披露")
_COMMA = re.compile("[，,]")
_QUOTED = tuple(pause + mark for pause in "：，,:" for mark in '“「『"')
# A byline (本报讯 记者某某报道：) and what the writer says himself credit nobody.
_BYLINE = re.compile(r"(?:本报|本刊|本台|[^，。]{0,6}社)?(?:特[约派])?(?:记者|通讯员|特派员)")
_OURSELVES = frozenset({"我", "我们", "咱们", "你", "你们", "您", "大家"})
_NO_CREDIT = ("被", "所", "被普遍", "被广泛", "的", "了", "过")


def detect(reading: Reading) -> Iterator[Finding]:
    """One finding for each credit, over its own words; a quotation's credit belongs to the quotation."""
    credits = [*_reported(reading), *_heard(reading), *_shown(reading), *_said(reading)]
    if not credits:
        return
    hidden = [(pair.start, pair.end) for pair in (*reading.quotations, *reading.titles)]
    taken: list[tuple[int, int]] = []
    for start, end, source in credits:
        if overlaps(start, end, taken) or any(left < start < right for left, right in hidden):
            continue
        taken.append((start, end))
        taken.sort()
        yield Finding(
            start,
            end,
            ClaimType.ATTRIBUTION,
            detector="attribution",
            marks=marks_of(source),
            slots={"source": source} if source else {},
        )


def _reported(reading: Reading) -> Iterator[Credit]:
    """据…, 根据…, 援引…."""
    text = reading.text
    if "据" not in text and "援引" not in text:
        return
    for found in _BARE.finditer(text):
        if reading.gate.opens(found.start()):
            yield *found.span(), ""
    for found in _NEWSWIRE.finditer(text):
        if reading.gate.opens(found.start()):
            yield *found.span(), found["source"]
    for found in _BY.finditer(text):
        if reading.gate.opens(found.start()) and _ENDS_BY.search(found["source"]):
            yield *found.span(), body_of(reading, *found.span("source"))


def _heard(reading: Reading) -> Iterator[Credit]:
    """记者从…获悉, 记者了解到, 在…看来."""
    text = reading.text
    for learnt in _LEARNT.finditer(text):
        floor = reading.clause_start(learnt.start())
        reporter = _REPORTER.search(text, floor, learnt.start())
        begins = text.rfind("从", floor, learnt.start())
        found = _FROM.match(text, begins, learnt.start()) if begins >= 0 else None
        if found and (reporter or learnt.group() in _ALWAYS_LEARNT):
            start = reporter.start() if reporter and reporter.start() < begins else begins
            yield start, learnt.end(), found["source"]
        elif reporter and learnt.start() - reporter.end() <= 10 and learnt.group() not in ("看到", "见到"):
            yield reporter.start(), learnt.end(), ""
    if "看来" in text:
        for found in _SEES.finditer(text):
            yield *found.span(), found["source"]


def _shown(reading: Reading) -> Iterator[Credit]:
    """数据显示, 《…报告》指出, 研究发现: a paper or figure is the source."""
    text = reading.text
    for found in _SHOWN.finditer(text):
        at = found.start()
        at -= next((len(word) for word in _ALSO if text.endswith(word, 0, at)), 0)
        if not text.endswith(_PAPERS, max(0, at - 4), at):
            continue
        place = subject(text, reading.gate, 0, at)
        if place is None:
            continue
        if place[1] == at or "的" in text[place[1] : at]:
            source = body_of(reading, place[0], at)
            yield place[0], found.end(), text[slice(*place)] if "对" in source else source


def _said(reading: Reading) -> Iterator[Credit]:
    """某某表示，…: indirect speech. What leads to a quotation is the quotation's own."""
    text = reading.text
    for at, end in _verbs(text):
        if text.startswith(_QUOTED, end) or text.endswith(_NO_CREDIT, 0, at):
            continue
        place = subject(text, reading.gate, 0, at)
        if place is None or not speaks(reading, place, at, text[at:end]):
            continue
        source = text[slice(*place)]
        byline = text[at:end] == "报道" and _BYLINE.match(source)
        if source not in _OURSELVES and not byline:
            # Of 某公司重视培训，认为 the finding is only the verb: the clause before says something else.
            yield (at if _COMMA.search(text, place[1], at) else place[0]), end, source


def _verbs(text: str) -> Iterator[tuple[int, int]]:
    """Places of verbs of saying: before a pause, and of opinion anywhere."""
    for last in SAID_BEFORE_PAUSE.finditer(text):
        if (start := said(text, last.end())) is not None:
            yield start, last.end()
    if "告诉" in text:
        for told in TOLD.finditer(text):
            yield told.span()
    for opinion in _OPINION.finditer(text):
        after = text[opinion.end() : opinion.end() + 1]
        if after not in ("", *"，,。：:了过的") and text[opinion.start() - 1] not in "确公":
            yield opinion.span()
