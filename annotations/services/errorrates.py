"""Reading 差错率: inspected issues with their rates, articles with what their errors weigh."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.utils import timezone

from annotations.models import Actor, Article, Desk, ErrorEntry, Inspection
from annotations.quality import NoWeights, Sheet, Weights, arithmetic, weights_on
from annotations.services.errors import Forbidden
from annotations.services.inspections import as_errors, sheet_of
from annotations.vocabulary import ErrorStage
from annotations.wording import say

MOST = 200
"""So many issues or articles, the latest first, are worked out for one page."""


@dataclass(frozen=True)
class Inspected:
    """An inspected issue and its arithmetic."""

    inspection: Inspection
    sheet: Sheet


@dataclass(frozen=True)
class Weighed:
    """折算差错 of an article, found in time and escaped: a sum, never a rate and never passed or failed."""

    article: Article
    found: Decimal
    escaped: Decimal


@dataclass(frozen=True)
class Period:
    """Days, both ends included; an end left open has none."""

    since: date | None = None
    until: date | None = None


def require_reader(actor: Actor) -> None:
    """Raise ``Forbidden`` for people who neither enter errors anywhere nor read every desk."""
    if not (actor.reads_all or actor.may_somewhere("inspect")):
        raise Forbidden(say("统计和差错率由编辑、审核人、值班总编和管理员查看。"))


def inspected(actor: Actor, desks: Collection[Desk], period: Period) -> list[Inspected]:
    """Issues of ``desks`` that came out in ``period``, the latest first, in two queries."""
    rows = Inspection.objects.visible_to(actor).filter(desk__in=desks)
    if period.since:
        rows = rows.filter(issue_date__gte=period.since)
    if period.until:
        rows = rows.filter(issue_date__lte=period.until)
    found = rows.select_related("desk", "inspector").prefetch_related("errors")[:MOST]
    return [Inspected(row, sheet_of(row)) for row in found]


def weighed_articles(actor: Actor, desks: Collection[Desk], period: Period) -> list[Weighed]:
    """Articles with errors entered in ``period``, the heaviest first, in one query."""
    rows = ErrorEntry.objects.visible_to(actor).standing().filter(desk__in=desks, article__isnull=False)
    if period.since:
        rows = rows.filter(entered_at__date__gte=period.since)
    if period.until:
        rows = rows.filter(entered_at__date__lte=period.until)
    ordered = rows.select_related("article").order_by("article_id", "entered_at", "id")
    found = [_weighed(list(errors)) for _, errors in groupby(ordered, lambda row: row.article_id)]
    return sorted(found, key=lambda one: (-one.escaped, -one.found, one.article.title))[:MOST]


def _weighed(errors: list[ErrorEntry]) -> Weighed:
    article = errors[0].article
    if article is None:
        raise ValueError("Errors of an article were asked for.")
    weights = _weights_of(article)
    sums = [
        arithmetic(as_errors(error for error in errors if error.stage == stage), 0, weights).total
        for stage in (ErrorStage.FOUND, ErrorStage.ESCAPED)
    ]
    return Weighed(article, *sums)


def _weights_of(article: Article) -> Weights:
    """Those of the day it came out. Older articles than the rule are measured by its first weights."""
    try:
        return weights_on(article.published_on or timezone.localdate(article.created_at))
    except NoWeights as error:
        return weights_on(error.first)
