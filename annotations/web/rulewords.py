"""A desk's rules, people and keys in words, as the log of its changes says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotations.gate import CONDITIONS
from annotations.services.accounts import ENDED, GIVEN_BACK, RENEWED
from annotations.services.erasure import ERASED
from annotations.vocabulary import CheckLevel, ClaimType, Role, Word
from annotations.web.ruleforms import WEEKDAYS
from annotations.wording import listed, marked, say
from annotations.workflow import DEFAULT_RULE

LABELS = {
    "review_levels": _("审次"),
    "evidence_rules": _("证据要求"),
    "check_level": _("默认核查程度"),
    "check_levels": _("按版面和来源的核查程度"),
    "gate": _("签发条件"),
    "issue_calendar": _("出报日历"),
    "member": _("成员"),
    "acting": _("代班"),
    "account": _("账号"),
    "key": _("接口密钥"),
}
ACCOUNT = {ENDED: _("停用"), GIVEN_BACK: _("恢复"), RENEWED: _("重设密码"), ERASED: _("注销")}
Names = Mapping[str, str]


def in_words(name: str, value: Any, names: Names) -> str:
    """One side of a logged change; ``names`` are those of the people by UUID."""
    return SAYS[name](value, names) if value not in (None, "", []) else ""


def people_in(name: str, pair: Any) -> list[str]:
    """The UUIDs that a logged change speaks of."""
    if name not in ("member", "acting", "account", "key"):
        return []
    rows = [row for side in pair for row in (side if isinstance(side, list) else [side])]
    return [str(row["person"]) for row in rows if isinstance(row, dict) and "person" in row]


def _reviews(value: Any, names: Names) -> str:
    return say("三审") if value == 3 else say("两审")


def _evidence(value: Any, names: Names) -> str:
    return listed(_rule(kind, {**DEFAULT_RULE, **rule}) for kind, rule in value.items()) or say("都按标准")


def _rule(kind: str, rule: Mapping[str, Any]) -> str:
    label, counts = _label(ClaimType, kind), {name: rule[name] for name in DEFAULT_RULE}
    if "authoritative" not in rule:
        return say("{label} {primary} 个一手或 {secondary} 个二手", label=label, **counts)
    if rule["authoritative"]:
        told = marked("{label} {primary} 个一手或 {secondary} 个二手，须有权威材料")
    else:
        told = marked("{label} {primary} 个一手或 {secondary} 个二手，不必有权威材料")
    return say(told, label=label, **counts)


def _level(value: Any, names: Names) -> str:
    return _label(CheckLevel, value)


def _levels(value: Any, names: Names) -> str:
    anything = say("任何")
    return listed(
        say(
            "{section}/{source}：{level}",
            section=row.get("section") or anything,
            source=row.get("source") or anything,
            level=_label(CheckLevel, row["level"]),
        )
        for row in value
    )


def _gate(value: Any, names: Names) -> str:
    off = [say(CONDITIONS.get(name, name)) for name, on in value.items() if not on]
    return say("不要求：{conditions}", conditions=listed(off)) if off else say("全部要求")


def _calendar(value: Any, names: Names) -> str:
    days = [say(WEEKDAYS[day]) for day in value.get("weekdays", [])] or [say("天天出报")]
    free = value.get("no_issue", [])
    return say("{days}；不出报：{free}", days=listed(days), free=listed(free)) if free else listed(days)


def _person(row: Mapping[str, Any], names: Names) -> str:
    return names.get(str(row.get("person")), say("已删除的人员"))


def _member(value: Any, names: Names) -> str:
    rows = value if isinstance(value, list) else [value]
    return listed(
        say("{person}（{role}）", person=_person(row, names), role=_label(Role, row["role"])) for row in rows
    )


def _account(value: Any, names: Names) -> str:
    what = ACCOUNT.get(value["what"], value["what"])
    return say("{person}：{what}", person=_person(value, names), what=what)


def _keys(value: Any, names: Names) -> str:
    return listed(_key(row, _person(row, names)) for row in value)


def _key(row: Mapping[str, Any], person: str) -> str:
    if row.get("until"):
        return say(
            "{prefix}（{person}，到 {until}）", prefix=row["prefix"], person=person, until=row["until"]
        )
    return say("{prefix}（{person}）", prefix=row["prefix"], person=person)


def _label(words: type[Word], value: str) -> str:
    return words(value).label if value in list(words) else str(value)


SAYS: Mapping[str, Callable[[Any, Names], str]] = {
    "review_levels": _reviews,
    "evidence_rules": _evidence,
    "check_level": _level,
    "check_levels": _levels,
    "gate": _gate,
    "issue_calendar": _calendar,
    "member": _member,
    "acting": _member,
    "account": _account,
    "key": _keys,
}
