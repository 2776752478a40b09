"""What a reviewer has before them: each claim, why it is looked at singly, and why not by this person."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import F, Max
from django.utils.crypto import salted_hmac

from annotations.exceptions import Candidate, Why, reasons, with_neighbours
from annotations.models import Actor, AuditEntry, Claim, EvidenceLink, Hand, Sighting
from annotations.models.claims import UNDER_REVIEW
from annotations.services.witnesses import Standing, standings_of
from annotations.vocabulary import Part, Status
from annotations.workflow import NO_EVIDENCE_NEEDED, Refusal, Situation, find_step, refusal

T = TypeVar("T")
SALT = "annotations.reviewing"
REVIEWED = [*UNDER_REVIEW, Status.APPROVED, Status.PUBLISHED]
"""Who acts on a claim in one of these has it before their eyes as it is reviewed."""


@dataclass(frozen=True)
class Line:
    """One claim as this reviewer may approve it, or not.

    ``why`` are the reasons to look at it singly; ``refused`` says why this person cannot approve it, ``own``
    that they worked on it in this round; ``seen`` that they had this very version on the screen.
    """

    claim: Claim
    why: Sequence[Why]
    seen: bool
    own: bool
    refused: Refusal | None

    @property
    def version(self) -> int:
        return self.claim.version


def lines_of(actor: Actor, claims: Sequence[Claim]) -> list[Line]:
    """The lines of ``claims``, in their order, in a fixed number of queries."""
    ids = [claim.pk for claim in claims]
    parts, evidence, hidden = _parts(actor, ids), _evidence(ids), _hidden(actor, ids)
    sighted = dict(
        Sighting.objects.filter(claim__in=ids, person=actor.user).values_list("claim_id", "claim_version")
    )
    acted, standings = _acted(actor, ids), standings_of(claims, actor)
    lines = []
    for claim in claims:
        seen = sighted.get(claim.pk)
        last_seen = max((at for at in (seen, acted.get(claim.pk)) if at is not None), default=None)
        candidate = _candidate(claim, evidence[claim.pk], last_seen, len(hidden[claim.pk]))
        why = reasons(replace(candidate, missing=_missing(claim, standings[claim.pk])))
        own = Part.WORKED in parts[claim.pk] or claim.created_by_id == actor.user.pk
        refused = _refused(actor, claim, own, Part.APPROVED in parts[claim.pk])
        lines.append(Line(claim, why, seen == claim.version, own, refused))
    return lines


def target_of(claim: Claim) -> Status:
    """Where an approval leads: to the 终审 of a 三审 desk, else to 已核定."""
    passes_on = claim.status == Status.SUBMITTED and claim.article.desk.review_levels == 3
    return Status.FINAL_REVIEW if passes_on else Status.APPROVED


def draw(claim: Claim) -> int:
    """The claim's number in the random tenth: keyed, so that nobody foresees it, and the same all round."""
    keyed = salted_hmac(SALT, f"{claim.pk}:{claim.round}", algorithm="sha256")
    return int.from_bytes(keyed.digest()[:8], "big")


def _candidate(
    claim: Claim, evidence: Sequence[tuple[str, str]], last_seen: int | None, hidden: int
) -> Candidate:
    return Candidate(
        types=claim.types,
        around=with_neighbours(claim.prefix, claim.quote, claim.suffix),
        verdict=claim.verdict,
        flags=claim.flags,
        evidence=evidence,
        has_figure=bool(claim.value),
        version=claim.version,
        last_seen=last_seen,
        draw=draw(claim),
        hidden=hidden,
    )


def _missing(claim: Claim, standing: Standing) -> str:
    return "" if claim.verdict in NO_EVIDENCE_NEEDED else standing.phrase


def _refused(actor: Actor, claim: Claim, own: bool, approved: bool) -> Refusal | None:
    desk = claim.article.desk
    now = Situation(
        status=Status(claim.status),
        roles=actor.roles_at(desk.pk),
        review_levels=desk.review_levels,
        worked=own,
        approved_already=approved,
    )
    step = find_step(target_of(claim), now)
    return refusal(step, now) if step else None


def _parts(actor: Actor, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[str]]:
    """What this person did to each claim in its present round."""
    rows = Hand.objects.filter(
        claim__in=ids, round=F("claim__round"), person=actor.user, voided_at__isnull=True
    )
    return _by_claim(rows.values_list("claim_id", "part"))


def _evidence(ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[tuple[str, str]]]:
    rows = EvidenceLink.objects.filter(claim__in=ids).values_list("claim_id", "stance", "comparison")
    return _by_claim((claim, (stance, comparison)) for claim, stance, comparison in rows)


def _hidden(actor: Actor, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[uuid.UUID]]:
    """The links of each claim that this person may not read."""
    links = EvidenceLink.objects.filter(claim__in=ids)
    return _by_claim(links.exclude(pk__in=links.visible_to(actor).values("pk")).values_list("claim_id", "pk"))


def _acted(actor: Actor, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The version that this person's own last act of review left of each claim: that one they know.

    Giving work to somebody is not looking at it: acts before the submission do not count.
    """
    own = AuditEntry.objects.filter(object_id__in=ids, actor=str(actor.user.pk), source_state__in=REVIEWED)
    return dict(own.order_by().values_list("object_id").annotate(Max("version")))


def _by_claim(rows: Iterable[tuple[uuid.UUID, T]]) -> Mapping[uuid.UUID, list[T]]:
    found: defaultdict[uuid.UUID, list[T]] = defaultdict(list)
    for claim, value in rows:
        found[claim].append(value)
    return found
