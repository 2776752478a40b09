"""What a child process tells its parent: a document or a refusal, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from annotations.readers.document import TEXT_LIMIT, Document, Unreadable

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
