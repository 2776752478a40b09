"""撤销: take back one's own last act, by its logged opposite.

An act is open to its actor until another person acts on the claim, or until a later act of one's own
builds on it. Hands stay: whoever worked on a claim has worked on it, also after taking it back.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from annotations.models import Actor, Article, AuditEntry, Claim, EvidenceLink, Suggestion
from annotations.services import claimrows
from annotations.services.access import require
from annotations.services.annotate import delete_claim
from annotations.services.comparing import compare_again, locked_links
from annotations.services.decisions import dismiss_again, wait_again
from annotations.services.errors import Conflict
from annotations.services.evidence import UNTOLD, relink_evidence, rewrite_evidence, unlink_evidence
from annotations.services.journal import Act, latest_act
from annotations.services.mentions import put_back
from annotations.services.relinking import use_again
from annotations.vocabulary import Action, Status, SuggestionState
from annotations.wording import marked, say
from annotations.workflow import priority_of

TAKEN = (Status.IN_PROGRESS, Status.SUBMITTED)
"""Statuses that a person's own step leads to and out of which a step back is nobody else's business."""
ASIDE = frozenset({"evidence", "flags", "approvals", "status", "mentions", "folded"})
"""What a diff shows beside plain fields of the claim."""


@dataclass(frozen=True)
class Undone:
    """What was taken back: ``changed`` things stand differently now, ``gone`` claims had these places."""

    label: str
    changed: Sequence[uuid.UUID]
    gone: Mapping[uuid.UUID, Sequence[tuple[int, int]]]


@transaction.atomic
def undo(*, actor: Actor, article: Article) -> Undone | None:
    """Take back the actor's newest standing act on ``article``; None when there is none within reach.

    All of it or nothing. Raises ``Conflict`` when somebody has built on it, or when the act is one that
    others rely on (an approval, a return) and has a step of its own to go back.
    """
    require(actor, article.desk_id, "annotate")
    # One at a time per article: two quick presses take back two acts, not one act twice. The weaker lock,
    # because whoever approves a claim meanwhile writes a fact that refers to the article.
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    act = latest_act(actor, article)
    if act is None:
        return None
    by_thing: dict[tuple[str, uuid.UUID], list[AuditEntry]] = {}
    for row in act.rows:
        by_thing.setdefault((row.object_type, row.object_id), []).append(row)
    _require_untouched(act, by_thing)
    changed: list[uuid.UUID] = []
    gone: dict[uuid.UUID, list[tuple[int, int]]] = {}
    # Newest first: what came last goes first.
    for (kind, pk), rows in reversed(by_thing.items()):
        if kind == "claim":
            claim = Claim.objects.select_related("article__desk").get(pk=pk)
            places = [(claim.start, claim.end), *claim.mentions.values_list("start", "end")]
            if _undo_claim(actor, claim, rows, act):
                changed.append(pk)
            else:
                gone[pk] = places
        else:
            changed.append(pk)
            _undo_decision(actor, Suggestion.objects.get(pk=pk), rows, act)
    return Undone(_label(act.rows), changed, gone)


def _require_untouched(act: Act, things: dict[tuple[str, uuid.UUID], list[AuditEntry]]) -> None:
    """Nobody, the actor included, has done anything to these things since that still stands."""
    since = AuditEntry.objects.filter(object_id__in=[pk for _, pk in things], seq__gt=act.rows[0].seq)
    actor = act.rows[0].actor
    for row in since.exclude(seq__in=act.seqs).order_by("seq"):
        if row.actor != actor:
            raise Conflict(say("之后有同事改过这一条，不能撤销；请打开它看记录，再直接修改。"))
        if "undoes" not in row.diff and row.seq not in act.undone:
            raise Conflict(say("之后又改过这一条，请先撤销后来的操作。"))


def _undo_decision(actor: Actor, suggestion: Suggestion, rows: Sequence[AuditEntry], act: Act) -> None:
    """A decision about a suggestion: waiting again, or set aside again."""
    row = rows[-1]
    if suggestion.state == row.source_state:
        return  # went back together with its claim
    if row.target_state != SuggestionState.PENDING:
        # Accepted ones wait again with the deletion of their claim.
        wait_again(suggestion, actor, SuggestionState(str(row.target_state)), undoes=act.seqs)
    elif row.source_state == SuggestionState.DISMISSED:
        earlier = AuditEntry.objects.about(suggestion).filter(seq__lt=row.seq).last()
        dismiss_again(suggestion, actor, earlier.reason if earlier else "", undoes=act.seqs)
    else:
        raise Conflict(say("删除核查点不能撤销；它的建议已恢复，可以重新采纳。"))


def _undo_claim(actor: Actor, claim: Claim, rows: Sequence[AuditEntry], act: Act) -> bool:
    """Take back what ``rows`` did to one claim; False when that was to make it, and it is gone."""
    merges = [row for row in rows if "mentions" in row.diff and row.action == Action.EDIT]
    for row in reversed(merges):
        claim = put_back(actor, claim, row.diff, act.seqs)
    if rows[0].action == Action.CREATE:
        delete_claim(actor=actor, claim=claim, seen=None, undoes=act.seqs)
        return False
    for row in rows:
        _require_undoable(row)
    links = locked_links(claim)
    for row in reversed(rows):
        if row.action == Action.EVIDENCE:
            claim = _undo_evidence(actor, claim, row, act)
    fields = _fields_before(claim, rows)
    if fields:
        diff = {"undoes": act.seqs}
        claim = claimrows.write(claim, actor, Action.EDIT, fields, diff=diff, reason=marked("撤销"))
        compare_again(claim, [link for link in links if EvidenceLink.objects.filter(pk=link.pk).exists()])
    return True


def _require_undoable(row: AuditEntry) -> None:
    own = row.action in (Action.EDIT, Action.EVIDENCE)
    stepped = row.action == Action.TRANSITION and row.target_state in TAKEN and "approvals" not in row.diff
    back = row.source_state in (Status.OPEN, Status.REOPENED, Status.IN_PROGRESS)
    if row.diff.get("approvals") or not (own or (stepped and back)):
        target = Status(row.target_state).label if row.target_state in list(Status) else ""
        raise Conflict(say("上一步（{step}）不能用撤销收回，请用核查点面板里的“下一步”办理。", step=target))


def _fields_before(claim: Claim, rows: Sequence[AuditEntry]) -> dict[str, Any]:
    """The claim's fields as they stood before ``rows``, where they stand differently now."""
    before: dict[str, Any] = {"status": rows[0].source_state}
    for row in reversed(rows):
        if row.action != Action.EVIDENCE:
            before |= {name: pair[0] for name, pair in row.diff.items() if name not in ASIDE}
    if "assignee" in before:
        before["assignee_id"] = before.pop("assignee")
    if "types" in before:
        before["priority"] = priority_of(before["types"])
    return {name: value for name, value in before.items() if not _same(getattr(claim, name), value)}


def _same(held: Any, logged: Any) -> bool:
    """Ids stand in the log as text."""
    return held == logged or (isinstance(held, uuid.UUID) and str(held) == logged)


def _undo_evidence(actor: Actor, claim: Claim, row: AuditEntry, act: Act) -> Claim:
    """A link added goes, one removed comes back, one changed is as it was."""
    before, after = row.diff["evidence"]
    if before is None:
        link = EvidenceLink.objects.select_related("source", "snapshot").get(pk=after["id"])
        link.claim = claim
        return unlink_evidence(actor=actor, link=link, seen=None, undoes=act.seqs)
    if after is None:
        return relink_evidence(actor=actor, claim=claim, gone=before, undoes=act.seqs)
    link = EvidenceLink.objects.select_related("source", "snapshot").get(pk=after)
    link.claim = claim
    old = {name: pair[0] for name, pair in row.diff.items() if name not in ASIDE}
    if "snapshot_number" in old:
        back = {"number": old["snapshot_number"], "start": old["start"], "end": old["end"]}
        return use_again(actor=actor, link=link, **back, undoes=act.seqs)
    if old.get("note") == UNTOLD:
        raise Conflict(say("保护信源的备注不写进记录，不能撤销；请打开这条证据直接修改。"))
    return rewrite_evidence(actor=actor, link=link, fields=old, undoes=act.seqs)


def _label(rows: Sequence[AuditEntry]) -> str:
    """What the act was, in a word; how many things when more than one."""
    things = {row.object_id for row in rows if row.object_type == "suggestion"}
    first = rows[0]
    if len(things) > 1:
        return say("{n} 条建议的处理", n=len(things))
    if first.object_type == "suggestion":
        return SuggestionState(str(first.target_state)).label
    if first.action == Action.CREATE:
        return say("标注")
    row = rows[-1]
    return (
        Status(str(row.target_state)).label if row.action == Action.TRANSITION else row.get_action_display()
    )
