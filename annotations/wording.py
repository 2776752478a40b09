"""Sentences for people, written in Chinese, said in the language of whoever reads them.

The Chinese sentence is its own identifier (msgid). Plain Python: where nobody has installed a
translator (a command line without Django, a test of the core) it is said as written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Translate = Callable[[str], str]


def _as_written(sentence: str) -> str:
    return sentence


_translate: Translate = _as_written


def install(translate: Translate) -> None:
    """Let ``translate`` put every sentence into the reader's language; apps.py does this once."""
    global _translate
    _translate = translate


def say(sentence: str, /, **params: Any) -> str:
    """``sentence`` in the reader's language, its ``{names}`` filled in.

    The sentence must be a literal where it is said, so that it can be collected for translation.
    """
    said = _translate(sentence) if sentence else ""
    return said.format(**params) if params else said
