"""记录: the audit rows of one object in words."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from django.db.models import Model

from annotations.models import AuditEntry, User
from annotations.vocabulary import (
    SYSTEM,
    Approx,
    ArticleStatus,
    ClaimType,
    Flag,
    Resolution,
    Stance,
    Status,
    SuggestionState,
    Tier,
    Verdict,
)

FIELDS = {
    "quote": "原文",
    "types": "类型",
    "value": "数值",
    "unit": "单位",
    "approx": "约数",
    "date": "日期",
    "note": "备注",
    "verdict": "结论",
    "verdict_note": "结论说明",
    "resolution": "稿件处理",
    "resolution_note": "处理说明",
    "proposed_text": "改后文字",
    "flags": "标记",
    "assignee": "责任人",
    "approvals": "批准",
    "title": "标题",
    "stance": "立场",
    "tier": "来源等级",
    "lexicon": "词表",
    "weights": "权重",
}
WORDS: dict[str, Any] = {
    "types": ClaimType,
    "approx": Approx,
    "verdict": Verdict,
    "resolution": Resolution,
    "flags": Flag,
    "stance": Stance,
    "tier": Tier,
}
PEOPLE = frozenset({"assignee", "approvals"})
STATES = {
    "claim": {str(word): word.label for word in Status},
    "suggestion": {str(word): word.label for word in SuggestionState},
    "article": {str(word): word.label for word in ArticleStatus},
}
LONGEST = 40
MOST = 6
"""Of a longer list so many members are named."""


class Line(NamedTuple):
    """One row with the name of its actor, looked up now and never stored, and what changed."""

    entry: AuditEntry
    who: str
    change: str


def timeline(thing: Model, newest: int | None = None) -> list[Line]:
    """The history of one object, newest first; all of it, or only the ``newest`` rows."""
    entries = list(AuditEntry.objects.about(thing).order_by("-seq")[:newest])
    named = {text for entry in entries for text in (entry.actor, *_people(entry.diff)) if _is_uuid(text)}
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=named)} | {SYSTEM: "系统"}
    return [Line(entry, names.get(entry.actor, "已删除的人员"), _change(entry, names)) for entry in entries]


def _change(entry: AuditEntry, names: dict[str, str]) -> str:
    parts = []
    states = STATES.get(entry.object_type, {})
    if entry.source_state != entry.target_state and entry.source_state:
        before, after = entry.source_state, entry.target_state or ""
        parts.append(f"{states.get(before, before)} → {states.get(after, after)}")
    for name, pair in entry.diff.items():
        if (
            name in FIELDS
            and isinstance(pair, list)
            and len(pair) == 2
            and (pair[0] or "") != (pair[1] or "")
        ):
            old, new = (_words(name, value, names) for value in pair)
            parts.append(f"{FIELDS[name]} {old} → {new or '（删去）'}" if old else f"{FIELDS[name]} {new}")
        elif name == "evidence":
            parts.append("添加一条" if pair[0] is None else "移除一条" if pair[1] is None else "修改一条")
    return "；".join(part for part in parts if part)


def _words(name: str, value: Any, names: dict[str, str]) -> str:
    if isinstance(value, list):
        shown = "、".join(_words(name, one, names) for one in value[:MOST])
        return f"{shown} 等 {len(value)} 条" if len(value) > MOST else shown
    if not value:
        return ""
    if name in PEOPLE:
        return names.get(str(value), "已删除的人员")
    known = WORDS.get(name)
    text = known(value).label if known and value in list(known) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _people(diff: dict[str, Any]) -> list[str]:
    """The people a diff speaks of, by UUID."""
    pairs = [diff[name] for name in PEOPLE & diff.keys()]
    sides = [side if isinstance(side, list) else [side] for pair in pairs for side in pair]
    flat = [value for side in sides for value in side]
    return [str(value) for value in flat if value]


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
