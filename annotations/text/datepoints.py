"""Days, months, years and clock times."""

from __future__ import annotations

import re
from datetime import date, timedelta

from annotations.text.dateexpression import DateExpression, Place, make, part_mark, year_of
from annotations.text.datewords import AS_OF_TODAY
from annotations.text.edtf import shifted, stamp, ten_days
from annotations.text.numbers import whole

_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚间", "晚"})


def read_month(found: re.Match[str], place: Place) -> DateExpression | None:
    """2015年6月, 去年12月5日, 二〇二三年十二月底."""
    year, marks = year_of(found, place)
    return _day_or_month(found, year, marks)


def _day_or_month(found: re.Match[str], year: int | None, marks: tuple[str, ...]) -> DateExpression | None:
    groups = found.groupdict()
    month, day, part = whole(groups.get("m")), whole(groups.get("d")), groups.get("part")
    if month is None:
        return None
    if not 1 <= month <= 12:
        return make(found, "", "day", "impossible") if day else None
    edtf = ten_days(year, month, part or "") if day is None else stamp(year, month, day)
    kind = "month" if day is None else "day"
    impossible = "" if edtf else "impossible"
    return make(found, edtf, kind, *marks, part_mark(part), impossible, year=year, month=month)


def read_day(found: re.Match[str], place: Place) -> DateExpression | None:
    """3月7日 or 3月 without a year: the year of the date before it, else the nearest to the reference day."""
    month, day = whole(found["m"]), whole(found.groupdict().get("d"))
    year = place.year
    if year is None and month:
        year = place.calendar.nearest_year(month, day, future=place.future)
    return _day_or_month(found, year, ("inferred",))


def read_lone_day(found: re.Match[str], place: Place) -> DateExpression | None:
    day = whole(found["d"]) or 0
    if place.before and place.before.month and place.before.year:
        year, month = place.before.year, place.before.month
    elif nearest := place.calendar.nearest_month(day, future=place.future):
        year, month = nearest
    else:
        return make(found, "", "day", "relative")
    edtf = stamp(year, month, day)
    return make(found, edtf, "day", "inferred", "" if edtf else "impossible", year=year, month=month)


def read_relative_month(found: re.Match[str], place: Place) -> DateExpression | None:
    today = place.calendar.today
    if today is None:
        return make(found, "", "month", "relative")
    before = place.before
    shift = {"本": 0, "上": -1, "下": 1, "当": 0, "同": 0, "次": 1}[found["r"][0]]
    year, month = shifted(today.year, today.month, shift)
    if found["r"][0] in "当同次" and before and before.year and before.month:
        year, month = shifted(before.year, before.month, shift)
    day, part = whole(found["d"]), found["part"]
    edtf = stamp(year, month, day) if day else ten_days(year, month, part or "")
    return make(found, edtf, "day" if day else "month", "inferred", part_mark(part), year=year, month=month)


def read_year(found: re.Match[str], place: Place) -> DateExpression | None:
    year, marks = year_of(found, place)
    if found["y"] and not 1000 <= (year or 0) <= 2200:
        return None
    part = (found["part"] or "").replace("年", "")
    return make(found, stamp(year) if year else "", "year", *marks, part_mark(part), year=year)


def read_year_edge(found: re.Match[str], place: Place) -> DateExpression | None:
    """年底前: of the year named before, else of this one."""
    today = place.calendar.today
    year = place.year or (today.year if today else None)
    part = part_mark(found["part"])
    return make(
        found, stamp(year) if year else "", "year", "inferred" if year else "relative", part, year=year
    )


def read_week(found: re.Match[str], place: Place) -> DateExpression | None:
    """上周五 is a day, 上周 an interval from Monday to Sunday."""
    word = found["w"]
    weeks = -2 if word.startswith("上上") else {"上": -1, "本": 0, "下": 1}[word[0]]
    week = place.calendar.week(weeks)
    if week is None:
        return make(found, "", "day" if found["wd"] else "period", "relative")
    if found["wd"] and found["wd"] != "末":
        day = place.calendar.weekday(found["wd"], weeks)
        return _day(found, day) if day else None
    first = week[0] + timedelta(5) if found["wd"] else week[0]
    return make(found, f"{first}/{week[1]}", "period", "inferred")


def read_weekday(found: re.Match[str], place: Place) -> DateExpression | None:
    day = place.calendar.nearest_weekday(found["wd"], future=place.future)
    return _day(found, day) if day else make(found, "", "day", "relative")


def _day(found: re.Match[str], day: date) -> DateExpression:
    return make(found, day.isoformat(), "day", "inferred", year=day.year, month=day.month)


def read_roc(found: re.Match[str], place: Place) -> DateExpression | None:
    """民国38年, and in Taiwan's copy 113年7月: counted from 1911."""
    year = whole(found["roc"])
    if not year:
        return None
    if found["m"]:
        return _day_or_month(found, year + 1911, ())
    return make(found, stamp(year + 1911), "year", year=year + 1911)


def read_iso(found: re.Match[str], place: Place) -> DateExpression | None:
    edtf = stamp(int(found["y"]), int(found["m"]), int(found["d"]))
    return make(found, edtf, "day", year=int(found["y"]), month=int(found["m"])) if edtf else None


def read_relative_day(found: re.Match[str], place: Place) -> DateExpression | None:
    word = found.group()
    before = place.before
    if word[0] in "当次翌" and before and before.kind == "day" and len(before.date) == 10:
        day = date.fromisoformat(before.date) + timedelta(word[0] != "当")
        return _day(found, day)
    if word[0] in "次翌":
        return make(found, "", "day", "relative")
    edtf = place.calendar.day(word)
    if not edtf:
        return make(found, "", "day", "relative")
    return make(found, edtf, "day", "inferred", year=int(edtf[:4]), month=int(edtf[5:7]))


def read_vague(found: re.Match[str], place: Place) -> DateExpression | None:
    today = place.calendar.today
    if found.group() in AS_OF_TODAY and today:
        return make(found, today.isoformat(), "vague", "inferred")
    return make(found, "", "vague")


def read_url(found: re.Match[str], place: Place) -> DateExpression | None:
    return make(found, "", "name")


def read_time(found: re.Match[str], place: Place) -> DateExpression | None:
    hour = whole((found["h"] or found["h2"] or found["h3"] or "").replace("两", "二"))
    minute = whole(found["min"] or found["min2"] or found["min3"] or found["min4"] or found["min5"]) or 0
    evening = found["dp"] in _AFTERNOON or found.string[max(0, found.start() - 1)] in "晚夜"
    if hour is not None and hour < 12 and evening:
        hour += 12
    if found.group().endswith("半"):
        minute = 30
    if hour is None or hour > 24 or minute > 59:
        return None
    return make(found, "", "time", "time", value=f"T{hour:02d}:{minute:02d}")
