"""A figure that comes back elsewhere with one digit other, among the same words: 14名养路工人, 24名养路工人.

Looser in its words than repeated.py, so it asks more of the digits: what one slip of the pen would explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotations.checks.check import HINT, Found
from annotations.checks.lines import Placed
from annotations.checks.quantities import Quantity
from annotations.checks.repeated import (
    NAMES,
    NO_METRIC,
    contrast_in,
    months_apart,
    numbered_apart,
    says,
    serials_before,
    times_before,
)
from annotations.detectors.layout import Layout
from annotations.text.lexicon import listed

LARGEST_GROUP = 80
_BEFORE, _BEHIND = 24, 12
_GENERIC = frozenset(
    listed("增长 下降 提高 增加 减少 低于 高于 达到 同期 同比 上升 回落 速度 全国 全省 全市 全县")
)
_OTHER_THING = frozenset(listed("计划 目标 力争 预计 规划 男 女 进口 出口 城镇 农村 另 尚 还有 平均 人均"))
_DIGIT = re.compile(r"[0-9]")
_UNITS = frozenset(["天", "个月", "分钟", "年", "岁"])


@dataclass(frozen=True, slots=True)
class Echo:
    """A figure with the words around it; ``head`` is the word right behind, or the last before it."""

    piece: Placed
    item: Quantity
    head: str
    words: frozenset[str]
    names: frozenset[str]
    contrast: frozenset[str]
    times: frozenset[str]
    lead: tuple[str, ...]
    serials: frozenset[str]


def echoed(pieces: Sequence[Placed]) -> Iterator[Found]:
    """Two figures of one unit that one slip would make the same. Places are of the article."""
    groups: dict[tuple[str, str], list[Echo]] = {}
    for piece in pieces:
        for item in piece.line.quantities:
            if (
                item.exact
                and item.kind != "multiple"
                and len(item.digits) > 1
                and item.unit not in NO_METRIC - _UNITS
            ):
                groups.setdefault((item.unit, item.kind), []).append(_echo(piece, item))
    for group in groups.values():
        if len(group) <= LARGEST_GROUP:
            yield from _slips(group)


def _slips(group: Sequence[Echo]) -> Iterator[Found]:
    told: set[Quantity] = set()
    values = [(one.item.value, one.item.unit) for one in group]
    for a, b in combinations(group, 2):
        if a.item in told or b.item in told or not _slip(a, b):
            continue
        # Both figures stand more than once: they are two things.
        if min(values.count((one.item.value, one.item.unit)) for one in (a, b)) > 1:
            continue
        told.add(b.item)
        spans = tuple((*one.piece.place(one.item.start, one.item.end), "figure") for one in (a, b))
        params = {"first": a.item.text, "second": b.item.text, "what": a.head}
        headline = Layout.HEADLINE in (a.piece.layout, b.piece.layout)
        yield Found("headline" if headline else "same_metric", HINT, "repeated.differs", spans, params)


def _echo(piece: Placed, item: Quantity) -> Echo:
    line = piece.line
    left, right = max(0, item.start - _BEFORE), min(len(line.text), item.end + _BEHIND)
    before, behind = line.between(left, item.start), line.between(item.end, right)
    content = [word.text for word in (*before, *behind) if says(word)]
    following = next((word for word in behind), None)
    leading = [word.text for word in before if says(word)]
    head = following.text if following and says(following) else leading[-1] if leading else ""
    names = frozenset(word.text for word in (*before, *behind) if word.tag in NAMES)
    since, _ = line.clause(item.start, item.end)
    lead = tuple([word.text for word in before if word.start >= since and says(word)][-3:])
    near = line.text[max(0, item.start - 10) : min(len(line.text), item.end + 6)]
    return Echo(
        piece,
        item,
        head,
        frozenset(content) - names,
        names,
        contrast_in(near),
        times_before(line, item.start),
        lead,
        serials_before(line, item.start),
    )


def _slip(a: Echo, b: Echo) -> bool:
    if a.piece is b.piece or a.item.bounds.meets(b.item.bounds) or not one_slip(a.item, b.item):
        return False
    if _apart(a.names, b.names) or _apart(a.times, b.times) or _apart(a.contrast, b.contrast):
        return False
    if months_apart(a.times, b.times) or _contrasted(a, b) or (a.contrast ^ b.contrast) & _OTHER_THING:
        return False
    if _tells(a, b.item) or _tells(b, a.item) or numbered_apart(a.serials, b.serials):
        return False
    return _same_words(a, b)


def _same_words(a: Echo, b: Echo) -> bool:
    """Enough of the same words: fewer for a long figure, more for a share, whose words are everywhere."""
    shared = (a.words & b.words) - _GENERIC
    alike = len(shared) + len(a.names & b.names)
    headed = a.head == b.head and a.head in shared
    if a.item.kind == "share":
        return alike > 2 or (headed and alike > 1)
    if min(len(a.item.digits), len(b.item.digits)) > 2:
        return alike > 1 or headed
    return alike > 2 or (headed and (alike > 1 or len(a.head) > 2))


def _contrasted(a: Echo, b: Echo) -> bool:
    """工业项目投资 and 农业项目投资: the same words but for one."""
    if len(a.lead) != len(b.lead) or len(a.lead) < 2:
        return False
    return sum(x != y for x, y in zip(a.lead, b.lead, strict=True)) == 1


def _apart(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and first.isdisjoint(second)


def _tells(one: Echo, other: Quantity) -> bool:
    return any(item.value == other.value and item.unit == other.unit for item in one.piece.line.quantities)


def one_slip(a: Quantity, b: Quantity) -> bool:
    """One digit other, or two changed over, in figures written alike."""
    first, second = a.digits, b.digits
    if _DIGIT.sub("0", a.text) != _DIGIT.sub("0", b.text) or len(first) != len(second):
        return False
    other = sum(x != y for x, y in zip(first, second, strict=True))
    return other == 1 or (other == 2 and sorted(first) == sorted(second))
