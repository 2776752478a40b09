"""登记差错: errors that a person found and classed; a verdict never becomes one by itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Claim, ErrorEntry, Inspection
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Invalid, Stale
from annotations.vocabulary import Action, ErrorClass, ErrorPlace, ErrorStage, Word
from annotations.wording import say

LONGEST = 2_000
MOST_CHARACTERS = 10_000


@dataclass(frozen=True)
class Entry:
    """An error as a person enters it. ``characters``: how many are wrong; of a foreign text, words."""

    error_class: str
    wrong: str
    right: str = ""
    place: str = ErrorPlace.BODY
    stage: str = ErrorStage.ESCAPED
    characters: int = 1
    note: str = ""


@dataclass(frozen=True)
class Where:
    """Where an error stands: in an inspected issue, in an article (perhaps in a claim of it), or both."""

    inspection: Inspection | None = None
    article: Article | None = None
    claim: Claim | None = None


@transaction.atomic
def enter_error(*, actor: Actor, where: Where, entry: Entry) -> ErrorEntry:
    """Enter one error. Raises ``Invalid``."""
    where = _whole(where)
    holder = where.inspection or where.article
    if holder is None:
        raise Invalid.field("article", say("请指明差错在哪一期质检或哪一篇稿件里。"), "required")
    require(actor, holder.desk_id, "inspect")
    _require_one_desk(where)
    _require_good(entry, where.inspection)
    error = ErrorEntry.objects.create(
        desk_id=holder.desk_id, entered_by=actor.user, **asdict(entry), **vars(where)
    )
    diff = {name: [None, value] for name, value in asdict(entry).items()}
    diff |= {name: [None, thing.pk] for name, thing in vars(where).items() if thing is not None}
    record(actor, holder.desk_id, error, Change(Action.CREATE, None, None, diff))
    return error


@transaction.atomic
def edit_error(*, actor: Actor, error: ErrorEntry, seen: int | None, entry: Entry) -> ErrorEntry:
    """Correct an entry; where it stands stays. Raises ``Stale``, ``Invalid``, ``Conflict`` when removed."""
    _require_standing(actor, error, seen)
    _require_good(entry, error.inspection)
    pairs = {name: [getattr(error, name), value] for name, value in asdict(entry).items()}
    diff = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return _write(actor, error, asdict(entry), Change(Action.EDIT, None, None, diff)) if diff else error


@transaction.atomic
def remove_error(*, actor: Actor, error: ErrorEntry, seen: int | None) -> ErrorEntry:
    """Take an entry back: it counts no more and keeps its row. Raises ``Stale``, ``Conflict``."""
    _require_standing(actor, error, seen)
    gone = {"removed_by": actor.user, "removed_at": timezone.now()}
    diff = {"wrong": [error.wrong, None], "error_class": [error.error_class, None]}
    return _write(actor, error, gone, Change(Action.DELETE, None, None, diff))


def _write(actor: Actor, error: ErrorEntry, fields: dict[str, Any], change: Change) -> ErrorEntry:
    moved = ErrorEntry.objects.filter(pk=error.pk, version=error.version).update(
        **fields, version=F("version") + 1
    )
    error.refresh_from_db()
    if not moved:
        raise Stale(error)
    record(actor, error.desk_id, error, change)
    return error


def _whole(where: Where) -> Where:
    """A claim brings its article with it. Raises ``Invalid`` when another one is named."""
    if where.claim is None:
        return where
    if where.article is not None and where.article.pk != where.claim.article_id:
        raise Invalid.field("claim", say("这个核查点不在这篇稿件里。"), "unknown")
    return Where(where.inspection, where.claim.article, where.claim)


def _require_one_desk(where: Where) -> None:
    if where.inspection and where.article and where.inspection.desk_id != where.article.desk_id:
        raise Invalid.field("article", say("这篇稿件不属于质检的部门。"), "unknown")


def _require_standing(actor: Actor, error: ErrorEntry, seen: int | None) -> None:
    require(actor, error.desk_id, "inspect")
    if seen is not None and seen != error.version:
        raise Stale(error)
    if error.removed_at is not None:
        raise Conflict(say("这条差错已撤下，不能再改；需要的话请重新登记。"))


def _require_good(entry: Entry, inspection: Inspection | None) -> None:
    _one_of("error_class", entry.error_class, ErrorClass, say("差错类别"))
    _one_of("place", entry.place, ErrorPlace, say("位置"))
    _one_of("stage", entry.stage, ErrorStage, say("发现时间"))
    if not entry.wrong.strip():
        raise Invalid.field("wrong", say("请写出错处的原文。"), "required")
    if not 1 <= entry.characters <= MOST_CHARACTERS:
        told = say("字数须在 1 到 {most} 之间，收到 {n}。", most=MOST_CHARACTERS, n=entry.characters)
        raise Invalid.field("characters", told, "out_of_range")
    if inspection is not None and entry.stage != ErrorStage.ESCAPED:
        told = say("质检的是已出版的报纸，其中的差错都是“{stage}”。", stage=ErrorStage.ESCAPED.label)
        raise Invalid.field("stage", told)
    for name in ("wrong", "right", "note"):
        check.limited(name, getattr(entry, name), LONGEST)


def _one_of(name: str, given: str, known: type[Word], label: str) -> None:
    if given not in list(known):
        told = say(
            "没有“{given}”这个{label}；可用：{known}。",
            given=given[:40],
            label=label,
            known=say("、").join(say("{label}（{kind}）", label=one.label, kind=one) for one in known),
        )
        raise Invalid.field(name, told, "unknown")
