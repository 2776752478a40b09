"""Number checks of an article: made by the worker with each run, read from there, set aside by people.

Stored is which sentence and which figures, never the sentence itself: it is said in the language of
whoever reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import transaction

from annotations.checks.article import check
from annotations.checks.check import DIFFERS, HOLDS, Check
from annotations.models import Actor, Article, Claim, DismissedCheck, LastRun
from annotations.services.access import require
from annotations.services.annotate import add_claim, read_proposal
from annotations.services.audit import Change, record
from annotations.services.decisions import accept_suggestion
from annotations.services.engines import day_of
from annotations.services.errors import Missing
from annotations.vocabulary import Action, ClaimType
from annotations.wording import as_stored, say

log = structlog.get_logger(__name__)
LONGEST_TEXT = 150_000
"""Characters that are checked; a longer text would keep a worker from its sign of life."""

# Of the words that a check read, those that are most likely the figure to be put right.
_FIRST = ("change", "share", "total", "duration", "age", "mean", "date", "figure")
_TYPES = {"share": ClaimType.SHARE, "change": ClaimType.COMPARISON, "date": ClaimType.DATE}


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


def unresolved(article: Article) -> list[Checked]:
    """What the publish gate asks about: figures that differ and that nobody has set aside."""
    return [one for one in checks_of(article) if one.check.outcome == DIFFERS and not one.dismissed]


def beside(claim: Claim) -> list[Checked]:
    """The results that read words of the claim."""
    places = [(claim.start, claim.end), *claim.mentions.values_list("start", "end")]
    return [one for one in checks_of(claim.article) if _touches(one, places)]


def _touches(one: Checked, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < right and left < end for start, end, _ in one.check.spans for left, right in places)


@transaction.atomic
def dismiss_check(*, actor: Actor, article: Article, key: str) -> Checked:
    """Set a result aside; it stays away while the words that it read stand. Twice is once."""
    require(actor, article.desk_id, "annotate")
    one = _known(article, key)
    _, new = DismissedCheck.objects.get_or_create(
        article=article, key=key, defaults={"dismissed_by": actor.user}
    )
    if new:
        _record(actor, article, one, [None, "dismissed"])
    return Checked(one.check, dismissed=True)


@transaction.atomic
def restore_check(*, actor: Actor, article: Article, key: str) -> Checked:
    """Take a dismissal back."""
    require(actor, article.desk_id, "annotate")
    one = _known(article, key)
    gone, _ = DismissedCheck.objects.filter(article=article, key=key).delete()
    if gone:
        _record(actor, article, one, ["dismissed", None])
    return Checked(one.check)


@transaction.atomic
def claim_of_check(*, actor: Actor, article: Article, key: str) -> Claim:
    """The claim on the words of a result: the one that stands there, a suggestion accepted, or a new one."""
    require(actor, article.desk_id, "annotate")
    one = _known(article, key)
    start, end = one.span
    around = {"start__lte": start, "end__gte": end}
    if claim := article.claims.filter(**around).order_by("start", "-end").last():
        return claim
    waiting = article.suggestions.pending().filter(article_version=article.text_version, **around)
    if suggestion := waiting.order_by("start", "-end").last():
        return accept_suggestion(actor=actor, suggestion=suggestion)
    types = _types(article, one)
    quote = article.text[start:end]
    return add_claim(actor=actor, article=article, start=start, end=end, quote=quote, types=types)


def _types(article: Article, one: Checked) -> list[str]:
    """The kind of figure that the check spoke of, else what the detectors see in the words alone."""
    start, end = one.span
    role = next((role for left, right, role in one.check.spans if (left, right) == one.span), "")
    if role in _TYPES:
        return [_TYPES[role]]
    proposal = read_proposal(article, article.text[start:end])
    return list(proposal.types) if proposal else [ClaimType.QUANTITY]


def _known(article: Article, key: str) -> Checked:
    found = next((one for one in checks_of(article) if one.check.key == key), None)
    if found is None:
        raise Missing(say("这项数字检查已不在当前正文上，请刷新页面。"))
    return found


def _record(actor: Actor, article: Article, one: Checked, states: list[str | None]) -> None:
    with as_stored():
        words = {"check": one.check.name, "explanation": one.check.explanation}
    diff = {"number_check": states, **{name: [None, said] for name, said in words.items()}}
    record(actor, article.desk_id, article, Change(Action.EDIT, article.status, article.status, diff))
