"""What went wrong while the machine read, in words an editor understands."""

from __future__ import annotations

from typing import Any

KEPT = 100
"""So many complaints a job keeps; a detector that always fails would say the same thousands of times."""

DETECTORS = {
    "reading": "分句分词",
    "comparison": "比较与增长率",
    "share": "占比",
    "money": "金额",
    "quantity": "统计数字",
    "superlative": "唯一、最、排名",
    "first": "首次、率先",
    "honour": "荣誉称号",
    "policy": "政策文件",
    "speaking": "引语",
    "ordinal": "届次、批次",
    "event": "事件",
    "person": "人名职务",
    "organisation": "机构",
    "dating": "时间",
    "attribution": "信源",
    "causal": "因果、成效",
    "place": "地名",
    "formula": "固定表述",
}


def of_sentence(error: dict[str, Any], text: str) -> dict[str, Any]:
    """A detector that raised in one sentence; ``error`` as ``Slice.errors`` has it."""
    name, start = error["detector"], error["start"]
    words = text[start : start + 12].split("\n")[0]
    label = DETECTORS.get(name, name)
    return {
        "detector": name,
        "start": start,
        "detail": f"第 {start + 1} 字起的一句（“{words}…”）里“{label}”没有识别成功，其他识别不受影响。",
        "error": str(error["detail"]).partition("(")[0],
    }


def of_article(title: str, article_id: Any, error: Exception) -> dict[str, Any]:
    """An article that a desk-wide job could not read."""
    return {
        "article": str(article_id),
        "detail": f"《{title[:40]}》没有重新预标注成功，其他稿件不受影响；可打开这篇稿件单独重新预标注。",
        "error": type(error).__name__,
    }
