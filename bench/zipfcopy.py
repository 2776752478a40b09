"""Made passages for an index of any size: words of the dictionary drawn as often as people write them.

A document keeps to a topic of its own, twelve rarer words, so that its passages resemble each other as
those of a real document do; and it holds figures. A query takes half of the telling words of one passage,
in another order, with three words that the passage need not hold.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PASSAGES = 12
"""Passages a document."""

_POOL = 1 << 20
_CLAUSES = (4, 10)
_WORDS = (6, 12)
_MARKS = "，，，；、"
_FIGURES = ("{0}个", "{0}家", "{0}万元", "{1}亿元", "{2}%", "{0}人次", "{0}公顷", "第{0}届")


@dataclass(frozen=True)
class Made:
    """A document: the words of each passage, marks and figures among them, and perhaps a query.

    ``asked`` is the text of the query and the ordinal of the passage that answers it.
    """

    name: str
    passages: tuple[tuple[str, ...], ...]
    asked: tuple[str, int] | None


class ZipfCopy:
    """The same documents for the same seed; memory does not grow with their number.

    ``words`` are surfaces with their frequency.
    """

    def __init__(self, words: list[tuple[str, int]], seed: int = 7) -> None:
        self._draw = random.Random(seed)
        self._pool = self._draw.choices([word for word, _ in words], [count for _, count in words], k=_POOL)
        self._rare = [word for word, count in words if 3 <= count <= 300 and len(word) > 1]
        self._common = {word for word, _ in sorted(words, key=lambda row: -row[1])[:300]}

    def documents(self, count: int, ask_every: int) -> Iterator[Made]:
        """``count`` documents; every ``ask_every``-th with a query."""
        for number in range(count):
            topic = self._draw.sample(self._rare, 12)
            passages = tuple(self._passage(topic) for _ in range(PASSAGES))
            asked = None
            if number % ask_every == 0:
                ordinal = self._draw.randrange(PASSAGES)
                asked = self._question(passages[ordinal]), ordinal
            yield Made(f"{number:08d}", passages, asked)

    def _passage(self, topic: list[str]) -> tuple[str, ...]:
        draw = self._draw
        made: list[str] = []
        for _ in range(draw.randint(*_CLAUSES)):
            made += self._often(draw.randint(*_WORDS))
            made.append(draw.choice(topic))
            if draw.random() < 0.3:
                number = draw.randint(2, 9999)
                made.append(draw.choice(_FIGURES).format(number, number / 10, number / 100))
            made.append(draw.choice(_MARKS))
        made[-1] = "。"
        return tuple(made)

    def _often(self, count: int) -> list[str]:
        """Words as often as people write them: from a pool drawn once, which is ten times as fast."""
        return [self._pool[at % _POOL] for at in array("I", self._draw.randbytes(4 * count))]

    def _question(self, passage: tuple[str, ...]) -> str:
        telling = [word for word in passage if word not in self._common and word not in _MARKS + "。"]
        kept = self._draw.sample(telling, len(telling) // 2) if len(telling) > 3 else telling
        mixed = kept[:10] + self._often(3)
        self._draw.shuffle(mixed)
        return "".join(mixed)


def dictionary_words(path: Path) -> list[tuple[str, int]]:
    """Surfaces and frequencies of jieba's word list (lines of ``word frequency tag``): Chinese words only."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if len(word) <= 5 and all("\u4e00" <= sign <= "\u9fff" for sign in word):
            found.append((word, int(count)))
    return found
