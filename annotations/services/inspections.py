"""质检: one issue read through, and what its errors weigh by the official rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from annotations.models import Actor, Desk, ErrorEntry, Inspection
from annotations.quality import Error, NoWeights, Sheet, Weights, arithmetic, weights_on
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Invalid, Stale
from annotations.vocabulary import Action, ErrorClass, ErrorPlace
from annotations.wording import say

MOST_CHARACTERS = 10_000_000
LONGEST_NOTE = 2_000


@dataclass(frozen=True)
class Issue:
    """What a person says of an inspected issue; ``characters`` is 检查总字数."""

    issue_date: date
    characters: int
    edition: str = ""
    note: str = ""


@transaction.atomic
def open_inspection(*, actor: Actor, desk: Desk, issue: Issue) -> Inspection:
    """Enter an inspected issue, once per date and edition. Raises ``Invalid``."""
    require(actor, desk.pk, "inspect")
    _require_good(issue)
    try:
        with transaction.atomic():
            inspection = Inspection.objects.create(desk=desk, inspector=actor.user, **asdict(issue))
    except IntegrityError:
        raise _twice(issue) from None
    diff = {name: [None, value] for name, value in asdict(issue).items()}
    record(actor, desk.pk, inspection, Change(Action.CREATE, None, None, diff))
    return inspection


@transaction.atomic
def edit_inspection(*, actor: Actor, inspection: Inspection, seen: int | None, issue: Issue) -> Inspection:
    """Correct what was entered. Raises ``Stale`` when somebody changed it since version ``seen``."""
    require(actor, inspection.desk_id, "inspect")
    if seen is not None and seen != inspection.version:
        raise Stale(inspection)
    _require_good(issue)
    diff = _difference(inspection, asdict(issue))
    if not diff:
        return inspection
    rows = Inspection.objects.filter(pk=inspection.pk, version=inspection.version)
    try:
        with transaction.atomic():
            moved = rows.update(**asdict(issue), version=F("version") + 1)
    except IntegrityError:
        raise _twice(issue) from None
    inspection.refresh_from_db()
    if not moved:
        raise Stale(inspection)
    record(actor, inspection.desk_id, inspection, Change(Action.EDIT, None, None, diff))
    return inspection


def sheet_of(inspection: Inspection) -> Sheet:
    """The official arithmetic of an issue, by the weights in force on its date.

    Errors already fetched (``prefetch_related("errors")``) are used as they are.
    """
    standing = [error for error in inspection.errors.all() if error.removed_at is None]
    return arithmetic(as_errors(standing), inspection.characters, weights_of_issue(inspection.issue_date))


def as_errors(rows: Iterable[ErrorEntry]) -> list[Error]:
    """Rows in the order of entry, as the arithmetic takes them."""
    ordered = sorted(rows, key=lambda row: (row.entered_at, row.pk))
    return [
        Error(
            row.pk, ErrorClass(row.error_class), ErrorPlace(row.place), row.characters, row.wrong, row.right
        )
        for row in ordered
    ]


def weights_of_issue(day: date) -> Weights:
    """The weights in force on ``day``. Raises ``Invalid`` when there were none yet."""
    try:
        return weights_on(day)
    except NoWeights as error:
        told = say("{first} 之前没有可用的计错标准，请检查出版日期。", first=error.first)
        raise Invalid.field("issue_date", told, "too_early") from None


def _require_good(issue: Issue) -> None:
    weights_of_issue(issue.issue_date)
    if not 1 <= issue.characters <= MOST_CHARACTERS:
        told = say("检查总字数须在 1 到 {most} 之间，收到 {n}。", most=MOST_CHARACTERS, n=issue.characters)
        raise Invalid.field("characters", told, "out_of_range")
    check.limited("edition", issue.edition, 80)
    check.limited("note", issue.note, LONGEST_NOTE)


def _twice(issue: Issue) -> Invalid:
    told = say(
        "{day} {edition}已有一份质检，请打开那一份；分开检查的版面请在“版次”里写明。",
        day=issue.issue_date,
        edition=issue.edition,
    )
    return Invalid.field("edition", told, "duplicate")


def _difference(inspection: Inspection, fields: dict[str, Any]) -> dict[str, Any]:
    pairs = {name: [getattr(inspection, name), value] for name, value in fields.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
