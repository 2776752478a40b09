"""出现 3 处, 合并: what stands in several places becomes one claim with one verdict, and parts again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from annotations.matching.repeats import contradicts
from annotations.models import Actor, AuditEntry, Claim, Suggestion
from annotations.services import claimrows, places
from annotations.services.access import require
from annotations.services.annotate import UNDER_REVIEW, require_not_frozen
from annotations.services.decisions import ACCEPTED, accept_suggestion, take_up, undone, wait_again
from annotations.services.errors import Conflict, Missing
from annotations.vocabulary import Action, Status
from annotations.wording import marked, say

Ids = Sequence[uuid.UUID]
FOLDED = ("types", "value", "unit", "approx", "date", "note", "score", "reasons", "flags")
"""What comes back of a claim that was folded into another; an untouched one holds nothing else."""


@transaction.atomic
def merge_mentions(
    *, actor: Actor, claim: Claim, seen: int | None, suggestions: Ids = (), claims: Ids = ()
) -> Claim:
    """Make waiting ``suggestions`` and one's own untouched ``claims`` further places of ``claim``.

    All or none, one version and one row of its history; under review it goes back to work. Raises
    ``Stale``, and ``Conflict`` where a figure differs, places overlap, or somebody works on a claim.
    """
    article = claim.article
    require(actor, article.desk_id, "annotate")
    claimrows.require_version(claim, seen)
    require_not_frozen(claim)
    claimrows.hold_text(article)
    folded = _foldable(actor, claim, claims)
    taken = take_up(actor, article, suggestions)
    others: list[Claim | Suggestion] = [*folded, *taken]
    _require_one_statement(claim, others)
    _require_apart(claim, others)
    before, gone = places.logged(claim), [_fold(actor, one, claim) for one in folded]
    here = [_place(article.text, row, row) for row in taken]
    here += [_place(article.text, one, one.suggestion) for one in folded]
    for one in folded:
        Claim.objects.filter(pk=one.pk).delete()
    places.add(claim, here)
    return _log(actor, claim, before, {"folded": gone} if gone else {})


@transaction.atomic
def accept_with_repeats(
    *, actor: Actor, suggestion: Suggestion, suggestions: Ids = (), claims: Ids = ()
) -> Claim:
    """Accept a suggestion together with the other places that say the same, as one claim."""
    claim = accept_suggestion(actor=actor, suggestion=suggestion)
    return merge_mentions(actor=actor, claim=claim, seen=None, suggestions=suggestions, claims=claims)


@transaction.atomic
def split_mention(*, actor: Actor, claim: Claim, seen: int | None, start: int) -> Claim:
    """Take the place at ``start`` out again: its suggestion waits, or it becomes a claim of its own."""
    require(actor, claim.article.desk_id, "annotate")
    claimrows.require_version(claim, seen)
    require_not_frozen(claim)
    claimrows.hold_text(claim.article)
    claimrows.require_version(claimrows.locked(claim), claim.version)
    place = claim.mentions.select_related("suggestion").filter(start=start).first()
    if place is None:
        raise Missing(say("这一处刚被他人拆开，请刷新。"))
    before = places.logged(claim)
    anchor = {name: getattr(place, name) for name in ("start", "end", "quote", "prefix", "suffix")}
    suggestion = place.suggestion
    place.delete()
    if suggestion is None or not wait_again(suggestion, actor, ACCEPTED):
        figure = {name: getattr(claim, name) for name in ("types", "value", "unit", "approx", "date")}
        claimrows.create(actor, claim.article, {**anchor, **figure})
    return _log(actor, claim, before, {})


def put_back(actor: Actor, claim: Claim, diff: dict[str, Any], undoes: Sequence[int]) -> Claim:
    """Undo: the further places as they were before the row of the log that holds ``diff``."""
    before, after = diff["mentions"]
    now = places.logged(claim)
    gone = [place for place in after if place not in before]
    folded = {one["start"]: one for one in diff.get("folded", ())}
    claim.mentions.filter(start__in=[place["start"] for place in gone]).delete()
    for place in gone:
        if place["start"] not in folded and place["suggestion_id"]:
            waiting = Suggestion.objects.select_related("article").get(pk=place["suggestion_id"])
            wait_again(waiting, actor, ACCEPTED, undoes=undoes)
    for one in folded.values():
        _unfold(actor, claim, one, undoes)
    back = [place for place in before if place not in after]
    ids = [uuid.UUID(place["suggestion_id"]) for place in back if place["suggestion_id"]]
    take_up(actor, claim.article, ids, undoes=undoes)
    rows = places.anchored(claim.article.text, places.spans_of(claim), back)
    places.add(
        claim,
        [row | {"suggestion_id": place["suggestion_id"]} for row, place in zip(rows, back, strict=True)],
    )
    return _log(actor, claim, now, undone(undoes), reason=marked("撤销"))


def foldable(actor: Actor, claim: Claim) -> bool:
    """Whether nobody but the actor has done anything with the claim, and the actor only made it."""
    untouched = claim.status == Status.OPEN and claim.version == 1 and claim.created_by_id == actor.user.pk
    return untouched and not claim.comments.exists() and not claim.mentions.exists()


def _foldable(actor: Actor, into: Claim, ids: Ids) -> list[Claim]:
    """The claims to fold, locked with ``into`` in one order: two people who merge wait for each other."""
    wanted = Claim.objects.select_for_update(of=("self",)).select_related("article", "suggestion")
    rows = {row.pk: row for row in wanted.filter(article=into.article, pk__in=[*ids, into.pk]).order_by("pk")}
    if into.pk in rows:
        claimrows.require_version(rows[into.pk], into.version)
    found = [row for pk, row in rows.items() if pk != into.pk]
    if len(found) != len(set(ids) - {into.pk}) or not all(foldable(actor, row) for row in found):
        raise Conflict(say("要合并的核查点已被改动或有人在用，一处也没有合并；请刷新后再选。"))
    return found


def _require_one_statement(claim: Claim, others: Sequence[Claim | Suggestion]) -> None:
    if not others:
        raise Conflict(say("没有选出要合并的地方。"))
    moved_on = claim.article_version != claim.article.text_version
    if moved_on or any(contradicts(claim, row) for row in others):
        raise Conflict(say("有一处的数值或所在版本与这个核查点不同，一处也没有合并。"))


def _require_apart(claim: Claim, others: Sequence[Claim | Suggestion]) -> None:
    spans = places.spans_of(claim)
    for row in others:
        if any(row.start < end and start < row.end for start, end in spans):
            raise Conflict(say("要合并的两处重叠，一处也没有合并。"))
        spans.append((row.start, row.end))


def _place(text: str, row: Claim | Suggestion, suggestion: Suggestion | None) -> dict[str, Any]:
    place = {name: getattr(row, name) for name in ("start", "end", "quote")}
    return places.anchored(text, (), [place])[0] | {"suggestion": suggestion}


def _fold(actor: Actor, claim: Claim, into: Claim) -> dict[str, Any]:
    """The claim's last row in the log, and all that is needed to bring it back."""
    kept = {name: getattr(claim, name) for name in ("start", "end", "quote", *FOLDED)}
    kept |= {"id": str(claim.pk), "suggestion_id": claim.suggestion_id and str(claim.suggestion_id)}
    kept |= {"created_at": claim.created_at.isoformat()}
    diff = {"quote": [claim.quote, None], "into": [None, str(into.pk)], "article": [claim.article_id, None]}
    claim = claimrows.write(claim, actor, Action.DELETE, diff=diff)
    return kept | {"version": claim.version}


def _unfold(actor: Actor, claim: Claim, kept: dict[str, Any], undoes: Sequence[int]) -> None:
    """The folded claim again: its history goes on behind its deletion, which is undone with the rest."""
    deletion = AuditEntry.objects.filter(object_id=kept["id"], action=Action.DELETE).latest("seq")
    anchor = places.anchored(claim.article.text, (), [kept])[0]
    fields = {name: kept[name] for name in (*FOLDED, "id", "suggestion_id")}
    fields |= anchor | {"version": kept["version"] + 1}
    row = claimrows.create(actor, claim.article, fields, undone([*undoes, deletion.seq]))
    Claim.objects.filter(pk=row.pk).update(created_at=datetime.fromisoformat(kept["created_at"]))


def _log(
    actor: Actor, claim: Claim, before: list[dict[str, Any]], more: dict[str, Any], *, reason: str = ""
) -> Claim:
    """The claim's own row: under review its approvals fall in the same one."""
    diff = {"mentions": [before, places.logged(claim)], **more}
    fields: dict[str, Any] = {}
    if claim.status in UNDER_REVIEW:
        diff |= claimrows.void_approvals(claim)
        fields["status"] = Status.IN_PROGRESS
    claim = claimrows.write(claim, actor, Action.EDIT, fields, diff=diff, reason=reason)
    claimrows.worked(claim, actor)
    return claim
