"""The other figures of an item: one that was paired by its first figure holds for none of them.

同比分别增长21.4%和26.7% beside 分别增长21.4%和27.6%: lists of one length are compared in their order. Else a
figure is looked for by itself, and at last in the sentence that gave the first one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotations.matching.figurepairs import compared, figure, inside, part_of
from annotations.matching.items import Item, Pairing, Part
from annotations.matching.packed import Copy, Figure, Line, Material
from annotations.matching.slots import conflict
from annotations.vocabulary import PairKind, PairOutcome


def further(material: Material, article: Copy, item: Item, made: Pairing) -> Iterator[Part]:
    """What became of each figure of the item but the one that ``made`` compares; missing ones are told so.

    A part that stands in another document than ``made`` has no place there (0:0).
    """
    line = article.line(item.start)
    first = next((part for part in made.parts if part.kind is PairKind.FIGURE), None)
    if first is None or made.document is None:
        return
    other = material.line_at(made.document, first.at)
    for one in inside(line, item):
        if line.place(one.finding.start, one.finding.end) == (first.start, first.end):
            continue
        theirs = other and (_in_order(line, other, item, one, first) or _alone(other, one))
        if other and theirs:
            outcome = compared(one, theirs) or PairOutcome.DIFFERS
            yield part_of(article, line, one, outcome, material, other, theirs)
        else:
            yield _by_itself(material, article, item, one, made)


def _in_order(line: Line, other: Line, item: Item, one: Figure, first: Part) -> Figure | None:
    """The figure at the same place of a list as long as ours, in which the first one has its place too."""
    ours = [own for own in inside(line, item) if _alike(own, one)]
    theirs = [their for their in other.figures if _alike(their, one)]
    if len(ours) < 2 or len(ours) != len(theirs):
        return None
    places = zip(ours, theirs, strict=True)
    anchored = any(
        line.place(own.finding.start, own.finding.end) == (first.start, first.end)
        and other.place(their.finding.start, their.finding.end) == (first.at, first.to)
        for own, their in places
    )
    return theirs[ours.index(one)] if anchored else None


def _alike(one: Figure, other: Figure) -> bool:
    return (one.finding.type, one.finding.unit) == (other.finding.type, other.finding.unit)


def _alone(other: Line, one: Figure) -> Figure | None:
    """The one figure of the sentence that agrees with ours."""
    agreeing = [
        their
        for their in other.figures
        if their.finding.type == one.finding.type
        and compared(one, their) not in (None, PairOutcome.DIFFERS)
        and not conflict(one.slots, their.slots)
    ]
    return agreeing[0] if len(agreeing) == 1 else None


def _by_itself(material: Material, article: Copy, item: Item, one: Figure, made: Pairing) -> Part:
    """The figure looked for as if it were the item's own; what the first one was paired with is not its."""
    start, end = article.line(item.start).place(one.finding.start, one.finding.end)
    value, unit, approx = one.finding.value, one.finding.unit, one.finding.approx
    alone = replace(item, start=start, end=end, value=value, unit=unit, approx=approx, date="")
    found = figure(material, article, alone)
    taken = [(made.document, part.at, part.to) for part in made.parts]
    if found is None or (found.document, found.parts[0].at, found.parts[0].to) in taken:
        return Part(PairKind.FIGURE, article.text[start:end], start, end, "", 0, 0, PairOutcome.MISSING)
    part = found.parts[0]
    return part if found.document == made.document else replace(part, at=0, to=0)
