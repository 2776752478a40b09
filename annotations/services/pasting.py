"""Many words at once: lines of “词,类别,起,止”, taken all or not at all."""

from __future__ import annotations

import re
from datetime import date

from annotations.models import Actor, Desk
from annotations.services.errors import Invalid
from annotations.services.lexicon import LIMIT, Wanted, add_words, faults_of
from annotations.vocabulary import LexiconKind
from annotations.wording import marked, say

HEAD = marked("词")
SHOWN = 50
"""So many faulty lines are named; a whole wrong file would fill the page."""
_COMMA = re.compile(r"[,，\t]")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_KINDS = {kind.chinese: kind.value for kind in LexiconKind} | {kind.value: kind.value for kind in LexiconKind}


class Fault(ValueError):
    """Why one line cannot be taken, in Chinese."""


def paste_words(*, actor: Actor, desk: Desk, text: str) -> tuple[int, int]:
    """Add the words of a pasted list; how many are new, and how many were there already.

    Raises ``Invalid`` naming every faulty line; then nothing has been stored.
    """
    wanted: dict[tuple[object, ...], Wanted] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            one = read_line(line)
            if one is None:
                continue
            if one.key in wanted:
                raise Fault(say("{one}前面已有一行", one=one))
            wanted[one.key] = one
        except Fault as fault:
            faults.append(
                {
                    "pointer": "/lines",
                    "code": "invalid",
                    "detail": say("第 {number} 行：{fault}", number=number, fault=fault),
                }
            )
    if faults:
        more = say("（只列出前 {shown} 行）", shown=SHOWN) if len(faults) > SHOWN else ""
        raise Invalid(
            say("有 {n} 行不对，一条也没有存入{more}。", n=len(faults), more=more), errors=faults[:SHOWN]
        )
    if not wanted:
        raise Invalid.field("lines", say("没有可存的词：每行写一个“词,类别,起,止”。"), "required")
    if len(wanted) > LIMIT:
        raise Invalid.field(
            "lines", say("一次最多 {limit} 条，收到 {n} 条。", limit=LIMIT, n=len(wanted)), "too_long"
        )
    added = add_words(actor=actor, desk=desk, wanted=list(wanted.values()))
    return added, len(wanted) - added


def read_line(line: str) -> Wanted | None:
    """One line as an entry; None for the line of headings. Raises ``Fault``."""
    cells = [cell.strip() for cell in _COMMA.split(line, maxsplit=4)]
    if cells[0] in (HEAD, say(HEAD)):
        return None
    if len(cells) < 2 or not cells[1]:
        known = say("、").join(kind.label for kind in LexiconKind)
        raise Fault(
            say(
                "“{word}”后面没有类别；请写“{word},机构”的样子，类别有：{known}",
                word=cells[0][:30],
                known=known,
            )
        )
    word, kind, since, until, note = [*cells, "", "", ""][:5]
    one = Wanted(word, _kind(kind), _day(since), _day(until), note)
    faults = faults_of(one)
    if faults:
        raise Fault(say("；").join(detail.rstrip(say("。")) for _, detail in faults))
    return one


def _kind(cell: str) -> str:
    """The kind behind its Chinese word, its word in the reader's language, or its identifier."""
    own = {kind.label.lower(): kind.value for kind in LexiconKind}
    return _KINDS.get(cell) or own.get(cell.lower(), cell)


def _day(cell: str) -> date | None:
    if not cell:
        return None
    found = _DAY.fullmatch(cell)
    try:
        if found is None:
            raise ValueError(cell)
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise Fault(say("“{cell}”不是日期，请写成 2024-03-08 的样子", cell=cell[:20])) from None
