"""CSV that Excel opens correctly and that runs no formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from annotations.vocabulary import ClaimType, Verdict
from annotations.writers.tables import MARK, MEDIA_TYPE, line, safe

__all__ = ["COLUMNS", "EXTENSION", "MEDIA_TYPE", "write"]

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
    "state": "状态",
    "at": "变动时间",
    "superseded_by": "取代者",
}
STATES = {"held": "已暂停", "retracted": "已撤回", "superseded": "已被取代"}
"""How a fact left, in a row that says no more than that."""


def write(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """A byte-order mark, the Chinese heads, one record a row; a tombstone leaves most cells empty."""
    yield MARK + line(list(COLUMNS.values()))
    for row in rows:
        yield line([_cell(name, row.get(name)) for name in COLUMNS])


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "types":
        return "、".join(ClaimType(kind).chinese for kind in value)
    if name == "state":
        return STATES[value]
    if name == "verdict":
        return Verdict(value).chinese
    if name == "approved_by":
        return safe(value["name"])
    if name == "evidence":
        return safe("\n".join(f"{link['source']['title']}：{link['quote']}" for link in value))
    if name == "value":
        return str(value)  # our own number format; a leading minus is a number, not a formula
    return safe(value.isoformat() if hasattr(value, "isoformat") else str(value))
