"""Reading 差错率: inspected issues with their rates, articles with what their errors weigh."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from annotations.models import Actor, Article, Desk, ErrorEntry, Inspection
from annotations.quality import NoWeights, Row, Sheet, Weights, arithmetic, weights_on
from annotations.services.errors import Forbidden
from annotations.services.inspections import as_errors, sheet_of
from annotations.vocabulary import ErrorStage
from annotations.wording import say
from annotations.workflow import may

ERRORS = Prefetch("errors", ErrorEntry.objects.select_related("article"))
MOST = 200
"""So many issues or articles, the latest first, are worked out for one page."""


@dataclass(frozen=True)
class Inspected:
    """An inspected issue and its arithmetic."""

    inspection: Inspection
    sheet: Sheet

    @property
    def rows(self) -> list[tuple[Row, ErrorEntry]]:
        """Each row of the arithmetic with the entry that it weighs."""
        entries = {entry.pk: entry for entry in self.inspection.errors.all()}
        return [(row, entries[uuid.UUID(str(row.error.key))]) for row in self.sheet.rows]


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
    """Raise ``Forbidden`` for people who read the figures of no desk."""
    if not (actor.reads_all or actor.may_somewhere("read_reports")):
        raise Forbidden(say("统计和差错率由编辑、审核人、值班总编和管理员查看。"))


def desks_read(actor: Actor) -> QuerySet[Desk]:
    """The desks whose figures a person reads."""
    if actor.reads_all:
        return Desk.objects.all()
    return Desk.objects.filter(
        pk__in=[pk for pk in actor.desk_ids if may("read_reports", actor.roles_at(pk))]
    )


def inspected(actor: Actor, desks: Collection[Desk], period: Period) -> list[Inspected]:
    """Issues of ``desks`` that came out in ``period``, the latest first, in two queries."""
    rows = Inspection.objects.visible_to(actor).filter(desk__in=desks)
    if period.since:
        rows = rows.filter(issue_date__gte=period.since)
    if period.until:
        rows = rows.filter(issue_date__lte=period.until)
    found = rows.select_related("desk", "inspector").prefetch_related(ERRORS)[:MOST]
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
