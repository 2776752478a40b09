"""jieba's word list in memory: log frequencies for the best route, tags for the words.

The file is read without importing jieba, whose import alone costs a logger and two more models.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from math import log
from pathlib import Path
from string import ascii_letters, digits
from threading import Lock

#: The log frequency of what is no word.
NEVER = float("-inf")
#: What begins with two characters: their log frequency as a word, the lengths of longer words, and
#: whether the first character is a word too (jieba takes it alone only if so, or if nothing else fits).
Pair = tuple[float, tuple[int, ...], bool]

# Outside these characters jieba.posseg cuts every character off (its re_han_internal).
_HELD = [*map(chr, range(0x4E00, 0x9FD6)), *ascii_letters, *digits, *"+#&._"]
_WORD = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._]+")
_reading = Lock()


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """The dictionary as the route asks it, by surface.

    ``total`` is the sum of all frequencies, ``longest`` the length of the longest word; ``singles``
    has every character a word may hold, with log frequency 0.0 where it is no word by itself;
    ``pairs`` answers for many pairs at once, in their order.
    """

    total: int
    longest: int
    singles: dict[str, float]
    pairs: Callable[[list[str]], Iterable[Pair | None]]
    longer: Callable[[str, float], float]
    tag: Callable[[str], str | None]


def folder() -> Path:
    """Where jieba is installed. Raises ``LookupError`` when it is not."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise LookupError("jieba is not installed; words are cut by its dictionary.")
    return Path(spec.submodule_search_locations[0])


def dictionary() -> WordTable:
    """jieba's own table, read once for the whole process."""
    with _reading:
        return _dictionary()


@lru_cache(maxsize=1)
def _dictionary() -> WordTable:
    return read(folder() / "dict.txt")


def read(path: Path) -> WordTable:
    """Read lines of ``word frequency tag``; a word given twice counts twice in the total, as in jieba."""
    frequencies: dict[str, int] = {}
    tags: dict[str, str] = {}
    total = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, figure, tag = line.split()
            frequencies[word] = frequency = int(figure)
            tags[word] = sys.intern(tag)
            total += frequency
    logs = {frequency: log(frequency) for frequency in set(frequencies.values())}
    singles = {char: logs.get(frequencies.get(char, 0), 0.0) for char in _HELD}
    pairs, longer = _begun(frequencies, logs)
    return WordTable(total, max(map(len, tags)), singles, partial(map, pairs.get), longer.get, tags.get)


def _begun(frequencies: dict[str, int], logs: dict[int, float]) -> tuple[dict[str, Pair], dict[str, float]]:
    """The words of two characters and more, by their first two."""
    longer: dict[str, float] = {}
    # Bit n is set where a word of n characters begins: a set each would cost half as much as all words.
    lengths: dict[str, int] = {}
    for word, frequency in frequencies.items():
        if not holds(word):
            continue
        if len(word) > 2:
            longer[word] = logs[frequency]
            lengths[word[:2]] = lengths.get(word[:2], 0) | 1 << len(word)
        elif len(word) == 2:
            lengths.setdefault(word, 0)
    # Different pairs are thousands, the characters that share them a hundred thousand.
    shared: dict[tuple[int, int, bool], Pair] = {}
    pairs: dict[str, Pair] = {}
    for two, mask in lengths.items():
        key = (frequencies.get(two, 0), mask, two[0] in frequencies)
        if key not in shared:
            shared[key] = (logs.get(key[0], NEVER), tuple(_bits(mask)), key[2])
        pairs[two] = shared[key]
    return pairs, longer


def _bits(mask: int) -> Iterator[int]:
    return (bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def holds(word: str) -> bool:
    """Whether every character may stand inside a word; others are cut off before words are sought."""
    return _WORD.fullmatch(word) is not None
