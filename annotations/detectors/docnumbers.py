"""Numbers that identify a document: 国发〔2015〕1号, 第743号令, case numbers, standards.

Form of the numbers of official papers: 《党政机关公文格式》 GB/T 9704-2012; of cases: 最高人民法院
《关于人民法院案件案号的若干规定》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_YEAR = r"(?:19|20)\d{2}"
_HAN = "\u4e00-\u9fff"
_LONGEST_CODE = 10
_IN_BRACKETS = re.compile(rf"[〔\[［（(]{_YEAR}[〕\]］）)]")
_PAPER_BEHIND = re.compile(r"第?\d{1,5}号")
_CASE_BEHIND = re.compile(rf"[{_HAN}][{_HAN}\d]{{1,11}}?\d{{1,6}}号(?:之[一二三四五六七八九十]{{1,2}})?")
_ORDER = re.compile(
    rf"第\d{{1,4}}号(?:主席|总统|部长|行政)?(?:令|公告|通告|修正案|决议|命令)"
    rf"|令(?:[（(〔]?{_YEAR}[）)〕]?年?)?第\d{{1,4}}号|公告(?:{_YEAR}年)?第\d{{1,4}}号|通告(?:{_YEAR}年)?第\d{{1,4}}号"
)
_YEAR_BEFORE = re.compile(rf"{_YEAR}年$")
_SERIES = (
    r"GB|DB\d{2}|JJ[FG]|HJ|YY|NY|SN|QB|YD|GA|JTG|JT|CJJ|CJ|JGJ|LY|SL|DL|SY|HG|TB|MH|WS|AQ|FZ|LS|JB|SB|TSG"
    r"|T/[A-Z]{2,8}|Q/[A-Z]{2,8}"
)
_STANDARD = re.compile(
    rf"(?:{_SERIES})(?:/[TZ])?[ \u00a0]?\d{{1,6}}(?:\.\d{{1,3}}){{0,3}}[—–－:-](?:19|20)?\d{{2}}(?!\d)"
    rf"|(?:ISO|IEC)(?:/[A-Z]{{2,3}})?[ \u00a0]?\d{{4,6}}(?:[—–－:-]{_YEAR})?(?!\d)"
)
_CAPITAL = re.compile("[A-Z]")
# What may stand before an agency's code or name: 印发|国发〔2015〕1号.
_CODE_START = re.compile(
    rf".*(?:印发|发布|下发|公布|签署|文件|文号|编号|即|的|了|和|据|按照|通过|见|为|在|以|是)(?=[{_HAN}])"
)
_NO_HAN = re.compile(rf".*[^{_HAN}]")


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Place and kind (paper, case, order, standard) of every number of a document in a sentence."""
    if "号" in text:
        yield from _papers(text)
    first = _CAPITAL.search(text)
    for found in _STANDARD.finditer(text, first.start()) if first else ():
        before = text[found.start() - 1 : found.start()]
        if not (before.isascii() and before.isalnum()) and before != "/":
            yield *found.span(), "standard"


def _papers(text: str) -> Iterator[tuple[int, int, str]]:
    for year in _IN_BRACKETS.finditer(text):
        code = _code(text, year.start())
        if code < year.start() and (behind := _PAPER_BEHIND.match(text, year.end())):
            yield code, behind.end(), "paper"
        elif behind := _CASE_BEHIND.match(text, year.end()):
            yield year.start(), behind.end(), "case"
    if "第" not in text:
        return
    for found in _ORDER.finditer(text):
        start, end = found.span()
        if found.group()[0] != "第":
            start = _code(text, start)
        elif year_before := _YEAR_BEFORE.search(text, max(0, start - 5), start):
            start = year_before.start()
        yield start, end, "order"


def _code(text: str, end: int) -> int:
    """Where the agency's code or name before ``end`` begins."""
    start = max(0, end - _LONGEST_CODE)
    for edge in (_NO_HAN, _CODE_START):
        if found := edge.match(text, start, end):
            start = found.end()
    return start
