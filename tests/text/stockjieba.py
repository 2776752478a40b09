"""jieba.posseg as it comes, to compare with; and the same with words added for a moment."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import jieba
import jieba.posseg

jieba.setLogLevel(logging.ERROR)


@lru_cache(maxsize=1)
def stock() -> Any:
    """The stock tagger over a dictionary of its own, with its cache file out of the way."""
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = jieba.Tokenizer()
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    return jieba.posseg.POSTokenizer(tokenizer)


def stock_words(text: str) -> list[tuple[str, str]]:
    """Words and flags."""
    return [(pair.word, pair.flag) for pair in stock().cut(text)]


@contextmanager
def added(words: Mapping[str, tuple[int, str]]) -> Iterator[None]:
    """``add_word`` for each word with its frequency and tag; afterwards all is as before."""
    tokenizer, tags = stock().tokenizer, stock().word_tag_tab
    total = tokenizer.total
    begun = {word[:length] for word in words for length in range(1, len(word) + 1)}
    frequencies = {part: tokenizer.FREQ.get(part) for part in begun}
    kept = {word: tags.get(word) for word in words}
    try:
        for word, (frequency, tag) in words.items():
            tokenizer.add_word(word, frequency, tag)
        yield
    finally:
        tokenizer.total = total
        _restore(tokenizer.FREQ, frequencies)
        _restore(tags, kept)


def _restore(table: dict[str, Any], kept: dict[str, Any]) -> None:
    for key, value in kept.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
