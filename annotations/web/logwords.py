"""What the log says, in words: a field's name, its values, the states of its object."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.services import complaints, staleness
from annotations.services.lexicon import ENTRY
from annotations.services.weights import AMOUNT, STANDARD
from annotations.vocabulary import (
    ArticleStatus,
    ClaimType,
    CorrectionState,
    DismissReason,
    Flag,
    Outcome,
    OverrideCode,
    Role,
    Stance,
    Status,
    SuggestionState,
    Tier,
    Word,
)
from annotations.web import rulewords
from annotations.web.worddiff import shortened
from annotations.wording import said_again, say

FIELDS: Mapping[str, Any] = {
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
    "name": _("名称"),
    "stance": _("立场"),
    "tier": _("来源等级"),
    "page": _("页码"),
    "timecode": _("时间码"),
    "snapshot_number": _("快照"),
    "lexicon": _("词表"),
    "weights": _("权重"),
    "outcome": _("新版本"),
    "confirmed": _("改动确认"),
    "text_version": _("正文版本"),
    "channel": _("渠道"),
    "edition": _("版次"),
    "override": _("例外签发"),
    "number_check": _("数字核对"),
    "question": _("提问"),
    "answer": _("答复"),
    "due_at": _("期限"),
    "check_level": _("核查程度"),
    "critical": _("批评报道"),
    "wire_source": _("通稿"),
    "material": _("随稿材料"),
    "sha256": "SHA-256",
    "snapshot": _("快照"),
    "problem": _("问题"),
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
    "notice_published_at": _("刊出时间"),
    "held": _("暂停外供"),
    "released": _("恢复外供"),
    "retract": _("撤下这句话"),
    "no_online_text": _("声明：这篇稿件只见报，网上没有"),
    "correction": _("更正"),
    "party": _("提出方"),
    "chief_note": _("总编意见"),
    "role": _("角色"),
    "person": _("人员"),
    "member": _("部门成员"),
    "characters": _("检查总字数"),
    "erased": _("注销"),
    "error_class": _("差错类别"),
    "place": _("位置"),
    "stage": _("发现时间"),
    "inspection": _("质检"),
    "articles": _("稿件"),
    "population": _("当月刊发稿件"),
    "sampled": _("抽取"),
}
"""Names of fields that more than one kind of object has, or that are no column; in the order of telling."""
LISTS: Mapping[str, type[Word]] = {
    "types": ClaimType,
    "flags": Flag,
    "stance": Stance,
    "tier": Tier,
    "outcome": Outcome,
    "override": OverrideCode,
    "role": Role,
}
"""Words of fields that the object's own columns do not tell."""
UNTOLD = frozenset(
    {
        *("start", "end", "prefix", "suffix", "suggestion", "score", "reasons", "priority"),
        *("article_version", "round", "returned_at", "approved_by", "approved_at", "seen_version"),
        *("writer", "assessed_by", "assessed_at", "decided_by", "decided_at", "closed_by", "closed_at"),
        *("undoes", "folded", "into", "article", "gate_item", "item", "seed", "spans"),
    }
)
"""What the log keeps for undoing, verifying and looking back, and what the row says in words anyway."""
STATES: Mapping[str, type[Word]] = {
    "claim": Status,
    "suggestion": SuggestionState,
    "article": ArticleStatus,
    "correction": CorrectionState,
}
STORED = {"lexicon": ENTRY, "weights": (STANDARD, AMOUNT)}
"""Fields whose log holds sentences of ours, in Chinese."""
MOST = 6
"""Of a longer list so many members are named."""
HASH = 12


def label_of(kind: str, name: str) -> str:
    """A field's name: ours, else that of the object's column, else as it is stored."""
    if kind == "desk" and name in rulewords.LABELS:
        return str(rulewords.LABELS[name])
    if name in FIELDS:
        return str(FIELDS[name])
    field = field_of(kind, name)
    verbose = getattr(field, "verbose_name", "")
    return str(verbose) if isinstance(verbose, Promise) else name


def value_words(kind: str, name: str, value: Any, names: Mapping[str, str]) -> str:
    """A value as people read it; ``names`` are those of people, by id. Whatever it is, it is told."""
    if value is None or value in ("", [], {}):
        return ""
    if kind == "desk" and name in rulewords.LABELS:
        # Rules have words of their own, as long as they have the shape that the words are for.
        with suppress(KeyError, TypeError, ValueError, AttributeError, IndexError):
            return rulewords.in_words(name, value, names)
    if isinstance(value, bool):
        return say("是") if value else say("否")
    if isinstance(value, list):
        shown = say("、").join(value_words(kind, name, one, names) for one in value[:MOST])
        return say("{shown} 等 {n} 条", shown=shown, n=len(value)) if len(value) > MOST else shown
    if isinstance(value, dict):
        parts = {key: value_words(kind, key, one, names) for key, one in value.items() if key not in UNTOLD}
        told = [f"{label_of(kind, key)} {part}" for key, part in parts.items() if part]
        return shortened(say("、").join(told) or json.dumps(value, ensure_ascii=False))
    text = str(value)
    if is_uuid(text):
        return names.get(text) or (say("已删除的人员") if _of_person(kind, name) else text[:8])
    if name in STORED:
        return said_again(text, *STORED[name])
    if name == "sha256":
        return text[:HASH]
    return _word(kind, name, text) or shortened(text)


def _word(kind: str, name: str, text: str) -> str:
    """The label of an identifier, or nothing."""
    if name in LISTS:
        return LISTS[name](text).label if text in list(LISTS[name]) else ""
    field = field_of(kind, name)
    return str(dict(field.flatchoices).get(text, "")) if field is not None and field.choices else ""


def state_words(kind: str, state: str | None) -> str:
    """A state as people read it."""
    known = STATES.get(kind)
    return known(state).label if known and state in list(known) else str(state or "")


def reason_words(kind: str, reason: str) -> str:
    """A row's reason as people read it: why a suggestion was set aside, a sentence of ours, or theirs."""
    if kind == "suggestion" and reason in list(DismissReason):
        return DismissReason(reason).label
    return said_again(reason, *complaints.SENTENCES, *staleness.SENTENCES)


@cache
def model_of(kind: str) -> type[Model] | None:
    """The model whose rows the log calls ``kind``."""
    try:
        return apps.get_model("annotations", kind)
    except LookupError:
        return None


@cache
def field_of(kind: str, name: str) -> Field[Any, Any] | None:
    """The column of an object of this kind; an evidence row speaks of the link beside the claim."""
    model = model_of(kind)
    if model is None:
        return None
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def kind_words(kind: str) -> str:
    """What an object is called: 核查点, 稿件, …"""
    model = model_of(kind)
    return str(model._meta.verbose_name) if model else kind


def _of_person(kind: str, name: str) -> bool:
    field = field_of(kind, name)
    return name == "approvals" or bool(field is not None and field.related_model is model_of("user"))


def is_uuid(text: str) -> bool:
    if len(text) != 36:
        return False
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
