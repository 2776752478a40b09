"""Words with their places, by jieba: they tell 现在 from 实现|在 (see gate.py).

Dictionary tags come along because they cost nothing; words that jieba guessed have none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

import jieba

jieba.setLogLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Word:
    """``tag`` is the part of speech (n, v, nr, nt …); ``known`` is false for a word the dictionary lacks."""

    start: int
    end: int
    text: str
    tag: str
    known: bool


class _Tokenizer(jieba.Tokenizer):
    """jieba's tokenizer and dictionary, without its cache file in the shared temp directory."""

    def __init__(self) -> None:
        super().__init__()
        self.initialized: bool = False
        self.tags: dict[str, str] = {}

    def initialize(self, dictionary: str | None = None) -> None:
        with self.lock:
            if not self.initialized:
                self.FREQ, self.total = self._read(self.get_dict_file())
                self.initialized = True

    def _read(self, lines: IO[bytes]) -> tuple[dict[str, int], int]:
        frequencies: dict[str, int] = {}
        total = 0
        with lines:
            for line in lines:
                word, count, tag = line.decode("utf-8").split()
                frequencies[word] = int(count)
                self.tags[word] = tag
                total += int(count)
        for word in self.tags:
            for length in range(1, len(word)):
                frequencies.setdefault(word[:length], 0)
        return frequencies, total


_tokenizer = _Tokenizer()


def load() -> None:
    """Read the dictionary now: once, before a server forks its workers."""
    _tokenizer.initialize()


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """Cut a sentence into words that together are exactly the sentence."""
    found = []
    at = 0
    load()
    tags = _tokenizer.tags
    for piece in _tokenizer.cut(text):
        found.append(Word(at, at + len(piece), piece, tags.get(piece, ""), piece in tags))
        at += len(piece)
    return tuple(found)
