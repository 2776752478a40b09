"""Every claim of an article found again in its next text: planned beforehand, then written in one go.

Finding places and reading figures takes time and needs no lock, so it is done first. What is written is
checked against the versions that the plan was made from.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from annotations.matching.reanchoring import Reanchorer, Settled, Span, Standing
from annotations.models import Actor, Article, Claim, EvidenceLink, Mention, Reanchoring, Version
from annotations.models.claims import SIGNED_OFF, UNDER_REVIEW
from annotations.services import claimrows, facts, places
from annotations.services.annotate import read_figure
from annotations.services.comparing import compare_again
from annotations.services.fields import anchor
from annotations.vocabulary import Action, Flag, Outcome, Status, Verdict

CARRIED = frozenset({Outcome.KEPT, Outcome.MOVED, Outcome.CHANGED_MINOR, Outcome.CORRECTED})
"""Outcomes after which an approval stands."""
REREAD = frozenset({Outcome.CORRECTED, Outcome.FIGURE_CHANGED})
"""Outcomes after which the claim has the figure of its new words."""
LOGGED = ("start", "end", "quote", "article_version")


@dataclass(frozen=True)
class Planned:
    """What becomes of one claim, worked out from its row of ``version``.

    ``fields`` go into the row whatever its status; ``further`` are its other places in the new text.
    """

    version: int
    outcome: Outcome
    fields: Mapping[str, Any] = field(default_factory=dict)
    further: Sequence[dict[str, Any]] = ()


Plan = Mapping[uuid.UUID, Planned]


@dataclass(frozen=True)
class Reanchored:
    """One claim after the change, with its words before and after; empty when they are lost."""

    claim: Claim
    outcome: Outcome
    before: str
    after: str


def plan(article: Article, text: str) -> Plan:
    """Find every claim of ``article`` in ``text``; those that were lost before come back only unchanged."""
    by_version: dict[int, list[Claim]] = {}
    for claim in moving(article).prefetch_related("mentions"):
        claim.article = article
        by_version.setdefault(claim.article_version, []).append(claim)
    planned: dict[uuid.UUID, Planned] = {}
    for number, claims in by_version.items():
        old = article.versions.get(number=number).text
        standings = [_standing(claim) for claim in claims]
        reanchorer = Reanchorer(old, text, standings)
        for claim, standing in zip(claims, standings, strict=True):
            settled = reanchorer.settle(standing)
            if Flag.ORPHANED not in claim.flags or settled.outcome in (Outcome.KEPT, Outcome.MOVED):
                planned[claim.pk] = _planned(claim, settled, text)
    return planned


def moving(article: Article) -> Any:
    """The claims that go along with a new text: all but those whose words are known to be gone."""
    return Claim.objects.filter(article=article).exclude(status=Status.SUPERSEDED).order_by("pk")


def _standing(claim: Claim) -> Standing:
    own: list[Span] = [(claim.start, claim.end)]
    further = sorted((place.start, place.end) for place in claim.mentions.all())
    correction = claim.proposed_text if claim.status in SIGNED_OFF else ""
    return Standing([*own, *further], claim.types, correction)


def _planned(claim: Claim, settled: Settled, text: str) -> Planned:
    if settled.outcome is Outcome.ORPHANED:
        return Planned(claim.version, Outcome.ORPHANED)
    suggestions = {(place.start, place.end): place.suggestion_id for place in claim.mentions.all()}
    old = [(claim.start, claim.end), *sorted(suggestions)]
    standing: dict[Span, uuid.UUID | None] = {}
    for before, now in zip(old, settled.places, strict=True):
        if now and not any(now[0] < end and start < now[1] for start, end in standing):
            standing[now] = suggestions.get(before)
    (start, end), *others = standing
    fields = anchor(text, start, end, text[start:end])
    fields["flags"] = [flag for flag in claim.flags if flag != Flag.ORPHANED]
    if settled.outcome in REREAD:
        read = read_figure(claim.article, text[start:end], claim.types)
        fields |= read or {"value": None, "unit": "", "approx": "", "date": ""}
    further = [anchor(text, *span, text[slice(*span)]) | {"suggestion_id": standing[span]} for span in others]
    return Planned(claim.version, settled.outcome, fields, further)


def locked(article: Article, planned: Plan) -> list[Claim] | None:
    """The claims as the plan knows them, kept from other writers; None when one was changed meanwhile."""
    # A link before its claim, claims in the order of their keys: as every writer takes them.
    reread = [pk for pk, one in planned.items() if one.outcome in REREAD]
    list(EvidenceLink.objects.select_for_update().filter(claim__in=reread).order_by("pk"))
    rows = list(moving(article).select_for_update(of=("self",)).select_related("approved_by"))
    for claim in rows:
        claim.article = article
    rows = [claim for claim in rows if claim.pk in planned or Flag.ORPHANED not in claim.flags]
    same = {claim.pk: claim.version for claim in rows} == {pk: one.version for pk, one in planned.items()}
    return rows if same else None


def carry_over(actor: Actor, version: Version, claims: Sequence[Claim], planned: Plan) -> list[Reanchored]:
    """Write the plan for ``claims``, which are locked: one version and one audit row for each."""
    signed = {claim.pk: claim.status for claim in claims if claim.status in SIGNED_OFF}
    quotes = {claim.pk: claim.quote for claim in claims}
    writes = [_write(claim, planned[claim.pk], version.number) for claim in claims]
    claimrows.write_many(actor, version.article.desk_id, Action.REANCHOR, writes)
    done = []
    for claim in claims:
        outcome = planned[claim.pk].outcome
        _follow(claim, outcome, signed.get(claim.pk, ""))
        after = "" if outcome is Outcome.ORPHANED else claim.quote
        done.append(Reanchored(claim, outcome, quotes[claim.pk], after))
    Reanchoring.objects.bulk_create(
        Reanchoring(
            version=version,
            claim=one.claim,
            outcome=one.outcome,
            quote_before=one.before,
            quote_after=one.after,
        )
        for one in done
    )
    return done


def _write(claim: Claim, one: Planned, number: int) -> claimrows.Write:
    fields = dict(one.fields)
    diff: dict[str, Any] = {"outcome": [None, one.outcome]}
    if one.outcome is Outcome.ORPHANED:
        fields["flags"] = [*claim.flags, Flag.ORPHANED]
    else:
        fields["article_version"] = number
        diff |= {name: [getattr(claim, name), fields[name]] for name in LOGGED}
        diff |= _move_further(claim, one.further)
    if one.outcome in CARRIED:
        diff["carried_from"] = [None, claim.article_version]
    else:
        fields |= _void(claim)
        diff |= claimrows.void_approvals(claim)
    fields |= _verdict(claim, one.outcome)
    return claimrows.Write(claim, fields, diff)


def _move_further(claim: Claim, further: Sequence[dict[str, Any]]) -> dict[str, Any]:
    before = places.logged(claim)
    if not before and not further:
        return {}
    claim.mentions.all().delete()
    Mention.objects.bulk_create([Mention(claim=claim, **row) for row in further])
    return {"mentions": [before, places.logged(claim)]}


def _void(claim: Claim) -> dict[str, Any]:
    """Back to work with whoever had it; what was not handed on yet stays where it is."""
    if claim.status not in (*UNDER_REVIEW, *SIGNED_OFF):
        return {}
    back = Status.IN_PROGRESS if claim.assignee_id else Status.OPEN
    return {"status": back, "approved_by": None, "approved_at": None, "returned_at": None}


def _verdict(claim: Claim, outcome: Outcome) -> dict[str, Any]:
    """Right after all, or unknown again; what was found first stays in the log."""
    if outcome is Outcome.CORRECTED:
        flags = [flag for flag in claim.flags if flag not in (Flag.CONFLICT, Flag.ORPHANED)]
        return {"verdict": Verdict.VERIFIED, "verdict_note": "", "flags": flags}
    return {"verdict": ""} if outcome is Outcome.FIGURE_CHANGED else {}


def _follow(claim: Claim, outcome: Outcome, signed: str) -> None:
    """What hangs on the claim: its fact, and the comparison of its evidence."""
    if outcome in REREAD:
        compare_again(claim, list(claim.evidence.order_by("pk")))
    if not signed:
        return
    if outcome not in CARRIED:
        facts.hold(claim)
    elif outcome is Outcome.CORRECTED:
        facts.freeze(claim)
        if signed == Status.PUBLISHED:
            facts.publish(claim, timezone.now())
