"""How many are listed beside how many there are said to be: A、B、C等5个方面, 三大任务：甲、乙、丙."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from annotations.checks.check import DIFFERS, HINT, HOLDS, Found
from annotations.checks.lines import Line
from annotations.text.brackets import CLOSER as CLOSED_BY
from annotations.text.brackets import OPENER as OPENED_BY
from annotations.text.numbers import whole

_N = r"(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
_CLASS = (
    r"(?:方面|领域|环节|板块|方向|部分|阶段|层面|维度|系列|大类|类别|类型|城市|省份|省市|省区|省|市|县|区|乡镇|乡|镇|村|街道|社区|国家|国|地区"
    r"|部门|单位|企业|公司|学校|高校|医院|项目|工程|行动|任务|举措|措施|问题|特点|原因|要求|重点|产业|行业|品种|奖项|平台|基地|园区|机构|银行|银行|指标|关键|目标|步骤|环境|原则|机制|体系|专业|学科|课题|活动|赛区|赛段|组别|民族|季节|港口|机场|条件|因素|优势|关系|民主党派|党派|成员|人)"
)
_MEASURE = r"(?:个|大|项|类|种|家|所|条|点|座|位|名|地|方|省|市|县|区|国|部|件|步|支|场|届|门|批)"
# 农业、工业、教育等5个方面; also 三大任务 and 五省.
_BEHIND = re.compile(
    rf"(?P<etc>等|这|共|共计|一共|总共)?{_N}(?P<unit>{_MEASURE})(?P<head>[^，。；、：:,;！？0-9（()）“”的]{{0,8}})"
)
_BEFORE = re.compile(
    rf"(?<![第0-9.一二三四五六七八九十百千万前后近每多约]){_N}(?P<unit>个|大|项|类|种|家|所|条|点|座|位|名)(?P<head>[^，。；、：:,;！？0-9（()）“”]{{0,14}}?)"
    r"(?P<open>[：:]|，?(?:分别是|分别为|依次是|即|就是)[：:]?|[（(](?:即|分别是|分别为)?|——|，?(?:包括|包含)(?:了|有)?[：:]?)"
)
_CLASSED = re.compile(f"{_CLASS}$|^$")
_MARK = re.compile(r"(?:其)?(?P<n>[一二三四五六七八九十])是(?![一二三四五六七八九十两][，、。”]|否|非|个|日)")
_END = re.compile(r"[。；;！？!?\n，,：:）)]|——")
_ETC = re.compile(r"等{1,2}(?=[）)，。；]|$|[0-9一二两三四五六七八九十])|等等|以及其他|在内")
_JOIN = re.compile(r"(?:以及|[和与及跟暨])")
_LONGEST = 18
_FIGURE = re.compile(r"[0-9]")


class Listed(NamedTuple):
    """``least`` and ``most`` items, for 和 may join two items or stand inside one."""

    start: int
    end: int
    least: int
    most: int
    clean: bool
    open: bool


def listed_behind(line: Line) -> Iterator[Found]:
    """The list stands before the count: A、B、C等5个方面, A、B和C三大任务."""
    for found in _BEHIND.finditer(line.text):
        said = _small(found["n"])
        start = found.start()
        if said is None or not 2 <= said <= 40 or not _counts(line, found):
            continue
        listed = _list_before(line.text, start)
        if listed is None or not listed.clean:
            continue
        etc = found["etc"] == "等"
        if not etc and not _plain_list(line.text, listed, found):
            continue
        if not etc and not re.match(_CLASS, found["head"] or "") and found["unit"] not in "省市县区国地":
            continue
        if not etc and found["etc"] is None and found["unit"] not in "大个项省市县区国地方":
            continue
        yield from _said(line, found, listed, said, etc)


def _plain_list(text: str, listed: Listed, found: re.Match[str]) -> bool:
    """Without 等 only a list of short names is counted: 甲、乙、丙三县, not 两国 at the end of a phrase."""
    pieces = text[listed.start : listed.end].split("、")
    if (found["n"] == "两" and found["unit"] in "省市县国地") or (found["head"] or "").startswith(
        tuple("和与及的之间")
    ):
        return False
    if re.search(r"[两二三四五六七八九十0-9][省市县区国州个家项]", pieces[-1]):
        return False
    return len(pieces[0]) < 24 and all(0 < len(piece) <= 12 and "的" not in piece for piece in pieces[1:])


def _counts(line: Line, found: re.Match[str]) -> bool:
    """Whether the number counts a class: 等5个方面 does, 5个多 does not."""
    at = found.start("n")
    before = line.text[at - 1 : at]
    if before and (before in "第近约超每前后.." or before.isdecimal()):
        return False
    if found["n"][0] in "一" and found["etc"] is None:
        return False
    return found["etc"] is not None or line.gate.opens(at) or line.gate.opens(found.start())


def _list_before(text: str, end: int) -> Listed | None:
    """The items joined by 、 that end here; brackets and quotations count as one piece."""
    at, depth, cuts, joins = end, 0, [], 0
    while at > 0 and end - at < 160:
        char = text[at - 1]
        if char in OPENED_BY:
            depth += 1
        elif char in CLOSED_BY:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0:
            if char == "、":
                cuts.append(at - 1)
            elif char in "，,。；;！？!?：:\n" or text[at - 2 : at] == "——":
                break
        at -= 1
    if not cuts:
        return None
    pieces = _pieces(text, [at - 1, *sorted(cuts), end])
    last = pieces[-1]
    joins = len(_JOIN.findall(last))
    opens = joins + (len(_JOIN.findall(pieces[0])) > 0)
    clean = all(len(piece) <= _LONGEST for piece in pieces[1:]) and not any(map(_FIGURE.search, pieces))
    clean = clean and 0 < len(pieces[0].strip()) <= 40 and not any("等" in piece for piece in pieces)
    return Listed(at, end, len(pieces), len(pieces) + opens, clean, False)


def _pieces(text: str, cuts: list[int]) -> list[str]:
    return [text[left + 1 : right] for left, right in pairwise(cuts)]


def _said(line: Line, found: re.Match[str], listed: Listed, said: int, etc: bool) -> Iterator[Found]:
    spans = ((listed.start, listed.end, "list"), (found.start("n"), found.end("unit"), "total"))
    words = line.text[found.start("n") : found.end()]
    params = {"listed": str(listed.least), "said": words}
    if etc and listed.least > said:
        yield Found("enumeration", DIFFERS, "list.more", spans, params)
    elif listed.least <= said <= listed.most:
        yield Found("enumeration", HOLDS, "list.holds", spans, params | {"listed": str(said)})
    elif not etc and not (found["n"].isdecimal() and found["unit"] in "个项" and found["etc"] is None):
        yield Found("enumeration", DIFFERS if found["etc"] == "这" else HINT, "list.differs", spans, params)


def listed_ahead(line: Line) -> Iterator[Found]:
    """The count stands before the list: 三大任务：甲、乙、丙, 4个县（甲县、乙县、丙县、丁县）."""
    for found in _BEFORE.finditer(line.text):
        said = _small(found["n"])
        if said is None or not 2 <= said <= 40 or (found["unit"] == "点" and not found["head"]):
            continue
        listed = _list_behind(line.text, found.end(), bracket=found["open"][0] in "（(")
        if listed is None or not listed.clean:
            continue
        spans = ((found.start("n"), found.end("head"), "total"), (listed.start, listed.end, "list"))
        params = {"listed": str(listed.least), "said": line.text[found.start("n") : found.end("head")]}
        part = "包" in found["open"] or listed.open
        if found["open"] in "：:" and not (_CLASSED.search(found["head"]) or found["unit"] in "大项"):
            continue
        if listed.least <= said <= listed.most:
            yield Found("enumeration", HOLDS, "list.holds", spans, params | {"listed": str(said)})
        elif listed.least > said:
            yield Found("enumeration", DIFFERS, "list.more", spans, params)
        elif not part:
            sure = listed.most < said and found["open"][-1:] not in "—"
            yield Found("enumeration", DIFFERS if sure else HINT, "list.differs", spans, params)


def _list_behind(text: str, start: int, *, bracket: bool) -> Listed | None:
    """The items from here to the end of the clause."""
    at, depth, cuts = start, 0, [start - 1]
    while at < len(text) and at - start < 300:
        char = text[at]
        if char in CLOSED_BY:
            depth += 1
        elif char in OPENED_BY:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and char == "、":
            cuts.append(at)
        elif depth == 0 and _END.match(text, at):
            break
        at += 1
    if len(cuts) < 2 or (bracket and text[at : at + 1] not in ("）", ")")):
        return None
    body = text[start:at]
    etc = _ETC.search(body) is not None
    pieces = _pieces(text, [*cuts, at])
    joins = len(_JOIN.findall(pieces[-1]))
    clean = all(0 < len(piece) <= _LONGEST for piece in pieces) and not any(map(_FIGURE.search, pieces))
    clean = clean and (min(map(len, pieces)) > 1 if bracket else text[at : at + 1] in ("。", "！", ""))
    return Listed(start, at, len(pieces), len(pieces) + joins, clean, etc)


def _small(words: str) -> int | None:
    return int(words) if words.isdecimal() else whole(words.replace("两", "二"))


def marked(line: Line) -> list[tuple[int, int, int]]:
    """一是 … 二是 … 三是 with their places and numbers."""
    return [(found.start(), found.end(), whole(found["n"]) or 0) for found in _MARK.finditer(line.text)]


SAID_AHEAD = re.compile(
    rf"(?<![第0-9前后]){_N}(?P<unit>个|点|项|条|方面|大|种)(?P<head>(?:方面|要求|意见|建议|措施|举措|原因|特点|问题|任务|工作|重点|做法|变化|优势|目标|要点|关键)*)"
)
