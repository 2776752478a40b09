"""唯一/最/排名: uniqueness, extremes and ranks; the rank is the value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.lexicon import listed
from annotations.text.numbers import parse_digits, parse_han
from annotations.vocabulary import ClaimType

_WORDS = frozenset(
    listed("""
唯一 最大 最高 最多 最长 最早 最强 最快 最好 最优 最低 最少 最小 最短 最深 最远 最先进 最佳 最全 最完整
最古老 最年轻 首位 榜首 魁首 之首 之最 新高 新低 独一无二 绝无仅有 前所未有 史无前例 空前 仅次于 独家
首屈一指 头名 冠军 最为 最密 最重 最宽 最广 最富 最新型 最严 最严格 最具 顶尖 名列前茅 前列
""")
)
_RANK = re.compile(
    r"(?:排名|排在|排|位居|位列|居|列|跃居|名列|稳居|高居|升至|跃升至|保持|占据)[^，。；0-9]{0,14}?第(?P<n>[0-9]{1,4}|[一二三四五六七八九十]{1,3})(?:位|名)?"
    r"|(?:全国|全省|全市|全球|世界|国内|行业|亚洲|同类|全县|全区|国际|历史)第(?P<n2>[一二三四五六七八九十]|[0-9]{1,3})(?:位|名)?(?![个家次届批条季产任线部书时期])"
)
_RECORD = re.compile(
    r"(?:创(?:下|造)?|刷新)(?:了)?[^，。；]{0,10}(?:新高|新低|纪录|记录|之最)|历史最[高低好大]|最[^，。；、]{1,10}之一"
)
_EMPTY = re.compile(
    r"最(?:新|近|后|终|初|好的|大限度|大程度|大努力|重要的|关键|根本|广大)|尽最大|最大(?:化|限度|程度|努力|公约数|诚意)"
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Words of uniqueness and extremes on their own word boundaries; ranks with their number."""
    taken: list[tuple[int, int]] = []
    for pattern in (_RANK, _RECORD):
        for found in pattern.finditer(reading.text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            rank = _rank(found)
            yield _finding(reading, *found.span(), rank)
    for word in reading.words:
        extreme = word.text in _WORDS and not _EMPTY.match(reading.text, word.start)
        if not extreme or _hidden(reading, word.start, word.end):
            continue
        if not any(start < word.end and word.start < end for start, end in taken):
            yield _finding(reading, word.start, word.end, None)


def _hidden(reading: Reading, start: int, end: int) -> bool:
    return any(title.start <= start and end <= title.end for title in reading.titles)


def _rank(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    text = groups.get("n") or groups.get("n2")
    if not text:
        return None
    if text[0].isdecimal():
        return int(parse_digits(text) or 0) or None
    bounds = parse_han(text)
    return int(bounds[0]) if bounds else None


def _finding(reading: Reading, start: int, end: int, rank: int | None) -> Finding:
    return Finding(
        start,
        end,
        ClaimType.SUPERLATIVE,
        None if rank is None else str(rank),
        "" if rank is None else "位",
        "" if rank is None else "eq",
        detector="superlative",
    )
