"""Years and days beside the dates that they are counted from: 从A年到B年N年, 为期N天, N周年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from annotations.checks.check import DIFFERS, HINT, HOLDS, Found
from annotations.checks.lines import Line
from annotations.text.dateexpression import DateExpression
from annotations.text.numbers import whole

_N = r"(?P<n>[0-9]{1,3}|[一二三四五六七八九十百两]{1,4})"
_YEARS = re.compile(
    rf"^[^，。；0-9]{{0,8}}[，（(、]?(?:历时|前后|长达|用了|时隔|相隔|短短|连续|整整|跨越|为期|任期|规划期|前后历时|这|的|间|期间|共|经过)*{_N}(?:个)?年(?P<more>多|余|半)?(?:间|来|时间|里|之久|之后|后|，|。|的时间)"
)
_LATER = re.compile(rf"^[^。；0-9]{{0,16}}?[，。]{_N}年(?:之)?后的?$")
_DAYS = re.compile(
    rf"^[^。；0-9]{{0,20}}?[，（(]?(?:为期|历时|会期|共|展期|持续|期限|工期|放假|连放|假期)(?:为|共)?{_N}(?:天|日)(?!游)"
)
_RANGE = re.compile(
    r"(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})日?(?:[（(][^）)]{1,8}[）)])?(?:至|到|—{1,2}|-|~|－|–)(?:(?P<m2>[0-9]{1,2})月)?(?P<d2>[0-9]{1,2})日"
)
_YEAR_RANGE = re.compile(
    r"(?<![0-9])(?P<a>[12][0-9]{3})年?(?:至|到|—{1,2}|-|~|－|–)(?P<b>[12][0-9]{3})年(?!代)"
)
_YEARLY = re.compile(r"(?<![0-9])(?P<a>1[0-9]{3}|20[0-9]{2})年")
_LASTED = re.compile(rf"(?:历时|前后|长达|用了|耗时|工期|为期){_N}年(?P<more>多|余|半)?(?![前级代])")
_AGE = re.compile(r"(?:现年|今年|时年|享年|终年|年仅|那年|当时)(?P<n>[0-9]{1,3})岁")
_BORN = re.compile(
    r"(?P<y>1[89][0-9]{2}|20[0-2][0-9])年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:出?生(?!产|活|态)|诞生)|(?:生于|出生于|诞生于)(?P<y2>1[89][0-9]{2}|20[0-2][0-9])年"
)
_FOUNDED = re.compile(
    r"(?:成立|创办|创建|创立|建校|始建|建厂|建院|建馆|组建|诞生|开业|投产|通车|创刊)于(?P<y>1[0-9]{3}|20[0-2][0-9])年|(?P<y2>1[0-9]{3}|20[0-2][0-9])年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?，?[^，。；0-9]{0,10}(?:成立|创办|创建|创立|建校|始建|建成|组建|诞生|创刊)"
)
_ANNIVERSARY = re.compile(rf"{_N}(?:周年|年校庆|年华诞)")
_DIED = re.compile(
    r"(?P<y>1[89][0-9]{2}|20[0-2][0-9])年?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?[^，。；]{0,10}(?:逝世|去世|病逝|辞世|牺牲|遇难)"
)
_SPELL = re.compile(
    r"(?:(?:[上下]午|晚上?|凌晨|中午)?)(?P<h1>[0-9]{1,2})(?:[:：](?P<m1>[0-9]{2})|[时点](?:(?P<n1>[0-9]{1,2})分)?)(?:一直)?(?:持续|延续)?(?:至|到|—|-|~)(?P<part>下午|晚上?|中午)?(?P<h2>[0-9]{1,2})(?:[:：](?P<m2>[0-9]{2})|[时点](?:(?P<n2>[0-9]{1,2})分)?)[^。；0-9]{0,14}(?:历时|用时|耗时|持续|共|长达)(?P<t>[0-9]{1,3}(?:\.[0-9])?)个?(?P<u>小时|分钟)(?![0-9零多余半])"
)


def years_between(line: Line) -> Iterator[Found]:
    """从2015年到2020年，5年间; 2010年…，5年后的2016年."""
    for found in _YEAR_RANGE.finditer(line.text):
        first, last = int(found["a"]), int(found["b"])
        if last < first:
            params = {"first": str(first), "last": str(last)}
            yield Found("order_of_dates", DIFFERS, "order.years", ((*found.span(), "period"),), params)
        elif told := _YEARS.match(line.text[found.end() :]):
            yield from _counted(found, told, {last - first, last - first + 1}, bool(told["more"]))
    for found in _YEARLY.finditer(line.text):
        yield from _years_later(line, found)


def _counted(found: re.Match[str], told: re.Match[str], right: set[int], loose: bool) -> Iterator[Found]:
    said = _small(told["n"])
    if said is None:
        return
    start = found.end() + told.start("n")
    spans = ((*found.span(), "period"), (start, found.end() + told.end("n") + 1, "duration"))
    held = said in right or (loose and said in {one - 1 for one in right})
    difference = min(right)
    params = {"first": found["a"], "last": found["b"], "true": str(difference), "said": str(said)}
    outcome = HOLDS if held else DIFFERS if abs(said - difference) > 1 else HINT
    yield Found("years_between", outcome, f"years.{'holds' if held else 'differs'}", spans, params)


def _years_later(line: Line, found: re.Match[str]) -> Iterator[Found]:
    following = _YEARLY.search(line.text, found.end(), found.end() + 44)
    told = _LATER.match(line.text[found.end() : following.start()]) if following else None
    if not following or not told or (said := _small(told["n"])) is None:
        return
    first, last = int(found["a"]), int(following["a"])
    spans = (
        (*found.span(), "from"),
        (found.end() + told.start("n"), found.end() + told.end(), "duration"),
        (*following.span(), "to"),
    )
    params = {"first": str(first), "last": str(last), "true": str(last - first), "said": str(said)}
    held = said == last - first
    yield Found(
        "years_between", HOLDS if held else DIFFERS, f"years.{'holds' if held else 'differs'}", spans, params
    )


def days_between(line: Line) -> Iterator[Found]:
    """3月1日至5日，为期5天; a range that ends before it began."""
    for found in _RANGE.finditer(line.text):
        dated = _range(found, _year(line, found.start()))
        if dated is None:
            continue
        first, last = dated
        if last < first:
            if found["m2"] is None or first.month - last.month < 6:
                params = {"range": found.group()}
                yield Found("order_of_dates", DIFFERS, "order.days", ((*found.span(), "period"),), params)
            continue
        told = _DAYS.match(line.text[found.end() :])
        said = _small(told["n"]) if told else None
        if told is None or said is None:
            continue
        days = (last - first).days + 1
        spans = (
            (*found.span(), "period"),
            (found.end() + told.start("n"), found.end() + told.end(), "duration"),
        )
        params = {"range": found.group(), "true": str(days), "said": str(said)}
        outcome = HOLDS if said == days else DIFFERS if abs(said - days) > 1 else HINT
        yield Found("days_between", outcome, f"days.{'holds' if said == days else 'differs'}", spans, params)


def _year(line: Line, at: int) -> int:
    known = [day.year for day in line.dates if day.year and abs(day.start - at) < 8]
    return known[0] or 2023 if known else 2023


def _range(found: re.Match[str], year: int) -> tuple[date, date] | None:
    months = int(found["m1"]), int(found["m2"] or found["m1"])
    try:
        first, last = date(year, months[0], int(found["d1"])), date(year, months[1], int(found["d2"]))
    except ValueError:
        return None
    if last < first and found["m2"] and months[0] - months[1] >= 6:
        # 12月28日至1月3日 goes on into the next year.
        last = date(year + 1, months[1], int(found["d2"])) if (months[1], last.day) != (2, 29) else last
    return first, last


def age(line: Line) -> Iterator[Found]:
    """1956年出生，现年68岁: by the day the text speaks from; 享年 by the year of death."""
    born = _BORN.search(line.text)
    said = _AGE.search(line.text)
    if not born or not said:
        return
    birth = int(born["y"] or born["y2"])
    died = _DIED.search(line.text) if said.group()[0] in "享终" else None
    then = [int(one["a"]) for one in _YEARLY.finditer(line.text, born.end(), said.start())]
    now = (
        then[-1]
        if then and said.group()[0] in "时年那当"
        else int(died["y"])
        if died
        else line.reference.year
        if line.reference and said.group()[0] in "现今"
        else None
    )
    if now is None or not 0 < now - birth < 130:
        return
    years = int(said["n"])
    held = years in (now - birth, now - birth - 1) or (years == now - birth + 1 and bool(died))
    spans = ((born.start(), born.end(), "born"), (said.start(), said.end(), "age"))
    params = {"now": str(now), "born": str(birth), "true": str(now - birth), "said": str(years)}
    outcome = HOLDS if held else DIFFERS if abs(years - (now - birth)) > 2 else HINT
    yield Found("age", outcome, f"age.{'holds' if held else 'differs'}", spans, params)


def anniversary(line: Line) -> Iterator[Found]:
    """成立于1998年, 20周年: by the year right before it, else by the day the text speaks from."""
    founded, told = _FOUNDED.search(line.text), _ANNIVERSARY.search(line.text)
    if not founded or not told or abs(told.start() - founded.end()) > 60:
        return
    first = int(founded["y"] or founded["y2"])
    said = _small(told["n"])
    before = line.text[max(0, told.start() - 12) : told.start()]
    lead = [year for one in _YEARLY.finditer(before) if (year := int(one["a"])) > first]
    now = lead[-1] if lead else line.reference.year if line.reference else None
    if said is None or now is None or now <= first:
        return
    held = said == now - first
    spans = ((founded.start(), founded.end(), "from"), (told.start(), told.end(), "duration"))
    params = {"now": str(now), "first": str(first), "true": str(now - first), "said": str(said)}
    outcome = HOLDS if held else HINT
    yield Found("anniversary", outcome, f"anniversary.{'holds' if held else 'differs'}", spans, params)


def clock(line: Line) -> Iterator[Found]:
    """8时30分至11时，历时2.5小时."""
    for found in _SPELL.finditer(line.text):
        first = int(found["h1"]) * 60 + int(found["m1"] or found["n1"] or 0)
        last = int(found["h2"]) * 60 + int(found["m2"] or found["n2"] or 0)
        if found["part"] and found["part"] != "中午" and last < first + 1 and last <= 720:
            last += 720
        said = float(found["t"]) * (60 if found["u"] == "小时" else 1)
        spans = ((found.start(), found.end(), "period"),)
        near = {(last - first) % 720, (last - first) % 1440}
        held = any(abs(said - one) <= (10 if found["u"] == "小时" else 1) for one in near)
        params = {"true": str(min(near)), "said": found["t"] + found["u"]}
        yield Found(
            "clock", HOLDS if held else HINT, f"clock.{'holds' if held else 'differs'}", spans, params
        )


def _small(words: str) -> int | None:
    return int(words) if words.isdecimal() else whole(words.replace("两", "二"))


def works(line: Line) -> Iterator[Found]:
    """2019年3月开工，2021年3月竣工，历时三年."""
    told = _LASTED.search(line.text)
    months = [
        one
        for one in line.dates
        if told and one.end <= told.start() and one.kind in ("month", "day") and one.year and one.month
    ]
    said = _small(told["n"]) if told else None
    if told is None or said is None or len(months) != 2 or told.start() - months[1].end > 24:
        return
    first, last = ((one.year or 0) * 12 + (one.month or 0) for one in months)
    true = last - first
    if true <= 0 or "/" in months[0].date:
        return
    held = abs(said * 12 - true) <= 6 if not told["more"] else 0 <= true - said * 12 < 12
    spans = (*((one.start, one.end, "date") for one in months), (*told.span("n"), "duration"))
    params = {"months": str(true), "said": told.group("n")}
    yield Found(
        "years_between", HOLDS if held else HINT, f"months.{'holds' if held else 'differs'}", spans, params
    )


def points(line: Line) -> list[DateExpression]:
    """The dates of a line that name a day, month or year."""
    return [item for item in line.dates if item.kind in ("day", "month", "year") and item.date]
