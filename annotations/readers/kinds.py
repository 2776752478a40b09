"""What a file is, by what stands in it; its name is asked only where the bytes leave it open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from annotations.readers.document import Unreadable
from annotations.readers.sentences import ARCHIVE, MARKUP, OLD_OFFICE, PHOTO, PROGRAM, RECORDING, RTF

TEXT, HTML, PDF = "text/plain", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", ZIP),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"{\\rtf", RTF),
    (b"\x1f\x8b", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"ID3", RECORDING),
    (b"\xff\xfb", RECORDING),
    (b"OggS", RECORDING),
    (b"fLaC", RECORDING),
    (b"#!AMR", RECORDING),
    (b"\x1aE\xdf\xa3", RECORDING),
)
RIFF = {b"WEBP": "image/webp", b"WAVE": RECORDING, b"AVI ": RECORDING}
NAMED: Mapping[str, str] = {
    ".txt": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
}
PICTURES = frozenset(kind for kind in NAMED.values() if kind.startswith("image/"))
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|script|style|article)[\s>/]", re.I
)
_MARKUP = re.compile(rb"<\?xml|<svg[\s>]|<!doctype", re.I)
PDF_HEAD, HTML_HEAD = 1024, 2048


def suffix_of(filename: str) -> str:
    """``".docx"`` of a name in any letters, "" when it has none."""
    return PurePosixPath(filename.replace("\\", "/")).suffix.lower()


def kind_of(content: bytes, filename: str) -> str:
    """The media type as which the bytes are read. Raises ``Unreadable`` for what we know and do not read."""
    kind = _by_magic(content)
    if kind:
        return kind
    # Every second byte of UTF-16 is a NUL here; without them the tags can be seen.
    head = content[:HTML_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    named = NAMED.get(suffix_of(filename))
    if named in (TEXT, HTML):
        return named
    if _TAG.search(head):
        return HTML
    if _MARKUP.match(head):
        raise Unreadable(MARKUP)
    return TEXT


def _by_magic(content: bytes) -> str:
    for magic, kind in MAGIC:
        if content.startswith(magic):
            return kind
    for magic, sentence in REFUSED:
        if content.startswith(magic):
            raise Unreadable(sentence)
    if content.startswith(b"RIFF") and (found := RIFF.get(content[8:12])):
        return _picture_or_recording(found)
    if content[4:8] == b"ftyp":
        raise Unreadable(PHOTO if content[8:12] in (b"heic", b"heix", b"mif1") else RECORDING)
    return PDF if b"%PDF-" in content[:PDF_HEAD] else ""


def _picture_or_recording(found: str) -> str:
    if found == RECORDING:
        raise Unreadable(RECORDING)
    return found


def misnamed(filename: str, media_type: str) -> bool:
    """Whether a name promises another format than the one that was found."""
    promised = NAMED.get(suffix_of(filename))
    return promised is not None and promised != media_type
