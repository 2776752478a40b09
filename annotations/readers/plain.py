"""Plain text: the whole of it is the encoding."""

from __future__ import annotations

from annotations.readers.document import Document, checked
from annotations.readers.encodings import decode
from annotations.readers.kinds import TEXT


def read(content: bytes, encoding: str) -> Document:
    text, used, guesses = decode(content, encoding)
    return Document(checked(text), TEXT, encoding=used, guesses=guesses)
