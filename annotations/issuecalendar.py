"""When a correction is due: online the same day, in print in the next issue (出报日历).

A day is told where the paper is made (Asia/Shanghai). The issue of a day closes the evening before, so
the next issue after a moment is the first issue day strictly after its local date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from annotations.vocabulary import Channel

PRESS_ZONE = ZoneInfo("Asia/Shanghai")
LONGEST_GAP = 366
"""Days that are looked ahead: a paper that does not appear for a year has no next issue."""


def is_issue_day(day: date, calendar: Mapping[str, Any]) -> bool:
    """Whether the paper appears on ``day``; ``calendar`` as in ``Desk.issue_calendar``, empty: every day."""
    weekdays = calendar.get("weekdays")
    appears = weekdays is None or day.weekday() in weekdays
    return appears and day.isoformat() not in calendar.get("no_issue", ())


def next_issue(moment: datetime, calendar: Mapping[str, Any]) -> date | None:
    """The first issue that something known at ``moment`` can still come into; None within a year's gap.

    Raises ``ValueError`` for a moment without a time zone.
    """
    today = local_day(moment)
    ahead = (today + timedelta(days=n) for n in range(1, LONGEST_GAP + 1))
    return next((day for day in ahead if is_issue_day(day, calendar)), None)


def due_on(channel: str, moment: datetime, calendar: Mapping[str, Any]) -> date | None:
    """The last day for a correction on ``channel``, counted from discovery or the party's demand."""
    return next_issue(moment, calendar) if channel == Channel.PRINT else local_day(moment)


def first_due(channels: Iterable[str], moment: datetime, calendar: Mapping[str, Any]) -> date | None:
    """The earliest of the days on which the channels are due; online when none is named."""
    days = [due_on(channel, moment, calendar) for channel in set(channels) or {Channel.WEB}]
    return min((day for day in days if day), default=None)


def local_day(moment: datetime) -> date:
    """The paper's own date at ``moment``."""
    if moment.tzinfo is None:
        raise ValueError(f"A moment needs a time zone, got {moment!r}.")
    return moment.astimezone(PRESS_ZONE).date()
