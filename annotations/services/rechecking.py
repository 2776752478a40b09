"""The blind re-check of one article: taken by somebody uninvolved, answered claim by claim, then compared."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from annotations.models import Actor, Claim, Hand, Publication, Recheck, RecheckAnswer, VerifiedFact
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.vocabulary import Action, Verdict
from annotations.wording import say

LONGEST_NOTE = 2_000


@dataclass(frozen=True)
class Answer:
    """What the blind checker found about one claim."""

    verdict: str
    note: str = ""


@dataclass(frozen=True)
class Difference:
    """A claim about which the second check found something else than what was published."""

    claim: Claim
    first: Verdict
    second: Verdict
    note: str


@dataclass(frozen=True)
class Comparison:
    """How a finished re-check agrees with what was published: the same verdict, claim by claim."""

    total: int
    agreed: int
    differences: Sequence[Difference]


def claims_of(recheck: Recheck) -> QuerySet[Claim]:
    """What is asked: the claims that were published with the article, in reading order."""
    published = VerifiedFact.objects.filter(article=recheck.article_id, published_at__isnull=False)
    return Claim.objects.filter(pk__in=published.values("claim")).in_reading_order()


def part_in(actor: Actor, recheck: Recheck) -> str:
    """What part a person had in the article, as a sentence; empty for somebody uninvolved."""
    article = recheck.article
    if article.created_by_id == actor.user.pk or article.versions.filter(author=actor.user).exists():
        return say("您上传过这篇稿件")
    if article.assignee_id == actor.user.pk:
        return say("您是这篇稿件的责编")
    if Hand.objects.filter(claim__article=article, person=actor.user).exists():
        return say("您参与过这篇稿件的核查或审核")
    if Publication.objects.filter(article=article, signed_by=actor.user).exists():
        return say("您签发过这篇稿件")
    return ""


def why_not(actor: Actor, recheck: Recheck) -> str:
    """Why a person cannot take a re-check, or an empty string."""
    if recheck.finished_at is not None:
        return say("这一篇已经复查完。")
    if recheck.checker_id is not None and recheck.checker_id != actor.user.pk:
        return say("这一篇已由{person}接手。", person=recheck.checker)
    part = part_in(actor, recheck)
    return say("{part}，盲查须由没有参与过的人来做。", part=part) if part else ""


@transaction.atomic
def take(*, actor: Actor, recheck: Recheck, seen: int | None) -> Recheck:
    """接手复查. Raises ``Forbidden`` for people with a part in the article, ``Conflict``, ``Stale``."""
    _require(actor, recheck, seen)
    if recheck.checker_id is not None:
        raise Conflict(say("这一篇已由{person}接手。", person=recheck.checker))
    _move(recheck, checker=actor.user)
    return _log(actor, recheck, {"checker": [None, actor.user.pk]})


@transaction.atomic
def put_back(*, actor: Actor, recheck: Recheck, seen: int | None) -> Recheck:
    """放回: whoever comes next starts with an empty sheet. Raises ``Conflict``, ``Stale``."""
    require(actor, recheck.round.desk_id, "recheck")
    _require_unfinished_own(actor, recheck, seen)
    _move(recheck, checker=None)
    RecheckAnswer.objects.filter(recheck=recheck).delete()
    return _log(actor, recheck, {"checker": [actor.user.pk, None]})


@transaction.atomic
def answer(
    *,
    actor: Actor,
    recheck: Recheck,
    seen: int | None,
    answers: Mapping[uuid.UUID, Answer],
    finish: bool = False,
) -> Recheck:
    """Store verdicts, and with ``finish`` close the sheet: every claim must have one then.

    Raises ``Invalid`` for a claim that is not asked about and an unknown verdict, ``Forbidden`` when the
    checker has had a part in the article meanwhile, ``Conflict``, ``Stale``.
    """
    _require(actor, recheck, seen)
    _require_unfinished_own(actor, recheck, seen)
    asked = {claim.pk for claim in claims_of(recheck)}
    given = {row.claim_id: row for row in recheck.answers.all()}
    changed = {pk: one for pk, one in answers.items() if pk not in given or _differs(given[pk], one)}
    for pk, one in changed.items():
        _require_good(one, asked=pk in asked)
    missing = len(asked - given.keys() - answers.keys())
    if finish and missing:
        raise Conflict(say("还有 {n} 个核查点没有结论，补全后再完成。", n=missing))
    if not changed and not finish:
        return recheck
    # The row first: of two who save at once, the slower has stored nothing when it is told.
    _move(recheck, **({"finished_at": timezone.now()} if finish else {}))
    for pk, one in changed.items():
        fields = {"verdict": one.verdict, "note": one.note, "at": timezone.now()}
        RecheckAnswer.objects.update_or_create(recheck=recheck, claim_id=pk, defaults=fields)
    before = {str(pk): given[pk].verdict for pk in changed if pk in given}
    after = {str(pk): one.verdict for pk, one in changed.items()}
    return _log(actor, recheck, {"answers": [before, after]} if changed else {})


def compare(recheck: Recheck) -> Comparison:
    """What a finished re-check found beside what was first published. Raises ``Conflict`` before its end."""
    if recheck.finished_at is None:
        raise Conflict(say("复查还没有完成，完成后才显示比较。"))
    first = first_verdicts([recheck.article_id])
    given = recheck.answers.select_related("claim").order_by("claim__start", "claim__end", "claim_id")
    differences = [
        Difference(row.claim, Verdict(first[row.claim_id]), Verdict(row.verdict), row.note)
        for row in given
        if first[row.claim_id] != row.verdict
    ]
    return Comparison(len(given), len(given) - len(differences), differences)


def first_verdicts(articles: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """By claim, the verdict with which it first came out, whatever was corrected since."""
    facts = VerifiedFact.objects.filter(article__in=articles, published_at__isnull=False)
    latest_first = facts.order_by("-published_at", "-approved_at").values_list("claim", "verdict")
    return dict(latest_first)  # the earliest comes last and stays


def _differs(row: RecheckAnswer, one: Answer) -> bool:
    return (row.verdict, row.note) != (one.verdict, one.note)


def _require_good(one: Answer, *, asked: bool) -> None:
    if not asked:
        raise Invalid.field("claim", say("这个核查点不在复查之列。"), "unknown")
    if not one.verdict:
        raise Invalid.field("verdict", say("请给出结论。"), "required")
    check.verdict(one.verdict)
    check.limited("note", one.note, LONGEST_NOTE)


def _require(actor: Actor, recheck: Recheck, seen: int | None) -> None:
    require(actor, recheck.round.desk_id, "recheck")
    if seen is not None and seen != recheck.version:
        raise Stale(recheck)
    if part := part_in(actor, recheck):
        raise Forbidden(say("{part}，盲查须由没有参与过的人来做。", part=part))


def _require_unfinished_own(actor: Actor, recheck: Recheck, seen: int | None) -> None:
    if seen is not None and seen != recheck.version:
        raise Stale(recheck)
    if recheck.finished_at is not None:
        raise Conflict(say("这一篇已经复查完，不能再改。"))
    if recheck.checker_id != actor.user.pk:
        raise Conflict(say("这一篇不在您手上，请先接手。"))


def _move(recheck: Recheck, **fields: Any) -> None:
    """The row's own change, unless somebody wrote since."""
    moved = Recheck.objects.filter(pk=recheck.pk, version=recheck.version).update(
        **fields, version=F("version") + 1
    )
    recheck.refresh_from_db()
    if not moved:
        raise Stale(recheck)


def _log(actor: Actor, recheck: Recheck, diff: dict[str, Any]) -> Recheck:
    after = "finished" if recheck.finished_at else None
    record(actor, recheck.round.desk_id, recheck, Change(Action.EDIT, None, after, diff))
    return recheck
