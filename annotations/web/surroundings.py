"""What stands around a claim in its paragraph: one sentence each way."""

from __future__ import annotations

from annotations.models import Claim, Suggestion
from annotations.text.sentences import in_paragraph
from annotations.text.spans import Span

SIDE = 90
"""No more characters than this each way."""


def surroundings(row: Claim | Suggestion) -> tuple[str, str]:
    """The words before and after: the rest of the row's own sentence and the next one each way."""
    article = row.article
    current = row.article_version == article.text_version
    text = article.text if current else article.versions.get(number=row.article_version).text
    start, end = text.rfind("\n", 0, row.start) + 1, text.find("\n", row.end)
    found = list(in_paragraph(Span(start, end if end >= 0 else len(text)), text))
    if not found:
        return "", ""
    first = next((n for n, one in enumerate(found) if one.end > row.start), len(found) - 1)
    last = next((n for n, one in enumerate(found) if one.end >= row.end), len(found) - 1)
    left = min(found[max(first - 1, 0)].start, row.start)
    right = max(found[min(last + 1, len(found) - 1)].end, row.end)
    before, after = text[left : row.start], text[row.end : right]
    return (
        "…" + before[-SIDE:] if len(before) > SIDE else before,
        after[:SIDE] + "…" if len(after) > SIDE else after,
    )
