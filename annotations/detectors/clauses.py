"""Claim-sized stretches: clauses of a sentence, and the parts of a clause that hold one figure each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from annotations.detectors.reading import Reading
from annotations.text.brackets import CLOSER, OPENER

Stretch = tuple[int, int]

_SEPARATORS = frozenset("，,；;：:。！？!?…—\n")
_EDGE = "，,。；;：:、！？!?…—·\n \t\u3000"
_CONNECTIVES = frozenset({"与", "和", "及", "以及", "并", "暨", "或", "同", "并且", "而"})
_MOVES = re.compile(
    r"(?:增加|提高|提升|上升|下降|减少|降低|增长|扩大|缩短|增|降|升|扩|减|回落)(?:了)?(?:到|至)|调整为|变为|跃升"
)
# 8.6%、21.4%和17.9% belong to one statement.
_LISTED = re.compile(r"[、，,\s]|和|与|及|以及|[、，,](?:和|以及)")
_NEW_STATEMENT = re.compile(r"同比|环比|[比较](?:上年|去年|上月|年初)|分别|其中|增长|下降")
_DATELINE = re.compile(
    r"(?:本报[^，。（(]{0,12}讯|(?:据)?(?:新华社|中新社|新华网|央视网|人民网)[^，。（(]{0,20}[电讯]|[^，。（(]{2,8}讯)\s*"
    r"(?:[（(][^）)]{0,60}[）)])?"
)
_TIME_ONLY = re.compile(r"(?:[从自在到于截至止当日起前后以来期间时，,、\s]|随后|此后|此前)*")
# A quotation or bracket up to this length is read as one word; a longer one has clauses of its own.
_ATOMIC = 32


def clauses(reading: Reading, times: Sequence[Stretch]) -> list[Stretch]:
    """The clauses of a sentence; one that only names a time is joined to the clause it dates."""
    cuts = _cuts(reading)
    edges = zip([0, *cuts], [*cuts, len(reading.text)], strict=True)
    joined: list[Stretch] = []
    waiting: int | None = None
    at = 0
    for start, end in edges:
        first = at
        while at < len(times) and times[at][0] < end:
            at += 1
        begin = start if waiting is None else waiting
        if _only_time(reading.text, start, end, times[first:at]):
            waiting = begin
        elif start < end:
            waiting = None
            joined.append((begin, end))
    if waiting is not None:
        joined.append((waiting, len(reading.text)))
    return joined


def _cuts(reading: Reading) -> list[int]:
    """Places behind a separator that stands in no short quotation, title, bracket or number."""
    text = reading.text
    atomic = iter(_atomic(reading))
    hidden = next(atomic, None)
    dateline = _DATELINE.match(text)
    cuts = [dateline.end()] if dateline and dateline.end() < len(text) else []
    for position, char in enumerate(text):
        while hidden and position >= hidden[1]:
            hidden = next(atomic, None)
        blank = char in " \u3000"
        if (char not in _SEPARATORS and not blank) or (hidden and hidden[0] <= position):
            continue
        around = text[position - 1 : position] + text[position + 1 : position + 2]
        if blank and (around.isascii() or any(mark.isascii() for mark in around[1:])):
            continue
        if (
            char in ",:：—"
            and len(around) == 2
            and around[0].isdecimal()
            and (around[1].isdecimal() or char == "—")
        ):
            continue
        cuts.append(position + 1)
    return sorted(set(cuts))


def _atomic(reading: Reading) -> list[Stretch]:
    spans = [(pair.start, pair.end) for pair in (*reading.titles, *reading.quotations, *reading.brackets)]
    kept: list[Stretch] = []
    titles = {(pair.start, pair.end) for pair in reading.titles}
    for start, end in sorted(spans):
        if (end - start <= _ATOMIC or (start, end) in titles) and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def _only_time(text: str, start: int, end: int, times: Sequence[Stretch]) -> bool:
    inside = [time for time in times if start <= time[0] and time[1] <= end]
    if not inside:
        return False
    rest = []
    at = start
    for left, right in inside:
        rest.append(text[at:left])
        at = max(at, right)
    rest.append(text[at:end])
    return _TIME_ONLY.fullmatch("".join(rest)) is not None


def moves(text: str, start: int, end: int) -> bool:
    """Whether the words lead from one value to the next: 从3个增加到5个."""
    return _MOVES.search(text, start, end) is not None


def apart(reading: Reading, clause: Stretch, figures: Sequence[Stretch]) -> list[Stretch]:
    """Cut a clause between independent figures, so that each keeps its own head noun."""
    cuts = []
    for (_, left), (right, _) in pairwise(figures):
        listed_together = _LISTED.fullmatch(reading.text, left, right) is not None
        if left <= right and not listed_together and not moves(reading.text, left, right):
            cuts.append(_between(reading, left, right))
    edges = [clause[0], *cuts, clause[1]]
    return [(start, end) for start, end in pairwise(edges) if start < end]


def _between(reading: Reading, left: int, right: int) -> int:
    """Where one figure's words end and the next one's begin."""
    mark = max(reading.text.rfind(char, left, right) for char in "、，,；; \u3000")
    if mark >= 0:
        return mark + 1
    if statement := _NEW_STATEMENT.search(reading.text, left, right):
        return statement.start()
    inside = [word for word in reading.between(left, right) if word.end <= right]
    for word in reversed(inside):
        if word.text in _CONNECTIVES and "的" not in reading.text[word.end : right]:
            return word.start
    for word in inside[1:]:
        if word.known and word.tag == "v":
            return word.start
    return right


def trimmed(text: str, start: int, end: int, *, cut: bool = False) -> Stretch:
    """Without the punctuation and unpaired marks at its edges; after a ``cut`` also without 与."""
    while start < end:
        first, last = text[start], text[end - 1]
        if first in _EDGE or first in OPENER:
            start += 1
        elif last in _EDGE or last in CLOSER:
            end -= 1
        elif _unpaired(text, start, end, first, CLOSER.get(first)):
            start += 1
        elif _unpaired(text, start, end, last, OPENER.get(last)):
            end -= 1
        elif cut and first in "与和及并暨" and start + 1 < end and text[start + 1] not in "不非且":
            start += 1
        else:
            break
    return start, end


def _unpaired(text: str, start: int, end: int, mark: str, partner: str | None) -> bool:
    """Whether the mark at an edge has fewer partners inside than itself."""
    if mark == '"':
        return text.count('"', start, end) % 2 == 1
    return partner is not None and text.count(mark, start, end) > text.count(partner, start, end)
