"""Sources that change or expire, and what their claims then say."""

from __future__ import annotations

from datetime import date, timedelta

from annotations.models import Claim, Source
from annotations.vocabulary import Flag
from tests.factories import BULLETIN, QUOTE

TODAY = date(2026, 3, 8)
LATER = BULLETIN.replace(QUOTE, "到位资金118.20亿元")


def fresh(claim: Claim) -> Claim:
    return Claim.objects.select_related("article__desk").get(pk=claim.pk)


def is_stale(claim: Claim) -> bool:
    return Flag.STALE in fresh(claim).flags


def expire(source: Source, day: date = TODAY - timedelta(days=1)) -> None:
    Source.objects.filter(pk=source.pk).update(valid_until=day)
    source.refresh_from_db()
