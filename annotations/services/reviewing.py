"""整稿审定: a whole article under review. Exceptions one by one, the rest in one act after it was seen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from annotations.models import Actor, Article, Claim, Sighting
from annotations.models.claims import UNDER_REVIEW
from annotations.services.access import require
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.review import take_step
from annotations.services.reviewlines import Line, lines_of, target_of
from annotations.vocabulary import Status
from annotations.wording import listed, say

Named = tuple[uuid.UUID, int]
"""A claim and the version of it that somebody saw."""
SHORT = 20
"""Characters of a quote that name a claim in a sentence."""


@dataclass(frozen=True)
class Overview:
    """An article's claims under review, each list in reading order.

    ``skipped`` are those this person cannot approve; ``unsubmitted`` counts what is still being checked.
    """

    exceptions: Sequence[Line]
    rest: Sequence[Line]
    skipped: Sequence[Line]
    unsubmitted: int


@dataclass(frozen=True)
class Approved:
    """What became of the claims of one act: approved, and skipped with the reason of each."""

    claims: Sequence[Claim]
    skipped: Sequence[tuple[Claim, str]]


def overview(*, actor: Actor, article: Article) -> Overview:
    """What waits for this reviewer: exceptions, the rest, and what is not theirs to approve."""
    require(actor, article.desk_id, "review")
    claims = (
        article.claims.awaiting_review()
        .select_related("article__desk", "assignee")
        .prefetch_related("mentions")
    )
    lines = lines_of(actor, list(claims.in_reading_order()))
    theirs = [line for line in lines if line.refused is None]
    ended = [*UNDER_REVIEW, Status.APPROVED, Status.PUBLISHED, Status.SUPERSEDED]
    return Overview(
        exceptions=[line for line in theirs if line.why],
        rest=[line for line in theirs if not line.why],
        skipped=[line for line in lines if line.refused is not None],
        unsubmitted=article.claims.exclude(status__in=ended).count(),
    )


@transaction.atomic
def mark_seen(*, actor: Actor, article: Article, named: Sequence[Named]) -> list[Claim]:
    """Remember which versions of claims this reviewer had on the screen; returns those that count.

    A claim that has changed meanwhile was not seen as it is. An exception is not seen in passing: only the
    act on it counts. No claim changes, so nothing is logged.
    """
    require(actor, article.desk_id, "review")
    versions = _once_each(named)
    lines = lines_of(actor, _locked(article, versions))
    counted = [
        line.claim
        for line in lines
        if as_seen(line.claim, versions[line.claim.pk])
        and line.claim.status in UNDER_REVIEW
        and not line.why
        and line.refused is None
    ]
    _remember(actor, counted)
    return counted


@transaction.atomic
def approve_many(*, actor: Actor, article: Article, named: Sequence[Named], stated: bool) -> Approved:
    """Approve claims in one act, each by its own step and with the version that was seen.

    With ``stated`` the list itself says that they were seen; without, each must have been on the screen at
    that version. One's own claims, those that changed or were approved meanwhile, and those never seen are
    skipped with the reason. Raises ``Conflict``, and approves nothing, when an exception is named together
    with others: it takes an act of its own.
    """
    require(actor, article.desk_id, "review")
    versions = _once_each(named)
    lines = lines_of(actor, _locked(article, versions))
    reasons = {line.claim.pk: _why_not(line, versions[line.claim.pk], stated=stated) for line in lines}
    going = [line for line in lines if not reasons[line.claim.pk]]
    _refuse_exceptions_together(going, versions)
    # Every lock is taken before the first audit row: claims by key, this person's sightings behind them.
    _remember(actor, [line.claim for line in going])
    steps = [(line.claim, _step(actor, line.claim, versions[line.claim.pk])) for line in going]
    skipped = [(line.claim, reasons[line.claim.pk]) for line in lines if reasons[line.claim.pk]]
    return Approved(
        claims=[moved for _, moved in steps if isinstance(moved, Claim)],
        skipped=skipped + [(claim, moved) for claim, moved in steps if isinstance(moved, str)],
    )


def _step(actor: Actor, claim: Claim, seen: int) -> Claim | str:
    """The claim as approved, or why it was not. A step is a savepoint: the others stand."""
    try:
        return take_step(actor=actor, claim=claim, to=target_of(claim), seen=seen)
    except (Conflict, Stale, Forbidden) as problem:
        return problem.detail


def as_seen(claim: Claim, seen: int) -> bool:
    """Whether the claim still is what the reviewer saw."""
    return claim.version == seen


def _why_not(line: Line, seen: int, *, stated: bool) -> str:
    """Why this claim is left out of the act, or an empty string."""
    status = Status(line.claim.status)
    if not as_seen(line.claim, seen):
        return say(
            "您看过的是 v{seen}，现在是 v{version}（{status}），请看过再批准。",
            seen=seen,
            version=line.version,
            status=status.label,
        )
    if status not in UNDER_REVIEW:
        return say("现在是“{status}”，不在待审之列。", status=status.label)
    if line.refused is not None:
        return line.refused.text
    if not stated and not line.seen:
        return say("还没有在您的屏幕上显示过，请看过再批准。")
    return ""


def _refuse_exceptions_together(going: Sequence[Line], versions: Mapping[uuid.UUID, int]) -> None:
    singly = [line for line in going if line.why]
    if not singly or len(versions) == 1:
        return
    places = list(versions)
    raise Conflict(
        say(
            "有 {n} 条须逐条看过、单独批准：{quotes}。一条也没有批准。",
            n=len(singly),
            quotes=listed(f"“{line.claim.quote[:SHORT]}”" for line in singly),
        ),
        code="exception",
        errors=[
            {
                "pointer": f"/approve/{places.index(line.claim.pk)}",
                "code": line.why[0].rule,
                "detail": " ".join(why.text for why in line.why),
            }
            for line in singly
        ],
    )


def _once_each(named: Sequence[Named]) -> dict[uuid.UUID, int]:
    """Claims and versions as named; a claim named twice could mean two versions of it."""
    versions = dict(named)
    if len(versions) != len(named):
        raise Invalid.field("approve", say("同一个核查点列了两次，一条也没有改动；请每条只列一次。"), "twice")
    return versions


def _locked(article: Article, ids: Iterable[uuid.UUID]) -> list[Claim]:
    """The claims in reading order, kept from other writers: locked by key, as everybody locks them."""
    wanted = list(ids)
    rows = article.claims.select_for_update(of=("self",)).select_related("article__desk").order_by("pk")
    claims = list(rows.filter(pk__in=wanted))
    if len(claims) != len(wanted):
        raise Invalid.field(
            "approve", say("有的核查点不属于这篇稿件，一条也没有改动；请刷新后再选。"), "unknown"
        )
    return sorted(claims, key=lambda claim: (claim.start, claim.end, str(claim.pk)))


def _remember(actor: Actor, claims: Sequence[Claim]) -> None:
    """Note that this person saw the claims as they stand."""
    now = timezone.now()
    Sighting.objects.bulk_create(
        [
            Sighting(claim=claim, person=actor.user, claim_version=claim.version, at=now)
            for claim in sorted(claims, key=lambda one: str(one.pk))
        ],
        update_conflicts=True,
        unique_fields=["claim", "person"],
        update_fields=["claim_version", "at"],
    )
