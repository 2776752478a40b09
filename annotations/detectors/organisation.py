"""机构: institutions by their exact names. Whether one did something checkable, the score asks."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.text.gate import overlaps
from annotations.text.names import ORG
from annotations.vocabulary import ClaimType


def detect(reading: Reading) -> Iterator[Finding]:
    """Full names and settled short ones (中建材, 国家发改委); none that is part of a document's title."""
    hidden = [(pair.start, pair.end) for pair in reading.titles]
    for name in reading.names:
        if name.kind == ORG and not overlaps(name.start, name.end, hidden):
            slots = {"name": reading.text[name.start : name.end]}
            yield Finding(name.start, name.end, ClaimType.ORG, detector="org", slots=slots)
