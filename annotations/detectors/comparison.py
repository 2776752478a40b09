"""比较/增长率: 同比增长12.5%, 翻两番, 3.2个百分点, 比上年增加12家."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.growth import change_before
from annotations.detectors.reading import Reading
from annotations.text.numbers import parse_digits, parse_han
from annotations.text.numerals import Figure
from annotations.vocabulary import Approx, ClaimType

_DOUBLED = re.compile(
    r"翻(?:了)?(?P<near>近|将近|接近|约|大约|超过|超|不止)?(?P<n>[一两二三四五]|[0-9]{1,2})?番(?P<more>半|多|以上)?"
)
_NEAR = {
    "近": "lt", "将近": "lt", "接近": "lt", "约": "approx", "大约": "approx", "超过": "gt", "超": "gt",
    "不止": "gt",
}  # fmt: skip
_MORE = {"多": "gt", "以上": "gte"}


def detect(reading: Reading) -> Iterator[Finding]:
    """Figures that state a change or a multiple; the sign is that of the change."""
    for figure in reading.figures:
        if figure.kind == "bare":
            continue
        change = change_before(reading, figure)
        if figure.kind in ("count", "money") and not (change and change.base):
            continue
        if figure.kind == "share" and not change:
            continue
        if figure.value is None:
            continue
        value = _signed(figure, change.sign if change else 1)
        yield Finding(
            figure.start,
            figure.end,
            ClaimType.COMPARISON,
            value,
            figure.unit,
            figure.approx.value,
            detector="comparison",
            marks=("change",) if change else (),
            slots={"base": change.base} if change and change.base else {},
        )
    yield from _doublings(reading)


def _signed(figure: Figure, sign: int) -> str | None:
    value = figure.value
    if value is None or sign > 0 or value.startswith("-"):
        return value
    if figure.approx is Approx.RANGE:
        low, _, high = value.partition("..")
        return f"-{high}..-{low}"
    return f"-{value}"


def _doublings(reading: Reading) -> Iterator[Finding]:
    """翻一番 is twice as much, 翻两番 four times."""
    for found in _DOUBLED.finditer(reading.text):
        if not reading.gate.opens(found.start()):
            continue
        doublings = _count(found["n"]) if found["n"] else 1
        # 翻一番半 is read half-way between twice and four times.
        times = 2**doublings + (2 ** (doublings - 1) * (found["more"] == "半"))
        yield Finding(
            found.start(),
            found.end(),
            ClaimType.COMPARISON,
            str(times),
            "x",
            _NEAR.get(found["near"] or "", _MORE.get(found["more"] or "", "eq")),
            detector="comparison",
            marks=("change",),
        )


def _count(text: str) -> int:
    if text[0].isdecimal():
        return min(int(parse_digits(text) or 1), 20)
    bounds = parse_han(text)
    return int(bounds[0]) if bounds else 1
