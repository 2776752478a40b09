"""通稿比对: the agency's text of an article, and what of our text has to be checked beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from annotations.matching.wire import Change, Stretch, changes
from annotations.models import Actor, Article, Claim, Snapshot, Source, Suggestion
from annotations.vocabulary import SuggestionState

Row = TypeVar("Row")


def wire_text(article: Article) -> str | None:
    """The agency's text as it was frozen last; None when the article has none."""
    if article.wire_source_id is None:
        return None
    newest = Snapshot.objects.filter(source=article.wire_source_id).order_by("-number")
    return newest.values_list("text", flat=True).first()


def our_changes(article: Article) -> Sequence[Change] | None:
    """What our text says otherwise; None when everything is checked.

    That is: at another level than 通稿比对, and at 通稿比对 as long as there is no agency's text.
    """
    return differences(article) if article.compares else None


def differences(article: Article) -> Sequence[Change] | None:
    """What our text says otherwise than the agency's, at whatever level; None without the agency's."""
    wire = wire_text(article)
    return None if wire is None else changes(wire, article.text)


@dataclass(frozen=True)
class Handled:
    """One of our changes with what stands on it: a claim, else a suggestion, else neither."""

    change: Change
    quote: str
    claim: Claim | None = None
    suggestion: Suggestion | None = None


def handled(article: Article, changed: Sequence[Change]) -> list[Handled]:
    """Each change with the claim or suggestion of the current text that touches it, the shortest first."""
    claims: list[tuple[Stretch, Claim]] = []
    for claim in article.claims.filter(article_version=article.text_version).prefetch_related("mentions"):
        claims.append(((claim.start, claim.end), claim))
        claims += [((place.start, place.end), claim) for place in claim.mentions.all()]
    current = article.suggestions.filter(article_version=article.text_version)
    proposed = current.exclude(state=SuggestionState.ACCEPTED).only("start", "end", "quote", "state")
    suggestions = [((one.start, one.end), one) for one in proposed]
    return [
        Handled(one, article.text[one.start : one.end], claim, None if claim else _on(one, suggestions))
        for one in changed
        for claim in [_on(one, claims)]
    ]


@dataclass(frozen=True)
class Compared:
    """The comparison as one person may see it.

    ``source`` is None when the article has no agency's text, and when it is a protected source by now
    that is not theirs to see (``hidden``).
    """

    source: Source | None
    hidden: bool
    rows: Sequence[Handled]


def compared(actor: Actor, article: Article) -> Compared:
    """Both texts side by side: the agency's source, and each of our changes with what stands on it."""
    if article.wire_source_id is None:
        return Compared(None, False, ())
    source = Source.objects.visible_to(actor).filter(pk=article.wire_source_id).first()
    if source is None:
        return Compared(None, True, ())
    return Compared(source, False, handled(article, differences(article) or ()))


def _on(change: Change, placed: Iterable[tuple[Stretch, Row]]) -> Row | None:
    touching = [item for item in placed if item[0][0] < change.end and change.start < item[0][1]]
    return min(touching, key=lambda item: item[0][1] - item[0][0])[1] if touching else None
