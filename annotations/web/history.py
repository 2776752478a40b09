"""记录: the audit rows of one object in words."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from annotations.models import AuditEntry, User
from annotations.services.lexicon import ENTRY
from annotations.services.weights import AMOUNT, STANDARD
from annotations.vocabulary import (
    SYSTEM,
    Action,
    Approx,
    ArticleStatus,
    ClaimType,
    CorrectionDecision,
    CorrectionState,
    Flag,
    Outcome,
    Resolution,
    Stance,
    Status,
    SuggestionState,
    Tier,
    Verdict,
    Word,
    WriterView,
)
from annotations.web import rulewords
from annotations.web.worddiff import ADDED, STRUCK, Run, shortened, worddiff
from annotations.wording import said_again, say

FIELDS = {
    "quote": _("原文"),
    "types": _("类型"),
    "value": _("数值"),
    "unit": _("单位"),
    "approx": _("约数"),
    "date": _("日期"),
    "note": _("备注"),
    "verdict": _("结论"),
    "verdict_note": _("结论说明"),
    "resolution": _("稿件处理"),
    "resolution_note": _("处理说明"),
    "proposed_text": _("改后文字"),
    "flags": _("标记"),
    "assignee": _("责任人"),
    "approvals": _("批准"),
    "title": _("标题"),
    "stance": _("立场"),
    "tier": _("来源等级"),
    "lexicon": _("词表"),
    "weights": _("权重"),
    "outcome": _("新版本"),
    "confirmed": _("改动确认"),
    **rulewords.LABELS,
    "problem": _("问题"),
    "party": _("提出方"),
    "writer_view": _("作者意见"),
    "writer_note": _("作者说明"),
    "assessment": _("评估意见"),
    "decision": _("决定"),
    "decision_reason": _("理由"),
    "original_text": _("原文"),
    "corrected_text": _("改后文字"),
    "corrected_version": _("改正后的版本"),
    "notice": _("启事"),
    "notice_place": _("刊出位置"),
}
WORDS: dict[str, type[Word]] = {
    "types": ClaimType,
    "approx": Approx,
    "verdict": Verdict,
    "resolution": Resolution,
    "flags": Flag,
    "stance": Stance,
    "tier": Tier,
    "outcome": Outcome,
    "writer_view": WriterView,
    "decision": CorrectionDecision,
}
FIGURE = frozenset({"value", "unit", "approx", "date"})
PEOPLE = frozenset({"assignee", "approvals"})
STATES: dict[str, type[Word]] = {
    "claim": Status,
    "suggestion": SuggestionState,
    "article": ArticleStatus,
    "correction": CorrectionState,
}
# What a pair says about the link: none before, none after.
EVIDENCE = {
    (True, False): _("添加一条证据"),
    (False, True): _("移除一条证据"),
    (False, False): _("修改一条证据"),
    (True, True): _("证据"),
}
STORED = {"lexicon": ENTRY, "weights": (STANDARD, AMOUNT)}
"""Fields whose log holds sentences of ours, in Chinese."""
MOST = 6
"""Of a longer list so many members are named."""


class Change(NamedTuple):
    """One field of a row in words: its label, and how the old wording became the new one."""

    label: str
    runs: Sequence[Run]


class Line(NamedTuple):
    """One row with the name of its actor, looked up now and never stored, and what changed."""

    entry: AuditEntry
    who: str
    changes: Sequence[Change]


def timeline(thing: Model, newest: int | None = None) -> list[Line]:
    """The history of one object, newest first; all of it, or only the ``newest`` rows."""
    entries = list(AuditEntry.objects.about(thing).order_by("-seq")[:newest])
    named = {text for entry in entries for text in (entry.actor, *_people(entry.diff)) if _is_uuid(text)}
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=named)}
    names[SYSTEM] = say("系统")
    gone = say("已删除的人员")
    return [Line(entry, names.get(entry.actor, gone), _changes(entry, names)) for entry in entries]


def _changes(entry: AuditEntry, names: dict[str, str]) -> list[Change]:
    found = []
    states = STATES.get(entry.object_type)
    if states and entry.source_state != entry.target_state and entry.source_state:
        before, after = (_label(states, state or "") for state in (entry.source_state, entry.target_state))
        found.append(Change(f"{before} → {after}", []))
    for name, pair in _in_order(entry):
        if name == "evidence":
            found.append(Change(str(EVIDENCE[pair[0] is None, pair[1] is None]), []))
        elif name == "carried_from":
            found.append(Change(say("沿用自 v{n}", n=pair[1]), []))
        elif name == "mentions":
            were, are = (len(places) + 1 for places in pair)
            found.append(Change(say("位置 {before} 处 → {after} 处", before=were, after=are), []))
        elif name in FIELDS and _differs(pair):
            old, new = (_words(name, value, names) for value in pair)
            whole = name in WORDS or name in PEOPLE or name in rulewords.LABELS or not old or not new
            runs = [Run(STRUCK, old), Run(ADDED, new)] if whole else worddiff(old, new)
            found.append(Change(str(FIELDS[name]), [run for run in runs if run.text]))
    return found


def _in_order(entry: AuditEntry) -> list[tuple[str, Any]]:
    """The fields of a row in one order on every database; of a new claim its figure stands in the quote."""
    order = {name: place for place, name in enumerate(FIELDS)}
    plain = FIGURE if entry.action == Action.CREATE else frozenset()
    told = [(name, pair) for name, pair in entry.diff.items() if name not in plain]
    return sorted(told, key=lambda item: (order.get(item[0], len(order)), item[0]))


def _differs(pair: Any) -> bool:
    """Whether a logged pair says anything: of a new claim's empty fields it does not."""
    return isinstance(pair, list) and len(pair) == 2 and (pair[0] or "") != (pair[1] or "")


def _label(states: type[Word], state: str) -> str:
    return states(state).label if state in list(states) else state


def _words(name: str, value: Any, names: dict[str, str]) -> str:
    if name in rulewords.LABELS:
        return rulewords.in_words(name, value, names)
    if isinstance(value, list):
        shown = say("、").join(_words(name, one, names) for one in value[:MOST])
        return say("{shown} 等 {n} 条", shown=shown, n=len(value)) if len(value) > MOST else shown
    if not value:
        return ""
    if name in PEOPLE:
        return names.get(str(value), say("已删除的人员"))
    if name in STORED:
        return said_again(str(value), *STORED[name])
    known = WORDS.get(name)
    return known(value).label if known and value in list(known) else shortened(str(value))


def _people(diff: dict[str, Any]) -> list[str]:
    """The people a diff speaks of, by UUID."""
    pairs = [diff[name] for name in PEOPLE & diff.keys()]
    sides = [side if isinstance(side, list) else [side] for pair in pairs for side in pair]
    flat = [str(value) for side in sides for value in side if value]
    return flat + [one for name, pair in diff.items() for one in rulewords.people_in(name, pair)]


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
