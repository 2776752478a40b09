"""docx: paragraphs and tables in order, then the notes. A zip of XML; both are bounded before use."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from annotations.readers.document import Document, Unreadable, checked
from annotations.readers.kinds import DOCX
from annotations.readers.sentences import ARCHIVE, DTD, SHEET, SLIDES, TOO_MUCH, WORD_BROKEN, WORD_LOCKED

UNPACKED_LIMIT = 20 * 1024 * 1024
MEMBER_LIMIT = 500
MAIN, NOTES = "word/document.xml", ("word/footnotes.xml", "word/endnotes.xml")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _PARAGRAPH, _CELL, _ROW = f"{W}t", f"{W}p", f"{W}tc", f"{W}tr"
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_TEXT = {_FALLBACK, f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}instrText"}
"""Whatever stands inside these is said elsewhere, was deleted, or is no text of the document."""


def read(content: bytes) -> Document:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _bounded(archive)
            lines = _lines(_part(archive, MAIN))
            for name in NOTES:
                if name in archive.namelist():
                    lines += [line for line in _lines(_part(archive, name)) if line.strip()]
    except (
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        etree.XMLSyntaxError,
    ) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(WORD_BROKEN) from error
    except RuntimeError as error:  # how zipfile says that a password is wanted
        raise Unreadable(WORD_LOCKED) from error
    return Document(checked("\n".join(lines)), DOCX)


def _bounded(archive: zipfile.ZipFile) -> None:
    """Refuse what is no Word file, and what would fill the memory, before anything is unpacked."""
    members = archive.infolist()
    if len(members) > MEMBER_LIMIT or sum(one.file_size for one in members) > UNPACKED_LIMIT:
        raise Unreadable(TOO_MUCH, megabytes=UNPACKED_LIMIT // 1024 // 1024, members=MEMBER_LIMIT)
    names = set(archive.namelist())
    if MAIN not in names:
        for part, sentence in (("xl/workbook.xml", SHEET), ("ppt/presentation.xml", SLIDES)):
            if part in names:
                raise Unreadable(sentence)
        raise Unreadable(WORD_BROKEN if "[Content_Types].xml" in names else ARCHIVE)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        found = member.read(UNPACKED_LIMIT + 1)
    # A member may say that it is smaller than it is.
    if len(found) > UNPACKED_LIMIT:
        raise Unreadable(TOO_MUCH, megabytes=UNPACKED_LIMIT // 1024 // 1024, members=MEMBER_LIMIT)
    return found


def _tree(part: bytes) -> etree._Element:
    """The parsed part. libxml2 bounds its depth; entities are never looked up, and a DTD is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise
    if root.getroottree().docinfo.doctype:
        raise Unreadable(DTD)
    return root


def _lines(part: bytes) -> list[str]:
    """One line a paragraph; the cells of a table's row stand on one line, a tab between them."""
    lines: list[str] = []
    rows: list[list[str]] = []
    open_: list[list[str]] = []  # paragraphs: that of a text box stands inside another
    for event, element in _walk(_tree(part)):
        tag, begins = element.tag, event == "start"
        if tag == _PARAGRAPH and begins:
            open_.append([])
        elif tag == _PARAGRAPH:
            (rows[-1] if rows else lines).append("".join(open_.pop()))
        elif tag == _ROW and begins:
            rows.append([])
        elif tag == _ROW:
            row = _row(rows.pop())
            (rows[-1] if rows else lines).append(row)
        elif tag == _CELL and rows and not begins:
            rows[-1].append("\t")
        elif open_ and not begins and tag in _MARKS:
            open_[-1].append(_MARKS[tag])
        elif open_ and not begins and tag == _TEXT:
            open_[-1].append(element.text or "")
    return lines


def _row(parts: list[str]) -> str:
    """The paragraphs of a row's cells, each cell ended by a tab, as one line."""
    cells = "\n".join(parts).split("\t")
    return "\t".join(" ".join(cell.split()) for cell in cells[:-1])


def _walk(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of the elements that matter, in order; what is no text is left out."""
    tags = {_TEXT, _PARAGRAPH, _CELL, _ROW, *_MARKS, *_NOT_TEXT}
    walker = etree.iterwalk(root, events=("start", "end"), tag=tags)
    for event, element in walker:
        if element.tag not in _NOT_TEXT:
            yield event, element
        elif event == "start":
            walker.skip_subtree()
