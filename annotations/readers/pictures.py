"""Pictures are kept as they are. Only their first bytes are looked at: they must be what the magic says."""

from __future__ import annotations

from annotations.readers.document import Document, Unreadable
from annotations.readers.sentences import PICTURE_BROKEN

LEAST = {"image/png": 57, "image/jpeg": 100, "image/gif": 26, "image/webp": 30, "image/tiff": 30}
"""Bytes below which a file of the format can hold no picture."""


def read(content: bytes, media_type: str) -> Document:
    sound = {
        "image/png": content[12:16] == b"IHDR" and _wide(content[16:24], 4),
        "image/gif": _wide(content[6:10], 2),
    }
    if len(content) < LEAST[media_type] or not sound.get(media_type, True):
        raise Unreadable(PICTURE_BROKEN)
    return Document("", media_type)


def _wide(size: bytes, width: int) -> bool:
    """Whether width and height, side by side, are both more than nothing."""
    return any(size[:width]) and any(size[width:])
