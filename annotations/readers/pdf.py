"""pdf: the text layer, page by page. What has none is a picture of a page, and is said to be one."""

from __future__ import annotations

import logging
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from annotations.readers.document import TEXT_LIMIT, Document, Unreadable, checked
from annotations.readers.kinds import PDF
from annotations.readers.sentences import PDF_BROKEN, PDF_LOCKED, SCANNED, TOO_LONG, TOO_MANY
from annotations.readers.typeset import paragraphs

PAGE_LIMIT = 2000
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(content: bytes) -> Document:
    try:
        reader = _opened(content)
        pages = _pages(reader)
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        # pypdf meets a broken file with whatever its own code runs into.
        raise Unreadable(PDF_BROKEN) from error
    if not any(page.strip() for page in pages):
        raise Unreadable(SCANNED)
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page) + 1
    return Document(checked("\n".join(pages)), PDF, page_starts=tuple(starts))


def _opened(content: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(content), strict=False)
    # Many ministries lock printing and nothing else: such a file opens with the empty password.
    if reader.is_encrypted and not _opens(reader):
        raise Unreadable(PDF_LOCKED)
    if len(reader.pages) > PAGE_LIMIT:
        raise Unreadable(TOO_MANY, n=len(reader.pages), limit=PAGE_LIMIT)
    if not reader.pages:
        raise Unreadable(PDF_BROKEN)
    return reader


def _opens(reader: PdfReader) -> bool:
    try:
        return bool(reader.decrypt(""))
    except (PyPdfError, DependencyError):  # a cipher that needs what is not installed
        return False


def _pages(reader: PdfReader) -> list[str]:
    pages, total = [], 0
    for page in reader.pages:
        text = _text(page)
        total += len(text)
        if total > TEXT_LIMIT:
            raise Unreadable(TOO_LONG, n=total, limit=TEXT_LIMIT)
        pages.append(text)
    return pages


def _text(page: PageObject) -> str:
    """A page's text; what a broken font map yields cannot be stored, and a gap is shown where it stood."""
    found = page.extract_text().replace("\0", "\N{REPLACEMENT CHARACTER}")
    return paragraphs(found.encode("utf-8", "replace").decode())
