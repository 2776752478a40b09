"""通稿比对: what our copy says otherwise than the agency's text, in pieces that can be checked.

A changed stretch is widened to the figure, date, name, title or quotation that it touches, else to its
clause; a sentence that nobody changed is never part of it. Words struck beside words that were kept
change what those say (约169个 → 169个), so the neighbouring unit is marked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from annotations.detectors.reading import read
from annotations.text.differences import Edit, edits
from annotations.text.sentences import Sentence, sentences

Stretch = tuple[int, int]

# Blanks, punctuation and 的地得 alone change nothing that can be checked; signs of a figure do.
_SAYS = re.compile(r"[^\W_的地得]|[%％‰￥$€℃°+＋\-－−]")
_BREAK = re.compile(r"[，；：。！？!?…\n]|[,;:](?![0-9])")
_SENTENCE_ENDS = "。！？!?…\n"
# Of whole clauses that were struck, those that named the source or limited what follows.
_CREDIT = re.compile(
    r"据(?!点|说明)|按照|根据|援引|获悉|表示|[称说](?=[，,：:]|$)|认为|显示|预计|可能|尚未|除"
)


@dataclass(frozen=True, slots=True)
class Change:
    """``ours[start:end]`` holds the change; ``struck`` are the agency's words that went, in order."""

    start: int
    end: int
    struck: tuple[str, ...] = ()

    @property
    def span(self) -> Stretch:
        return self.start, self.end


@lru_cache(maxsize=16)
def changes(wire: str, ours: str) -> tuple[Change, ...]:
    """Our changes to the agency's text, in reading order and apart. Code points of ``ours``."""
    lines = _Lines(ours)
    found = [change for edit in edits(wire, ours) for change in _placed(edit, wire, lines)]
    return tuple(_united(sorted(found, key=lambda one: one.span)))


def touching(spans: Iterable[Stretch], changed: Sequence[Change]) -> list[Stretch]:
    """Those of ``spans`` that share at least one character with a change."""
    ends = [one.end for one in changed]

    def met(span: Stretch) -> bool:
        at = bisect_right(ends, span[0])
        return at < len(changed) and changed[at].start < span[1]

    return [span for span in spans if met(span)]


class _Lines:
    """The sentences of our text, each read once and only where something was changed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._sentences = list(sentences(text))
        self._starts = [line.start for line in self._sentences]
        self._units: dict[int, list[Stretch]] = {}

    def over(self, start: int, end: int) -> Iterator[tuple[Sentence, int, int]]:
        """The sentences that a stretch reaches into, each with its own share of it."""
        first = max(0, bisect_right(self._starts, start) - 1)
        for line in self._sentences[first : bisect_left(self._starts, end)]:
            left, right = max(start, line.start), min(end, line.end)
            if left < right:
                yield line, left, right

    def around(self, place: int) -> Sentence | None:
        """The sentence inside which, or else behind which, a place between two characters lies."""
        at = bisect_right(self._starts, place) - 1
        return self._sentences[at] if at >= 0 else None

    def units(self, line: Sentence) -> list[Stretch]:
        """Figures, dates, ordinals, names, titles and quotations of a sentence, the shortest first."""
        if line.start not in self._units:
            reading = read(line.text)
            found = [(one.start, one.end) for one in (*reading.titles, *reading.quotations)]
            found += [(one.start, one.end) for one in reading.dates]
            found += [(one.start, one.end) for one in reading.ordinals]
            found += [(one.start, one.end) for one in reading.figures]
            found += [(one.start, one.end) for one in reading.names]
            places = (reading.spelled.span(*place) for place in found)
            moved = {(line.start + start, line.start + end) for start, end in places}
            self._units[line.start] = sorted(moved, key=lambda unit: (unit[1] - unit[0], unit))
        return self._units[line.start]

    def clause(self, line: Sentence, start: int, end: int) -> Stretch:
        """The clauses of a sentence that a stretch lies in, without the marks around them."""
        breaks = [found.start() for found in _BREAK.finditer(self.text, line.start, line.end)]
        left = max((at + 1 for at in breaks if at < start), default=line.start)
        right = min((at for at in breaks if at >= max(end, left + 1)), default=line.end)
        return _trimmed(self.text, left, right)


def _settled(edit: Edit, wire: str, ours: str) -> Edit:
    """The same edit where a clause begins or ends, if it can stand there as well.

    1244万人 → 1244万人，比上年增38万人 puts in ，比上年增38万人 and not 万人，比上年增38.
    """
    if edit.start < edit.end and edit.new_start < edit.new_end:
        return edit
    text, start, end = (
        (ours, edit.new_start, edit.new_end) if edit.start == edit.end else (wire, edit.start, edit.end)
    )
    for by in _slides(text, start, end):
        if _BREAK.match(text, start + by) or _BREAK.match(text, end + by - 1):
            return Edit(edit.start + by, edit.end + by, edit.new_start + by, edit.new_end + by)
    return edit


def _slides(text: str, start: int, end: int) -> Iterator[int]:
    """By how much a stretch can be moved so that the text without it stays the same; nearest first."""
    yield 0
    by = 0
    while end + by < len(text) and by < end - start and text[start + by] == text[end + by]:
        by += 1
        yield by
    by = 0
    while start + by > 0 and -by < end - start and text[start + by - 1] == text[end + by - 1]:
        by -= 1
        yield by


def _placed(edit: Edit, wire: str, lines: _Lines) -> Iterator[Change]:
    edit = _settled(edit, wire, lines.text)
    struck = wire[edit.start : edit.end].strip()
    said = (struck,) if _SAYS.search(struck) else ()
    put = [
        (line, *_trimmed(lines.text, start, end))
        for line, start, end in lines.over(edit.new_start, edit.new_end)
        if _SAYS.search(lines.text, start, end)
    ]
    for line, start, end in put:
        yield Change(*_widened(lines, line, start, end), said)
        said = ()
    if not put and said:
        left = _left_behind(edit, wire, lines)
        if left:
            yield Change(*left, said)


def _widened(lines: _Lines, line: Sentence, start: int, end: int) -> Stretch:
    """The shortest unit that holds the whole stretch; the stretch with the units it touches; its clause."""
    units = lines.units(line)
    for unit in units:
        if unit[0] <= start and end <= unit[1]:
            return unit
    touched = [unit for unit in units if unit[0] < end and start < unit[1]]
    if touched:
        return min(start, *(unit[0] for unit in touched)), max(end, *(unit[1] for unit in touched))
    return lines.clause(line, start, end)


def _left_behind(edit: Edit, wire: str, lines: _Lines) -> Stretch | None:
    """What reads otherwise because words beside it were struck; None when a statement went as a whole."""
    at, text = edit.new_start, lines.text
    line = lines.around(at)
    if line is None:
        return None
    struck = wire[edit.start : edit.end]
    whole = _opens(text, at) and (struck.rstrip()[-1:] in "，；：,;:" + _SENTENCE_ENDS or _closes(text, at))
    whole = whole or (struck[:1] in "，；：,;" and _closes(text, at))
    if whole:
        if line.end <= at or struck.rstrip()[-1:] in _SENTENCE_ENDS or not _CREDIT.search(struck):
            return None
        at = next((place for place in range(at, line.end) if _SAYS.match(text, place)), at)
    beside = [unit for unit in lines.units(line) if at in (unit[0], unit[1])]
    if beside and not whole:
        return min(beside, key=lambda unit: (unit[0] != at, unit[1] - unit[0]))
    inside = min(at, line.end - 1)
    left, right = lines.clause(line, inside, inside + 1)
    return (left, right) if left < right else None


def _opens(text: str, at: int) -> bool:
    """Whether a clause begins here."""
    return at == 0 or bool(_BREAK.match(text, at - 1)) or text[at - 1] in "“「"


def _closes(text: str, at: int) -> bool:
    """Whether a clause ends here."""
    return at >= len(text) or bool(_BREAK.match(text, at)) or text[at] in "”」"


def _trimmed(text: str, start: int, end: int) -> Stretch:
    """Without blanks and separators at both ends."""
    while start < end and (text[start].isspace() or _BREAK.match(text, start)):
        start += 1
    while start < end and (text[end - 1].isspace() or _BREAK.match(text, end - 1)):
        end -= 1
    return start, end


def _united(found: Sequence[Change]) -> Iterator[Change]:
    """Changes that overlap are one."""
    waiting: Change | None = None
    for change in found:
        if waiting is not None and change.start < waiting.end:
            waiting = Change(waiting.start, max(waiting.end, change.end), (*waiting.struck, *change.struck))
            continue
        if waiting is not None:
            yield waiting
        waiting = change
    if waiting is not None:
        yield waiting
