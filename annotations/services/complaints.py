"""What went wrong in the background, in words an editor understands."""

from __future__ import annotations

from typing import Any

from annotations import gateways
from annotations.wording import marked, said_again

KEPT = 100
"""So many complaints a job keeps; a detector that always fails would say the same thousands of times."""

DETECTORS = {
    "reading": marked("分句分词"),
    "comparison": marked("比较与增长率"),
    "share": marked("占比"),
    "money": marked("金额"),
    "quantity": marked("统计数字"),
    "superlative": marked("唯一、最、排名"),
    "first": marked("首次、率先"),
    "honour": marked("荣誉称号"),
    "policy": marked("政策文件"),
    "speaking": marked("引语"),
    "ordinal": marked("届次、批次"),
    "event": marked("事件"),
    "person": marked("人名职务"),
    "organisation": marked("机构"),
    "dating": marked("时间"),
    "attribution": marked("信源"),
    "causal": marked("因果、成效"),
    "place": marked("地名"),
    "formula": marked("固定表述"),
}


SENTENCE = marked("第 {at} 字起的一句（“{words}…”）里“{label}”没有识别成功，其他识别不受影响。")
SENTENCE_OF = marked("《{title}》第 {at} 字起的一句（“{words}…”）里“{label}”没有识别成功，其他识别不受影响。")
ARTICLE = marked("《{title}》没有重新预标注成功，其他稿件不受影响；可打开这篇稿件单独重新预标注。")
BROKEN_OFF = marked("后台进程 {n} 次中断，已停止重试。")
FETCH_OFF = marked("网页抓取没有开启：请管理员设置 FETCH_ENABLED=1，或者把内容粘贴、上传进来。")
READING_TOO_SLOW = marked("{n} 秒内没有读完这份文件；请下载后转成纯文本或 docx 再上传。")
SENTENCES = (SENTENCE, SENTENCE_OF, ARTICLE, BROKEN_OFF, FETCH_OFF, READING_TOO_SLOW, *gateways.SENTENCES)
"""Stored in Chinese, each with what happened where; ``said`` tells them to whoever reads."""


def said(detail: str) -> str:
    """A stored complaint in the reader's language."""
    return said_again(detail, *SENTENCES)


def of_sentence(error: dict[str, Any], text: str) -> dict[str, Any]:
    """A detector that raised in one sentence; ``error`` as ``Slice.errors`` has it."""
    name, start = error["detector"], error["start"]
    words = text[start : start + 12].split("\n")[0]
    label = DETECTORS.get(name, name)
    return {
        "detector": name,
        "start": start,
        "detail": SENTENCE.format(at=start + 1, words=words, label=label),
        "error": str(error["detail"]).partition("(")[0],
    }


def of_article(title: str, article_id: Any, error: Exception) -> dict[str, Any]:
    """An article that a desk-wide job could not read."""
    return {
        "article": str(article_id),
        "detail": ARTICLE.format(title=title[:40]),
        "error": type(error).__name__,
    }
