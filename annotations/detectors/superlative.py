"""唯一/最/排名: uniqueness, extremes and ranks; the rank is the value, what it is the most of the scope."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.data import entries
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.detectors.scope import scope_of, scoped
from annotations.text.lexicon import alternation
from annotations.text.numbers import parse_digits, parse_han
from annotations.vocabulary import ClaimType

_CUE = re.compile(
    "最|[唯惟]一|之[一最首]|第|前|新[高低]|[纪记]录|首[位屈]|榜首|魁首|独[一家]|头名|仅次于|绝无|史无|顶尖|名列"
)
_N = r"[0-9０-９]{1,4}|[一二三四五六七八九十百]{1,4}"
_CONTESTS = ("赛事", "世锦赛", "奥运会", "亚运会", "本届", "历届")
_NO_RANK = (
    r"(?!季度|季|个|家|次|届|批|条|任|线|部|书记|时间|期|产业|人称|责任|资源|手|轮|代|天|年|月|小时|分钟"
    r"|梯队|章|款|号|大)"
)
_MEASURED = entries("superlatives.txt", "extremes")
_NOT_BEHIND = entries("superlatives.txt", "not behind")
_WORDS = entries("superlatives.txt", "words")
# 把农业放在首位: a priority, no rank.
_PRIORITY = re.compile(r"放在|摆在|置于|列为|作为|坚持")
_PATTERN = re.compile(
    rf"(?P<rank>(?:排名|排在|排|位居|位列|居|列|跃居|跃升|名列|稳居|高居|升至|升到|保持|占据|占|进入|跻身|闯入|获得?|夺得)"
    rf"[^，,。；;0-9０-９《》]{{0,16}}?(?:第(?P<n>{_N}){_NO_RANK}(?:位|名)?|前(?P<top>{_N}){_NO_RANK}(?:名|位|强)?))"
    rf"|(?P<place>(?:全国|全省|全市|全球|世界|国内|行业|亚洲|同类|全县|全区|国际|历史|全军|全校)第(?P<n2>{_N}){_NO_RANK}(?:位|名)?)"
    rf"|(?P<record>(?:创下?|创造|刷新|打破)了?[^，,。；;]{{0,14}}?(?:新高|新低|纪录(?!片)|记录(?!以来|仪|片)|之最)|历史最[高低好大]|最[^，,。；;、]{{1,16}}之一)"
    rf"|(?P<most>最(?:为|具)?{alternation(_MEASURED)}(?!{alternation(_NOT_BEHIND)}))"
    rf"|(?P<one>[^，,。；;、分]之一(?![一-鿿]))"
    rf"|(?P<word>{alternation(_WORDS)})"
)
# A share of a whole (三分之一) and 成员之一 without any scope are no superlative.
_CUES = (
    "最",
    "唯",
    "第",
    "之",
    "前",
    "创",
    "新高",
    "新低",
    "首",
    "惟",
    "破",
    "独",
    "榜",
    "魁",
    "史",
    "绝",
    "仅次",
    "名",
    "顶",
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Words of uniqueness and extremes on word boundaries; ranks and records with what they span.

    成员之一 without a scope is none, nor is a share of a whole (三分之一).
    """
    if not _CUE.search(reading.text):
        return
    for found in _PATTERN.finditer(reading.text):
        start, end = found.span()
        kind = found.lastgroup if found.lastgroup in ("record", "most", "one", "word") else "rank"
        if kind == "one":
            start += 1
        if found["word"] == "首位" and _PRIORITY.search(reading.text, max(0, start - 16), start):
            continue
        if not reading.gate.opens(start) or _hidden(reading, start, end):
            continue
        scope = scope_of(reading, start, end)
        if kind == "one" and (not scope or scope in _CONTESTS):
            continue
        yield _finding(start, end, found, scope)


def _hidden(reading: Reading, start: int, end: int) -> bool:
    return any(title.start <= start and end <= title.end for title in reading.titles)


def _finding(start: int, end: int, found: re.Match[str], scope: str) -> Finding:
    number = _number(found["n"] or found["n2"] or found["top"])
    marks, slots = scoped(scope)
    return Finding(
        start,
        end,
        ClaimType.SUPERLATIVE,
        None if number is None else str(number),
        "" if number is None else "位",
        "" if number is None else "lte" if found["top"] else "eq",
        detector="superlative",
        marks=marks,
        slots=slots,
    )


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text[0].isdecimal():
        return int(parse_digits(text) or 0) or None
    bounds = parse_han(text)
    return int(bounds[0]) if bounds else None
