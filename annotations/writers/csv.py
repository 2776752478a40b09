"""CSV that Excel opens correctly and that runs no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from annotations.vocabulary import ClaimType, Verdict

MEDIA_TYPE = "text/csv; charset=utf-8"
EXTENSION = "csv"

COLUMNS = {
    "id": "编号",
    "statement": "表述",
    "types": "类型",
    "value": "数值",
    "unit": "单位",
    "approx": "约数标记",
    "date": "时间",
    "verdict": "结论",
    "verdict_note": "结论说明",
    "evidence": "证据",
    "approved_by": "核定人",
    "approved_at": "核定时间",
    "published_at": "刊发时间",
    "article": "稿件",
    "claim": "核查点",
}
# Spreadsheets run a cell that opens like this, half- or full-width (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """A byte-order mark, the Chinese heads, one record a row."""
    # Excel only reads UTF-8 Chinese when the file opens with a byte-order mark.
    yield b"\xef\xbb\xbf" + _line(list(COLUMNS.values()))
    for row in rows:
        yield _line([_cell(name, row[name]) for name in COLUMNS])


def _line(cells: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "types":
        return "、".join(ClaimType(kind).chinese for kind in value)
    if name == "verdict":
        return Verdict(value).chinese
    if name == "approved_by":
        return _safe(value["name"])
    if name == "evidence":
        return _safe("\n".join(f"{link['source']['title']}：{link['quote']}" for link in value))
    if name == "value":
        return str(value)  # our own number format; a leading minus is a number, not a formula
    return _safe(value.isoformat() if hasattr(value, "isoformat") else str(value))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
