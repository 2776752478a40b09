"""规则 as a page shows and sends them: all of a desk's rules in one form, beside what had been shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from annotations.deskrules import FAULTS, MOST_SOURCES
from annotations.gate import CONDITIONS
from annotations.models import Desk
from annotations.vocabulary import CheckLevel, ClaimType
from annotations.wording import marked, say
from annotations.workflow import DEFAULT_RULE, rule_of

SPARE_ROWS = 2
"""Empty lines after the rules by section and source."""
WEEKDAYS = (
    marked("星期一"),
    marked("星期二"),
    marked("星期三"),
    marked("星期四"),
    marked("星期五"),
    marked("星期六"),
    marked("星期日"),
)


def rules_of(desk: Desk) -> dict[str, Any]:
    """The rules as they are stored."""
    return {name: getattr(desk, name) for name in FAULTS}


def typed_rules(data: QueryDict) -> dict[str, Any]:
    """What was typed, as it would be stored. What is no number stays text: the rules name it as a fault."""
    rules: dict[str, Any] = {
        "review_levels": _number(data.get("review_levels", "")),
        "gate": {name: False for name in CONDITIONS if name not in data.getlist("gate")},
        "check_level": data.get("check_level", ""),
        "check_levels": _typed_levels(data),
        "evidence_rules": _typed_evidence(data),
        "issue_calendar": _typed_calendar(data),
    }
    return rules


def _typed_evidence(data: QueryDict) -> dict[str, Any]:
    rules = {}
    for kind in ClaimType:
        rule: dict[str, Any] = {
            side: _number(data.get(f"{kind}-{side}", "")) if data.get(f"{kind}-{side}") else standard
            for side, standard in DEFAULT_RULE.items()
        }
        standard = rule_of(kind, {})["authoritative"]
        # A box that is not ticked sends nothing: the form says with an empty one that it had the boxes.
        if "authoritative" in data and (kind in data.getlist("authoritative")) != standard:
            rule["authoritative"] = not standard
        if rule != DEFAULT_RULE:
            rules[str(kind)] = rule
    return rules


def _typed_levels(data: QueryDict) -> list[dict[str, str]]:
    columns = [data.getlist(f"level-{name}") for name in ("section", "source", "level")]
    rows = [
        {"section": section.strip(), "source": source.strip(), "level": level}
        for section, source, level in zip(*columns, strict=False)
    ]
    return [row for row in rows if row["section"] or row["source"] or row["level"]]


def _typed_calendar(data: QueryDict) -> dict[str, Any]:
    days = [_number(day) for day in data.getlist("weekday")]
    free = data.get("no_issue", "").replace("，", " ").replace(",", " ").split()
    some = {} if len(days) == len(WEEKDAYS) else {"weekdays": days}
    return some | ({"no_issue": free} if free else {})


def _number(text: str) -> Any:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text


def shown_before(data: QueryDict) -> dict[str, Any]:
    """What the page had shown when it was filled in; of a page that does not tell, nothing."""
    try:
        shown = json.loads(data.get("shown", ""))
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}


def fields_of(rules: Mapping[str, Any]) -> dict[str, Any]:
    """Everything the form needs to draw ``rules``, whether stored or typed."""
    evidence, calendar = rules["evidence_rules"], rules["issue_calendar"]
    days = calendar.get("weekdays", range(len(WEEKDAYS)))
    return {
        "rules": rules,
        "reviews": [(2, say("两审：编辑、审核人")), (3, say("三审：编辑、审核人、值班总编"))],
        "evidence": [(kind, rule_of(kind, evidence), kind in evidence) for kind in ClaimType],
        "standard_evidence": DEFAULT_RULE,
        "most_sources": MOST_SOURCES,
        "conditions": [
            (name, say(label), rules["gate"].get(name, True)) for name, label in CONDITIONS.items()
        ],
        "levels": CheckLevel.choices(),
        "level_rows": [*rules["check_levels"], *[{} for _ in range(SPARE_ROWS)]],
        "weekdays": [(n, say(day), n in days) for n, day in enumerate(WEEKDAYS)],
        "no_issue": "\n".join(calendar.get("no_issue", [])),
    }
