"""Verbs of saying: where one ends, and patterns with what stands around it (告诉记者, 介绍说, 表示称)."""

from __future__ import annotations

import re

from annotations.detectors.data import entries
from annotations.text.lexicon import alternation

_STOP = "，,。：:！？“”「」"
# Verbs of one character, and the characters before them that make another word: 小说, 职称, 演讲.
_SHORT = {
    "说": "听据小传学解演话论胡虽照按再别不难来",
    "称": "名号简职自统俗人堪昵尊对",
    "讲": "演宣开主听",
    "喊": "叫呐呼",
    "劝": "规",
    "指": "手戒拇食中无名标",
    "批": "首一二三分大成第几每这那该",
    "轰": "",
    "问": "访疑学顾慰",
    "答": "",
}
_VERBS = entries("speech_verbs.txt")
_BY_LAST: dict[str, tuple[str, ...]] = {}
for _verb in sorted((*_VERBS, *_SHORT), key=len, reverse=True):
    _BY_LAST[_verb[-1]] = (*_BY_LAST.get(_verb[-1], ()), _verb)
_AFTER_VERB = "说道称"

SAID_BEFORE_PAUSE = re.compile(f"[{''.join(sorted({*_BY_LAST, *_AFTER_VERB}))}](?=[，,：:])")
"""The last character of what may be a verb of saying before a comma or colon; ask ``said`` there."""
TOLD = re.compile(rf"告诉[^{_STOP}]{{1,14}}(?=[，,：:])")
"""告诉 with the person told."""
SAYS = (
    rf"(?:{alternation(_VERBS)}[{_AFTER_VERB}]?(?![^{_STOP}])"
    rf"|{alternation(entries('speech_verbs.txt', '对人'))}[^{_STOP}]{{1,14}}"
    rf"|(?:{'|'.join(f'(?<![{bad}]){verb}' if bad else verb for verb, bad in _SHORT.items())})"
    rf"|{alternation(_VERBS)}[{_AFTER_VERB}]?)"
)
"""A verb of saying, or one of telling with the person told; for short stretches only, it is slow."""


def said(text: str, end: int, floor: int = 0) -> int | None:
    """Where the verb of saying begins that ends at ``end``; None when none does."""
    last = text[end - 1] if end > floor else ""
    if last and last in _AFTER_VERB and (start := _verb_before(text, end - 1, floor, shortest=2)) is not None:
        return start
    return _verb_before(text, end, floor, shortest=1)


def _verb_before(text: str, end: int, floor: int, shortest: int) -> int | None:
    for verb in _BY_LAST.get(text[end - 1 : end], ()):
        start = end - len(verb)
        if len(verb) < shortest or not text.endswith(verb, floor, end):
            continue
        if len(verb) == 1 and start > 0 and text[start - 1] in _SHORT[verb]:
            continue
        return start
    return None
