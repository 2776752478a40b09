"""What a desk's rules may look like: evidence, conditions of 签发, calendar, check levels. Plain Python.

Each ``…_faults`` takes what somebody sent, of whatever shape, and says what is wrong with it as
(place below the setting, sentence); nothing wrong is an empty list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from annotations import checklevels
from annotations.gate import CONDITIONS
from annotations.vocabulary import CheckLevel, ClaimType
from annotations.wording import say

Fault = tuple[str, str]

MOST_SOURCES = 9
"""A rule that asks for more sources of one kind could never be met."""
REVIEW_LEVELS = (2, 3)
MOST_FREE_DAYS = 400
WEEKDAYS = range(7)
"""Monday is 0."""


def review_faults(given: Any) -> list[Fault]:
    """``2`` (editor and reviewer) or ``3`` (and the chief)."""
    if type(given) is int and given in REVIEW_LEVELS:
        return []
    return [("", say("审次须是 2（两审）或 3（三审）。"))]


def level_faults(given: Any) -> list[Fault]:
    """One of the check levels."""
    if given in list(CheckLevel):
        return []
    known = say("、").join(say("{level}（{label}）", level=level, label=level.label) for level in CheckLevel)
    return [("", say("没有“{level}”这种核查程度；可用：{known}。", level=_cut(given), known=known))]


def evidence_faults(given: Any) -> list[Fault]:
    """``{"money": {"primary": 1, "secondary": 2}}``: so many sources of one kind or of the other.

    With ``"authoritative": true`` one of them must be the word of those concerned (AUTHORITATIVE).
    """
    if not isinstance(given, Mapping):
        return [("", say("证据要求须是一个对象：类型 → 一手、二手的个数。"))]
    return [fault for kind, rule in given.items() for fault in _rule_faults(kind, rule)]


def _rule_faults(kind: Any, rule: Any) -> Iterator[Fault]:
    place = f"/{_cut(kind)}"
    if kind not in list(ClaimType):
        yield place, say("没有“{kind}”这个类型；可用：{known}。", kind=_cut(kind), known="、".join(ClaimType))
    elif not isinstance(rule, Mapping) or set(rule) - {"authoritative"} != {"primary", "secondary"}:
        yield (
            place,
            say("须写明 primary（一手）和 secondary（二手）两个数，另可写 authoritative，不能有别的。"),
        )
    else:
        for name, n in rule.items():
            if name == "authoritative":
                if type(n) is not bool:
                    yield f"{place}/{name}", say("须有权威材料只能设为 true（要求）或 false（不要求）。")
            elif type(n) is not int or not 1 <= n <= MOST_SOURCES:
                label = ClaimType(kind).label
                told = say("“{label}”的来源个数须是 1 到 {most} 的整数。", label=label, most=MOST_SOURCES)
                yield f"{place}/{name}", told


def gate_faults(given: Any) -> list[Fault]:
    """``{"number_checks": false}``: conditions of 签发 switched off, or on again, by name."""
    if not isinstance(given, Mapping):
        return [("", say("签发条件须是一个对象：条件 → 是否要求。"))]
    return [fault for name, on in given.items() for fault in _switch_faults(name, on)]


def _switch_faults(name: Any, on: Any) -> Iterator[Fault]:
    if name not in CONDITIONS:
        known = "、".join(CONDITIONS)
        yield f"/{_cut(name)}", say("没有“{name}”这个签发条件；可用：{known}。", name=_cut(name), known=known)
    elif type(on) is not bool:
        yield f"/{name}", say("签发条件只能设为 true（要求）或 false（不要求）。")


def levels_faults(given: Any) -> list[Fault]:
    """``[{"section": "要闻", "source": "", "level": "full"}]``: the first that fits an article holds."""
    return [("", sentence) for sentence in checklevels.faults(given)]


def calendar_faults(given: Any) -> list[Fault]:
    """``{"weekdays": [0, 4], "no_issue": ["2026-10-01"]}``; ``{}`` is a paper that appears every day."""
    if not isinstance(given, Mapping) or set(given) - {"weekdays", "no_issue"}:
        return [("", say("出报日历只有 weekdays（出报的星期）和 no_issue（不出报的日子）两项。"))]
    days, free = given.get("weekdays", [*WEEKDAYS]), given.get("no_issue", [])
    faults = []
    if not isinstance(days, list) or any(type(day) is not int or day not in WEEKDAYS for day in days):
        faults.append(("/weekdays", say("出报的星期须是 0（星期一）到 6（星期日）的列表。")))
    elif not days:
        faults.append(("/weekdays", say("一周至少有一天出报；天天出报就把七天都选上。")))
    if not isinstance(free, list) or len(free) > MOST_FREE_DAYS:
        faults.append(("/no_issue", say("不出报的日子须是一个列表，最多 {most} 天。", most=MOST_FREE_DAYS)))
    else:
        told = say("不出报的日子请写成 2026-10-01 的样子。")
        faults += [(f"/no_issue/{at}", told) for at, day in enumerate(free) if not _is_day(day)]
    return faults


FAULTS: Mapping[str, Callable[[Any], list[Fault]]] = {
    "review_levels": review_faults,
    "evidence_rules": evidence_faults,
    "gate": gate_faults,
    "check_level": level_faults,
    "check_levels": levels_faults,
    "issue_calendar": calendar_faults,
}
"""The rules of a desk, each with what looks it through."""
GUARDED = ("review_levels", "evidence_rules", "gate")
"""Rules that decide when work is enough: whoever does the work at the desk cannot change them."""


def _is_day(given: Any) -> bool:
    try:
        return date.fromisoformat(given).isoformat() == given
    except (TypeError, ValueError):
        return False


def _cut(given: Any) -> str:
    return str(given)[:40]
