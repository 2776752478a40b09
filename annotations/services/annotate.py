"""Tagging: suggestions become claims, people tag and change claims."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.detectors.proposal import Proposal
from annotations.detectors.suggestions import propose_all
from annotations.models import Actor, Article, Claim, Suggestion
from annotations.services import claimrows
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.comparing import compare_again, locked_links
from annotations.services.engines import day_of, engine_of
from annotations.services.errors import Conflict, Invalid, Missing
from annotations.vocabulary import Action, DismissReason, Flag, Status, SuggestionState
from annotations.workflow import priority_of

NOTE_LIMIT = 200_000
ANCHOR = ("start", "end", "quote", "prefix", "suffix")
FIGURE = ("value", "unit", "approx", "date")
COMPARED = frozenset({"value", "unit", "approx"})
FROZEN = frozenset({Status.APPROVED, Status.PUBLISHED, Status.SUPERSEDED})
UNDER_REVIEW = frozenset({Status.SUBMITTED, Status.FINAL_REVIEW})


@transaction.atomic
def add_claim(
    *,
    actor: Actor,
    article: Article,
    start: int,
    end: int,
    quote: str,
    types: list[str],
    article_version: int | None = None,
    note: str = "",
    **figure: Any,
) -> Claim:
    """Tag a span of the current text. ``figure`` may give value, unit, approx, date; else they are read.

    Raises ``Invalid`` when the quote is not what stands there, ``Conflict`` when the text has moved on.
    """
    require(actor, article.desk_id, "annotate")
    if article_version is not None and article_version != article.text_version:
        raise Conflict(
            f"稿件正文已是第 {article.text_version} 版，您标的是第 {article_version} 版，请刷新后重新选取。",
            code="text_moved_on",
        )
    place = check.anchor(article.text, start, end, quote)
    kinds = check.types(types)
    fields = {"note": check.limited("note", note, NOTE_LIMIT), "types": kinds}
    given = {name: figure[name] for name in FIGURE if figure.get(name) is not None}
    fields |= _checked(given) if given else read_figure(article, quote, kinds)
    return _create(actor, article, {**place, **fields})


def read_figure(article: Article, quote: str, types: list[str]) -> dict[str, Any]:
    """Value, unit, approx and date as the detectors read them in ``quote``; empty when there are none."""
    found = read_proposal(article, quote, types)
    return {name: getattr(found, name) for name in FIGURE} if found else {}


def read_proposal(article: Article, quote: str, types: list[str] | None = None) -> Proposal | None:
    """What the detectors make of ``quote`` alone: the first proposal that shares one of ``types``."""
    day = day_of(article)
    engine = engine_of(article.desk_id, day)
    for proposal in propose_all(quote, reference_date=day, engine=engine):
        if types is None or set(types) & set(proposal.types):
            return proposal
    return None


def accept_suggestion(*, actor: Actor, suggestion: Suggestion, types: list[str] | None = None) -> Claim:
    """Turn a suggestion into a claim. Accepting it again gives back the same claim."""
    with transaction.atomic():
        require(actor, suggestion.article.desk_id, "annotate")
        decided = _decide(suggestion, actor, SuggestionState.ACCEPTED)
        if not decided:
            claim = Claim.objects.filter(suggestion=suggestion).first()
            if claim is None:
                raise Conflict(f"这条建议{suggestion.get_state_display()}，不能再采纳。")
            return claim
        article = suggestion.article
        if suggestion.article_version != article.text_version:
            raise Conflict("正文已有新版本，这条建议已过期，请刷新。", code="text_moved_on")
        fields = {name: getattr(suggestion, name) for name in (*ANCHOR, *FIGURE, "score", "reasons")}
        fields["types"] = check.types(types) if types else suggestion.types
        fields["suggestion"] = suggestion
        if suggestion.prominent:
            fields["flags"] = [Flag.PROMINENT]
        return _create(actor, article, fields)


@transaction.atomic
def accept_many(*, actor: Actor, article: Article, ids: list[uuid.UUID]) -> list[Claim]:
    """Accept several suggestions in one act, all or none."""
    wanted = Suggestion.objects.filter(article=article, pk__in=ids)
    # Locked in one order before the first audit row: the desk's chain is always the last lock taken.
    rows = list(wanted.select_for_update().in_reading_order())
    if len(rows) != len(set(ids)):
        raise Invalid.field("ids", "有的建议不属于这篇稿件，一条也没有采纳。", "unknown")
    return [accept_suggestion(actor=actor, suggestion=row) for row in rows]


@transaction.atomic
def dismiss_suggestion(*, actor: Actor, suggestion: Suggestion, reason: str) -> Suggestion:
    """Set a suggestion aside; the same words with the same types are not proposed again."""
    require(actor, suggestion.article.desk_id, "annotate")
    if reason not in list(DismissReason):
        known = "、".join(f"{word}（{word.label}）" for word in DismissReason)
        raise Invalid.field("reason", f"请给出忽略的原因：{known}。", "unknown")
    decided = _decide(suggestion, actor, SuggestionState.DISMISSED, dismiss_reason=reason)
    if not decided and suggestion.state != SuggestionState.DISMISSED:
        raise Conflict(f"这条建议{suggestion.get_state_display()}，不能再忽略。")
    return suggestion


@transaction.atomic
def restore_suggestion(*, actor: Actor, suggestion: Suggestion) -> Suggestion:
    """Take a dismissal back."""
    require(actor, suggestion.article.desk_id, "annotate")
    if not _wait_again(suggestion, actor, SuggestionState.DISMISSED):
        raise Conflict(f"这条建议{suggestion.get_state_display()}，没有可恢复的。")
    return suggestion


@transaction.atomic
def edit_claim(*, actor: Actor, claim: Claim, seen: int | None, changes: dict[str, Any]) -> Claim:
    """Change a claim. The first verdict takes an open claim for its author.

    On a claim under review whatever really changes sends it back to work and voids the approvals, in
    the same row of its history. Raises ``Stale``, ``Invalid``, ``Conflict``.
    """
    require(actor, claim.article.desk_id, "annotate")
    claimrows.require_version(claim, seen)
    fields = _checked_changes(claim, changes)
    require_not_frozen(claim)
    diff = {name: [getattr(claim, name), new] for name, new in fields.items() if getattr(claim, name) != new}
    links = locked_links(claim) if COMPARED & diff.keys() else []
    if fields.get("verdict"):
        claim = claimrows.take_for_author(claim, actor)
    if diff and claim.status in UNDER_REVIEW:
        diff |= claimrows.void_approvals(claim)
        fields["status"] = Status.IN_PROGRESS
    if "types" in fields:
        fields["priority"] = priority_of(fields["types"])
    claim = claimrows.write(claim, actor, Action.EDIT, fields, diff=diff)
    compare_again(claim, links)
    claimrows.worked(claim, actor)
    return claim


@transaction.atomic
def delete_claim(*, actor: Actor, claim: Claim, seen: int | None) -> None:
    """Delete a claim that was never approved; its history stays, its suggestion waits again."""
    require(actor, claim.article.desk_id, "annotate")
    claimrows.require_version(claim, seen)
    if claim.status not in (Status.OPEN, Status.IN_PROGRESS, Status.NEEDS_INFO):
        raise Conflict(f"“{claim.get_status_display()}”的核查点不能删除；请先撤回或重开。")
    if claim.facts.exists():
        raise Conflict("这个核查点核定过，它的已核事实要留存，不能删除；请改正后重新提交。")
    locked_links(claim)
    # Locked before the first audit row: the desk's chain is always the last lock taken.
    claimrows.require_version(claimrows.locked(claim), claim.version)
    if claim.suggestion:
        _wait_again(claim.suggestion, actor, SuggestionState.ACCEPTED)
    # Guarded like every write, so that a delete cannot swallow somebody's newer change.
    claim = claimrows.write(claim, actor, Action.DELETE, diff={"quote": [claim.quote, None]})
    claim.delete()


def require_not_frozen(claim: Claim) -> None:
    """What has been signed off is only changed after reopening."""
    if claim.status in FROZEN:
        raise Conflict(f"“{claim.get_status_display()}”的核查点不能修改，请先重开。", code="reopen_first")


def _create(actor: Actor, article: Article, fields: dict[str, Any]) -> Claim:
    claim = Claim.objects.create(
        article=article,
        article_version=article.text_version,
        created_by=actor.user,
        priority=priority_of(fields["types"]),
        **fields,
    )
    shown = {"quote": [None, claim.quote], "types": [None, claim.types], "note": [None, claim.note]}
    record(actor, article.desk_id, claim, Change(Action.CREATE, None, claim.status, shown))
    claimrows.worked(claim, actor)
    return claim


CHECKS: dict[str, Callable[[Any], Any]] = {
    "types": check.types,
    "value": check.value,
    "unit": check.unit,
    "approx": check.approx,
    "date": check.date,
    "verdict": check.verdict,
    "resolution": check.resolution,
}
FREE_TEXT = ("note", "verdict_note", "resolution_note", "proposed_text")


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    return {
        name: CHECKS[name](value) if name in CHECKS else check.limited(name, value, NOTE_LIMIT)
        for name, value in given.items()
    }


def _checked_changes(claim: Claim, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes in stored form. A new span needs its quote, taken from the text the claim stands in."""
    span_names = {"start", "end", "quote"}
    unknown = changes.keys() - CHECKS.keys() - set(FREE_TEXT) - span_names
    if unknown:
        name = sorted(unknown)[0]
        raise Invalid.field(name, f"“{name}”不能这样修改。", "read_only")
    fields = _checked({name: value for name, value in changes.items() if name not in span_names})
    if span_names & changes.keys():
        text = claim.article.versions.get(number=claim.article_version).text
        start, end = changes.get("start", claim.start), changes.get("end", claim.end)
        fields |= check.anchor(text, start, end, changes.get("quote", claim.quote))
    return fields


def _decide(suggestion: Suggestion, actor: Actor, state: SuggestionState, **more: Any) -> bool:
    """Move a pending suggestion, once; False when somebody decided before."""
    moved = Suggestion.objects.filter(pk=suggestion.pk, state=SuggestionState.PENDING).update(
        state=state, decided_by=actor.user, decided_at=timezone.now(), version=F("version") + 1, **more
    )
    _look_again(suggestion)
    if moved:
        _log_decision(suggestion, actor, SuggestionState.PENDING)
    return bool(moved)


def _wait_again(suggestion: Suggestion, actor: Actor, decided: SuggestionState) -> bool:
    """Take a decision back; False when the suggestion is not in that state."""
    back = Suggestion.objects.filter(pk=suggestion.pk, state=decided).update(
        state=SuggestionState.PENDING,
        dismiss_reason="",
        decided_by=None,
        decided_at=None,
        version=F("version") + 1,
    )
    _look_again(suggestion)
    if back:
        _log_decision(suggestion, actor, decided)
    return bool(back)


def _look_again(suggestion: Suggestion) -> None:
    """The suggestion as it stands now; a run of the engine may have withdrawn it meanwhile."""
    try:
        suggestion.refresh_from_db()
    except Suggestion.DoesNotExist:
        raise Missing("这条建议刚被新的一次预标注撤下，请刷新页面。") from None


def _log_decision(suggestion: Suggestion, actor: Actor, before: SuggestionState) -> None:
    change = Change(Action.EDIT, before, suggestion.state, reason=suggestion.dismiss_reason)
    record(actor, suggestion.article.desk_id, suggestion, change)
