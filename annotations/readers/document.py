"""What a reader finds in a file, and how it says that it cannot read one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from annotations.readers.sentences import BINARY, EMPTY, NUL, TOO_LONG
from annotations.text.normalise import clean
from annotations.wording import say

TEXT_LIMIT = 500_000
"""Code points; reliability.md, rule 9."""
TITLE_LIMIT = 300
CONTROL_SHARE = 0.005
"""A text of which more than this are control characters was never text."""

_NOT_IN_TEXT = re.compile("[\0\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")


class Unreadable(ValueError):
    """A file that is not read; ``sentence`` (Chinese, marked) with its ``params`` says why and what to do.

    A child process cannot know who reads it, so the sentence is put into words by ``str`` where it is told.
    """

    def __init__(self, sentence: str, **params: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.params = params

    def __str__(self) -> str:
        return say(self.sentence, **self.params)


class TooSlow(Exception):
    """The file was not read within its time; a worker may give it more."""


@dataclass(frozen=True)
class Document:
    """A file's text as it is stored: line ends ``\\n``, no NUL, no lone surrogate; empty for a picture only.

    ``encoding`` is how the bytes were read, "" where the format says it itself; ``guesses`` are the other
    encodings that they can be read in, the likeliest first. ``page_starts`` are offsets in ``text`` (code
    points). ``title`` is what the file says of itself, often nothing.
    """

    text: str
    media_type: str
    title: str = ""
    encoding: str = ""
    guesses: tuple[str, ...] = ()
    page_starts: tuple[int, ...] = ()


def checked(text: str) -> str:
    """The text with line ends ``\\n``. Raises ``Unreadable`` when it is empty, too long, or no text."""
    if len(text) > TEXT_LIMIT:
        raise Unreadable(TOO_LONG, n=len(text), limit=TEXT_LIMIT)
    if len(_CONTROL.findall(text)) > len(text) * CONTROL_SHARE:
        raise Unreadable(BINARY)
    if found := _NOT_IN_TEXT.search(text):
        raise Unreadable(NUL, at=found.start() + 1)
    if not any(character.isalnum() for character in text):
        raise Unreadable(EMPTY)
    return clean(text)


def one_line(title: str) -> str:
    """A title without line breaks and what cannot be stored, cut to its limit."""
    return " ".join(_NOT_IN_TEXT.sub("", title).split())[:TITLE_LIMIT]
