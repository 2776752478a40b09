"""Find the place of a quote again in a later text, or say that there is no safe one.

A ladder: the map of the change, verified by quote and context; the same words elsewhere; words very
like them, well ahead of the runner-up. When in doubt there is no place: a person looks (docs: retrieval).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from annotations.text.levelled import Levelled
from annotations.text.textmap import TextMap

CONTEXT = 32
QUOTE_WEIGHT, CONTEXT_WEIGHT = 0.6, 0.4
VERIFIED = 0.72
FUZZY, FUZZY_SHORT, SHORT = 0.80, 0.85, 8
LEAD = 0.06
"""How far the best place must be ahead of the second best."""
SAME_WORDS_CONTEXT = 0.5
"""Context that the same words need elsewhere: figures and names recur."""
FRAMED_CONTEXT = 0.8
FRAME = 6
"""Unchanged characters on both sides that hold a replaced quote in its place."""
UNCHANGED = 10
"""So much longer than the quote, an unchanged stretch of text is no place that the quote moved to."""
MOST_FRESH = 60_000
"""Characters of new text that are searched for words like a quote's."""
_STOPS = "。！？!?\n"
MANY = 200
"""Places with the same words that are weighed; a quote that recurs oftener says nothing alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands now: ``new[start:end]``; ``moved`` when the change itself does not lead there."""

    start: int
    end: int
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """No safe place. ``struck``: the words were taken out and nothing was put there instead."""

    struck: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    start: int
    end: int


class Relocator:
    """Finds places of ``old`` again in ``new``; the work on the texts is done once."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.map = TextMap(old, new)

    def find(self, start: int, end: int) -> Place | Lost:
        """Where ``old[start:end]`` stands in the new text."""
        a, b = self.map.old.span(start, end)
        if a == b:
            return Lost(struck=False)
        found = self._mapped(a, b)
        if found:
            return self._place(found, start, end, moved=False)
        found = self._same_sentence(a, b, start, end) or self._same_words(a, b) or self._like_words(a, b)
        if found:
            return self._place(found, start, end, moved=True)
        before, after = self.map.before(a), self.map.after(b)
        return Lost(struck=not self.map.within(a, b) and before.new_end == after.new_start)

    def _place(self, found: _Candidate, start: int, end: int, *, moved: bool) -> Place:
        """In the source's own places, with the blanks that the quote began or ended with."""
        here, there = self.map.new.source(found.start, found.end)
        quote = self.old[start:end]
        left = here - (len(quote) - len(quote.lstrip()))
        if left >= 0 and self.new[left : left + len(quote)] == quote:
            return Place(left, left + len(quote), moved)
        return Place(here, there, moved)

    def _mapped(self, a: int, b: int) -> _Candidate | None:
        blocks = self.map.within(a, b)
        before, after = self.map.before(a), self.map.after(b)
        left, right = before.new_end, after.new_start
        if blocks:
            # At an edge whose own words were replaced, what was put there belongs to the quote.
            if blocks[0].start <= a:
                left = blocks[0].image(a)
            elif before.end != a:
                left = blocks[0].new_start
            if blocks[-1].end >= b:
                right = blocks[-1].image(b)
            elif after.start != b:
                right = blocks[-1].new_end
        elif (before.end, after.start) != (a, b):
            return None
        left, right = self._whole(a, b, left, right)
        if left >= right:
            return None
        context = self._context(a, b, left, right)
        score = QUOTE_WEIGHT * self._likeness(a, b, left, right) + CONTEXT_WEIGHT * context
        if score >= VERIFIED or (context >= FRAMED_CONTEXT and self._framed(a, b, left, right)):
            return _Candidate(score, left, right)
        return None

    def _whole(self, a: int, b: int, left: int, right: int) -> tuple[int, int]:
        """Never half a number: 169 of 1169 would be another figure told as the same."""
        old, new = self.map.old, self.map.new
        if not _splits(old, a):
            while 0 < left < right and _splits(new, left):
                left -= 1
        if not _splits(old, b):
            while left < right < len(new.text) and _splits(new, right):
                right += 1
        return left, right

    def _framed(self, a: int, b: int, left: int, right: int) -> bool:
        """Replaced between unchanged words that touch it on both sides."""
        old, new = self.map.old.text, self.map.new.text
        shown = old[max(0, a - FRAME) : a] == new[max(0, left - FRAME) : left]
        return (
            shown and old[b : b + FRAME] == new[right : right + FRAME] and right - left <= 3 * (b - a) + SHORT
        )

    def _likeness(self, a: int, b: int, left: int, right: int) -> float:
        return float(Indel.normalized_similarity(self.map.old.text[a:b], self.map.new.text[left:right]))

    def _context(self, a: int, b: int, left: int, right: int) -> float:
        old, new = self.map.old.text, self.map.new.text
        before = Indel.normalized_similarity(old[max(0, a - CONTEXT) : a], new[max(0, left - CONTEXT) : left])
        behind = Indel.normalized_similarity(old[b : b + CONTEXT], new[right : right + CONTEXT])
        return float(before + behind) / 2

    def _same_sentence(self, a: int, b: int, start: int, end: int) -> _Candidate | None:
        """The whole sentence stands once more, and only once, where there is something new."""
        begin = max(self.old.rfind(stop, 0, start) for stop in _STOPS) + 1
        ends = [at for stop in _STOPS if (at := self.old.find(stop, end)) >= 0]
        first, last = self.map.old.span(begin, min(ends, default=len(self.old)))
        if last - first < b - a + FRAME:
            return None
        new = [left for left in self._occurrences(first, last) if not self._stays(left, left + last - first)]
        return _Candidate(1.0, new[0] + a - first, new[0] + b - first) if len(new) == 1 else None

    def _same_words(self, a: int, b: int) -> _Candidate | None:
        found = []
        for left in self._occurrences(a, b):
            right = left + b - a
            if self._whole(a, b, left, right) == (left, right) and not self._stays(left, right):
                context = self._context(a, b, left, right)
                found.append(_Candidate(QUOTE_WEIGHT + CONTEXT_WEIGHT * context, left, right))
        enough = QUOTE_WEIGHT + CONTEXT_WEIGHT * SAME_WORDS_CONTEXT
        return _ahead(found, enough)

    def _occurrences(self, a: int, b: int) -> Iterator[int]:
        quote, text = self.map.old.text[a:b], self.map.new.text
        at = text.find(quote)
        for _ in range(MANY):
            if at < 0:
                return
            yield at
            at = text.find(quote, at + 1)

    def _stays(self, left: int, right: int) -> bool:
        """Part of a long unchanged stretch: it stood there before, and nothing moved to it."""
        block = self.map.covering(left, right)
        return block is not None and block.end - block.start >= right - left + UNCHANGED

    def _like_words(self, a: int, b: int) -> _Candidate | None:
        """Nearly the same words in what is new, with the same digits: never another figure."""
        quote = self.map.old.text[a:b]
        cutoff = FUZZY_SHORT if len(quote) < SHORT else FUZZY
        digits = _digits(quote)
        found: list[_Candidate] = []
        fresh = list(self.map.fresh(len(quote) + UNCHANGED))
        if sum(end - start for start, end in fresh) > MOST_FRESH:
            return None  # another text altogether: looking for every quote in all of it takes minutes
        for start, end in fresh:
            for left, right in _windows(quote, self.map.new.text, start, end, cutoff):
                left, right = self._whole(a, b, left, right)
                like = self._likeness(a, b, left, right)
                if like >= cutoff and _digits(self.map.new.text[left:right]) == digits:
                    context = self._context(a, b, left, right)
                    found.append(_Candidate(QUOTE_WEIGHT * like + CONTEXT_WEIGHT * context, left, right))
        return _ahead(found, cutoff)


def _ahead(found: list[_Candidate], enough: float) -> _Candidate | None:
    """The best one, if it is good enough and well ahead."""
    found.sort(key=lambda one: -one.score)
    if not found or found[0].score < enough:
        return None
    if len(found) > 1 and found[0].score - found[1].score < LEAD:
        return None
    return found[0]


def _windows(quote: str, text: str, start: int, end: int, cutoff: float) -> Iterator[tuple[int, int]]:
    """The best place for the quote in a stretch, and the best one on either side of it."""
    best = _window(quote, text, start, end, cutoff)
    if best is None:
        return
    yield best
    for side in ((start, best[0]), (best[1], end)):
        other = _window(quote, text, *side, cutoff)
        if other:
            yield other


def _window(quote: str, text: str, start: int, end: int, cutoff: float) -> tuple[int, int] | None:
    if end - start < len(quote):
        return None
    found = fuzz.partial_ratio_alignment(quote, text[start:end], score_cutoff=100 * (cutoff - LEAD))
    if found is None or found.dest_start == found.dest_end:
        return None
    # The window is as long as the quote; the words themselves may be longer by what was put in.
    left = max(start, start + found.dest_start - SHORT)
    right = min(end, start + found.dest_end + SHORT)
    equal = [code for code in Indel.opcodes(quote, text[left:right]) if code.tag == "equal"]
    if not equal or equal[0].src_start or equal[-1].src_end < len(quote):
        return None
    return left + equal[0].dest_start, left + equal[-1].dest_end


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _splits(flat: Levelled, at: int) -> bool:
    """Whether a cut here parts a number; digits with a blank between them are two numbers."""
    text, places = flat.text, flat.places
    if not 0 < at < len(text) or places[at] - places[at - 1] > 1:
        return False
    left, right = text[at - 1], text[at]
    if left.isdigit() and right.isdigit():
        return True
    if left.isdigit() and right == ".":
        return at + 1 < len(text) and text[at + 1].isdigit()
    return left == "." and right.isdigit() and at > 1 and text[at - 2].isdigit()
