"""更正 and 答辩 after publication: reported, the writer heard, assessed; then rulings.py and notices.py."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from annotations.issuecalendar import first_due
from annotations.models import Actor, Article, Claim, Correction, Publication, VerifiedFact
from annotations.services import correctionrows as rows
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Invalid
from annotations.services.holding import hold_claims
from annotations.vocabulary import (
    Action,
    ArticleStatus,
    CorrectionKind,
    CorrectionState,
    WriterView,
)
from annotations.wording import say

OUT = (ArticleStatus.PUBLISHED, ArticleStatus.CORRECTED)


@dataclass(frozen=True)
class Report:
    """What somebody says is wrong. ``demanded_at`` is the discovery or the party's demand; now by default."""

    problem: str
    quote: str = ""
    kind: str = CorrectionKind.CORRECTION
    party: str = ""
    demanded_at: datetime | None = None
    claim: Claim | None = None
    publication: Publication | None = None


@transaction.atomic
def report_error(*, actor: Actor, article: Article, report: Report) -> Correction:
    """Report an error in a published article; anyone of the desk may. Its due date is counted at once.

    Raises ``Invalid``, and ``Conflict`` for an article that is not published.
    """
    require(actor, article.desk_id, "report_error")
    if article.status not in OUT:
        status = article.get_status_display()
        raise Conflict(say("这篇稿件“{status}”，还没有刊发：请直接改稿，不走更正。", status=status))
    now = timezone.now()
    demanded_at = report.demanded_at or now
    _require_sensible(article, report, demanded_at, now)
    channels = [report.publication.channel] if report.publication else rows.channels_of(article)
    correction = Correction.objects.create(
        desk_id=article.desk_id,
        article=article,
        publication=report.publication,
        claim=report.claim,
        fact=VerifiedFact.objects.filter(claim=report.claim, successor__isnull=True).first()
        if report.claim
        else None,
        kind=report.kind,
        quote=report.quote,
        problem=report.problem.strip(),
        party=report.party.strip(),
        demanded_at=demanded_at,
        reported_by=actor.user,
        reported_at=now,
        due_on=first_due(channels, demanded_at, article.desk.issue_calendar),
    )
    if report.claim:
        correction.claims.add(report.claim)
    diff = {
        name: [None, getattr(report, name)] for name in ("problem", "quote", "party") if getattr(report, name)
    }
    record(actor, article.desk_id, correction, Change(Action.CORRECT, None, correction.state, diff))
    return correction


@transaction.atomic
def give_view(
    *, actor: Actor, correction: Correction, seen: int | None, view: str, note: str = ""
) -> Correction:
    """The writer, or an editor for the writer, confirms or contests the error; open until it is decided."""
    correction = rows.begin(actor, correction, "view", seen)
    if view not in list(WriterView):
        known = say("、").join(WriterView)
        raise Invalid.field("writer_view", say("作者意见须是 {known} 之一。", known=known), "unknown")
    if view == WriterView.CONTESTS and not note.strip():
        raise Invalid.field("writer_note", say("有异议请写明理由。"), "required")
    fields = {
        "writer_view": view,
        "writer_note": check.limited("writer_note", note.strip(), rows.TEXT_LIMIT),
        "writer": actor.user,
    }
    return rows.write(correction, actor, fields)


@transaction.atomic
def assess(
    *,
    actor: Actor,
    correction: Correction,
    seen: int | None,
    assessment: str,
    hold: bool = False,
    claims: Sequence[uuid.UUID] = (),
) -> Correction:
    """A reviewer says what there is to it; with ``hold`` the facts of its claims leave the exports at once.

    ``claims`` are further claims of the article that it concerns.
    """
    correction = rows.begin(actor, correction, "assess", seen)
    if not assessment.strip():
        raise Invalid.field("assessment", say("请写明评估意见。"), "required")
    assessment = check.limited("assessment", assessment.strip(), rows.TEXT_LIMIT)
    concerned = rows.concerned(correction, claims)
    if hold and not concerned:
        raise Invalid.field("claims", say("暂停外供请指明涉及的核查点。"), "required")
    correction.claims.set(concerned)
    held = hold_claims(actor, concerned, assessment, correction) if hold else []
    fields = {
        "state": CorrectionState.ASSESSED,
        "assessment": assessment,
        "assessed_by": actor.user,
        "assessed_at": timezone.now(),
    }
    return rows.write(correction, actor, fields, more=rows.told("held", held))


def _require_sensible(article: Article, report: Report, demanded_at: datetime, now: datetime) -> None:
    """Raise ``Invalid`` for a report that cannot be."""
    if not report.problem.strip():
        raise Invalid.field("problem", say("请写明哪里不对。"), "required")
    check.limited("problem", report.problem, rows.TEXT_LIMIT)
    check.limited("party", report.party, 300)
    if report.kind not in list(CorrectionKind):
        raise Invalid.field(
            "kind", say("类别须是 {known} 之一。", known=say("、").join(CorrectionKind)), "unknown"
        )
    if demanded_at > now:
        raise Invalid.field("demanded_at", say("发现或要求更正的时间不能在将来。"))
    if report.claim and report.claim.article_id != article.pk:
        raise Invalid.field("claim", say("这个核查点不属于这篇稿件。"), "unknown")
    publication = report.publication
    if publication and publication.article_id != article.pk:
        raise Invalid.field("publication", say("这次刊发不属于这篇稿件。"), "unknown")
    number = publication.text_version if publication else article.text_version
    if report.quote and report.quote not in article.versions.get(number=number).text:
        told = say("第 {n} 版正文里没有这段文字；请原样复制，或留空。", n=number)
        raise Invalid.field("quote", told, "quote_mismatch")
