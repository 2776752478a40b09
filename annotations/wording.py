"""Sentences for people, written in Chinese, said in the language of whoever reads them.

The Chinese sentence is its own identifier (msgid). Plain Python: where nobody has installed a
translator (a command line without Django, a test of the core) it is said as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

Translate = Callable[[str], str]
TranslateMany = Callable[[str, str, int], str]


def _as_written(sentence: str) -> str:
    return sentence


def _many_as_written(sentence: str, _plural: str, _n: int) -> str:
    return sentence


_translate: Translate = _as_written
_translate_many: TranslateMany = _many_as_written


def install(translate: Translate, translate_many: TranslateMany) -> None:
    """Let these two put every sentence into the reader's language; apps.py does this once."""
    global _translate, _translate_many
    _translate, _translate_many = translate, translate_many


_stored: ContextVar[bool] = ContextVar("stored", default=False)


@contextmanager
def as_stored() -> Iterator[None]:
    """Inside, sentences are said in Chinese: what is stored must not depend on who caused it."""
    before = _stored.set(True)
    try:
        yield
    finally:
        _stored.reset(before)


def say(sentence: str, /, **params: Any) -> str:
    """``sentence`` in the reader's language, its ``{names}`` filled in.

    The sentence must be a literal where it is said, so that it can be collected for translation.
    """
    said = (sentence if _stored.get() else _translate(sentence)) if sentence else ""
    return said.format(**params) if params else said


def say_many(sentence: str, /, *, n: int, **params: Any) -> str:
    """Like ``say``, for a sentence that some languages say differently of one and of many ({n})."""
    return _translate_many(sentence, sentence, n).format(n=n, **params)


def marked(sentence: str) -> str:
    """``sentence`` as it is: marked for the catalogue where it stands, said where somebody reads it.

    For tables of words, and for what is stored: the database speaks Chinese whoever caused the row.
    """
    return sentence


def said_again(stored: str, *patterns: str) -> str:
    """A stored Chinese sentence in the reader's language; ``patterns`` are those it may have been made from.

    What filled in ``{label}`` or ``{text}`` was a sentence of ours too; anything else is left as it was.
    """
    for pattern in patterns:
        if found := _pattern(pattern).fullmatch(stored):
            params = {k: say(v) if k in ("label", "text") else v for k, v in found.groupdict().items()}
            return say(pattern, **params)
    return say(stored)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """A sentence with {names} as an expression that finds what was filled in."""
    parts = re.split(r"\{(\w+)\}", sentence)
    return re.compile(
        "".join(f"(?P<{p}>.*?)" if at % 2 else re.escape(p) for at, p in enumerate(parts)), re.S
    )


def listed(words: Iterable[str]) -> str:
    """Words one after another, as the reader's language sets them apart."""
    return say("、").join(words)
