"""Days, months, quarters and years as EDTF, reckoned from a reference day where the text leaves them open."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

RELATIVE_YEARS = {
    "今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "上一年": -1, "上年度": -1, "上一年度": -1,
    "前年": -2, "大前年": -3, "明年": 1, "后年": 2,
}  # fmt: skip
RELATIVE_DAYS = {
    "今天": 0, "今日": 0, "今晚": 0, "今晨": 0, "今早": 0, "当日": 0, "当天": 0, "当晚": 0, "昨天": -1,
    "昨日": -1, "昨晚": -1, "昨夜": -1, "前天": -2, "前日": -2, "大前天": -3, "明天": 1, "明日": 1, "明晚": 1,
    "后天": 2, "大后天": 3,
}  # fmt: skip
PARTS = {
    "底": "end", "末": "end", "年底": "end", "年末": "end", "初": "begin", "年初": "begin", "中": "middle",
    "上旬": "early", "中旬": "middle", "下旬": "late", "上半月": "early", "下半月": "late",
}  # fmt: skip
_TENS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31)}
# EDTF level 1: the seasons stand where the month does.
SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}


@dataclass(frozen=True, slots=True)
class Calendar:
    """``today`` is the day the text speaks from, usually its publication day."""

    today: date | None

    def year(self, relative: str) -> int | None:
        """今年, 去年 … as a number; None without a reference day."""
        return None if self.today is None else self.today.year + RELATIVE_YEARS[relative]

    def nearest_year(self, month: int, day: int | None, *, future: bool) -> int | None:
        """The year of ``3月7日``: the last one that has passed, or the next when the text looks ahead."""
        if self.today is None:
            return None
        probe = (month, day or 1)
        here = (self.today.month, self.today.day)
        if future:
            return self.today.year + (probe < here and month < self.today.month)
        return self.today.year - (probe > here)

    def nearest_month(self, day: int, *, future: bool) -> tuple[int, int] | None:
        """The month of a bare ``7日``."""
        if self.today is None:
            return None
        shift = 0
        if day > self.today.day and not future:
            shift = -1
        return shifted(self.today.year, self.today.month, shift)

    def week(self, weeks: int) -> tuple[date, date] | None:
        """Monday and Sunday of this week, or so many weeks from it."""
        if self.today is None:
            return None
        monday = self.today + timedelta(7 * weeks - self.today.weekday())
        return monday, monday + timedelta(6)

    def weekday(self, word: str, weeks: int) -> date | None:
        """周三 of this week, or so many weeks from it."""
        week = self.week(weeks)
        return week[0] + timedelta(_WEEKDAYS[word]) if week else None

    def nearest_weekday(self, word: str, *, future: bool) -> date | None:
        """The last 周三 up to today, or the next one when the text looks ahead."""
        if self.today is None:
            return None
        gone = (self.today.weekday() - _WEEKDAYS[word]) % 7
        return self.today + timedelta(-gone if not future or not gone else 7 - gone)

    def day(self, relative: str) -> str:
        """今天, 昨日 … as a day; empty without a reference day."""
        return "" if self.today is None else (self.today + timedelta(RELATIVE_DAYS[relative])).isoformat()


def shifted(year: int, month: int, months: int) -> tuple[int, int]:
    """Add months."""
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def stamp(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """``2024-03-07``; an unknown year is written ``XXXX``. Empty when there is no such day."""
    if (year is not None and not 1 <= year <= 9999) or (month is not None and not 1 <= month <= 12):
        return ""
    text = "XXXX" if year is None else f"{year:04d}"
    if month is not None:
        text += f"-{month:02d}"
        if day is not None:
            longest = calendar.monthrange(year or 2000, month)[1]
            if not 1 <= day <= longest:
                return ""
            text += f"-{day:02d}"
    return text


def interval(year: int | None, first: int, last: int) -> str:
    """Months of one year as an interval: ``2024-01/2024-03``."""
    return f"{stamp(year, first)}/{stamp(year, last)}"


def ten_days(year: int | None, month: int, part: str) -> str:
    """上旬, 中旬, 下旬 as an interval of days."""
    if part not in _TENS:
        return stamp(year, month)
    first, last = _TENS[part]
    if last == 31:
        last = calendar.monthrange(year or 2000, month)[1]
    return f"{stamp(year, month, first)}/{stamp(year, month, last)}"


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes the 28th."""
    return _on(day.year - years, day.month, day.day)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, clipped to the month's last day."""
    year, month = shifted(day.year, day.month, -months)
    return _on(year, month, day.day)


def _on(year: int, month: int, day: int) -> date:
    year = min(max(year, 1), 9999)
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
