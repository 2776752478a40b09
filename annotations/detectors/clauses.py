"""Clauses of a sentence; one that only leads to the next (a time, a source) is joined to its front."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotations.detectors.finding import Finding
from annotations.detectors.leads import effect_of, goes_on, leads
from annotations.detectors.reading import Reading

Stretch = tuple[int, int]

_SEPARATOR = re.compile(r"[，,；;：:。！？!?…—\n \u3000]")
_ALWAYS = frozenset("，。；！？\n…")
_DATELINE = re.compile(
    r"(?:据)?(?:本报|本刊|本台|新华社|中新社|新华网|央视网|人民网|中新网)[^，。（(：:]{0,20}?(?:电(?!视|台|影|话)|讯(?!号|息)|报道)\s*"
    r"(?:[（(][^）)]{0,60}[）)])?"
    r"(?:(?:本报|特约|驻[^，。：:]{1,6})?记者[^，。：:]{2,24}(?:报道|电)(?=[：:]))?[：:]?"
    r"|(?:本报|新华社|本台|本网)?(?:特派|驻[^，。：:]{1,6})?记者[^，。：:]{2,16}报道[：:]?"
    r"|[^，。（(：:]{2,8}讯\s*[（(][^）)]{0,60}[）)]"
)
# A quotation or bracket up to this length is read as one word; a longer one has clauses of its own.
_ATOMIC = 32
_LONGEST_TOPIC = 40
_EFFECT_REACH = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """``body`` is where the clause itself begins behind the pieces that were joined to its front."""

    start: int
    body: int
    end: int
    findings: tuple[Finding, ...]


def clauses(reading: Reading, found: Sequence[Finding]) -> list[Clause]:
    """The clauses that hold something of ``found`` (sorted by start), leading ones joined to theirs."""
    edges = _edges(reading)
    inside = _distributed(edges, found)
    text = reading.text
    made: list[Clause] = []
    free = 0
    for at, findings in enumerate(inside):
        if at < free or not findings:
            continue
        first, last = at, _opened(text, edges, inside, at)
        while first > free and leads(text, edges[first - 1], edges[first], inside[first - 1]):
            first -= 1
        effect = first == last and first == free and made and made[-1].end == edges[first]
        if effect and _continues(text, made[-1], edges[first], inside[first - 1], findings):
            whole = (*made[-1].findings, *findings)
            made[-1] = Clause(made[-1].start, made[-1].body, edges[last + 1], whole)
        elif first == last and first > free and goes_on(text, edges[first], (), findings):
            made.append(
                Clause(edges[_topic(text, edges, first, free)], edges[first], edges[last + 1], findings)
            )
        else:
            gathered = tuple(item for index in range(first, last + 1) for item in inside[index])
            made.append(Clause(edges[first], edges[last], edges[last + 1], gathered))
        free = last + 1
    return made


def _opened(text: str, edges: Sequence[int], inside: Sequence[Sequence[Finding]], at: int) -> int:
    """The clause with findings that a leading one leads to, over others that lead; else itself."""
    here = at
    for later in range(at + 1, min(at + _EFFECT_REACH, len(inside))):
        if inside[later] and effect_of(text, edges[at], edges[at + 1], edges[later]):
            return later
    while leads(text, edges[at], edges[at + 1], inside[at]) and at + 1 < len(inside):
        at += 1
        if inside[at]:
            here = at
    return here


def _continues(
    text: str, last: Clause, start: int, before: Sequence[Finding], inside: Sequence[Finding]
) -> bool:
    short = start - last.body <= _LONGEST_TOPIC and text[start - 1] in "，,"
    return short and goes_on(text, start, before, inside)


def _topic(text: str, edges: Sequence[int], first: int, free: int) -> int:
    """The clause without findings that a figure is said of: 分解的主要问题，已完成23项."""
    near = first > free and edges[first] - edges[first - 1] <= _LONGEST_TOPIC
    return first - 1 if near and text[edges[first] - 1] in "，," else first


def _distributed(edges: Sequence[int], found: Sequence[Finding]) -> list[tuple[Finding, ...]]:
    """The findings of each clause; one that reaches beyond its clause belongs to none."""
    starts = [item.start for item in found]
    places = [bisect_left(starts, edge) for edge in edges]
    return [
        tuple([item for item in found[left:right] if item.end <= end]) if left < right else ()
        for (left, right), end in zip(pairwise(places), edges[1:], strict=True)
    ]


def behind_dateline(text: str) -> int:
    """Where the news begins behind 新华社北京1月8日电（记者王某）; 0 without a dateline."""
    found = _DATELINE.match(text)
    return found.end() if found and found.end() < len(text) else 0


def _edges(reading: Reading) -> list[int]:
    """0, the places behind separators in no short quotation, title, bracket or number, and the end."""
    text = reading.text
    cuts = {0, behind_dateline(text), len(text)}
    atomic = iter(_atomic(reading))
    hidden = next(atomic, None)
    for found in _SEPARATOR.finditer(text):
        position = found.start()
        while hidden and position >= hidden[1]:
            hidden = next(atomic, None)
        if hidden and hidden[0] <= position:
            continue
        if found.group() in _ALWAYS or not _inside_number(text, position):
            cuts.add(position + 1)
    return sorted(cuts)


def _inside_number(text: str, position: int) -> bool:
    """1,200名, 12:30, MD—80, and blanks beside Latin letters cut nothing."""
    char = text[position]
    left, right = text[position - 1 : position], text[position + 1 : position + 2]
    if char in " \u3000":
        return (left + right).isascii() or right.isascii()
    if char == "—":
        return "—" not in (left, right)
    return char in ",:：" and left.isdecimal() and right.isdecimal()


def _atomic(reading: Reading) -> list[Stretch]:
    titles = {(pair.start, pair.end) for pair in reading.titles}
    spans = [(pair.start, pair.end) for pair in (*reading.quotations, *reading.brackets)]
    kept: list[Stretch] = []
    for start, end in sorted((*titles, *spans)):
        if (end - start <= _ATOMIC or (start, end) in titles) and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept
