"""When a correction is due, over holidays, gaps and the end of a year."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from annotations.issuecalendar import due_on, first_due, local_day, next_issue

WEEKDAYS = {"weekdays": [0, 1, 2, 3, 4]}
HOLIDAY = {"weekdays": [0, 1, 2, 3, 4, 5, 6], "no_issue": ["2026-10-01", "2026-10-02", "2026-10-03"]}
NEVER = {"weekdays": []}


@pytest.mark.parametrize(
    ("moment", "calendar", "day"),
    [
        # Every day: the next one, whatever the hour.
        ("2026-03-07T00:30+08:00", {}, "2026-03-08"),
        ("2026-03-07T23:59+08:00", {}, "2026-03-08"),
        # 16:30 UTC is half past midnight where the paper is made.
        ("2026-03-07T16:30+00:00", {}, "2026-03-09"),
        ("2026-03-07T15:59+00:00", {}, "2026-03-08"),
        # Friday's and Saturday's news come into Monday's paper.
        ("2026-03-06T10:00+08:00", WEEKDAYS, "2026-03-09"),
        ("2026-03-07T10:00+08:00", WEEKDAYS, "2026-03-09"),
        ("2026-03-08T23:00+08:00", WEEKDAYS, "2026-03-09"),
        # A closed issue does not count: Monday's own report comes into Tuesday's paper.
        ("2026-03-09T00:00+08:00", WEEKDAYS, "2026-03-10"),
        # Holidays without a paper, the end of a month, the end of a year, a leap day.
        ("2026-09-30T20:00+08:00", HOLIDAY, "2026-10-04"),
        ("2026-10-02T20:00+08:00", HOLIDAY, "2026-10-04"),
        ("2026-12-31T23:59+08:00", {}, "2027-01-01"),
        ("2026-12-31T12:00+08:00", {"no_issue": ["2027-01-01", "2027-01-02"]}, "2027-01-03"),
        ("2026-12-31T12:00+08:00", {"weekdays": [5], "no_issue": ["2027-01-02"]}, "2027-01-09"),
        ("2028-02-28T12:00+08:00", {}, "2028-02-29"),
        # A weekly: seven days when today's issue is closed already.
        ("2026-03-05T08:00+08:00", {"weekdays": [3]}, "2026-03-12"),
    ],
)
def test_the_next_issue_is_the_first_issue_day_after_the_local_date(moment, calendar, day) -> None:
    assert next_issue(datetime.fromisoformat(moment), calendar) == date.fromisoformat(day)


def test_a_paper_that_never_appears_has_no_next_issue() -> None:
    assert next_issue(datetime(2026, 3, 7, tzinfo=UTC), NEVER) is None


@pytest.mark.parametrize(("channel", "day"), [("web", "2026-03-07"), ("print", "2026-03-09")])
def test_online_is_due_the_same_day_and_print_in_the_next_issue(channel, day) -> None:
    found = due_on(channel, datetime.fromisoformat("2026-03-07T10:00+08:00"), WEEKDAYS)

    assert found == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("channels", "calendar", "day"),
    [
        (["print"], WEEKDAYS, "2026-03-09"),
        (["print", "web"], WEEKDAYS, "2026-03-07"),
        ([], WEEKDAYS, "2026-03-07"),
        (["print"], NEVER, None),
        (["print", "web"], NEVER, "2026-03-07"),
    ],
)
def test_of_several_channels_the_earliest_day_counts(channels, calendar, day) -> None:
    found = first_due(channels, datetime.fromisoformat("2026-03-07T10:00+08:00"), calendar)

    assert found == (day and date.fromisoformat(day))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 3, 7))
