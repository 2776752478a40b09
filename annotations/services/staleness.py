"""依据待更新: the flag of a claim whose evidence has expired, or has another text now than the one quoted.

The flag follows from the evidence: whoever changes what it follows from calls ``settle``, in the same
transaction, and once a day every claim is looked at (what expired overnight; what slipped through between
two transactions). It touches neither status nor approvals: it asks somebody to look.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from annotations.models import (
    Actor,
    BasisConfirmation,
    Claim,
    EvidenceLink,
    Snapshot,
    Source,
    VerifiedFact,
)
from annotations.services import claimrows
from annotations.services.access import require
from annotations.services.errors import Conflict, Forbidden, Invalid
from annotations.vocabulary import Action, Confidentiality, Flag, Status
from annotations.wording import marked, say

SLICE = 200
"""Claims looked at in one transaction by the daily task."""
REASON_LIMIT = 2_000
IN_WORK = frozenset({Status.OPEN, Status.IN_PROGRESS, Status.NEEDS_INFO, Status.REOPENED})

CHANGED = marked("核查资料《{title}》有新快照，正文与引用时不同。")
EXPIRED = marked("核查资料《{title}》的有效期到 {day} 为止。")
CHANGED_PROTECTED = marked("一份保护信源有新快照，正文与引用时不同。")
EXPIRED_PROTECTED = marked("一份保护信源的有效期已过。")
FACT_GONE = marked("核查资料《{title}》所据的本报已核事实已暂停外供、撤回或被取代。")
NO_LONGER = marked("使依据待更新的原因已不存在。")
SENTENCES = (CHANGED, EXPIRED, CHANGED_PROTECTED, EXPIRED_PROTECTED, FACT_GONE, NO_LONGER)
"""Reasons in the log, stored in Chinese."""


GONE = Q(source__fact__isnull=False) & (
    Q(source__fact__held_at__isnull=False)
    | Q(source__fact__retracted_at__isnull=False)
    | Q(source__fact__successor__isnull=False)
)
"""Links to a fact that the newsroom does not stand by as it was."""


@dataclass(frozen=True)
class Cause:
    """Why a link does not stand as it did; ``newest`` is the number of its source's newest snapshot."""

    link: EvidenceLink
    why: Literal["changed", "expired", "fact"]
    newest: int

    @property
    def stored(self) -> str:
        """The cause as the log keeps it; of a protected source not even which it is."""
        source = self.link.source
        if self.why == "fact":  # never protected
            return FACT_GONE.format(title=source.title)
        if source.confidentiality == Confidentiality.PROTECTED:
            return CHANGED_PROTECTED if self.why == "changed" else EXPIRED_PROTECTED
        if self.why == "changed":
            return CHANGED.format(title=source.title)
        return EXPIRED.format(title=source.title, day=source.valid_until)

    def answered_by(self, confirmed: BasisConfirmation | None) -> bool:
        if confirmed is None:
            return False
        if self.why == "changed":
            return confirmed.snapshot_number >= self.newest
        if self.why == "fact":
            return confirmed.at > _left(self.link.source)
        return confirmed.valid_until == self.link.source.valid_until


def _left(source: Source) -> datetime:
    """When the newsroom last took back the fact that a source is."""
    fact = source.fact
    following = VerifiedFact.objects.filter(supersedes=fact).values_list("approved_at", flat=True).first()
    moments = (fact.held_at, fact.retracted_at, following) if fact else ()
    return max(moment for moment in moments if moment)


def causes_of(claims: Collection[uuid.UUID], today: date | None = None) -> dict[uuid.UUID, list[Cause]]:
    """What keeps each claim's basis out of date, oldest link first; claims without a cause are left out."""
    today = today or timezone.localdate()
    newest = Snapshot.objects.filter(source=OuterRef("source")).order_by("-number")
    links = (
        EvidenceLink.objects.filter(claim__in=claims)
        .select_related("source__fact")
        .annotate(newest=Subquery(newest.values("number")[:1]))
    )
    changed = links.filter(snapshot__number__lt=F("newest")).exclude(
        snapshot__text=Subquery(newest.values("text")[:1])
    )
    expired = links.filter(source__valid_until__lt=today)
    found = [Cause(link, "changed", link.newest) for link in changed]
    found += [Cause(link, "expired", link.newest) for link in expired]
    found += [Cause(link, "fact", link.newest) for link in links.filter(GONE)]
    confirmed = {
        (row.claim_id, row.source_id): row for row in BasisConfirmation.objects.filter(claim__in=claims)
    }
    causes = defaultdict(list)
    for cause in found:
        if not cause.answered_by(confirmed.get((cause.link.claim_id, cause.link.source_id))):
            causes[cause.link.claim_id].append(cause)
    return dict(causes)


def citing(source: Source) -> list[uuid.UUID]:
    """The claims that quote a source, locked in the order of their keys until the transaction ends.

    Taken before anything is written to the log: whoever works on a claim locks it before the log.
    """
    claims = Claim.objects.filter(evidence__source=source).values("pk")
    rows = Claim.objects.select_for_update(of=("self",)).filter(pk__in=claims).order_by("pk")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def settle_fact(fact: uuid.UUID) -> int:
    """The claims that cite a fact, once it is held, withdrawn or replaced: after that has been committed."""
    cited = EvidenceLink.objects.filter(source__fact=fact).values_list("claim", flat=True)
    return settle(set(cited))


def settle(claims: Collection[uuid.UUID], today: date | None = None) -> int:
    """Set or clear the flag of those claims where it is not as it should be; how many those were.

    In the caller's transaction; each change is a row of the system in the claim's history.
    """
    rows = Claim.objects.select_for_update(of=("self",)).select_related("article__desk")
    held = list(rows.filter(pk__in=claims).exclude(status=Status.SUPERSEDED).order_by("pk"))
    causes = causes_of([claim.pk for claim in held], today)
    moved = 0
    for claim in held:
        flags = with_stale(claim.flags, bool(causes.get(claim.pk)))
        if flags != claim.flags:
            reason = _told(causes.get(claim.pk, []))
            claimrows.write(claim, None, Action.FLAG, {"flags": flags}, reason=reason)
            moved += 1
    return moved


def with_stale(flags: Sequence[str], stale: bool) -> list[str]:
    """The flags with 依据待更新 as it should be; the others stay where they are."""
    if stale == (Flag.STALE in flags):
        return list(flags)
    return [*flags, Flag.STALE] if stale else [flag for flag in flags if flag != Flag.STALE]


def _told(causes: Sequence[Cause]) -> str:
    """The row's reason: one sentence, so that it can be said again in another language."""
    return causes[0].stored if causes else NO_LONGER


@transaction.atomic
def confirm_basis(*, actor: Actor, claim: Claim, reason: str, seen: int | None) -> Claim:
    """依据仍然成立: take the flag away, saying why the claim stands on what its sources hold now.

    An editor while the claim is in work, a reviewer or chief afterwards; approvals and four eyes are not
    touched. Raises ``Forbidden``, ``Conflict``, ``Invalid``, ``Stale``.
    """
    act = "confirm_basis" if claim.status in IN_WORK else "confirm_basis_reviewed"
    require(actor, claim.article.desk_id, act)
    claim = claimrows.locked(claim) if seen is None else claim
    claimrows.require_version(claim, seen)
    if Flag.STALE not in claim.flags:
        raise Conflict(say("这个核查点没有“依据待更新”的标记，不需要确认。"))
    if not reason.strip():
        raise Invalid.field("reason", say("请写明依据为什么仍然成立。"), "required")
    if len(reason) > REASON_LIMIT:
        raise Invalid.field("reason", say("理由最多 {n} 个字。", n=REASON_LIMIT), "too_long")
    causes = causes_of([claim.pk]).get(claim.pk, [])
    _require_seen(actor, causes)
    for cause in causes:
        BasisConfirmation.objects.update_or_create(
            claim=claim,
            source=cause.link.source,
            defaults={
                "snapshot_number": cause.newest,
                "valid_until": cause.link.source.valid_until,
                "by": actor.user,
                "at": timezone.now(),
            },
        )
    fields = {"flags": with_stale(claim.flags, stale=False)}
    claim = claimrows.write(claim, actor, Action.FLAG, fields, reason=reason.strip())
    if claim.status in IN_WORK:
        claimrows.worked(claim, actor)
    return claim


def _require_seen(actor: Actor, causes: Sequence[Cause]) -> None:
    """Nobody can say of a source that they may not see that it still carries the claim."""
    sources = {cause.link.source_id for cause in causes}
    if Source.objects.visible_to(actor).filter(pk__in=sources).count() < len(sources):
        raise Forbidden(say("依据里有您无权查看的保护信源，请由能查看它的同事确认。"))


def settle_all(today: date | None = None) -> int:
    """Daily: bring the flags of all claims up to date, slice by slice; how many were changed.

    Each slice commits on its own and depends on nothing that an earlier run left: run twice it changes
    nothing, killed it is done by the next run.
    """
    today = today or timezone.localdate()
    return sum(_settle_slice(claims, today) for claims in _suspects(today))


@transaction.atomic
def _settle_slice(claims: Sequence[uuid.UUID], today: date) -> int:
    return settle(claims, today)


def _suspects(today: date) -> Iterator[list[uuid.UUID]]:
    """Claims some of whose sources have expired or have a newer snapshot, and which are not flagged as
    they should be."""
    newer = Snapshot.objects.filter(source=OuterRef("source"), number__gt=OuterRef("snapshot__number"))
    suspicious = EvidenceLink.objects.filter(claim=OuterRef("pk")).filter(
        Q(source__valid_until__lt=today) | Exists(newer) | GONE
    )
    rows = Claim.objects.exclude(status=Status.SUPERSEDED).filter(Exists(suspicious)).order_by("pk")
    last: uuid.UUID | None = None
    while True:
        after = rows.filter(pk__gt=last) if last else rows
        flags = dict(after.values_list("pk", "flags")[:SLICE])
        if not flags:
            return
        last = max(flags)
        causes = causes_of(flags.keys(), today)
        if wrong := [pk for pk, have in flags.items() if (Flag.STALE in have) != (pk in causes)]:
            yield wrong
