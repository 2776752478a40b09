"""Shared by the detector tests: run the explicit list of detectors over a text, one sentence at a time."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from annotations.detectors import DETECTORS
from annotations.detectors.finding import Finding
from annotations.detectors.reading import read
from annotations.text.sentences import sentences

REFERENCE = date(2024, 3, 8)
SPECS = Path(__file__).parent.parent / "specs" / "detectors"


def rows(kind: str) -> list[dict]:
    """The rows of one claim type's table of expressions."""
    return json.loads((SPECS / f"{kind}.json").read_text("utf-8"))


def findings(text: str) -> list[Finding]:
    """What all detectors say about a text, neighbouring sentences known."""
    lines = list(sentences(text))
    found: list[Finding] = []
    for at, line in enumerate(lines):
        before = lines[at - 1].text if at else ""
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        reading = read(line.text, REFERENCE, before, after)
        for detect in DETECTORS:
            found += [_placed(item, line.start) for item in detect(reading)]
    return found


def _placed(item: Finding, at: int) -> Finding:
    """With places in the whole text instead of the sentence."""
    return replace(item, start=item.start + at, end=item.end + at)
