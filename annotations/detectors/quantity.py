"""统计数字: a number with a measure word, 超过1200名, 30余家."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.vocabulary import Approx, ClaimType


def detect(reading: Reading) -> Iterator[Finding]:
    """Counts and measures; money, shares and ordinals have detectors of their own."""
    for figure in reading.figures:
        if figure.kind == "count" or (figure.kind == "bare" and figure.value is not None):
            yield Finding(
                figure.start,
                figure.end,
                ClaimType.QUANTITY,
                figure.value,
                figure.unit,
                figure.approx.value,
                detector="quantity",
                marks=("vague",) if figure.approx is Approx.VAGUE else (),
            )
