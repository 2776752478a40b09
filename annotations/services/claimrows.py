"""The only way a claim's row changes: compare-and-set on its version, with its audit row."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F, Model, QuerySet
from django.utils import timezone

from annotations.models import Actor, Article, Claim, Hand
from annotations.services.audit import Change, record, record_many
from annotations.services.errors import Conflict, FourEyes, Stale
from annotations.services.standing import settle_later
from annotations.vocabulary import Action, Part, Status
from annotations.wording import say
from annotations.workflow import priority_of

SILENT = frozenset({"status", "priority"})
"""What the row tells without its diff: the status in columns of its own, the priority by the types."""
AT_FIRST = (
    "start", "end", "quote", "types", "value", "unit", "approx", "date", "note", "flags", "article_version",
)  # fmt: skip
"""What a new claim's row tells. Rows written before ``article_version`` was among it tell less."""


def write(
    claim: Claim,
    actor: Actor | None,
    action: Action,
    fields: dict[str, Any] | None = None,
    *,
    diff: dict[str, Any] | None = None,
    reason: str = "",
) -> Claim:
    """Apply ``fields`` if nobody wrote since ``claim`` was read; version and history grow by one.

    Raises ``Stale`` with the current row otherwise. The log tells every field that changes, beside what
    ``diff`` says. The passed claim is brought up to date and returned.
    """
    fields = fields or {}
    before = claim.status
    shown = told(claim, fields, diff or {})
    moved = Claim.objects.filter(pk=claim.pk, version=claim.version).update(
        **fields, version=F("version") + 1, updated_at=timezone.now()
    )
    if not moved:
        raise Stale(Claim.objects.with_people().filter(pk=claim.pk).first())
    article = claim.article
    claim.refresh_from_db()
    claim.article = article
    record(actor, claim.article.desk_id, claim, Change(action, before, claim.status, shown, reason))
    settle_later(claim.article_id)
    return claim


def stored(claim: Claim, name: str) -> Any:
    """A field as its column holds it: of people and rows the id."""
    return getattr(claim, f"{name}_id") if hasattr(claim, f"{name}_id") else getattr(claim, name)


def told(claim: Claim, fields: dict[str, Any], diff: dict[str, Any]) -> dict[str, Any]:
    """``diff`` with old and new of every one of ``fields`` that changes: nothing changes unlogged, so that
    the claim can be shown as it stood at any moment (hindsight.py). People and rows stand by their id."""
    changes = {}
    for name, value in fields.items():
        name = name.removesuffix("_id")
        old, new = stored(claim, name), value.pk if isinstance(value, Model) else value
        # An undo brings ids and moments back from the log, as text.
        if old != new and str(old) != str(new) and name not in SILENT:
            changes[name] = [old, new]
    return diff | {name: pair for name, pair in changes.items() if name not in diff}


class Write(NamedTuple):
    """One change among many: ``diff`` is what its audit row shows."""

    claim: Claim
    fields: dict[str, Any]
    diff: dict[str, Any]


def write_many(actor: Actor, desk_id: uuid.UUID, action: Action, writes: Sequence[Write]) -> None:
    """Many claims in one act, in the order given; each has its own version and its own audit row.

    The rows, of one article, are locked by the caller in the order of their keys; ``Stale`` all the same
    when one moved. As in ``write`` the log tells every field that changes, beside ``diff``.
    """
    changes = []
    for claim, fields, diff in writes:
        before, shown = claim.status, told(claim, fields, diff)
        moved = Claim.objects.filter(pk=claim.pk, version=claim.version).update(
            **fields, version=F("version") + 1, updated_at=timezone.now()
        )
        if not moved:
            raise Stale(Claim.objects.with_people().filter(pk=claim.pk).first())
        for name, value in {**fields, "version": claim.version + 1}.items():
            setattr(claim, name, value)
        changes.append((claim, Change(action, before, claim.status, shown)))
    if changes:
        record_many(actor, desk_id, changes)
        settle_later(writes[0].claim.article_id)


def create(
    actor: Actor, article: Article, fields: dict[str, Any], shown: dict[str, Any] | None = None
) -> Claim:
    """A new claim on the article's current text, its audit row (with ``shown``) and its author's hand."""
    return create_many(actor, article, [fields], shown)[0]


def create_many(
    actor: Actor, article: Article, rows: Sequence[dict[str, Any]], shown: dict[str, Any] | None = None
) -> list[Claim]:
    """New claims in one go; ``rows`` are their fields, ``shown`` stands in the audit rows beside them."""
    claims = Claim.objects.bulk_create([_claim(actor, article, fields) for fields in rows])
    Hand.objects.bulk_create([_hand(claim, actor, Part.WORKED) for claim in claims])
    record_many(actor, article.desk_id, [(claim, _creation(claim, shown or {})) for claim in claims])
    settle_later(article.pk)
    return claims


def _claim(actor: Actor, article: Article, fields: dict[str, Any]) -> Claim:
    return Claim(
        article=article,
        article_version=article.text_version,
        created_by=actor.user,
        priority=priority_of(fields["types"]),
        **fields,
    )


def _creation(claim: Claim, shown: dict[str, Any]) -> Change:
    fields = {name: [None, getattr(claim, name)] for name in AT_FIRST}
    return Change(Action.CREATE, None, claim.status, fields | shown)


def hold_text(article: Article) -> None:
    """Keep a newer text out until the transaction ends. Raises ``Conflict`` when there is one already.

    Whatever puts a claim on the text holds it first, before it locks any other row: a new version would
    leave that claim behind. The weaker lock, because rows that refer to the article are written meanwhile.
    """
    same = Article.objects.filter(pk=article.pk, text_version=article.text_version)
    if not same.select_for_update(no_key=True).values_list("pk", flat=True).first():
        raise Conflict(say("正文刚换了新版本，请刷新后重新选取。"), code="text_moved_on")


def locked(claim: Claim) -> Claim:
    """The claim as it stands now, kept from other writers until the transaction ends."""
    rows = Claim.objects.select_for_update(of=("self",)).select_related("article__desk")
    row = rows.filter(pk=claim.pk).first()
    if row is None:
        raise Stale(None)
    return row


def require_version(claim: Claim, seen: int | None) -> None:
    """Raise ``Stale`` when the person saw another version than the one now stored."""
    if seen is not None and seen != claim.version:
        raise Stale(claim)


def void_approvals(claim: Claim) -> dict[str, Any]:
    """Void the approvals of the current round; returns what the audit row should show of it."""
    shown = left_behind(claim)
    _approvals(claim).update(voided_at=timezone.now())
    return shown


def left_behind(claim: Claim) -> dict[str, Any]:
    """What the audit row shows of approvals that count no more: a new round leaves those of the old one."""
    people = [str(person) for person in _approvals(claim).values_list("person_id", flat=True)]
    return {"approvals": [people, []]} if people else {}


def _approvals(claim: Claim) -> QuerySet[Hand]:
    return Hand.objects.filter(claim=claim, round=claim.round, part=Part.APPROVED, voided_at__isnull=True)


def has_approved(claim: Claim, actor: Actor) -> bool:
    """Whether an approval by this person stands in the current round."""
    mine = Hand.objects.filter(claim=claim, round=claim.round, person=actor.user, part=Part.APPROVED)
    return mine.filter(voided_at__isnull=True).exists()


def worked(claim: Claim, actor: Actor) -> None:
    """Remember that this person worked on the claim in its current round."""
    Hand.objects.bulk_create([_hand(claim, actor, Part.WORKED)], ignore_conflicts=True)


def approved(claim: Claim, actor: Actor, seen: int) -> None:
    """Remember an approval of the version ``seen``.

    The database refuses it for whoever worked on the claim or approved it in this round.
    """
    hand = _hand(claim, actor, Part.APPROVED)
    hand.claim_version = seen
    try:
        with transaction.atomic():
            hand.save(force_insert=True)
    except IntegrityError:
        raise FourEyes(say("您参与过本轮核查，须由他人审核（四眼原则）。")) from None


def _hand(claim: Claim, actor: Actor, part: Part) -> Hand:
    return Hand(
        claim=claim,
        round=claim.round,
        person=actor.user,
        part=part,
        claim_version=claim.version,
        at=timezone.now(),
    )


def take_for_author(claim: Claim, actor: Actor) -> Claim:
    """The first verdict or evidence on an open claim takes it for whoever gives it (a row of its own)."""
    if claim.status not in (Status.OPEN, Status.REOPENED):
        return claim
    fields = {"status": Status.IN_PROGRESS, "assignee": actor.user}
    diff = {"assignee": [claim.assignee_id, actor.user.pk]}
    return write(claim, actor, Action.TRANSITION, fields, diff=diff)
