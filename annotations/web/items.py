"""What stands in an article to be checked, as the page shows it: claims and suggestions alike."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.db.models import Q
from django.urls import reverse

from annotations.detectors.coverage import Coverage, cover
from annotations.models import Article, Claim, LastRun, Suggestion
from annotations.services.checkresults import Checked, checks_of
from annotations.services.coverage import checkable_in
from annotations.vocabulary import CheckLevel, ClaimType, Flag, Status, SuggestionState, Verdict
from annotations.web.concerns import claim_is_key, suggestion_is_key, with_differences
from annotations.wording import marked, say

SUGGESTED = ("suggested", "◌", marked("建议"))
DISMISSED = ("dismissed", "∅", marked("已忽略"))
BY_VERDICT = {
    Verdict.VERIFIED: ("right", "✓"),
    Verdict.MOSTLY_VERIFIED: ("right", "✓"),
    Verdict.ATTRIBUTED_ONLY: ("right", "✓"),
    Verdict.MISLEADING: ("wrong", "✗"),
    Verdict.PARTLY_FALSE: ("wrong", "✗"),
    Verdict.FALSE: ("wrong", "✗"),
    Verdict.OUTDATED: ("wrong", "✗"),
    Verdict.UNVERIFIABLE: ("unknown", "?"),
    Verdict.NOT_CHECKABLE: ("exempt", "–"),
}
BY_STATUS = {Status.OPEN: ("open", "○"), Status.REOPENED: ("open", "○"), Status.SUPERSEDED: ("exempt", "–")}
IN_WORK = ("working", "◔")
HANDED_ON = frozenset({Status.SUBMITTED, Status.FINAL_REVIEW, Status.APPROVED, Status.PUBLISHED})
"""From here on the editor has done their part."""


@dataclass(frozen=True)
class Item:
    """One row of the list and one mark in the text. ``look`` names the style, ``word`` says it.

    ``term`` is that word in Chinese: an act has every item in hand and shows one of them.

    ``number`` counts an article's claims in the order in which people took them up (#15): a claim keeps
    it while others come in around it, so list, text, print and talk agree. Suggestions have none (0).
    ``must``: at 重点核查 this one has to be done.
    """

    pk: uuid.UUID
    kind: str
    start: int
    end: int
    quote: str
    types: tuple[ClaimType, ...]
    look: str
    icon: str
    term: str
    done: bool
    places: tuple[tuple[int, int], ...]
    flags: tuple[str, ...] = ()
    new: bool = False
    number: int = 0
    version: int = 1
    priority: str = ""
    score: float = 0
    assignee: str = ""
    returned: bool = False
    must: bool = False

    @property
    def word(self) -> str:
        return say(self.term)

    @property
    def flag_words(self) -> str:
        """The flags as people read them."""
        return say("、").join(Flag(flag).label for flag in self.flags)

    @property
    def rank(self) -> int:
        """The score as the list sorts by it."""
        return round(self.score * 100)

    @property
    def key(self) -> str:
        return str(self.pk)

    @property
    def mark(self) -> str:
        """What its marks in the text are known by: long enough to be told apart in one article."""
        return self.key[:8]

    @property
    def lead(self) -> ClaimType:
        """The type that gives glyph and colour."""
        return self.types[0] if self.types else ClaimType.EVENT

    @property
    def type_words(self) -> str:
        return say("、").join(kind.label for kind in self.types)

    @property
    def url(self) -> str:
        return reverse(f"web:{self.kind}", args=[self.pk])

    @property
    def marked(self) -> bool:
        """A dismissed suggestion stays in the list, not in the text."""
        return self.look != DISMISSED[0]

    @property
    def order(self) -> tuple[int, int, str]:
        return (self.start, -self.end, self.key)


def number_of(claim: Claim) -> int:
    """The running number of a claim that is looked at alone."""
    older = Q(created_at__lt=claim.created_at) | Q(created_at=claim.created_at, pk__lte=claim.pk)
    return Claim.objects.filter(older, article=claim.article_id).count()


def of_claim(claim: Claim, number: int = 0, *, must: bool = False) -> Item:
    """``number`` is left out where claims of several articles stand together."""
    look, icon = (
        BY_VERDICT[Verdict(claim.verdict)] if claim.verdict else BY_STATUS.get(Status(claim.status), IN_WORK)
    )
    working = claim.verdict and claim.status == Status.IN_PROGRESS
    return Item(
        pk=claim.pk,
        kind="claim",
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        types=_types(claim.types),
        look=look,
        icon=icon,
        term=(Verdict(claim.verdict) if working else Status(claim.status)).chinese,
        done=claim.status in HANDED_ON,
        flags=tuple(claim.flags),
        places=_places(claim),
        number=number,
        version=claim.version,
        priority=claim.priority,
        score=claim.score,
        assignee=str(claim.assignee_id or ""),
        returned=claim.returned_at is not None,
        must=must,
    )


def _places(claim: Claim) -> tuple[tuple[int, int], ...]:
    """Where it is marked; one whose words were lost stands in an older text."""
    if Flag.ORPHANED in claim.flags or claim.status == Status.SUPERSEDED:
        return ()
    return ((claim.start, claim.end), *((place.start, place.end) for place in claim.mentions.all()))


def of_suggestion(suggestion: Suggestion, last: LastRun | None = None, *, must: bool = False) -> Item:
    """``last`` tells what came with a re-run: the first run over a text brings nothing new."""
    dismissed = suggestion.state == SuggestionState.DISMISSED
    look, icon, term = DISMISSED if dismissed else SUGGESTED
    return Item(
        pk=suggestion.pk,
        kind="suggestion",
        start=suggestion.start,
        end=suggestion.end,
        quote=suggestion.quote,
        types=_types(suggestion.types),
        look=look,
        icon=icon,
        term=term,
        done=dismissed,
        places=((suggestion.start, suggestion.end),),
        new=not dismissed and last is not None and suggestion.run > 1 and suggestion.run >= last.number,
        version=suggestion.version,
        priority=suggestion.priority,
        score=suggestion.score,
        must=must and not dismissed,
    )


def _types(names: Iterable[str]) -> tuple[ClaimType, ...]:
    return tuple(ClaimType(name) for name in names)


class Desktop:
    """Everything on the table for one article: its items in reading order, and their sums."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def items(self) -> list[Item]:
        article = self.article
        claims = article.claims.order_by("created_at", "pk").prefetch_related("mentions")
        if article.check_level == CheckLevel.KEY:
            claims = with_differences(claims)
        suggestions = (
            article.suggestions.filter(article_version=article.text_version)
            .exclude(state=SuggestionState.ACCEPTED)
            .defer("prefix", "suffix", "parts", "reasons", "marks")
        )
        numbered = (
            of_claim(claim, number, must=claim_is_key(article, claim))
            for number, claim in enumerate(claims, 1)
        )
        proposed = (
            of_suggestion(row, self.last, must=suggestion_is_key(article, row)) for row in suggestions
        )
        rows = chain(numbered, proposed)
        return sorted(rows, key=lambda item: item.order)

    @cached_property
    def last(self) -> LastRun | None:
        """The last complete run over the current text."""
        return LastRun.objects.filter(article=self.article, text_version=self.article.text_version).first()

    @property
    def boundaries(self) -> Mapping[str, Sequence[str]]:
        """Where words and units of the text begin and end (text/boundaries.py); nothing before a run."""
        return self.last.boundaries if self.last else {}

    @cached_property
    def checks(self) -> list[Checked]:
        """The results of the number checks, those set aside among them."""
        return checks_of(self.article, self.last) if self.last else []

    @cached_property
    def coverage(self) -> Coverage | None:
        """The sentences nobody has taken up: neither by a claim nor by setting a suggestion aside."""
        found = checkable_in(self.article, self.last)
        taken = [place for item in self.items if item.look != SUGGESTED[0] for place in item.places]
        return cover(found, taken) if found else None

    @property
    def untaken(self) -> Sequence[tuple[int, int]]:
        return self.coverage.spans if self.coverage else ()

    @cached_property
    def marked(self) -> list[Item]:
        return [item for item in self.items if item.marked]

    def find(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)

    def after(self, item: Item) -> Item | None:
        """The item whose row stands next in the list."""
        return next((other for other in self.items if other.order > item.order), None)

    @property
    def first(self) -> Item | None:
        """Where to begin: the first that is not done."""
        return next((item for item in self.items if not item.done), next(iter(self.marked), None))

    @cached_property
    def sums(self) -> dict[str, int]:
        claims = [item for item in self.items if item.kind == "claim"]
        return {
            "new": sum(item.new for item in self.items),
            "claims": len(claims),
            "done": sum(item.done for item in claims),
            "right": sum(item.look == "right" for item in claims),
            "wrong": sum(item.look == "wrong" for item in claims),
            "must": sum(item.must for item in self.items),
            "must_done": sum(item.must and item.done for item in self.items),
            "pending": sum(item.look == SUGGESTED[0] for item in self.items),
        }
