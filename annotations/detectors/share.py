"""占比: a part of a whole, 占62.3%, 两成, 三分之二以上. Percentages of change belong to comparison."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.growth import change_before
from annotations.detectors.reading import Reading
from annotations.vocabulary import ClaimType


def detect(reading: Reading) -> Iterator[Finding]:
    """Per cent, fractions and tenths that state a level."""
    for figure in reading.figures:
        if figure.kind == "share" and figure.value is not None and not change_before(reading, figure):
            yield Finding(
                figure.start,
                figure.end,
                ClaimType.SHARE,
                figure.value,
                figure.unit,
                figure.approx.value,
                detector="share",
            )
