"""Which clause only opens the next one (a time, a source, a row of names, a cause), and which goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotations.detectors.finding import FIGURES, Finding
from annotations.text.measures import DURATIONS
from annotations.vocabulary import ClaimType

_TIME_ONLY = re.compile(
    r"(?:[从自在到于截至止当日起前后以来期间时间，,、\s]|随后|此后|此前|其间|上午|下午|中午|清晨|凌晨|傍晚|夜间|深夜|晚间|晚上|[早晚夜许])*"
)
# 方案提出，…; 市长王某表示，… With a day of its own a source stands alone, but for 据…统计.
_NAMES_ONLY = re.compile("[，,、和及与 ]*")
_SOURCE = re.compile(
    r"(?:显示|表示|介绍|指出|透露|认为|提出|提到|规定|明确|了解|获悉|称|说|决定|统计|估算|预测|要求|认定|记者|表明|发现)[，,：:]$"
)
_BY = re.compile(r"(?:据|根据|按照?|经|依据)[^，,：:]{2,26}[，,：:]$")
_LONGEST_SOURCE = 36
_SOURCE_REACH = 4
# 在去年举行的大选中，…; 治疗52周后，…; 签约仪式现场，…
_ADVERBIAL = re.compile(
    r"(?:[在当][^，,。；;：:]{1,24}(?:中|上|下|里|时|内|间|处)"
    r"|[^，,。；;：:]{1,12}在[^，,。；;：:]{1,24}(?:陪同|支持|帮助|领导|指导|配合|努力)下|(?:经过|随着|为了)[^，,。；;：:]{2,20}"
    r"|[^，,。；;：:]{2,16}(?:以来|期间|之际|现场|之后|过程中|[^以最今之落先前背]后|[^同及按小届有当平随暂]时))[，,]$"
)
_CAUSE = re.compile(r"由于|因为|受[^，,]{1,20}影响")
_BECAUSE = re.compile(r"因(?![此而为素地人])[^，,]{2,18}[，,]$")
# 由于管网老化，致使…: the effect belongs to its cause.
_EFFECT = re.compile(r"(?:从而|进而|最终)?(?:导致|致使|造成|引发|使得?)(?!用)")
# 获得补偿最多，为2824万元; 分解的任务，已完成23项: a figure that says nothing without the clause before it.
_NUMBER = "(?=[0-9０-９一二两三四五六七八九十百千万数几上近约超逾])"
_IS = re.compile(
    rf"(?:仅|均|约|共|总计|合计|共计|最高|最低|平均|也)?(?:为|达到|达|约|约为|高达|仅有|仅|只有){_NUMBER}"
)
_GOES_ON = re.compile(
    rf"(?:已经?|也|现|均|都|共|其中)(?:共计?|累计|有|占|完成|超过?|达|约|近){{0,2}}{_NUMBER}"
)
_OPENING = frozenset("，,：: \u3000")
# With these a clause is a statement of its own; with the others it may still be what a figure is said of.
_COMPLETE = frozenset((*FIGURES, ClaimType.QUOTE, ClaimType.POLICY))
_NOT_BECAUSE = _COMPLETE | {ClaimType.EVENT}
_STATEMENTS = frozenset((ClaimType.SUPERLATIVE, ClaimType.FIRST, ClaimType.HONOR, ClaimType.EVENT))


def leads(text: str, start: int, end: int, inside: Sequence[Finding]) -> bool:
    """Whether a clause only opens the next one; ``inside`` are its findings."""
    if text[end - 1] not in _OPENING:
        return False
    kinds = {item.type for item in inside}
    if ClaimType.DATE in kinds and _only(_TIME_ONLY, text, start, end, inside, ClaimType.DATE):
        return True
    if end - start <= _LONGEST_SOURCE and (source := _source(text, start, end)):
        return not any(item.type in FIGURES or (source == "said" and _dated(item)) for item in inside)
    if _ADVERBIAL.fullmatch(text, start, end) and not any(_weighs(item) for item in inside):
        return True
    if not kinds & _COMPLETE and _CAUSE.search(text, start, end):
        return True
    if not kinds & _NOT_BECAUSE and _BECAUSE.search(text, start, end):
        return True
    return ClaimType.PERSON in kinds and _only(_NAMES_ONLY, text, start, end, inside, ClaimType.PERSON)


def _source(text: str, start: int, end: int) -> str:
    if text[start] in "据根按经依" and _BY.match(text, start, end):
        return "by"
    return "said" if _SOURCE.search(text, max(start, end - _SOURCE_REACH), end) else ""


def _only(
    words: re.Pattern[str], text: str, start: int, end: int, inside: Sequence[Finding], kind: ClaimType
) -> bool:
    """Whether a clause holds nothing but its findings of one type and words of the pattern."""
    rest = []
    at = start
    for item in inside:
        if item.type is kind:
            rest.append(text[at : item.start])
            at = max(at, item.end)
    rest.append(text[at:end])
    return words.fullmatch("".join(rest)) is not None


def _weighs(item: Finding) -> bool:
    """A figure (but for a duration), a quotation or a paper makes a clause a statement."""
    return item.type in _COMPLETE and not (item.type in FIGURES and item.unit in DURATIONS)


def _dated(item: Finding) -> bool:
    return item.type is ClaimType.DATE and len(item.date) >= len("2024-03")


def effect_of(text: str, start: int, end: int, later: int) -> bool:
    """Whether the clause that begins at ``later`` names the effect of the cause in ``[start, end)``."""
    return _EFFECT.match(text, later) is not None and _CAUSE.search(text, start, end) is not None


def goes_on(text: str, start: int, before: Sequence[Finding], inside: Sequence[Finding]) -> bool:
    """Whether a clause is the figure or the effect of the clause before it, whose findings are ``before``."""
    kinds = {item.type for item in before if "ordinary" not in item.marks}
    if kinds & _COMPLETE:
        return False
    if _EFFECT.match(text, start):
        return True
    figure = next((item for item in inside if item.type in FIGURES), None)
    if figure is None:
        return False
    found = _IS.match(text, start)
    if found is None and not kinds & _STATEMENTS:
        found = _GOES_ON.match(text, start)
    return found is not None and found.end() >= figure.start
