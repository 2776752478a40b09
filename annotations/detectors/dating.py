"""时间: days, months, periods and durations as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.detectors.finding import Finding
from annotations.detectors.reading import Reading
from annotations.vocabulary import ClaimType

# A date behind these dates something else than the clause: what is compared with, or how old a thing is.
_BASE = re.compile(r"(?:比|较|由|相比|对比|同)$")
_ORIGIN = re.compile(r"(?:[建生]|成立|创办|创建|诞生|始建|起源|落成|组建|毕业|创立|设立)于$")


def detect(reading: Reading) -> Iterator[Finding]:
    """Every date of the sentence; clock times carry a value but no date."""
    for item in reading.dates:
        if item.kind == "name":
            continue
        lead = reading.text[max(0, item.start - 5) : item.start]
        if lead.endswith(("每年", "每逢", "历年", "常年")):
            continue
        role = ("base",) if _BASE.search(lead) else ("origin",) if _ORIGIN.search(lead) else ()
        vague = ("vague",) if item.kind == "vague" else ()
        same = ("same_period",) if item.kind == "same" else ()
        yield Finding(
            item.start,
            item.end,
            ClaimType.DATE,
            item.value,
            date=item.date,
            detector="date",
            marks=(*item.marks, *vague, *same, *role),
            alternatives=item.alternatives,
        )
