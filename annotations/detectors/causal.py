"""因果/成效: what is said to have brought about what. Most of it is praise, so it weighs little."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.vocabulary import ClaimType

_CAUSAL = re.compile(
    r"(?P<forward>导致|致使|造成了?|引发了?|引起了?|使得|促使|酿成|拖累)"
    r"|(?P<backward>得益于|归功于|归因于|受益于|缘于|主要是?由于)"
    r"|(?P<because>由于)"
    r"|(?P<hit>受[^，,。；;]{1,24}影响)"
    r"|(?P<fruit>(?:成果|结果|结晶|功劳|产物)(?<=的..)(?=[，,。；;]|$))"
    r"|(?P<praise>推动了?|带动了?|助力|促进了?|拉动了?|撬动了?|赋能|助推)"
)
_END = re.compile(r"[，,。；;：:！？!?]")
# 推动力, 促进会, 造成品: the word goes on.
_NOUN_BEHIND = ("力", "会", "者", "作用", "剂", "器", "机制", "法")
_LONGEST = 40


def detect(reading: Reading) -> Iterator[Finding]:
    """Words of cause and effect; ``slots`` hold both sides as far as the clauses beside them show."""
    for found in _CAUSAL.finditer(reading.text):
        kind = found.lastgroup or ""
        start, end = found.span()
        if kind == "fruit" and reading.text.find("是", reading.clause_start(start), start) < 0:
            continue
        if not reading.gate.opens(start) or reading.text.startswith(_NOUN_BEHIND, end):
            continue
        if any(pair.start < start < pair.end for pair in (*reading.titles, *reading.quotations)):
            continue
        marks = ("praise",) if kind == "praise" else ()
        slots = {name: words for name, words in _sides(reading, kind, start, end).items() if words}
        yield Finding(start, end, ClaimType.CAUSAL, detector="causal", marks=marks, slots=slots)


def _sides(reading: Reading, kind: str, start: int, end: int) -> dict[str, str]:
    """Cause and effect: the clause before the word, and behind it; behind 由于 the next is the effect."""
    if kind == "fruit":
        return {}
    before, behind = _before(reading, start), _behind(reading.text, end)
    if kind == "hit":
        return {"cause": reading.text[start + 1 : end - 2], "effect": behind or _next(reading.text, end)}
    if kind == "because":
        return {"cause": behind, "effect": _next(reading.text, end + len(behind))}
    if kind == "backward":
        return {"cause": behind, "effect": before}
    return {"cause": before, "effect": behind}


def _before(reading: Reading, position: int) -> str:
    """The words of the clause before a place; of the clause before that when there are none."""
    start = reading.clause_start(position)
    if start == position and position:
        start, position = reading.clause_start(position - 1), position - 1
    return reading.text[max(start, position - _LONGEST) : position].strip("，, ")


def _behind(text: str, position: int) -> str:
    stop = _END.search(text, position, position + _LONGEST)
    return text[position : stop.start() if stop else position + _LONGEST]


def _next(text: str, position: int) -> str:
    return _behind(text, position + 1) if text[position : position + 1] in ("，", ",") else ""
