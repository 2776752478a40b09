"""一是…二是…三是 in a paragraph, beside the number that was announced (提出四点要求)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotations.checks.check import DIFFERS, HINT, HOLDS, Found
from annotations.checks.enumeration import SAID_AHEAD, marked
from annotations.checks.lines import Placed
from annotations.text.numbers import whole

_ANNOUNCES = re.compile(r"[：:。]$")


def numbered(paragraph: Sequence[Placed]) -> Iterator[Found]:
    """A gap in the numbering, and a number of points other than announced. Places are of the article."""
    marks = [
        (*piece.place(start, end), number) for piece in paragraph for start, end, number in marked(piece.line)
    ]
    runs = _runs(marks)
    if len(runs) != 1:
        return
    run = runs[0]
    spans = tuple((start, end, "item") for start, end, _ in run)
    numbers = [number for _, _, number in run]
    if numbers != list(range(1, len(run) + 1)):
        if len(run) < 3:
            return
        order = "、".join(str(number) for number in numbers)
        yield Found("enumeration", HINT, "list.order", spans, {"order": order})
        return
    yield from _announced(paragraph, run, spans)


def _runs(marks: list[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    runs: list[list[tuple[int, int, int]]] = []
    for mark in marks:
        if mark[2] == 1:
            runs.append([mark])
        elif runs:
            runs[-1].append(mark)
    return [run for run in runs if len(run) > 1]


def _announced(
    paragraph: Sequence[Placed], run: list[tuple[int, int, int]], spans: tuple[tuple[int, int, str], ...]
) -> Iterator[Found]:
    first = run[0][0]
    for piece in paragraph:
        if not piece.start <= first + 1:
            continue
        for found in SAID_AHEAD.finditer(piece.line.text):
            start, end = piece.place(found.start(), found.end())
            if end > first or first - end > 30 or not (found["head"] or found["unit"] == "点"):
                continue
            if found["n"] in ("一", "1"):
                continue
            said = int(found["n"]) if found["n"].isdecimal() else whole(found["n"].replace("两", "二"))
            params = {"listed": str(len(run)), "said": found.group()}
            outcome = HOLDS if said == len(run) else DIFFERS
            saying = "list.holds" if said == len(run) else "list.differs"
            yield Found("enumeration", outcome, saying, ((start, end, "total"), *spans), params)
            return
