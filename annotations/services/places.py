"""The further places of a claim: checked, stored, and told to the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from annotations.models import Claim, Mention
from annotations.services import fields as check
from annotations.services.errors import Invalid
from annotations.vocabulary import Flag
from annotations.wording import say

Span = tuple[int, int]


def anchored(text: str, taken: Iterable[Span], given: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The given places (start, end, quote) as fields of ``Mention`` rows.

    ``taken`` are the places that the claim has. Raises ``Invalid`` for words that do not stand there, and
    for a place that overlaps another.
    """
    spans = list(taken)
    rows = []
    for number, place in enumerate(given):
        try:
            rows.append(check.anchor(text, place["start"], place["end"], place["quote"]))
        except Invalid as problem:
            raise _of_place(number, problem) from None
        if any(place["start"] < end and start < place["end"] for start, end in spans):
            overlaps = Invalid.field("start", say("这一处与核查点的另一处重叠。"), "overlaps")
            raise _of_place(number, overlaps)
        spans.append((place["start"], place["end"]))
    return rows


def add(claim: Claim, rows: Iterable[dict[str, Any]]) -> None:
    """Store further places of a claim."""
    Mention.objects.bulk_create([Mention(claim=claim, **row) for row in rows])


def spans_of(claim: Claim) -> list[Span]:
    """Where the claim stands, its own anchor first."""
    return [(claim.start, claim.end), *claim.mentions.order_by("start").values_list("start", "end")]


def logged(claim: Claim) -> list[dict[str, Any]]:
    """The further places as an audit row shows them, in reading order."""
    rows = claim.mentions.order_by("start", "end").values("start", "end", "quote", "suggestion_id")
    return [{**row, "suggestion_id": row["suggestion_id"] and str(row["suggestion_id"])} for row in rows]


def moved_to(claim: Claim, start: int, end: int, quote: str) -> dict[str, Any]:
    """The fields of a claim that a person has found again in the current text. Raises ``Invalid``.

    Other words than before need another look: then the verdict goes.
    """
    article = claim.article
    fields = check.anchor(article.text, start, end, quote)
    fields |= {
        "article_version": article.text_version,
        "flags": [flag for flag in claim.flags if flag != Flag.ORPHANED],
    }
    return fields if quote == claim.quote else {**fields, "verdict": ""}


def forget_further(claim: Claim) -> dict[str, Any]:
    """Drop the further places, which stood in another text; returns what the audit row shows of it."""
    before = logged(claim)
    claim.mentions.all().delete()
    return {"mentions": [before, []]} if before else {}


def _of_place(number: int, problem: Invalid) -> Invalid:
    errors = [{**error, "pointer": f"/mentions/{number}{error['pointer']}"} for error in problem.errors]
    return Invalid(problem.detail, errors=errors)
