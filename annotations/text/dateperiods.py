"""Quarters, half-years, plan periods, durations, decades."""

from __future__ import annotations

import re
from datetime import timedelta

from annotations.text.dateexpression import DateExpression, Place, make, part_mark, year_of
from annotations.text.datewords import PLAN_YEARS
from annotations.text.edtf import SEASONS, interval, months_before, shifted, stamp, years_before
from annotations.text.numbers import whole

_LEADS = ("近", "过去", "未来", "最近", "今后", "此后", "此前")
_DURATION_UNITS = {"年": "Y", "个月": "M", "个多月": "M", "天": "D", "周": "W", "个星期": "W"}


def read_years(found: re.Match[str], place: Place) -> DateExpression | None:
    first, last = whole(found["a"]), whole(found["b"])
    if first and last and len(found["b"]) == 2:
        last += first // 100 * 100
    if not first or not last or not 1000 <= first < last <= 2200:
        return None
    return make(found, f"{first}/{last}", "period", year=last)


def _months(found: re.Match[str], place: Place, first: int, last: int) -> DateExpression:
    """Months of a stated year, or both readings when the year is left open."""
    year, marks = year_of(found, place)
    if year or "relative" in marks:
        return make(
            found, interval(year, first, last) if year else "", "period", *marks, year=year, month=last
        )
    today = place.calendar.today
    if today is None:
        return make(found, "", "period", "relative")
    this, previous = interval(today.year, first, last), interval(today.year - 1, first, last)
    over = last < today.month or place.future
    chosen, other = (this, previous) if over else (previous, this)
    return make(found, chosen, "period", "inferred", "ambiguous", alternatives=(other,))


def read_period(found: re.Match[str], place: Place) -> DateExpression | None:
    if found["q"]:
        quarter = whole(found["q"]) or 1
        return _months(found, place, 3 * quarter - 2, 3 * quarter)
    if found["half"]:
        return _months(found, place, *((1, 6) if found["half"][0] == "上" else (7, 12)))
    if found["fq"]:
        return _months(found, place, 1, 3 * (whole(found["fq"].replace("两", "二")) or 1))
    year, marks = year_of(found, place)
    if found["season"]:
        edtf = f"{year:04d}-{SEASONS[found['season'][0]]}" if year else ""
        return make(found, edtf, "period", *marks, year=year) if year or marks else None
    return make(found, stamp(year), "year", *marks, year=year) if year else None


def read_first_months(found: re.Match[str], place: Place) -> DateExpression | None:
    last = whole(found["n"])
    return _months(found, place, 1, last) if last and 1 <= last <= 12 else None


def read_span_months(found: re.Match[str], place: Place) -> DateExpression | None:
    first, last = whole(found["a"]), whole(found["b"])
    if not first or not last or not 1 <= first < last <= 12:
        return None
    return _months(found, place, first, last)


def read_same(found: re.Match[str], place: Place) -> DateExpression | None:
    """去年同期: last year's stretch of the period the sentence speaks of."""
    today = place.calendar.today
    year, marks = year_of(found, place) if found["y"] or found["r"] else (None, ())
    base = place.before
    if year is None and base and base.year:
        year = base.year - 1
    elif year is None and today:
        year = today.year - 1
    if year is None:
        return make(found, "", "same", "relative")
    edtf = stamp(year)
    if base and base.year and base.date and "X" not in base.date and (base.month or "/" in base.date):
        edtf = "/".join(f"{year:04d}{end[4:]}" for end in base.date.split("/"))
    return make(found, edtf, "same", *dict.fromkeys(("inferred", *marks)), year=None)


def read_plan(found: re.Match[str], place: Place) -> DateExpression | None:
    name = found["plan"] or found["old"]
    first = PLAN_YEARS[name]
    if found["tail"] in ("", "规划", "计划"):
        return make(found, "", "name", value=name)
    edges = {"末": "part:end", "期末": "part:end", "初": "part:begin"}
    edtf = f"{first}/{first + 4}"
    if "之年" in found["tail"]:
        edtf = str(first if "开局" in found["tail"] else first + 4)
    return make(found, edtf, "plan", edges.get(found["tail"], ""))


def read_since(found: re.Match[str], place: Place) -> DateExpression | None:
    year, marks = year_of(found, place)
    today = place.calendar.today
    month, day = whole(found["m"] or found["m2"]), whole(found["d"] or found["d2"])
    if year is None and month:
        year, marks = place.calendar.nearest_year(month, day, future=False), ("inferred",)
    if year is None:
        return make(found, "", "period", *marks or ("relative",))
    whole_year = found["r"] and not month
    first = stamp(year, 1, 1) if whole_year else stamp(year, month, day) if day else stamp(year, month)
    return make(found, f"{first}/{today.isoformat() if today else '..'}", "period", *marks, year=year)


def read_duration(found: re.Match[str], place: Place) -> DateExpression | None:
    """10年间, 近三年. A bare 3年 is a quantity, not a date."""
    count = whole((found["n"] or "").replace("两", "二"))
    if not count or not (found["lead"] in _LEADS or found["tail"]):
        return None
    unit = _DURATION_UNITS[found["u"]]
    length = f"P{count}.5{unit}" if found["half"] else f"P{count}{unit}"
    marks = ["duration", "more" if found["more"] or found["more2"] or "多" in found["u"] else ""]
    today = place.calendar.today
    if today and found["lead"] in ("近", "过去", "最近") and unit in "YM" and count < 1000:
        first = years_before(today, count) if unit == "Y" else months_before(today, count)
        edtf = f"{first.isoformat()}/{today.isoformat()}"
        return make(found, edtf, "duration", *marks, "inferred", value=length)
    return make(found, length, "duration", *marks, value=length)


def read_ago(found: re.Match[str], place: Place) -> DateExpression | None:
    """10年前 is a year, 三个月前 a month, 5天前 a day, reckoned from the reference day."""
    count = whole(found["n"].replace("两", "二"))
    today = place.calendar.today
    if not count or count > 900:
        return None
    unit = _DURATION_UNITS[found["u"]]
    if today is None or found["more"] or found["more2"]:
        return make(found, "", "period", "relative" if today is None else "vague")
    if unit == "Y":
        return make(found, stamp(today.year - count), "year", "inferred")
    if unit == "M":
        return make(found, stamp(*shifted(today.year, today.month, -count)), "month", "inferred")
    day = today - timedelta(count * (7 if unit == "W" else 1))
    return make(found, day.isoformat(), "day", "inferred")


def _century(text: str) -> int:
    if text[0] in "上本":
        return 20 if text[0] == "上" else 21
    return whole(text) or 0


def read_decade(found: re.Match[str], place: Place) -> DateExpression | None:
    tens = whole(found["dec"]) or 0
    marks = ("inferred",) if not found["c"] else ()
    hundreds = _century(found["c"]) - 1 if found["c"] else 19 if tens >= 40 else 20
    return make(found, f"{hundreds}{tens // 10}X", "period", *marks)


def read_century(found: re.Match[str], place: Place) -> DateExpression | None:
    return make(found, f"{_century(found['c']) - 1:02d}XX", "period", part_mark(found["part"]))
