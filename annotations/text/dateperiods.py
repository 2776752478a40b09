"""Quarters, half-years, plan periods, durations, decades."""

from __future__ import annotations

import re

from annotations.text.dateexpression import DateExpression, Place, make, part_mark, year_of
from annotations.text.datewords import PLAN_YEARS
from annotations.text.edtf import interval, months_before, stamp, years_before
from annotations.text.numbers import whole

_LEADS = ("近", "过去", "未来", "最近", "今后", "此后", "此前")
_DURATION_UNITS = {"年": "Y", "个月": "M", "个多月": "M", "天": "D", "周": "W", "个星期": "W"}


def read_years(found: re.Match[str], place: Place) -> DateExpression | None:
    first, last = whole(found["a"]), whole(found["b"])
    if not first or not last or not first < last:
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
    over = last <= today.month or place.future
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
    first = PLAN_YEARS[found["plan"]]
    if found["tail"] in ("", "规划"):
        return make(found, "", "name", value=found["plan"])
    edges = {"末": "part:end", "期末": "part:end", "初": "part:begin"}
    edtf = f"{first}/{first + 4}"
    if "之年" in found["tail"]:
        edtf = str(first if "开局" in found["tail"] else first + 4)
    return make(found, edtf, "plan", edges.get(found["tail"], ""))


def read_since(found: re.Match[str], place: Place) -> DateExpression | None:
    year, marks = year_of(found, place)
    today = place.calendar.today
    if year is None:
        return make(found, "", "period", *marks)
    month, day = whole(found["m"]), whole(found["d"])
    first = stamp(year, month or 1, day or 1) if not found["y"] or day else stamp(year, month)
    return make(found, f"{first}/{today.isoformat() if today else '..'}", "period", *marks, year=year)


def read_duration(found: re.Match[str], place: Place) -> DateExpression | None:
    """10年间, 近三年. A bare 3年 is a quantity, not a date."""
    count = whole((found["n"] or "").replace("两", "二"))
    if not count or not (found["lead"] in _LEADS or found["tail"]):
        return None
    unit = _DURATION_UNITS[found["u"]]
    length = f"P{count}{unit}"
    marks = ["duration", "more" if found["more"] or found["more2"] or "多" in found["u"] else ""]
    today = place.calendar.today
    if today and found["lead"] in ("近", "过去", "最近") and unit in "YM" and count < 1000:
        first = years_before(today, count) if unit == "Y" else months_before(today, count)
        edtf = f"{first.isoformat()}/{today.isoformat()}"
        return make(found, edtf, "duration", *marks, "inferred", value=length)
    return make(found, length, "duration", *marks, value=length)


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
