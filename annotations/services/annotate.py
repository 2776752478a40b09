"""Tagging: suggestions become claims, people tag and change claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from annotations.detectors.proposal import Proposal
from annotations.detectors.suggestions import propose_all
from annotations.models import Actor, Article, Claim
from annotations.services import claimrows, places
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.comparing import compare_again, locked_links
from annotations.services.decisions import undone, wait_again
from annotations.services.engines import day_of, engine_of
from annotations.services.errors import Conflict, Invalid
from annotations.services.keeping import is_ruling, require_ruling
from annotations.vocabulary import Action, Status, SuggestionState
from annotations.wording import say
from annotations.workflow import priority_of

NOTE_LIMIT = 200_000
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
    mentions: Sequence[dict[str, Any]] = (),
    **figure: Any,
) -> Claim:
    """Tag a span of the current text. ``figure`` may give value, unit, approx, date; else they are read.

    ``mentions`` are further places of the same statement, each with start, end and quote. Raises
    ``Invalid`` when a quote is not what stands there, ``Conflict`` when the text has moved on.
    """
    require(actor, article.desk_id, "annotate")
    if article_version is not None and article_version != article.text_version:
        raise Conflict(
            say(
                "稿件正文已是第 {text_version} 版，您标的是第 {article_version} 版，请刷新后重新选取。",
                text_version=article.text_version,
                article_version=article_version,
            ),
            code="text_moved_on",
        )
    claimrows.hold_text(article)
    place = check.anchor(article.text, start, end, quote)
    further = places.anchored(article.text, [(start, end)], mentions)
    kinds = check.types(types)
    fields = {"note": check.limited("note", note, NOTE_LIMIT), "types": kinds}
    given = {name: figure[name] for name in FIGURE if figure.get(name) is not None}
    fields |= _checked(given) if given else read_figure(article, quote, kinds)
    shown = {"mentions": [[], [_span(row) for row in further]]} if further else {}
    claim = claimrows.create(actor, article, {**place, **fields}, shown)
    places.add(claim, further)
    return claim


def _span(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("start", "end", "quote")}


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


@transaction.atomic
def edit_claim(*, actor: Actor, claim: Claim, seen: int | None, changes: dict[str, Any]) -> Claim:
    """Change a claim. The first verdict takes an open claim for its author.

    On a claim under review whatever really changes sends it back to work and voids the approvals, in
    the same row of its history; only the chief's 保留原文 leaves it where it is. Raises ``Stale``,
    ``Invalid``, ``Conflict``, and ``Forbidden`` where the chief alone rules.
    """
    require(actor, claim.article.desk_id, "annotate")
    claimrows.require_version(claim, seen)
    fields = _checked_changes(claim, changes)
    require_not_frozen(claim)
    diff = {name: [getattr(claim, name), new] for name, new in fields.items() if getattr(claim, name) != new}
    changed = {name: new for name, (_, new) in diff.items()}
    require_ruling(actor, claim, changed)
    links = locked_links(claim) if COMPARED & diff.keys() else []
    if fields.get("verdict"):
        claim = claimrows.take_for_author(claim, actor)
    if diff and claim.status in UNDER_REVIEW and not is_ruling(actor, claim, changed):
        diff |= claimrows.void_approvals(claim)
        fields["status"] = Status.IN_PROGRESS
    if "types" in fields:
        fields["priority"] = priority_of(fields["types"])
    claim = claimrows.write(claim, actor, Action.EDIT, fields, diff=diff)
    compare_again(claim, links)
    claimrows.worked(claim, actor)
    return claim


@transaction.atomic
def delete_claim(*, actor: Actor, claim: Claim, seen: int | None, undoes: Sequence[int] = ()) -> None:
    """Delete a claim that was never approved; its history stays, its suggestion waits again.

    ``undoes`` are the audit rows that this takes back, if it is an undo (see services/undo.py).
    """
    require(actor, claim.article.desk_id, "annotate")
    claimrows.require_version(claim, seen)
    if claim.status not in (Status.OPEN, Status.IN_PROGRESS, Status.NEEDS_INFO):
        raise Conflict(say("“{status}”的核查点不能删除；请先撤回或重开。", status=claim.get_status_display()))
    if claim.facts.exists():
        raise Conflict(say("这个核查点核定过，它的已核事实要留存，不能删除；请改正后重新提交。"))
    locked_links(claim)
    # Locked before the first audit row: the desk's chain is always the last lock taken.
    claimrows.require_version(claimrows.locked(claim), claim.version)
    waiting = [claim.suggestion, *(place.suggestion for place in claim.mentions.all())]
    for suggestion in filter(None, waiting):
        wait_again(suggestion, actor, SuggestionState.ACCEPTED, undoes=undoes)
    # Guarded like every write, so that a delete cannot swallow somebody's newer change.
    gone: dict[str, Any] = {"quote": [claim.quote, None], "article": [claim.article_id, None]}
    claim = claimrows.write(claim, actor, Action.DELETE, diff=gone | undone(undoes))
    claim.delete()


def require_not_frozen(claim: Claim) -> None:
    """What has been signed off is only changed after reopening."""
    if claim.status in FROZEN:
        raise Conflict(
            say("“{status}”的核查点不能修改，请先重开。", status=claim.get_status_display()),
            code="reopen_first",
        )


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
        raise Invalid.field(name, say("“{name}”不能这样修改。", name=name), "read_only")
    fields = _checked({name: value for name, value in changes.items() if name not in span_names})
    if span_names & changes.keys():
        text = claim.article.versions.get(number=claim.article_version).text
        start, end = changes.get("start", claim.start), changes.get("end", claim.end)
        fields |= check.anchor(text, start, end, changes.get("quote", claim.quote))
    return fields
