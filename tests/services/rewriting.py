"""A text, a further version of it, and what became of its claims."""

from __future__ import annotations

from typing import Any

from annotations.models import Actor, Article, AuditEntry, Claim
from annotations.services.versions import Report, add_version
from annotations.vocabulary import Outcome
from tests.factories import an_approved_claim

COPY = (
    "2023年，全市新开工过亿元项目169个、到位资金117.77亿元。\n"
    "港口是全省唯一的深水港，市长王建国说，要加快的建设。\n"
    "全年接待游客35万人次，新增就业2100人。"
)


def renewed(editor: Actor, article: Article, old: str, new: str, **more: Any) -> Report:
    """A version in which ``new`` stands for ``old``."""
    report = add_version(actor=editor, article=article, text=COPY.replace(old, new), **more)
    article.refresh_from_db()
    return report


def an_approval(editor: Actor, reviewer: Actor, article: Article, quote: str, **verdict: Any) -> Claim:
    return an_approved_claim(editor, reviewer, article, quote=quote, **verdict)


def rows_of(claim: Claim) -> list[AuditEntry]:
    return list(AuditEntry.objects.about(claim).order_by("seq"))


def outcome_of(report: Report, claim: Claim) -> Outcome:
    return next(one.outcome for one in report.claims if one.claim.pk == claim.pk)
