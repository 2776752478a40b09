"""One run of the engine over an article's text: what it adds, what it updates, what it withdraws.

What a person has decided stays as it is and is not proposed again. Pending rows are machine output:
those made again keep their id and get the new values, those not made again are deleted.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from annotations.detectors.engine import Engine
from annotations.detectors.proposal import Proposal, Slice
from annotations.matching.wire import Change, touching
from annotations.models import Article, Claim, LastRun, Mention, Suggestion
from annotations.models.suggestions import SuggestionQuerySet
from annotations.services.checkresults import checked
from annotations.services.fields import anchor
from annotations.services.ourchanges import our_changes
from annotations.services.standing import settle_later
from annotations.vocabulary import SuggestionState

COPIED = ("value", "unit", "approx", "date", "score", "priority", "prominent", "detector")
LISTED = ("types", "marks", "reasons", "parts")
BATCH = 500

Span = tuple[int, int]


class Outdated(Exception):
    """The article has a newer text than the run was begun for."""


class Stated(NamedTuple):
    """What a person said of a place without a suggestion."""

    start: int
    end: int
    types: list[str]
    value: str | None
    unit: str


@dataclass(frozen=True)
class Run:
    """``number`` counts the runs over this text; ``settled`` has the types not wanted again, by quote.

    ``changed`` are our changes to the agency's text, beside which nothing is proposed (通稿比对), or None.
    """

    article: Article
    text: str
    engine: Engine
    number: int
    settled: dict[str, set[str]]
    changed: Sequence[Change] | None = None

    def narrowed(self, pieces: Iterable[Slice]) -> Iterator[Slice]:
        """What the engine made, without the proposals that touch none of our changes."""
        for piece in pieces:
            if self.changed is None:
                yield piece
                continue
            touched = set(touching(((one.start, one.end) for one in piece.proposals), self.changed))
            kept = [one for one in piece.proposals if (one.start, one.end) in touched]
            yield replace(piece, proposals=kept)

    @cached_property
    def checks(self) -> list[dict[str, Any]]:
        """The results of the number checks of the text."""
        return checked(self.article, self.text)

    def read_checks(self) -> None:
        """Do the number checks now, so that no lock is held meanwhile."""
        _ = self.checks


def begin(article: Article, engine: Engine) -> Run:
    """Look at what earlier runs left and what people have decided."""
    last = LastRun.objects.filter(article=article, text_version=article.text_version).first()
    settled: dict[str, set[str]] = {}
    decided = Suggestion.objects.filter(article=article).exclude(state=SuggestionState.PENDING)
    for quote, types, state, version in decided.values_list("quote", "types", "state", "article_version"):
        # Accepted words that stand once more in the same text are another place to be checked.
        if state == SuggestionState.DISMISSED or version != article.text_version:
            settled.setdefault(quote, set()).update(types)
    number = last.number + 1 if last else 1
    return Run(article, article.text, engine, number, settled, our_changes(article))


def hold_text(run: Run) -> None:
    """Keep other runs and a newer text out until the transaction ends. Raises ``Outdated``.

    Another level or another agency's text makes the run as useless as a newer text does. The weaker lock,
    because a claim that is being made refers to the article's row meanwhile.
    """
    article = run.article
    same = Article.objects.filter(
        pk=article.pk,
        text_version=article.text_version,
        check_level=article.check_level,
        wire_source=article.wire_source_id,
    )
    if not same.select_for_update(no_key=True).values_list("pk", flat=True).first():
        raise Outdated()


def place(run: Run, proposals: Iterable[Proposal], start: int, end: int) -> tuple[int, int]:
    """Store what was made of the text from ``start`` to ``end``; how many were added and updated."""
    rows = list(_of_text(run).filter(start__gte=start, start__lt=end).select_for_update().in_reading_order())
    standing = {(row.start, row.end): row for row in rows}
    decided: list[Suggestion | Stated] = [row for row in rows if row.state != SuggestionState.PENDING]
    decided += _tagged_by_hand(run.article, start, end)
    added, changed, stamped = [], [], []
    for proposal in proposals:
        row = standing.get((proposal.start, proposal.end))
        if row is None:
            if not _settled(run, proposal, decided):
                added.append(_row(run, proposal))
        elif row.state == SuggestionState.PENDING:
            if _apply(row, proposal):
                changed.append(row)
            elif row.engine_version != run.engine.version:
                stamped.append(row.pk)
            row.engine_version = run.engine.version
    Suggestion.objects.bulk_create(added, batch_size=BATCH)
    Suggestion.objects.bulk_update(changed, [*COPIED, *LISTED, "engine_version"], batch_size=50)
    for ids in _batches(stamped):
        Suggestion.objects.filter(pk__in=ids).update(engine_version=run.engine.version)
    return len(added), len(changed)


def _tagged_by_hand(article: Article, start: int, end: int) -> list[Stated]:
    """What people marked there, as claims or as further places of one, without a suggestion of this text."""
    here = Q(start__gte=start, start__lt=end) & ~Q(suggestion__article_version=article.text_version)
    claims = Claim.objects.filter(here, article=article, article_version=article.text_version)
    further = Mention.objects.filter(
        here, claim__article=article, claim__article_version=article.text_version
    ).select_related("claim")
    return [
        *(Stated(one.start, one.end, one.types, one.value, one.unit) for one in claims),
        *(Stated(one.start, one.end, one.claim.types, one.claim.value, one.claim.unit) for one in further),
    ]


def close(
    run: Run,
    made: Collection[Span],
    sentences: int,
    checkable: Sequence[Span],
    boundaries: Mapping[str, Sequence[str]],
) -> int:
    """End the run: withdraw the pending rows that it did not make; how many those were.

    Where only our changes are checked, each of them is what has to be covered.
    """
    if run.changed is not None:
        checkable = [change.span for change in run.changed]
    waiting = _of_text(run).pending().select_for_update().in_reading_order()
    gone = [pk for pk, *span in waiting.values_list("pk", "start", "end") if tuple(span) not in made]
    for ids in _batches(gone):
        Suggestion.objects.filter(pk__in=ids).delete()
    LastRun.objects.update_or_create(
        article=run.article,
        defaults={
            "text_version": run.article.text_version,
            "engine_version": run.engine.version,
            "number": run.number,
            "sentences": sentences,
            "checkable": [list(span) for span in checkable],
            "boundaries": boundaries,
            "checks": run.checks,
            "at": timezone.now(),
        },
    )
    settle_later(run.article.pk)
    return len(gone)


def _of_text(run: Run) -> SuggestionQuerySet:
    return Suggestion.objects.filter(article=run.article, article_version=run.article.text_version)


def _settled(run: Run, proposal: Proposal, decided: Iterable[Suggestion | Stated]) -> bool:
    """Whether a person has decided on it: on the same words, or on the same statement with other edges."""
    if run.settled.get(proposal.quote, set()) & set(proposal.types):
        return True
    return any(_same_statement(row, proposal) for row in decided)


def _same_statement(row: Suggestion | Stated, proposal: Proposal) -> bool:
    inside = row.start <= proposal.start and proposal.end <= row.end
    around = proposal.start <= row.start and row.end <= proposal.end
    return (inside or around) and (row.types[:1], row.value, row.unit) == (
        list(proposal.types[:1]),
        proposal.value,
        proposal.unit,
    )


def _apply(row: Suggestion, proposal: Proposal) -> bool:
    """Give the row the proposal's values; whether anything that an editor sees is different now."""
    new = {name: getattr(proposal, name) for name in COPIED}
    new |= {name: list(getattr(proposal, name)) for name in LISTED}
    changed = {name: value for name, value in new.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _row(run: Run, proposal: Proposal) -> Suggestion:
    row = Suggestion(
        article=run.article,
        article_version=run.article.text_version,
        **anchor(run.text, proposal.start, proposal.end, proposal.quote),
        engine_version=run.engine.version,
        run=run.number,
    )
    _apply(row, proposal)
    return row


def _batches(ids: Sequence[uuid.UUID]) -> Iterable[Sequence[uuid.UUID]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))
