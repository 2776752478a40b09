"""Any table as CSV that Excel opens correctly and that runs no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

MEDIA_TYPE = "text/csv; charset=utf-8"
# Excel only reads UTF-8 Chinese when the file opens with a byte-order mark.
MARK = b"\xef\xbb\xbf"
# Spreadsheets run a cell that opens like this, half- or full-width (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """A byte-order mark, the heads, one record a row; numbers stay numbers, text is made safe."""
    yield MARK + line([safe(head) for head in heads])
    for row in rows:
        yield line([_cell(value) for value in row])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else str(value)


def line(cells: Sequence[str]) -> bytes:
    """One record, as it stands in the file."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
