"""What the number checks of an article found: stored by the worker, read here.

Stored is which sentence and which figures, never the sentence itself: it is said in the language of
whoever reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog

from annotations.checks.article import check
from annotations.checks.check import DIFFERS, HOLDS, Check
from annotations.models import Article, DismissedCheck, LastRun
from annotations.services.engines import day_of

log = structlog.get_logger(__name__)
LONGEST_TEXT = 150_000
"""Characters that are checked; a longer text would keep a worker from its sign of life."""

# Of the words that a check read, those that are most likely the figure to be put right.
_FIRST = ("change", "share", "total", "duration", "age", "mean", "date", "figure")


@dataclass(frozen=True)
class Checked:
    """A stored result, and whether a person has set it aside."""

    check: Check
    dismissed: bool = False

    @property
    def holds(self) -> bool:
        return self.check.outcome == HOLDS

    @property
    def span(self) -> tuple[int, int]:
        """The words that a claim would be made of."""
        by_role = {role: (start, end) for start, end, role in reversed(self.check.spans)}
        return next((by_role[role] for role in _FIRST if role in by_role), self.check.spans[0][:2])


def checked(article: Article, text: str) -> list[dict[str, Any]]:
    """Check a text and give the results as they are stored."""
    try:
        made = check(text[:LONGEST_TEXT], day_of(article), article.title)
    except Exception as error:
        # A check that fails must not take the suggestions with it; no words of the article in the log.
        log.error("number_checks_failed", article=str(article.pk), error=type(error).__name__)
        return []
    return [_stored(one) for one in made if one.on_by_default]


def _stored(one: Check) -> dict[str, Any]:
    return {
        "check": one.name,
        "key": one.key,
        "spans": [list(span) for span in one.spans],
        "outcome": one.outcome,
        "saying": one.saying,
        "params": dict(one.params),
    }


def checks_of(article: Article, last: LastRun | None = None) -> list[Checked]:
    """The results for the current text in reading order; none before it has been read."""
    if last is None:
        last = LastRun.objects.filter(article=article).first()
    if last is None or last.text_version != article.text_version or not last.checks:
        return []
    gone = set(DismissedCheck.objects.filter(article=article).values_list("key", flat=True))
    return [Checked(_read(row), row["key"] in gone) for row in last.checks]


def _read(row: dict[str, Any]) -> Check:
    spans = tuple((start, end, role) for start, end, role in row["spans"])
    return Check(row["check"], row["key"], spans, row["outcome"], row["saying"], row["params"])


def unresolved(article: Article, last: LastRun | None = None) -> list[Checked]:
    """What the publish gate asks about: figures that differ and that nobody has set aside."""
    return [one for one in checks_of(article, last) if one.check.outcome == DIFFERS and not one.dismissed]
