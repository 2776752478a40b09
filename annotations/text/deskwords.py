"""A desk's own words (词表): cut whole, tagged by what they name, and found as a gazetteer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256
from operator import add
from typing import NamedTuple

from annotations.text.dictionary import WordTable, dictionary
from annotations.text.overlay import frequency_to_stay_whole, laid_over
from annotations.vocabulary import LexiconKind

#: The part of speech that jieba's dictionary gives to such names.
TAGS = {LexiconKind.ORG: "nt", LexiconKind.PERSON: "nr", LexiconKind.PLACE: "ns", LexiconKind.TERM: "n"}
SHORTEST, LONGEST = 2, 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, what it names, and the first and last day on which it does (None: always).

    Raises ``ValueError`` for a word of one character: it would cut words apart all over the text.
    """

    word: str
    kind: LexiconKind
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if not SHORTEST <= len(self.word) <= LONGEST:
            raise ValueError(f"A desk's word has {SHORTEST} to {LONGEST} characters, got {self.word!r}.")


class Found(NamedTuple):
    """``text[start:end]`` is the entry's word; code points."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one desk, never changed. Equal words make equal lexicons, so one can be a cache key.

    Where a word is entered more than once, it is what stands first by kind and beginning.
    """

    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        ordered = sorted(set(self.entries), key=_order)
        object.__setattr__(self, "entries", tuple(ordered))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change whenever an entry does; empty without entries."""
        lines = (f"{entry.word}\t{entry.kind}\t{entry.since}\t{entry.until}\n" for entry in self.entries)
        return sha256("".join(lines).encode()).hexdigest()[:12] if self else ""

    def on(self, day: date) -> Lexicon:
        """The words that hold on a day."""
        return _on(self, bisect_right(self._turns, day.toordinal())) if self._turns else self

    @cached_property
    def _turns(self) -> list[int]:
        """The days, as ordinals, on which some word begins to hold or no longer does."""
        begun = {entry.since.toordinal() for entry in self.entries if entry.since}
        ended = {entry.until.toordinal() + 1 for entry in self.entries if entry.until}
        return sorted(begun | ended)

    @cached_property
    def kinds(self) -> Mapping[str, LexiconKind]:
        """What each word names."""
        return {word: entry.kind for word, entry in self._by_word.items()}

    @cached_property
    def _by_word(self) -> dict[str, Entry]:
        return {entry.word: entry for entry in reversed(self.entries)}

    @cached_property
    def weighed(self) -> Mapping[str, tuple[int, str]]:
        """Each word's frequency, high enough for it to be cut whole, and its part of speech."""
        base = dictionary()
        return {
            word: (frequency_to_stay_whole(word, base), TAGS[entry.kind])
            for word, entry in self._by_word.items()
        }

    @cached_property
    def table(self) -> WordTable:
        """The dictionary with these words laid over it."""
        return laid_over(dictionary(), self.weighed) if self else dictionary()

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """By their first two characters the lengths of words, longest first."""
        lengths: dict[str, set[int]] = {}
        for word in self._by_word:
            lengths.setdefault(word[:2], set()).add(len(word))
        return {two: tuple(sorted(found, reverse=True)) for two, found in lengths.items()}

    def find(self, text: str) -> list[Found]:
        """Where the words stand, from the left, the longest at each place, none over another."""
        found: list[Found] = []
        behind = 0
        for at, lengths in enumerate(map(self._lengths.get, map(add, text, text[1:]))):
            if lengths is None or at < behind:
                continue
            for length in lengths:
                entry = self._by_word.get(text[at : at + length])
                if entry and _whole(text, at, at + length):
                    behind = at + length
                    found.append(Found(at, behind, entry))
                    break
        return found


def _order(entry: Entry) -> tuple[str, str, date, date]:
    return entry.word, entry.kind, entry.since or date.min, entry.until or date.max


def _whole(text: str, start: int, end: int) -> bool:
    """No Latin word or number goes on beyond: AI stands not in TRAIN."""
    return not (_latin(text[start - 1 : start + 1]) or _latin(text[end - 1 : end + 1]))


def _latin(two: str) -> bool:
    return len(two) == 2 and two.isascii() and two.isalnum()


# Days between the same two turns have the same words, and so one table.
@lru_cache(maxsize=32)
def _on(lexicon: Lexicon, turns: int) -> Lexicon:
    day = lexicon._turns[turns - 1] if turns else 0
    return Lexicon(
        tuple(
            entry
            for entry in lexicon.entries
            if (entry.since is None or entry.since.toordinal() <= day)
            and (entry.until is None or day <= entry.until.toordinal())
        )
    )


#: What a desk without words of its own reads with.
NO_WORDS = Lexicon()


NO_WORDS = Lexicon()
