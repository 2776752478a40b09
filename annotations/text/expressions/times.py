"""Every expression of time: pieces (timewords.py) put together to moments, ranges and limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from annotations.text.dates import dates
from annotations.text.expressions.expression import Expression, Line
from annotations.text.expressions.timevalues import clock_of, duration_of
from annotations.text.expressions.timewords import AND, ATOM, BEFORE, BEHIND, BETWEEN, FEASTS, FROM, TO

_KINDS = {
    "iso": "date", "nth": "date", "day": "date", "today": "date", "weekday": "date", "lone": "date",
    "holiday": "date", "ago": "date", "set": "set", "clock": "time", "part": "time", "span": "duration",
    "duration": "duration", "relative": "period", "period": "period", "vague": "vague",
}  # fmt: skip
# Kinds that a clock time or a part of the day may follow, and kinds that a range may join.
_DAYS = frozenset({"date", "set"})
_POINTS = frozenset({"date", "time", "period"})
_EXACT = frozenset(
    {"iso", "nth", "day", "today", "weekday", "lone", "holiday", "clock", "period", "part", "years"}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """``edtf`` and ``clock`` are empty when the text leaves them open."""

    start: int
    end: int
    name: str
    kind: str
    edtf: str = ""
    clock: str = ""
    joined: bool = False


def times_of(line: Line, reference: date | None) -> Iterator[Expression]:
    """The expressions of time of a line."""
    pieces = _ranged(line, _moments(line, list(_pieces(line, reference))))
    for piece in pieces:
        start, end = _limits(line.text, piece)
        edtf = f"{piece.edtf}{piece.clock}" if piece.clock and piece.edtf[:1].isdecimal() else piece.edtf
        yield Expression(start, end, "", piece.kind, edtf or piece.clock or None, "", edtf)


def _pieces(line: Line, reference: date | None) -> Iterator[Piece]:
    text, done = line.text, 0
    for found in ATOM.finditer(text):
        start = found.start()
        if start < done:
            continue
        name, end = found.lastgroup or "", found.end()
        if not line.covers(start, end) and not _inside(line, start, end, name):
            done = end
            yield _valued(text[start:end], start, name, reference)


def _inside(line: Line, start: int, end: int, name: str) -> bool:
    """Whether the piece is cut out of a word: 一点 of 一点儿, 后天 of 最后天数."""
    if line.text[start].isdecimal() and name not in ("duration",):
        return False
    first = line.gate.at(start)
    last = line.gate.at(end - 1)
    left = first.known and first.start < start and first.tag[:1] not in ("m", "t")
    if name == "clock" and last.known and last.end > end:
        return True
    right = last.known and last.end > end and last.tag[:1] not in ("m", "t", "q", "f")
    return left or (right and not line.text[end - 1].isdecimal() and last.start >= start)


def _valued(surface: str, start: int, name: str, reference: date | None) -> Piece:
    end = start + len(surface)
    kind = _KINDS.get(name, "period")
    if kind == "time":
        return Piece(start, end, name, kind, clock=clock_of(surface))
    if kind in ("duration", "set"):
        value = duration_of(surface)
        return Piece(start, end, name, kind, f"R/{value}" if kind == "set" and value else value)
    if surface in FEASTS:
        return Piece(start, end, name, kind, f"XXXX-{FEASTS[surface]}")
    told = surface.replace(" ", "")
    whole = [item.date for item in dates(told, reference) if item.start == 0 and item.end == len(told)]
    return Piece(start, end, name, kind, whole[0] if whole else "")


def _moments(line: Line, pieces: list[Piece]) -> list[Piece]:
    """明天 and 下午三点 are one moment."""
    made: list[Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if last and _one_moment(line.text, last, piece):
            made[-1] = Piece(last.start, piece.end, last.name, last.kind, last.edtf, piece.clock, last.joined)
        else:
            made.append(piece)
    return made


def _one_moment(text: str, day: Piece, clock: Piece) -> bool:
    if clock.kind != "time" or day.kind not in _DAYS or day.clock:
        return False
    return text[day.end : clock.start] in ("", "的")


def _ranged(line: Line, pieces: list[Piece]) -> list[Piece]:
    """从三月到五月, 10月和5月间."""
    text = line.text
    made: list[Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if last and not last.joined and last.kind in _POINTS and piece.kind in _POINTS:
            between = BETWEEN.match(text, piece.end)
            if TO.fullmatch(text, last.end, piece.start) or (
                between and AND.fullmatch(text, last.end, piece.start)
            ):
                end = between.end() if between else piece.end
                made[-1] = _range(last, piece, end)
                continue
        made.append(piece)
    return [_from(text, piece) for piece in made]


def _range(first: Piece, second: Piece, end: int) -> Piece:
    clock = second.clock
    if second.name == "clock" and first.clock > clock and int(clock[1:3] or 12) < 12 <= int(first.clock[1:3]):
        # 晚上8点至10点: the second hour is of the same half of the day.
        clock = f"T{int(clock[1:3]) + 12}{clock[3:]}"
    left, right = f"{first.edtf}{first.clock}", f"{second.edtf or first.edtf}{clock}"
    whole = left[:1].isdecimal() and right[:1].isdecimal() and "/" not in left + right
    kind = "time" if first.kind == second.kind == "time" else "period"
    return Piece(first.start, end, "range", kind, f"{left}/{right}" if whole else "", joined=True)


def _from(text: str, piece: Piece) -> Piece:
    if (piece.joined or piece.name == "years") and (
        lead := FROM.search(text, max(0, piece.start - 2), piece.start)
    ):
        return Piece(lead.start(), piece.end, piece.name, piece.kind, piece.edtf, piece.clock, joined=True)
    return piece


def _limits(text: str, piece: Piece) -> tuple[int, int]:
    """Take in 截至, 自 before a moment and 以前, 之后, 以来 behind it."""
    start, end = piece.start, piece.end
    if piece.joined or piece.name not in _EXACT:
        return start, end
    if behind := BEHIND.match(text, end):
        end = behind.end()
        if behind.group() in ("以来", "开始") and (lead := FROM.search(text, max(0, start - 2), start)):
            start = lead.start()
    if start == piece.start and (lead := BEFORE.search(text, max(0, start - 3), start)):
        start = lead.start()
    return start, end
