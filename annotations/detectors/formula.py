"""固定表述: stock political wording. Its words are checked for correctness, its contents are no claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.data import entries
from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.gate import overlaps
from annotations.vocabulary import ClaimType

_GAP = "[^，,。；;：:！？!?\n]"
_DUTIES = "政治|大局|核心|看齐|责任|宗旨|公仆|忧患|底线|风险|阵地|斗争|机遇|使命|担当|四个"
_GIFTS = "更多|更大|新的|积极|应有|坚强|强大|强劲|有力|坚实|不竭"
# What a frame begins with, and how it goes on: 以|…为指导, 贯彻|…精神.
_FRAMES_BY_HEAD = {
    "以": rf"{_GAP}{{4,40}}?为(?:指导|统领|引领|根本遵循|遵循|行动指南|总抓手)",
    "贯彻 学习贯彻 宣传贯彻": (
        rf"(?:落实)?{_GAP}{{2,40}}?(?:精神|思想|决策部署|部署要求|讲话|指示批示|工作要求)"
    ),
    "坚持": (
        rf"(?:和?(?:加强)?党(?:的|对{_GAP}{{1,10}}的)(?:全面|集中统一)?领导"
        rf"|以{_GAP}{{2,14}}?为(?:中心|主线|核心))"
    ),
    "增强 树牢 树立 强化": (
        rf"{_GAP}{{0,14}}?(?:(?:{_DUTIES})意识|发展理念|为民理念|[的和]自觉性?|[政思行][治想动]自觉|战略定力|过硬本领"
        "|责任感|使命感|紧迫感)"
    ),
    "谱写 书写 续写 绘就 奏响 开创": rf"{_GAP}{{0,20}}?(?:篇章|华章|新局面|画卷|最强音|新答卷|答卷)",
    "交出 答好 交上": rf"{_GAP}{{0,12}}?答卷",
    "迈上 再上 跃上 登上": r"[^，,。；;：:！？!?\n\d]{0,10}?新?台阶",
    "为": (
        rf"{_GAP}{{4,30}}?(?:(?:贡献|注入|提供|作出|做出)(?:{_GIFTS}){_GAP}{{0,10}}"
        rf"(?:力量|贡献|智慧|动力|保障|支撑|活力|保证|动能)|贡献{_GAP}{{0,8}}(?:力量|智慧))"
    ),
    "把思想": rf"和?行动统一到{_GAP}{{2,30}}?(?:上来|精神|部署)",
    "凝聚 汇聚 激发": rf"{_GAP}{{0,12}}?(?:合力|磅礴力量|奋进力量|强大力量|共识)",
    "扛牢 扛起 压实 担负起 履行好": rf"{_GAP}{{0,12}}?(?:责任|使命|担当)",
}
# Every branch begins with a letter of its own, so that the search skips from one to the next.
_FRAMES = re.compile(
    "|".join(head + rest for heads, rest in _FRAMES_BY_HEAD.items() for head in heads.split())
)
_ADVERBS = ("全面", "深入", "认真", "坚决", "切实", "不断", "牢固", "进一步", "不折不扣")
_PHRASES = sorted(entries("formulas.txt"), key=len, reverse=True)
_BY_START: dict[str, list[str]] = {}
for _phrase in _PHRASES:
    _BY_START.setdefault(_phrase[:2], []).append(_phrase)
# Two characters tell nearly every phrase apart, so that the dictionary is asked at few places only.
_FIRST = re.compile(
    f"[{''.join(sorted({start[0] for start in _BY_START}))}]"
    f"(?=[{''.join(sorted({start[1] for start in _BY_START}))}])"
)


def detect(reading: Reading) -> Iterator[Finding]:
    """Frames first (以…为指导), then the phrases that stand outside them; titles are left alone."""
    text = reading.text
    taken = [(pair.start, pair.end) for pair in reading.titles]
    for found in _FRAMES.finditer(text):
        start, end = found.span()
        start -= next((len(word) for word in _ADVERBS if text.endswith(word, 0, start)), 0)
        if text.startswith("”", end) and "“" in found.group():
            end += 1
        if reading.gate.opens(start) and reading.gate.closes(end) and not overlaps(start, end, taken):
            taken.append((start, end))
            yield _finding(start, end)
    taken.sort()
    last = 0
    for place in _FIRST.finditer(text):
        start = place.start()
        if start < last or (phrase := _phrase_at(text, start)) is None:
            continue
        last = start + len(phrase)
        if not overlaps(start, last, taken):
            yield _finding(start, last)


def _phrase_at(text: str, start: int) -> str | None:
    """The longest stock phrase that begins here."""
    candidates = _BY_START.get(text[start : start + 2], ())
    return next((phrase for phrase in candidates if text.startswith(phrase, start)), None)


def _finding(start: int, end: int) -> Finding:
    return Finding(start, end, ClaimType.FORMULA, detector="formula")
