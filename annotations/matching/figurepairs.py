"""A figure of the article beside the same metric in the material, never beside any equal number.

Its head noun, period, district and what bounds it (planned, paid in, per head, new) have to agree. How much
more is asked depends on how easily the digits turn up by chance, as in ``repeats``.
"""

from __future__ import annotations

from dataclasses import replace

from annotations.matching.compare import agreement
from annotations.matching.items import Item, Pairing, Part, dates_of
from annotations.matching.packed import CLAUSE_ENDS, REACH, Copy, Figure, Line, Material, head_of
from annotations.matching.periods import other_period
from annotations.matching.quantities import Measured, measured
from annotations.matching.repeats import TELLING, significant
from annotations.matching.slots import bounded_alike, conflict, likeness, same_head
from annotations.vocabulary import ClaimType, Comparison, PairKind, PairOutcome

CANDIDATES = 12
_STRICT = frozenset({ClaimType.COMPARISON, ClaimType.SHARE, ClaimType.ORDINAL})
"""Kinds of figures that are only compared among themselves."""
_OUTCOMES = {
    Comparison.SAME: PairOutcome.SAME,
    Comparison.ROUNDED: PairOutcome.ROUNDED,
    Comparison.OTHER_UNIT: PairOutcome.OTHER_UNIT,
    Comparison.DIFFERS: PairOutcome.DIFFERS,
}
_RANK = {
    PairOutcome.SAME: 3.0,
    PairOutcome.ROUNDED: 2.7,
    PairOutcome.OTHER_UNIT: 2.5,
    PairOutcome.DIFFERS: 0.0,
}
_BOUNDS = frozenset({"gt", "gte", "lt", "lte"})
_SHARED_CLAUSE = 0.5
"""From so much shared on, equal figures are no accident."""
_TELLING_WORDS = 4
"""Characters that a metric must have (旅游收入) before another figure of it is told as an error."""
_LONG_METRIC, _ALL_BUT_ONE = 8, 0.65
"""So many characters of which so much is shared name one thing, whatever noun stands beside the figure."""


def figure(material: Material, article: Copy, item: Item) -> Pairing | None:
    line = article.line(item.start)
    ours = _own(line, item)
    if ours is None:
        return None
    best: tuple[float, Line, Figure, PairOutcome] | None = None
    for other, shared in material.nearest(item.quote, line.sentence.text, CANDIDATES):
        agreed = [
            (theirs, _agree(ours, theirs, shared))
            for theirs in other.figures
            if not _elsewhere(material, article, item, ours, theirs, other)
        ]
        for theirs, outcome in agreed:
            if outcome is None or (outcome is PairOutcome.DIFFERS and _holds(other, ours)):
                continue
            score = _RANK[outcome] + sum(likeness(ours.slots, theirs.slots)) / 2 + shared
            if best is None or score > best[0]:
                best = (score, other, theirs, outcome)
    if best is None:
        return None
    score, other, theirs, outcome = best
    part = part_of(article, line, ours, outcome, material, other, theirs)
    start, end = other.place(*_framed(theirs, other))
    return Pairing(item.key, PairKind.FIGURE, outcome, other.document, start, end, round(score, 3), (part,))


def part_of(
    article: Copy,
    line: Line,
    ours: Figure,
    outcome: PairOutcome,
    material: Material,
    other: Line,
    theirs: Figure,
) -> Part:
    """Two figures set side by side, each in the words of its own text."""
    place = line.place(ours.finding.start, ours.finding.end)
    found = other.place(theirs.finding.start, theirs.finding.end)
    words = article.text[slice(*place)], material.documents[other.document].text[slice(*found)]
    return Part(PairKind.FIGURE, words[0], *place, words[1], *found, outcome)


def _framed(figure: Figure, line: Line) -> tuple[int, int]:
    """The clause of the figure, from where its metric is named: the words that make a quotation of it."""
    text, found = line.reading.text, figure.finding
    start, end = min(figure.slots.start, found.start), max(figure.slots.end, found.end)
    while start and text[start - 1] not in CLAUSE_ENDS and found.start - start < REACH:
        start -= 1
    while end < len(text) and text[end] not in CLAUSE_ENDS and end - found.end < REACH:
        end += 1
    return start, end


def _own(line: Line, item: Item) -> Figure | None:
    """The item's figure as its sentence has it; of several equal ones the first inside the item."""
    wanted = measured(item.value, item.unit, item.approx)
    for one in inside(line, item):
        if measured(one.finding.value, one.finding.unit, one.finding.approx) == wanted:
            standing = "截至" in line.sentence.text
            return replace(one, period=item.date or one.period, dated=any(dates_of(item)), standing=standing)
    return None


def inside(line: Line, item: Item) -> list[Figure]:
    """The figures of a sentence that stand within the item."""
    placed = [(line.place(one.finding.start, one.finding.end), one) for one in line.figures]
    return [one for (start, end), one in placed if item.start <= start and end <= item.end]


def _elsewhere(
    material: Material, article: Copy, item: Item, ours: Figure, theirs: Figure, line: Line
) -> bool:
    """Whether the material's figure is of a district that neither paragraph nor document is about."""
    whose = theirs.slots.whose
    if len(whose) < 2 or len(ours.slots.whose) > 1:
        return False
    name = whose if len(whose) < 3 else whose[:-1]
    paragraph = article.paragraph(item.start)
    return name not in paragraph and name not in head_of(material.documents[line.document].text)


def _holds(line: Line, ours: Figure) -> bool:
    """Whether a line gives the very figure of what may be the same: then none of its others is an error."""
    wanted = _growth(ours)
    return any(
        _growth(one) == wanted
        and not conflict(ours.slots, one.slots)
        and (not one.slots.heads or same_head(ours.slots, one.slots))
        for one in line.figures
    )


def _agree(ours: Figure, theirs: Figure, shared: float) -> PairOutcome | None:
    """How two figures agree when they measure the same; None when they do not, or nothing says so."""
    mine, other = ours.finding, theirs.finding
    apart = mine.type != other.type and (mine.type in _STRICT or other.type in _STRICT)
    if apart and not (_grown(ours) and _grown(theirs)):
        return None
    outcome = compared(ours, theirs)
    if outcome is None or conflict(ours.slots, theirs.slots) or _other_period(ours, theirs):
        return None
    if outcome is PairOutcome.DIFFERS:
        return outcome if _same_metric(ours, theirs, shared) else None
    return outcome if _enough(ours, theirs, shared) else None


def compared(ours: Figure, theirs: Figure) -> PairOutcome | None:
    """How the two values agree, whatever they measure; None when they cannot be compared."""
    claim, found = _growth(ours), _growth(theirs)
    if claim is None or found is None:
        return None
    return _OUTCOMES.get(Comparison.DIFFERS if _other_bound(claim, found) else agreement(claim, found))


def _grown(figure: Figure) -> bool:
    """Whether it says by how much something has grown: 比上年末净增87户, and 净增加87户 without the base."""
    return figure.finding.type is ClaimType.COMPARISON or figure.slots.grown


def _other_bound(ours: Measured, theirs: Measured) -> bool:
    """Whether both give the same bound otherwise: 超过70 is not 突破75, though it is true of it."""
    return ours.approx == theirs.approx in _BOUNDS and ours.unit == theirs.unit and ours.low != theirs.low


def _other_period(ours: Figure, theirs: Figure) -> bool:
    """Whether they are of two times; what stands as of a day may stand in a document of the year before."""
    if ours.standing and theirs.framed:
        return False
    return other_period(ours.period, theirs.period, strict=ours.dated)


def _enough(ours: Figure, theirs: Figure, shared: float) -> bool:
    """Whether agreeing figures measure the same; the fewer digits, the more is asked."""
    most, least = likeness(ours.slots, theirs.slots)
    head = same_head(ours.slots, theirs.slots)
    digits = min(significant(ours.finding.value), significant(theirs.finding.value))
    if shared >= _SHARED_CLAUSE and (head or most >= 0.2):
        return True
    if least >= _ALL_BUT_ONE and min(_letters(ours), _letters(theirs)) >= _LONG_METRIC:
        return True
    if digits >= TELLING:
        return head or most >= 0.3 or shared >= 0.2
    if digits == TELLING - 1:
        return most >= 0.5 or (head and most >= 0.3)
    return head and (shared >= 0.35 or (most >= 0.4 and (least >= 0.3 or shared >= 0.2)))


def _letters(figure: Figure) -> int:
    return sum(map(len, figure.slots.words))


def _same_metric(ours: Figure, theirs: Figure, shared: float) -> bool:
    """Whether two figures that differ must not: nearly the same words, and enough of them to tell."""
    most, least = likeness(ours.slots, theirs.slots)
    telling = _letters(ours) >= _TELLING_WORDS or shared >= 0.4
    alike = telling and most >= 0.8 and least >= (0.5 if shared >= 0.3 else 0.6)
    return alike and same_head(ours.slots, theirs.slots) and bounded_alike(ours.slots, theirs.slots)


def _growth(figure: Figure) -> Measured | None:
    """The figure as bounds; 增长1倍 is twice as much, like 翻一番."""
    one = figure.finding
    value = measured(one.value, one.unit, one.approx)
    grown = one.unit == "x" and "change" in one.marks and not figure.words.startswith("翻")
    return replace(value, low=value.low + 1, high=value.high + 1) if value and grown else value
