"""Slips of the pen in figures: 万亿亿, 3.5.2%, 1,23万, %个百分点, six digits before 万."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.checks.check import DIFFERS, HINT, Found
from annotations.checks.lines import Line

_DOUBLED = re.compile(
    r"[0-9一二三四五六七八九十百千](?P<twice>万亿亿|亿亿(?!次)|亿万亿|万万亿|(?<!千)万万(?=[元吨美])|万亿万)|(?P<sign>%%|‰‰|%‰|(?<=[0-9万亿])元元)|百分之[0-9.]{1,9}(?P<percent>%)|(?P<points>%个百分点|个百分点%)"
)
_DOTS = re.compile(
    r"(?<![0-9.])[0-9]{1,9}(?:\.[0-9]{1,6}){2}(?=[万亿%元吨个公美度岁千倍名人家米]|平方)|(?<![0-9.])[0-9]{1,9}\.{2}[0-9]{1,9}(?=[万亿%元吨])"
)
_COMMAS = re.compile(r"(?<![0-9.,])[0-9]{1,3},(?:[0-9]{1,2}|[0-9]{4,5})(?=[万亿元吨个名人家%])")
_ZERO = re.compile(r"(?<![0-9.:：第·])0[1-9][0-9]{0,8}(?=万|亿|元|吨|个|名|人|家)")
_LONG = re.compile(r"(?<![0-9.,])[0-9]{6,12}(?:\.[0-9]{1,4})?万(?=[元吨人亩千公平立美])")


def doubled_scale(line: Line) -> Iterator[Found]:
    """A scale or sign that stands twice."""
    for found in _DOUBLED.finditer(line.text):
        span = (found.start(), found.end(), "figure")
        yield Found("doubled_scale", DIFFERS, "writing.doubled", (span,), {"words": found.group()})


def decimal_point(line: Line) -> Iterator[Found]:
    """Two decimal points in one figure, or a comma that groups no thousands."""
    for found in _DOTS.finditer(line.text):
        span = (found.start(), found.end(), "figure")
        yield Found("decimal_point", DIFFERS, "writing.points", (span,), {"words": found.group()})
    for pattern in (_COMMAS, _ZERO):
        for found in pattern.finditer(line.text):
            span = (found.start(), found.end(), "figure")
            yield Found("decimal_point", HINT, "writing.comma", (span,), {"words": found.group()})


def long_number(line: Line) -> Iterator[Found]:
    """123456万元 is better told in 亿."""
    for found in _LONG.finditer(line.text):
        yield Found(
            "long_number",
            HINT,
            "writing.long",
            ((found.start(), found.end(), "figure"),),
            {"words": found.group()},
        )
