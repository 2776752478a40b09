"""The words of a text as the index holds them (jieba's ``cut_for_search``), with figures as values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version

from annotations.search.figures import figures
from annotations.search.folding import fold
from annotations.text.dictionary import WordTable, dictionary
from annotations.text.tagger import Word
from annotations.text.taggers import own

RULES = 1
"""To be raised with every change of what a text's tokens are."""
DICTIONARY_VERSION = f"jieba-{version('jieba')}+{RULES}"
"""Tokens cut by another version are cut again."""
LONGEST = 60

_KEPT = re.compile(r"[^\W_][\w+#&.]*")
_NUMERIC = re.compile(r"[0-9.]+")


def tokens(text: str) -> list[str]:
    """The tokens of a text in reading order, figures last; none holds a blank."""
    return folded_tokens(fold(text))


def folded_tokens(text: str) -> list[str]:
    """The tokens of a text that is folded already."""
    found = list(words_of(text))
    for figure in figures(text):
        found += figure.tokens
    return found


def words_of(text: str) -> Iterator[str]:
    """The words alone: every word, and the words within longer ones."""
    table = dictionary()
    # Always our own tagger: the index may not depend on which one pre-tags.
    for word in own(text):
        if not _KEPT.fullmatch(word.text) or _NUMERIC.fullmatch(word.text):
            continue
        yield word.text[:LONGEST]
        yield from _within(word, table)


def _within(word: Word, table: WordTable) -> Iterator[str]:
    """Two and three characters of a longer word: those the dictionary has, of a guessed one every two."""
    text = word.text
    if len(text) < 3 or text.isascii():
        return
    for size in (2, 3):
        for at in range(len(text) - size + 1):
            piece = text[at : at + size]
            if size < len(text) and (table.tag(piece) is not None or (size == 2 and not word.known)):
                yield piece
