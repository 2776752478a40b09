"""政策文件/法规: titles of laws, plans, notices and measures, with issuer and number, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.data import entries
from annotations.detectors.docnumbers import numbers
from annotations.detectors.documents import names_document
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.detectors.subject import subject
from annotations.text.gate import overlaps
from annotations.vocabulary import ClaimType

_ISSUED = re.compile(
    r"印发|出台|发布|颁布|公布|下发|制定|通过|施行|实施|修订|签署|签订|纳入|根据|依据|按照|依照|违反|复函|批复|批准|编制|联合|起草|公开征求意见|生效|废止|明确|提出|规定"
)
# Of 宪法 and the like, named everywhere, only what is done to them counts.
_ACTED = re.compile(r"印发|出台|发布|颁布|公布|制定|通过|施行|修订|修改|签署|生效|废止|修正")
_ISSUES = re.compile(
    r"(?:联合|正式|共同|率先|重新|先后|公开|修订|研究|讨论并?|原则|牵头|组织|主持|专门|陆续|亲自|参与){0,3}(?P<verb>印发|出台|发布|颁布|公布|下发|制定|制订|审议通过|表决通过|审议并通过|通过|修订|签署|签订|批准|批复"
    r"|编制|起草|转发|作出|提出|推出|审议)(?:实施)?[了的]?(?:一份|一项|最新|首部|新版|新修订的?)?[^，。；：《》“”]{0,6}(?:《[^《》]{1,60}》[、和及与]?)*$"
)
# 要认真落实|国家教委发布的《…》
_APPLIES = re.compile(
    r"^.*(?:落实|贯彻|执行|根据|按照|学习|研究|依据|依照|符合|违反|参照|解读)(?=[^，。]{2})"
)
_BY = re.compile(
    r"(?:已|正式)?[由经](?P<issuer>[^，。；后修]{2,24}?)(?:联合|共同|正式)?(?:印发|发布|出台|颁布|公布|制定|审议|表决|批准|通过|审定|编制)"
)
_IN_TITLE = re.compile(r"(?P<issuer>[^〈《]{2,30}?)关于")
_CITED = re.compile(
    r"[（(](?P<number>[^（）()]{0,10}[〔\[［（(]?(?:19|20)\d{2}[〕\]］）)]?第?\d{1,5}号)[）)]"
)
_PLAN = r"“[一二三四五六七八九十]{1,3}五”(?:时期)?(?:规划|计划)(?:纲要)?"
_NUMERAL = r"[一二三四五六七八九十百零〇两\d]"
_ARTICLE = re.compile(
    rf"第{_NUMERAL}{{1,7}}条(?:之[一二三四五])?(?:第{_NUMERAL}{{1,3}}款)?(?:第{_NUMERAL}{{1,3}}项)?"
)
_IN_MARKS = re.compile(
    rf"{_PLAN}|“[^“”]{{2,12}}”(?:新政|法案)|“双减”政策"
    rf"|“[^“”，。]{{0,10}}{_NUMERAL}{{1,3}}条”(?=[^，。]{{0,4}}(?:政策|新政|措施|规定|发布|出台|印发|落地))"
)
_MARKED_HINTS = ("五”", "条”", "”新政", "”法案", "“双减”")
_LAWS = entries("documents.txt", "法律")
# The last characters of the names that the press writes without 《》, where the search stops.
_LAW_END = re.compile(
    f"[{''.join(sorted({law[-1] for law in _LAWS}))}](?<=[{''.join(sorted({law[-2] for law in _LAWS}))}].)"
)
_BY_LAST = {last: tuple(law for law in _LAWS if law[-1] == last) for last in {law[-1] for law in _LAWS}}
_NO_LAW = re.compile(r"[律院官庭治制定学人医师系室式则界盲务日宣]|规(?!定)|法院")
_QUOTED = re.compile(
    r"(?:协议|协定|合同|备忘录|倡议书|纲要|规划|条例|意见|通知|方案|计划书|办法|宣言|声明|公约|协议书|合作文件)$"
)
_SIGNED = re.compile(r"(?:签订|签署|印发|出台|发布|制定|通过|签下)了?[^，。；]{0,12}$")


def detect(reading: Reading) -> Iterator[Finding]:
    """One finding for each title or number; what stands inside it (years, figures) is part of the name."""
    text = reading.text
    taken: list[tuple[int, int]] = []
    for title in reading.titles:
        inside = text[title.start + 1 : title.end - 1]
        lead, behind = text[max(0, title.start - 12) : title.start], text[title.end : title.end + 12]
        taken.append((title.start, title.end))
        if names_document(inside, lead, behind):
            yield _titled(reading, title.start, title.end, inside)
    for quoted in reading.quotations if "”" in text else ():
        inside = text[quoted.start + 1 : quoted.end - 1]
        lead = text[max(0, quoted.start - 20) : quoted.start]
        if len(inside) <= 60 and _QUOTED.search(inside) and _SIGNED.search(lead):
            yield _titled(reading, quoted.start, quoted.end, inside, "quoted")
    for start, end in _unmarked(reading):
        if not overlaps(start, end, taken):
            marks = _marks(reading, start, end, _ACTED)
            yield _finding(start, end, marks, {"title": _bare(text[start:end])})
    for start, end, kind in numbers(text):
        marks = ("number", kind) if kind in ("case", "standard") else ("number",)
        if not overlaps(start, end, taken):
            yield _finding(start, end, marks, {"number": text[start:end]})


def _unmarked(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names of documents without 《》: 民法典, 刑法第二百条, “十四五”规划."""
    text = reading.text
    if "”" in text and any(hint in text for hint in _MARKED_HINTS):
        for found in _IN_MARKS.finditer(text):
            yield found.span()
    for last in _LAW_END.finditer(text):
        end = last.end()
        if not text.endswith(_BY_LAST[last.group()], 0, end):
            continue
        start = min(end - len(law) for law in _BY_LAST[last.group()] if text.endswith(law, 0, end))
        if _stands(reading, start, end):
            article = _ARTICLE.match(text, end)
            yield start, article.end() if article else end


def _stands(reading: Reading, start: int, end: int) -> bool:
    """Whether an unmarked name is a name here: 公司法 is none in 公司法人, 宪法 none in 宪法学."""
    return reading.gate.opens(start) and not _NO_LAW.match(reading.text, end)


def _bare(name: str) -> str:
    """Without quotation marks around the whole."""
    return name[1:-1] if name[0] == "“" and name.find("”") == len(name) - 1 else name


def _titled(reading: Reading, start: int, end: int, title: str, *more: str) -> Finding:
    slots = {"title": title}
    if issuer := _issuer(reading, start, end, title):
        slots["issuer"] = issuer
    if number := _CITED.match(reading.text, end):
        slots["number"] = number["number"]
    return _finding(start, end, (*_marks(reading, start, end), *more), slots)


def _issuer(reading: Reading, start: int, end: int, title: str) -> str:
    """Who issued it: before the verb (国务院印发《…》), behind (《…》由国务院印发), or in the title."""
    floor = max(0, start - 80)
    verb = _ISSUES.search(reading.text, floor, start)
    if verb and (place := subject(reading.text, reading.gate, floor, verb.start())):
        return _APPLIES.sub("", reading.text[slice(*place)])
    if found := _BY.match(reading.text, end) or _IN_TITLE.match(title):
        return found["issuer"]
    return ""


def _marks(reading: Reading, start: int, end: int, verbs: re.Pattern[str] = _ISSUED) -> tuple[str, ...]:
    around = reading.text[reading.clause_start(start) : start] + "《》" + reading.text[end : end + 12]
    dated = any(item.start >= start - 40 and item.end <= end + 12 for item in reading.dates)
    return ("issued",) if dated or verbs.search(around) else ()


def _finding(start: int, end: int, marks: tuple[str, ...], slots: dict[str, str]) -> Finding:
    return Finding(start, end, ClaimType.POLICY, detector="policy", marks=marks, slots=slots)
