"""出现 3 处: where the statement of a row stands, and where else the same is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from annotations.matching.repeats import FIGURES, SHORTEST, repeats
from annotations.matching.surroundings import sentence_at
from annotations.models import Actor, Claim, Mention, Suggestion
from annotations.services.annotate import FROZEN
from annotations.services.mentions import foldable
from annotations.vocabulary import SuggestionState

SIDE = 30
"""So many characters of the sentence each way."""


@dataclass(frozen=True)
class Place:
    """One place in its sentence. ``field`` and ``key`` name it in the form that merges."""

    start: int
    end: int
    before: str
    quote: str
    after: str
    line: int
    field: str = ""
    key: str = ""


@dataclass(frozen=True)
class Repeats:
    """``stands``: the claim's own further places; ``offers``: where else the same is said.

    ``url`` takes the offers chosen; with ``into``, a claim that says the same already, so does it.
    """

    stands: Sequence[Place]
    offers: Sequence[Place]
    url: str
    into: Claim | None = None

    @property
    def asks(self) -> bool:
        """Whether there is anything to merge."""
        return bool(self.offers or self.into)

    @property
    def total(self) -> int:
        """How often it is said; with ``into``, that claim's places count as well."""
        further = 1 + self.into.mentions.count() if self.into else 0
        return 1 + len(self.stands) + len(self.offers) + further


def of_claim(actor: Actor, claim: Claim) -> Repeats | None:
    """None when the claim stands in one place and nothing else says the same."""
    article = claim.article
    if claim.article_version != article.text_version:
        return None
    stands = [_place(article.text, place) for place in claim.mentions.all()]
    taken = [(claim.start, claim.end), *((place.start, place.end) for place in stands)]
    free = claim.status not in FROZEN
    offers = _offers(claim, _apart(_waiting(claim), taken), _mine(actor, claim, taken)) if free else []
    return Repeats(stands, offers, reverse("web:claim-merge", args=[claim.pk])) if stands or offers else None


def of_suggestion(actor: Actor, suggestion: Suggestion) -> Repeats | None:
    """None when nothing else says the same, or the suggestion does not wait for an answer."""
    article = suggestion.article
    waits = suggestion.state == SuggestionState.PENDING
    if not waits or suggestion.article_version != article.text_version:
        return None
    claims = repeats(
        article.text, suggestion, _candidates(suggestion, article.claims.exclude(status__in=FROZEN))
    )
    into = next((claim for claim in claims if not foldable(actor, claim)), next(iter(claims), None))
    others = [claim for claim in claims if claim != into and foldable(actor, claim)]
    offers = _offers(suggestion, _waiting(suggestion), others)
    if into:
        return Repeats([], offers, reverse("web:claim-merge", args=[into.pk]), into)
    return Repeats([], offers, reverse("web:suggestion-merge", args=[suggestion.pk])) if offers else None


def _offers(row: Claim | Suggestion, waiting: Iterable[Suggestion], mine: Iterable[Claim]) -> list[Place]:
    text = row.article.text
    found: list[tuple[str, Claim | Suggestion]] = [
        ("suggestions", one) for one in repeats(text, row, waiting)
    ]
    found += [("claims", one) for one in repeats(text, row, mine)]
    return sorted((_place(text, one, field) for field, one in found), key=lambda place: place.start)


def _waiting(row: Claim | Suggestion) -> list[Suggestion]:
    article = row.article
    pending = article.suggestions.pending().filter(article_version=article.text_version)
    return _candidates(row, pending.exclude(pk=row.pk))


def _mine(actor: Actor, claim: Claim, taken: Sequence[tuple[int, int]]) -> list[Claim]:
    rows = claim.article.claims.filter(created_by=actor.user, version=1).exclude(pk=claim.pk)
    return [one for one in _apart(_candidates(claim, rows), taken) if foldable(actor, one)]


def _candidates(row: Claim | Suggestion, rows: Any) -> list[Any]:
    """Rows of the article that may say the same: of the same value, or like it without one."""
    if not set(row.types) & (FIGURES | SHORTEST.keys()):
        return []
    same = Q(value=row.value) if row.value else Q(value=None) | Q(value="")
    return list(rows.filter(same, article_version=row.article_version).in_reading_order())


def _apart(rows: Iterable[Any], taken: Sequence[tuple[int, int]]) -> list[Any]:
    return [row for row in rows if all(row.end <= start or end <= row.start for start, end in taken)]


def _place(text: str, row: Claim | Suggestion | Mention, field: str = "") -> Place:
    sentence = sentence_at(text, row.start)
    before = text[max(sentence.start, row.start - SIDE) : row.start]
    after = text[row.end : max(row.end, min(sentence.end, row.end + SIDE))]
    line = text.rfind("\n", 0, row.start) + 1
    return Place(row.start, row.end, before, row.quote, after, line, field, str(row.pk))
