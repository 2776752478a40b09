"""届次/批次: 第八届, 十五届十一次全会."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.vocabulary import ClaimType


def detect(reading: Reading) -> Iterator[Finding]:
    """Numbers of events, sessions and batches."""
    for item in reading.ordinals:
        if item.unit:
            yield Finding(
                item.start,
                item.end,
                ClaimType.ORDINAL,
                item.value,
                item.unit,
                "eq",
                detector="ordinal",
            )
