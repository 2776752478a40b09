"""A file as it arrives: read while its sender waits, and called by what it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings

from annotations.readers import Document, TooSlow, Unreadable
from annotations.readers.child import read_apart
from annotations.readers.encodings import LABELS, known
from annotations.readers.kinds import misnamed, suffix_of
from annotations.services.errors import Invalid, Problem
from annotations.services.ingest import TITLE_LIMIT
from annotations.services.sources import Content
from annotations.wording import listed, say

NAME_LIMIT = 300
FIRST_LINE = 60
"""Characters of a text's first line that make a title."""
MANY = frozenset({".csv", ".json", ".jsonl", ".ndjson", ".zip", ".xlsx"})
FORMATS = {
    "text/plain": "txt",
    "text/html": "html",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


@dataclass(frozen=True)
class Arrived:
    """A file as it came, with what was read of it in time, or None."""

    content: bytes
    filename: str
    encoding: str = ""
    document: Document | None = None


class ManyRecords(Problem):
    """A format of many articles in one file."""

    status = 415
    code = "unsupported_media_type"


def take(content: bytes, filename: str, *, encoding: str = "", seconds: float | None = None) -> Arrived:
    """Read an uploaded file, for ``seconds`` at most (by default what a sender is kept waiting).

    Raises ``Invalid`` for a file that is not read at all, and for an encoding that nobody knows.
    """
    if encoding:
        encoding = known_encoding(encoding)
    name = shown_name(filename)
    patience = settings.READ_SECONDS if seconds is None else seconds
    try:
        document = read_apart(content, filename=name, encoding=encoding, seconds=patience)
    except Unreadable as error:
        raise Invalid.field("file", str(error), "unreadable") from error
    except TooSlow:
        return Arrived(content, name, encoding)
    return Arrived(content, name, document.encoding, document)


def known_encoding(name: str) -> str:
    """The encoding that a person means by ``name``. Raises ``Invalid``, which tells those there are."""
    found = known(name)
    if found is None:
        labels = listed(f"{one}（{label}）" for one, label in LABELS.items())
        raise Invalid.field("encoding", say("没有这种编码；可用：{labels}。", labels=labels), "unknown")
    return found


def refuse_many(filename: str) -> None:
    """Raise ``ManyRecords`` for a file that holds many articles by its name."""
    if suffix_of(filename) in MANY:
        raise ManyRecords(
            say("一次导入多篇稿件（CSV、JSON Lines、zip）还没有做；请逐篇上传 txt、html、docx 或 PDF。")
        )


def shown_name(filename: str) -> str:
    """A file's name as it may be stored and shown: without its path and without what cannot be seen."""
    bare = filename.replace("\\", "/").rpartition("/")[2]
    kept = "".join(character for character in bare if character.isprintable()).strip()
    # The ending says what the file is, so it is the beginning that goes.
    return kept[-NAME_LIMIT:]


def title_of(arrived: Arrived) -> str:
    """What a file is called: by itself, by its name in Chinese, or by its first line."""
    document = arrived.document
    if document is not None and document.title:
        return document.title
    stem = PurePosixPath(arrived.filename).stem.strip()
    if any("\u4e00" <= character <= "\u9fff" for character in stem) or document is None or not document.text:
        return (stem or arrived.filename or say("未命名文件"))[:TITLE_LIMIT]
    return next(line.strip() for line in document.text.split("\n") if line.strip())[:FIRST_LINE]


def content_of(arrived: Arrived, document: Document) -> Content:
    """What a snapshot freezes of an uploaded file."""
    return Content(
        original=arrived.content,
        text=document.text,
        media_type=document.media_type,
        filename=arrived.filename,
        encoding=document.encoding,
        page_starts=document.page_starts,
    )


def told_by_name(filename: str, media_type: str) -> str:
    """What to tell of a file whose name promises another format than the one it is; else nothing."""
    if not misnamed(filename, media_type):
        return ""
    suffix, found = suffix_of(filename), FORMATS.get(media_type) or media_type.partition("/")[2].upper()
    return say("文件名写的是 {suffix}，内容其实是 {found}；已按内容读取。", suffix=suffix, found=found)
