"""Days that no calendar has, hours that no clock shows, and weekdays that fall on another day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from annotations.checks.check import DIFFERS, HINT, HOLDS, Found
from annotations.checks.lines import Line
from annotations.text.numbers import whole

_LUNAR = re.compile(r"(?:农历|阴历|旧历|夏历|[正冬腊]月)")
_MONTH = re.compile(
    r"(?:(?<=年)|(?<=[，。；、（(至从自在于到今去]))(?P<m>1[3-9]|[2-9][0-9]|0{1,2})月(?=份|底|初|中|末|上旬|下旬|[，。、；）)至到起以]|$)"
)
_DAY = re.compile(r"(?:1[0-2]|(?<![0-9])0?[1-9])月(?P<d>3[2-9]|[4-9][0-9]|0{1,2})[日号](?![线路楼])")
_CLOCK = re.compile(
    r"(?:[上下中]午|凌晨|清晨|早上|晚上|晚间|傍晚|深夜|[日号](?:晚|早)?)(?P<h>[0-9]{1,2})(?:[:：时点](?P<m>[0-9]{2})(?![0-9])|[时点](?=[许整，。、]))"
)
_WEEKDAY = re.compile(
    r"[（(，,]?(?:是|为|正是|正值|恰逢|恰是)?(?:星期|周|礼拜)(?P<wd>[一二三四五六日天])(?![期年岁月])"
)
_DAYS = "一二三四五六日"


def impossible_date(line: Line) -> Iterator[Found]:
    """2月30日, 13月5日, 4月31日, 9月42日."""
    told: list[tuple[int, int]] = []
    for item in line.dates:
        words = line.text[item.start : item.end]
        if "impossible" not in item.marks or _LUNAR.search(line.text[max(0, item.start - 6) : item.end]):
            continue
        if "inferred" in item.marks and (("月" not in words and not item.month) or _leap(words)):
            continue
        if "月" not in words and "月" not in line.text[max(0, item.start - 14) : item.start]:
            continue
        told.append((item.start, item.end))
    for pattern in (_MONTH, _DAY):
        for found in pattern.finditer(line.text):
            if not any(start < found.end() and found.start() < end for start, end in told):
                told.append(found.span())
    for start, end in told:
        yield Found(
            "impossible_date",
            DIFFERS,
            "date.impossible",
            ((start, end, "date"),),
            {"date": line.text[start:end]},
        )


def _leap(words: str) -> bool:
    """29 February is wrong only in a year that the text names."""
    return re.search(r"(?<![0-9])0?2月29", words) is not None and "年" not in words


def impossible_time(line: Line) -> Iterator[Found]:
    """下午25时, 上午8:75."""
    for found in _CLOCK.finditer(line.text):
        hour, minute = int(found["h"]), int(found["m"] or 0)
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            span = (found.start("h"), found.end(), "time")
            yield Found(
                "impossible_time", DIFFERS, "time.impossible", (span,), {"time": line.text[span[0] : span[1]]}
            )


def weekday(line: Line) -> Iterator[Found]:
    """2024年3月7日（星期五）: the year must be written, or told by the day the text speaks from."""
    for item in line.dates:
        inner = re.search(r"(?:星期|周|礼拜)(?P<wd>[一二三四五六日天])", line.text[item.start : item.end])
        behind = _WEEKDAY.match(line.text, item.end)
        named = inner or behind
        day = _day(item.date)
        if day is None or item.kind != "day" or named is None:
            continue
        words = line.text[item.start : item.end]
        if "日" not in words and "号" not in words:
            continue
        if line.reference and "年" not in words:
            day = _nearest(day, line.reference)
        said = named["wd"].replace("天", "日")
        end = item.end if inner else named.end()
        true = _DAYS[day.weekday()]
        outcome = HOLDS if said == true else DIFFERS
        if outcome == DIFFERS and "年" not in words and not _year_near(line, day):
            outcome = HINT
        saying = "weekday.holds" if said == true else "weekday.differs"
        params = {"date": day.isoformat(), "said": said, "true": true}
        yield Found("weekday", outcome, saying, ((item.start, end, "date"),), params)


def _nearest(day: date, reference: date) -> date:
    """The same day of the year that lies nearest to the day the text speaks from."""
    years = [day.replace(year=reference.year + by) for by in (-1, 0, 1) if (day.month, day.day) != (2, 29)]
    return min(years, key=lambda one: abs((one - reference).days), default=day)


def _year_near(line: Line, day: date) -> bool:
    """Whether the inferred year is hardly in doubt."""
    return line.reference is not None and abs((line.reference - day).days) < 150


def _day(edtf: str) -> date | None:
    try:
        return date.fromisoformat(edtf) if len(edtf) == 10 else None
    except ValueError:
        return None


def number_in(words: str) -> int | None:
    """A small whole number in digits or Chinese."""
    return int(words) if words.isdecimal() else whole(words)
