"""月度复查: a sample of a month's published articles, drawn once and checked again by somebody uninvolved.

The draw is reproducible (quality/sampling.py): population, share and seed are stored, and the sample is
nothing but a function of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from annotations.models import Article, Desk, Recheck, RecheckRound
from annotations.quality import drawn
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict
from annotations.vocabulary import Action
from annotations.wording import say

LOOK_BACK = 3
"""So many months are caught up with when nobody drew in time."""


def draw(*, desk: Desk, month: date, seed: str = "") -> RecheckRound | None:
    """Draw the sample of a month that is over; None when the desk published nothing in it.

    A month is drawn once: asked again, or by two workers at once, the first draw is given back. Raises
    ``Conflict`` while the month is running, for its population still grows.
    """
    month = month.replace(day=1)
    if month >= timezone.localdate().replace(day=1):
        raise Conflict(say("{month} 还没有过完，下月 1 日起才能抽样。", month=f"{month:%Y-%m}"))
    earlier = RecheckRound.objects.filter(desk=desk, month=month).first()
    if earlier is not None:
        return earlier
    population = [str(pk) for pk in published_in(desk, month).values_list("pk", flat=True)]
    if not population:
        return None
    try:
        return _store(desk, month, population, seed or secrets.token_hex(16))
    except IntegrityError:
        return RecheckRound.objects.get(desk=desk, month=month)


def draw_what_is_due(desks: Iterable[Desk] | None = None) -> list[RecheckRound]:
    """Draw what is missing of the last months, for every desk or for ``desks``; the rounds that are new."""
    done = set(RecheckRound.objects.values_list("desk_id", "month"))
    return [
        made
        for desk in (Desk.objects.order_by("name") if desks is None else desks)
        for month in _months_over(timezone.localdate())
        if (desk.pk, month) not in done and (made := draw(desk=desk, month=month)) is not None
    ]


def published_in(desk: Desk, month: date) -> QuerySet[Article]:
    """Articles of the desk that first came out in the month (in the newsroom's time)."""
    begin, end = _bounds(month)
    first = Article.objects.filter(desk=desk).annotate(first=Min("publications__published_at"))
    return first.filter(first__gte=begin, first__lt=end).order_by("pk")


@transaction.atomic
def _store(desk: Desk, month: date, population: list[str], seed: str) -> RecheckRound:
    sample = drawn(population, seed)
    made = RecheckRound.objects.create(
        desk=desk, month=month, population=len(population), sampled=len(sample), seed=seed
    )
    Recheck.objects.bulk_create([Recheck(round=made, article_id=pk) for pk in sample])
    diff = {"population": [None, made.population], "sampled": [None, made.sampled], "seed": [None, seed]}
    record(None, desk.pk, made, Change(Action.CREATE, None, None, diff | {"articles": [None, sample]}))
    return made


def _bounds(month: date) -> tuple[datetime, datetime]:
    following = (month + timedelta(days=32)).replace(day=1)
    begin, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (month, following))
    return begin, end


def _months_over(today: date) -> list[date]:
    """The first days of the last months that are over, the earliest first."""
    months = []
    month = today.replace(day=1)
    for _ in range(LOOK_BACK):
        month = (month - timedelta(days=1)).replace(day=1)
        months.append(month)
    return months[::-1]
