"""The door of the readers: bytes in, document out, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from annotations.readers.document import Document, Unreadable
from annotations.readers.kinds import DOCX, HTML, PDF, PICTURES, TEXT, ZIP, kind_of
from annotations.readers.sentences import NOTHING, TOO_LARGE

BYTES_LIMIT = 10 * 1024 * 1024
MODULES: Mapping[str, str] = {
    TEXT: "plain",
    HTML: "webpage",
    PDF: "pdf",
    ZIP: "word",
    DOCX: "word",
    **dict.fromkeys(PICTURES, "pictures"),
}
"""The module that reads a media type; imported when one comes, since parsers take long to load."""


def read(content: bytes, *, filename: str, encoding: str = "") -> Document:
    """Read a file as what it is. ``encoding`` binds, for text and html, how its bytes are read.

    Raises ``Unreadable`` with what is wrong and what to do. Trusts nothing, but takes the time and memory the
    file costs: what comes from outside goes through ``child.read_apart``.
    """
    if not content:
        raise Unreadable(NOTHING)
    if len(content) > BYTES_LIMIT:
        raise Unreadable(TOO_LARGE, size=-(-len(content) // 1024 // 1024), limit=BYTES_LIMIT // 1024 // 1024)
    kind = kind_of(content, filename)
    reader: Callable[..., Document] = import_module(f"annotations.readers.{MODULES[kind]}").read
    if kind in (TEXT, HTML):
        return reader(content, encoding)
    return reader(content, kind) if kind in PICTURES else reader(content)
