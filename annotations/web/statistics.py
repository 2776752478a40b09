"""统计: what the desks' work looks like, each figure by desk, in a fixed number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from annotations.models import Article, AuditEntry, Claim, Desk, Publication
from annotations.quality import nearest_rank
from annotations.vocabulary import Action, ArticleStatus, Status, Verdict, Word
from annotations.web.charts import Table, bar, duration, percent
from annotations.wording import say

FIRST, LAST = date.min + timedelta(days=1), date.max - timedelta(days=1)
"""Days that have a next one, and midnights that are moments in every time zone."""


@dataclass(frozen=True)
class Reading:
    """The desks a person looks at, and the days: both ends included."""

    desks: Sequence[Desk]
    since: date
    until: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment, and the first one after."""
        since, until = (min(max(day, FIRST), LAST) for day in (self.since, self.until))
        ends = (since, until + timedelta(days=1))
        begin, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in ends)
        return begin, end

    def within(self, field: str) -> Q:
        begin, end = self.moments
        return Q(**{f"{field}__gte": begin, f"{field}__lt": end})


def articles(reading: Reading) -> Table:
    """Where the articles stand that came in."""
    rows = Article.objects.filter(reading.within("created_at"), desk__in=reading.desks)
    counted = rows.order_by().values_list("desk", "status").annotate(n=Count("pk"))
    return _stacked(reading, "articles", say("稿件状态"), say("按收稿日期"), ArticleStatus, counted)


def claims(reading: Reading) -> Table:
    """Where the claims of these articles stand."""
    counted = _claims(reading).values_list("article__desk", "status").annotate(n=Count("pk"))
    return _stacked(reading, "claims", say("核查点状态"), say("按收稿日期"), Status, counted)


def verdicts(reading: Reading) -> Table:
    """What was found about them so far."""
    rows = _claims(reading).exclude(verdict="")
    counted = rows.values_list("article__desk", "verdict").annotate(n=Count("pk"))
    return _stacked(reading, "verdicts", say("结论分布"), say("按收稿日期，只计已有结论的"), Verdict, counted)


def times(reading: Reading) -> Table:
    """How long checking took, from the making of a claim to its first approval, by the log."""
    begin, end = reading.moments
    approved = AuditEntry.objects.filter(
        reading.within("at"), desk__in=reading.desks, object_type="claim", target_state=Status.APPROVED
    )
    spans = (
        AuditEntry.objects.filter(object_type="claim", object_id__in=approved.values("object_id"))
        .order_by()
        .values_list("desk", "object_id")
        .annotate(
            made=Min("at", filter=Q(action=Action.CREATE)),
            first=Min("at", filter=Q(target_state=Status.APPROVED)),
        )
    )
    taken: dict[uuid.UUID, list[timedelta]] = defaultdict(list)
    for desk, _, made, first in spans:
        if made and begin <= first < end:
            taken[desk].append(first - made)
    rows = [
        [desk.name, len(taken[desk.pk]), *(duration(nearest_rank(taken[desk.pk], p)) for p in (50, 90))]
        for desk in reading.desks
    ]
    heads = [say("部门"), say("已核定"), "P50", "P90"]
    note = say("从建立核查点到首次核定，按核定日期；一半的用时不超过 P50，九成不超过 P90")
    return Table("times", say("核查用时"), note, heads, rows)


def overrides(reading: Reading) -> Table:
    """How many articles were signed although their gate was not clear."""
    signed = Publication.objects.filter(reading.within("signed_at"), article__desk__in=reading.desks)
    total, over = Count("pk"), Count("pk", filter=~Q(override_code=""))
    counted = signed.order_by().values_list("article__desk").annotate(total=total, over=over)
    found = {desk: sums for desk, *sums in counted}
    rows: list[list[Any]] = []
    for desk in reading.desks:
        signings, overridden = found.get(desk.pk, (0, 0))
        rows.append([desk.name, signings, overridden, percent(overridden, signings)])
    heads = [say("部门"), say("签发"), say("例外签发"), say("占比")]
    return Table("overrides", say("例外签发"), say("按签发日期"), heads, rows)


def _claims(reading: Reading) -> Any:
    within = reading.within("article__created_at")
    return Claim.objects.filter(within, article__desk__in=reading.desks).order_by()


def _stacked(reading: Reading, name: str, title: str, note: str, words: type[Word], counted: Any) -> Table:
    """A bar for each desk, and the same counts as a table."""
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    for desk, state, n in counted:
        found[desk][state] = n
    by_desk = {desk: _labelled(words, found[desk.pk]) for desk in reading.desks}
    heads = [say("部门"), *(word.label for word in words), say("合计")]
    rows = [[desk.name, *counts.values(), sum(counts.values())] for desk, counts in by_desk.items()]
    return Table(name, title, note, heads, rows, [bar(desk.name, counts) for desk, counts in by_desk.items()])


def _labelled(words: type[Word], found: Mapping[str, int]) -> dict[str, int]:
    return {word.label: found.get(word.value, 0) for word in words}
