"""What a child process tells its parent: a document or a refusal, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from annotations.readers.document import TEXT_LIMIT, Document, Unreadable
from annotations.wording import marked

HEAVY = marked("这个文件太复杂，读它要用太多内存；请另存为 .txt 再上传，或者把正文粘贴进来。")
CRASHED = marked("这个文件读不了：它已损坏，或者不是它看起来的样子。请重新导出后再上传。")
ANSWER_LIMIT = 8 * TEXT_LIMIT
"""Bytes: the longest text in UTF-8, with its escapes and its page starts."""


def answer_of(document: Document) -> dict[str, Any]:
    return {"document": asdict(document)}


def refusal_of(error: Unreadable) -> dict[str, Any]:
    return {"unreadable": error.sentence, "params": error.params}


def document_of(answer: dict[str, Any]) -> Document:
    """What the child has read. Raises its ``Unreadable``."""
    if "document" not in answer:
        raise Unreadable(answer["unreadable"], **answer["params"])
    fields = answer["document"]
    return Document(**{**fields, **{name: tuple(fields[name]) for name in ("guesses", "page_starts")}})
