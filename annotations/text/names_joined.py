"""Listed names that the word list cuts apart (国家|发改委, 雄安|新区) made one word again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from annotations.text import names_lists as lists
from annotations.text.dictionary import dictionary
from annotations.text.words import Word

_TAG = "nz"


def joined(text: str, words: Sequence[Word]) -> Sequence[Word]:
    """The same words, those that make up a listed name as one; the name must begin and end with a word."""
    found = list(_listed(text, words))
    if not found:
        return words
    made: list[Word] = []
    behind = 0
    for first, last in found:
        made += words[behind:first]
        start, end = words[first].start, words[last].end
        made.append(Word(start, end, text[start:end], _TAG, True))
        behind = last + 1
    made += words[behind:]
    return made


def _listed(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """First and last word of each name, the longest at each place, none over another."""
    openings, names_from = _beginnings()
    behind = 0
    for first, word in enumerate(words):
        if word.text not in openings or first < behind:
            continue
        for name in names_from.get(text[word.start : word.end + 1], ()):
            end = word.start + len(name)
            last = bisect_left(words, end, first, key=_start) - 1
            if words[last].end == end and text.startswith(name, word.start):
                behind = last + 1
                yield first, last
                break


def _start(word: Word) -> int:
    return word.start


@lru_cache(maxsize=1)
def _beginnings() -> tuple[frozenset[str], Mapping[str, tuple[str, ...]]]:
    """Of names that are no word of the dictionary: every beginning that may be cut off as a word, and by
    a beginning with the character behind it the names that go on from there, longest first."""
    tag = dictionary().tag
    listed = (*lists.INSTITUTIONS, *lists.PLACES, *lists.PERSONS, *lists.PAIRS)
    names: dict[str, list[str]] = {}
    for name in sorted({name for name in listed if tag(name) is None}, key=lambda name: (-len(name), name)):
        for length in range(1, len(name)):
            names.setdefault(name[: length + 1], []).append(name)
    openings = frozenset(begun[:-1] for begun in names)
    return openings, {begun: tuple(longest) for begun, longest in names.items()}
