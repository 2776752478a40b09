"""What becomes of a suggestion: accepted as a claim, set aside, taken back; one or many in one act."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Claim, Suggestion
from annotations.services import claimrows
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record, record_many
from annotations.services.errors import Conflict, Invalid, Missing
from annotations.services.standing import settle_later
from annotations.vocabulary import Action, DismissReason, Flag, SuggestionState
from annotations.wording import say

KEPT = ("start", "end", "quote", "prefix", "suffix", "value", "unit", "approx", "date", "score", "reasons")
"""What a claim takes over from its suggestion."""
PENDING, ACCEPTED, DISMISSED = SuggestionState.PENDING, SuggestionState.ACCEPTED, SuggestionState.DISMISSED


@transaction.atomic
def accept_suggestion(*, actor: Actor, suggestion: Suggestion, types: list[str] | None = None) -> Claim:
    """Turn a suggestion into a claim. Accepting it again gives back the same claim."""
    require(actor, suggestion.article.desk_id, "annotate")
    claimrows.hold_text(suggestion.article)
    row = _locked_one(suggestion)
    claims = _accept(actor, suggestion.article, [row], check.types(types) if types else None)
    suggestion.refresh_from_db()
    claim = claims[0] if claims else Claim.objects.filter(suggestion=suggestion).first()
    if claim is None:
        raise Conflict(say("这条建议{state}，不能再采纳。", state=suggestion.get_state_display()))
    return claim


@transaction.atomic
def accept_many(*, actor: Actor, article: Article, ids: Sequence[uuid.UUID]) -> list[Claim]:
    """Accept several suggestions in one act, all or none; those accepted before give back their claims."""
    require(actor, article.desk_id, "annotate")
    claimrows.hold_text(article)
    rows = _locked(article, ids)
    _accept(actor, article, rows)
    claims = list(Claim.objects.filter(suggestion__in=rows).in_reading_order())
    if len(claims) != len(rows):
        raise Conflict(say("有的建议已被忽略，一条也没有采纳；请刷新后再选。"))
    return claims


def take_up(
    actor: Actor, article: Article, ids: Sequence[uuid.UUID], *, undoes: Sequence[int] = ()
) -> list[Suggestion]:
    """Accept waiting suggestions as further places of a claim there is, all or none."""
    rows = _locked(article, ids)
    if any(row.state != PENDING for row in rows):
        raise Conflict(say("有的建议已被采纳或忽略，一处也没有合并；请刷新后再选。"))
    _require_current(article, rows)
    return _decide(actor, article, rows, ACCEPTED, undoes=undoes)


def _accept(
    actor: Actor, article: Article, rows: Sequence[Suggestion], types: list[str] | None = None
) -> list[Claim]:
    """New claims of those ``rows`` that still wait. Raises ``Conflict`` when the text has moved on."""
    _require_current(article, rows)
    decided = _decide(actor, article, rows, ACCEPTED)
    return claimrows.create_many(actor, article, [_fields(row, types) for row in decided])


def _require_current(article: Article, rows: Sequence[Suggestion]) -> None:
    if any(row.article_version != article.text_version for row in rows):
        raise Conflict(say("正文已有新版本，这条建议已过期，请刷新。"), code="text_moved_on")


def _fields(suggestion: Suggestion, types: list[str] | None) -> dict[str, Any]:
    fields = {name: getattr(suggestion, name) for name in KEPT}
    flags = [Flag.PROMINENT] if suggestion.prominent else []
    return fields | {"types": types or suggestion.types, "suggestion": suggestion, "flags": flags}


@transaction.atomic
def dismiss_suggestion(*, actor: Actor, suggestion: Suggestion, reason: str) -> Suggestion:
    """Set a suggestion aside; the same words with the same types are not proposed again."""
    require(actor, suggestion.article.desk_id, "annotate")
    _decide(actor, suggestion.article, [_locked_one(suggestion)], DISMISSED, _known(reason))
    suggestion.refresh_from_db()
    if suggestion.state != DISMISSED:
        raise Conflict(say("这条建议{state}，不能再忽略。", state=suggestion.get_state_display()))
    return suggestion


@transaction.atomic
def dismiss_many(
    *, actor: Actor, article: Article, ids: Sequence[uuid.UUID], reason: str
) -> list[Suggestion]:
    """Set several suggestions aside in one act, all or none."""
    require(actor, article.desk_id, "annotate")
    rows = _locked(article, ids)
    if any(row.state == ACCEPTED for row in rows):
        raise Conflict(say("有的建议已被采纳，一条也没有忽略；请刷新后再选。"))
    return _decide(actor, article, rows, DISMISSED, _known(reason))


@transaction.atomic
def restore_suggestion(*, actor: Actor, suggestion: Suggestion) -> Suggestion:
    """Take a dismissal back."""
    require(actor, suggestion.article.desk_id, "annotate")
    if not wait_again(suggestion, actor, DISMISSED):
        raise Conflict(say("这条建议{state}，没有可恢复的。", state=suggestion.get_state_display()))
    return suggestion


def wait_again(
    suggestion: Suggestion, actor: Actor, decided: SuggestionState, *, undoes: Sequence[int] = ()
) -> bool:
    """Take a decision back; False when the suggestion is not in that state."""
    back = Suggestion.objects.filter(pk=suggestion.pk, state=decided).update(
        state=PENDING, dismiss_reason="", decided_by=None, decided_at=None, version=F("version") + 1
    )
    _refresh(suggestion)
    if back:
        change = Change(Action.EDIT, decided, PENDING, undone(undoes))
        record(actor, suggestion.article.desk_id, suggestion, change)
        settle_later(suggestion.article_id)
    return bool(back)


def dismiss_again(
    suggestion: Suggestion, actor: Actor, reason: str, *, undoes: Sequence[int]
) -> list[Suggestion]:
    """Set a suggestion aside as it was before its dismissal was taken back."""
    reason = reason if reason in list(DismissReason) else DismissReason.NOT_NEEDED
    row = _locked_one(suggestion)
    return _decide(actor, suggestion.article, [row], DISMISSED, reason, undoes)


def undone(undoes: Sequence[int]) -> dict[str, Any]:
    """What an audit row shows of the rows that it takes back."""
    return {"undoes": list(undoes)} if undoes else {}


def _locked(article: Article, ids: Sequence[uuid.UUID]) -> list[Suggestion]:
    # Locked in one order before the first audit row: the desk's chain is always the last lock taken.
    wanted = Suggestion.objects.filter(article=article, pk__in=ids)
    rows = list(wanted.select_for_update().in_reading_order())
    if len(rows) != len(set(ids)):
        raise Invalid.field("ids", say("有的建议不属于这篇稿件，一条也没有改动。"), "unknown")
    return rows


def _locked_one(suggestion: Suggestion) -> Suggestion:
    row = Suggestion.objects.select_for_update().filter(pk=suggestion.pk).first()
    if row is None:
        raise _withdrawn()
    return row


def _decide(
    actor: Actor,
    article: Article,
    rows: Sequence[Suggestion],
    state: SuggestionState,
    reason: str = "",
    undoes: Sequence[int] = (),
) -> list[Suggestion]:
    """Move those of the locked ``rows`` that wait; those decided before are left out."""
    moved = [row for row in rows if row.state == PENDING]
    fields = {
        "state": state,
        "dismiss_reason": reason,
        "decided_by": actor.user,
        "decided_at": timezone.now(),
    }
    Suggestion.objects.filter(pk__in=[row.pk for row in moved]).update(**fields, version=F("version") + 1)
    for row in moved:
        row.version += 1
        for name, value in fields.items():
            setattr(row, name, value)
    change = Change(Action.EDIT, PENDING, state, undone(undoes), reason)
    record_many(actor, article.desk_id, [(row, change) for row in moved])
    settle_later(article.pk)
    return moved


def _known(reason: str) -> str:
    if reason not in list(DismissReason):
        known = say("、").join(
            say("{word}（{label}）", word=word, label=word.label) for word in DismissReason
        )
        raise Invalid.field("reason", say("请给出忽略的原因：{known}。", known=known), "unknown")
    return reason


def _refresh(suggestion: Suggestion) -> None:
    try:
        suggestion.refresh_from_db()
    except Suggestion.DoesNotExist:
        raise _withdrawn() from None


def _withdrawn() -> Missing:
    return Missing(say("这条建议刚被新的一次预标注撤下，请刷新页面。"))
