"""Whether the copy says whose words or figures a statement is: 据市统计局, 发言人说."""

from __future__ import annotations

from annotations.detectors import attribution, speaking
from annotations.detectors.finding import Finding
from annotations.detectors.reading import read
from annotations.text.sentences import Sentence, in_paragraph
from annotations.text.spans import Span


def credited(text: str, start: int, end: int, *, quote: bool = False) -> bool:
    """Whether the sentences of ``text[start:end]`` name a source or a speaker.

    For a quotation the sentence before counts too, in the same paragraph: there the speaker is often
    named. 据悉 and 据了解 name nobody.
    """
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", max(start, end - 1))
    right = len(text) if right < 0 else right
    if left >= right:
        return False
    lines = list(in_paragraph(Span(left, right), text))
    over = [at for at, line in enumerate(lines) if line.start < end and start < line.end]
    if not over:
        return False
    first = max(0, over[0] - 1) if quote else over[0]
    return any(_names_source(lines, at) for at in range(first, over[-1] + 1))


def _names_source(lines: list[Sentence], at: int) -> bool:
    before = lines[at - 1].text if at else ""
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    reading = read(lines[at].text, before=before, after=after)
    return any(map(_named, (*attribution.detect(reading), *speaking.detect(reading))))


def _named(finding: Finding) -> bool:
    return bool(finding.slots.get("source") or finding.slots.get("speaker"))
