"""What people do with a pair: confirm it, judge by it, point out the passage, set it aside."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Claim, EvidenceLink, Pair, Source
from annotations.services import claimrows
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.annotate import edit_claim
from annotations.services.audit import Change, record
from annotations.services.confirming import WORKABLE
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Conflict, Invalid, Missing, Stale
from annotations.services.evidence import link_evidence
from annotations.services.material import require_material
from annotations.services.pairing import pointed
from annotations.vocabulary import (
    Action,
    AsideReason,
    Confidentiality,
    PairKind,
    PairOutcome,
    Resolution,
    Stance,
    Verdict,
)
from annotations.wording import say
from annotations.workflow import likely_tier

AGREEING = frozenset({PairOutcome.SAME, PairOutcome.ROUNDED, PairOutcome.OTHER_UNIT, PairOutcome.POINTED})
"""Outcomes that one key may confirm; a passage that a person pointed out is read before it is confirmed."""
WRONG = frozenset({Verdict.FALSE, Verdict.PARTLY_FALSE, Verdict.MISLEADING, Verdict.OUTDATED})


def agrees(pair: Pair) -> bool:
    """Whether one key may confirm the pair: no figure of the item is without its own in the material."""
    return pair.outcome in AGREEING and not _figures_lacking(pair)


@transaction.atomic
def confirm_pair(*, actor: Actor, pair: Pair, seen: int | None = None) -> Claim:
    """属实 by the pair's passage: accept the suggestion, link the passage, give the verdict; one transaction.

    Confirming again gives back the same claim. Raises ``Stale``, ``Missing`` for a pair that a new sweep
    withdrew, ``Conflict`` when passage and copy do not agree or the claim was judged otherwise.
    """
    pair = _taken_up(actor, pair, seen)
    if not agrees(pair):
        raise _not_confirmable(pair)
    claim = _claim(actor, pair)
    if claim.verdict == Verdict.VERIFIED and _linked(claim, pair):
        return claim
    _require_open(claim, Verdict.VERIFIED)
    claim = _link(actor, claim, pair, Stance.SUPPORTS)
    if claim.verdict:
        return claim
    return edit_claim(actor=actor, claim=claim, seen=None, changes={"verdict": Verdict.VERIFIED})


@transaction.atomic
def refute_pair(*, actor: Actor, pair: Pair, verdict: str, seen: int | None = None) -> Claim:
    """有误 (or another verdict that demands a change) on the pair's passage, which is linked as 反驳.

    Where exactly one thing differs, its wording in the material is proposed for the copy. Raises like
    ``confirm_pair``, and ``Invalid`` for another verdict.
    """
    pair = _taken_up(actor, pair, seen)
    if verdict not in WRONG:
        known = say("、").join(one.label for one in Verdict if one in WRONG)
        raise Invalid.field("verdict", say("这里可以判：{known}。", known=known), "unknown")
    if pair.source_id is None:
        raise Conflict(say("材料没有提到这一条，没有原句可引；请先指出原句，或打开核查点处理。"))
    claim = _claim(actor, pair)
    _require_open(claim, verdict)
    claim = _link(actor, claim, pair, Stance.REFUTES)
    changes = {"verdict": verdict, **_proposal(claim, pair)}
    return edit_claim(actor=actor, claim=claim, seen=None, changes=changes)


@transaction.atomic
def take_up(*, actor: Actor, pair: Pair, seen: int | None = None) -> Claim:
    """The pair's item as a claim, to be checked by other documents; a waiting suggestion is accepted."""
    return _claim(actor, _taken_up(actor, pair, seen))


@transaction.atomic
def point_out(
    *, actor: Actor, pair: Pair, source: Source, start: int, end: int, quote: str, seen: int | None = None
) -> Pair:
    """Say which passage of the material gives the item: no verdict, so a reporter may, on their own copy.

    Raises ``Forbidden``, ``Stale``, ``Invalid`` when the quote is not what stands there.
    """
    pair = _own(actor, pair, seen)
    inside = Source.objects.visible_to(actor).beside(pair.article)
    if not inside.filter(pk=source.pk).exists():
        raise Missing()
    guard = source.pk if pair.guarded_by_id else None
    if pair.guarded_by_id != guard or (guard is None and source.confidentiality == Confidentiality.PROTECTED):
        raise Conflict(say("这份资料是保护信源，只能在它自己的一行里指出原句。"))
    snapshot = source.snapshot
    check.span(snapshot.text, start, end, quote)
    item = pair.claim or pair.suggestion
    if item is None:
        raise Missing()
    fields = pointed(item.value, item.unit, item.approx, snapshot, start, end)
    fields |= {"vouched_by": actor.user, "vouched_at": timezone.now(), "aside": "", "aside_by": None}
    return _write(actor, pair, fields, {"outcome": [pair.outcome, fields["outcome"]]})


@transaction.atomic
def set_aside(*, actor: Actor, pair: Pair, reason: str, seen: int | None = None) -> Pair:
    """Put a pair out of the way. The item itself stays to be checked."""
    if reason not in list(AsideReason):
        known = say("、").join(one.label for one in AsideReason)
        raise Invalid.field("reason", say("请给出搁置的原因：{known}。", known=known), "unknown")
    require(actor, pair.article.desk_id, "annotate")
    pair = _own(actor, pair, seen)
    fields = {"aside": reason, "aside_by": actor.user, "aside_at": timezone.now()}
    return _write(actor, pair, fields, {"aside": [pair.aside, reason]})


@transaction.atomic
def bring_back(*, actor: Actor, pair: Pair, seen: int | None = None) -> Pair:
    """Take a pair that was set aside up again."""
    require(actor, pair.article.desk_id, "annotate")
    pair = _own(actor, pair, seen)
    return _write(actor, pair, {"aside": "", "aside_by": None, "aside_at": None}, {"aside": [pair.aside, ""]})


def _taken_up(actor: Actor, pair: Pair, seen: int | None) -> Pair:
    """The pair as it stands now, with the text held. Rights are checked."""
    require(actor, pair.article.desk_id, "annotate")
    pair = _held(actor, pair, seen)
    if pair.aside:
        raise Conflict(say("这一对已搁置，请先放回。"))
    return pair


def _figures_lacking(pair: Pair) -> list[str]:
    """The figures of the item that the material does not give."""
    lacking = (PairKind.FIGURE, PairOutcome.MISSING)
    return [part["ours"] for part in pair.parts if (part["kind"], part["outcome"]) == lacking]


def _not_confirmable(pair: Pair) -> Conflict:
    lacking = say("、").join(_figures_lacking(pair))
    if pair.outcome in AGREEING:
        told = say("材料没有提到“{lacking}”，不能直接确认；请另指原句，或打开核查点处理。", lacking=lacking)
    else:
        told = say("材料与稿件“{outcome}”，不能直接确认；请判有误，或打开核查点处理。", outcome=_word(pair))
    return Conflict(told, code="not_now")


def _own(actor: Actor, pair: Pair, seen: int | None) -> Pair:
    """As ``_taken_up``, for whoever may lay material beside the article: a reporter beside their own."""
    require_material(actor, pair.article)
    return _held(actor, pair, seen)


def _held(actor: Actor, pair: Pair, seen: int | None) -> Pair:
    claimrows.hold_text(pair.article)
    rows = Pair.objects.visible_to(actor).current(pair.article)
    row = rows.select_related("article__desk", "suggestion", "claim").filter(pk=pair.pk).first()
    if row is None:
        raise Missing(say("这一对刚被新的一次对稿撤下，请刷新页面。"))
    if seen is not None and seen != row.version:
        raise Stale(row)
    return row


def _claim(actor: Actor, pair: Pair) -> Claim:
    """The item as a claim, as it stands now; a waiting suggestion is accepted."""
    made = pair.claim or Claim.objects.filter(suggestion=pair.suggestion_id).first()
    if made is None and pair.suggestion is not None:
        pair.suggestion.article = pair.article
        made = accept_suggestion(actor=actor, suggestion=pair.suggestion)
    if made is None:
        raise Missing()
    return claimrows.locked(made)


def _require_open(claim: Claim, verdict: str) -> None:
    if claim.status not in WORKABLE:
        raise Conflict(say("“{state}”的核查点不能在这里判；请打开它处理。", state=claim.get_status_display()))
    if claim.verdict and claim.verdict != verdict:
        raise Conflict(
            say("已有结论“{verdict}”，没有改动；请打开核查点处理。", verdict=claim.get_verdict_display())
        )


def _linked(claim: Claim, pair: Pair) -> bool:
    """Whether the passage, or one that covers part of it, is linked already."""
    links = EvidenceLink.objects.filter(claim=claim, snapshot=pair.snapshot_id)
    return links.filter(start__lt=pair.to, end__gt=pair.at).exists()


def _link(actor: Actor, claim: Claim, pair: Pair, stance: Stance) -> Claim:
    source, snapshot = pair.source, pair.snapshot
    if source is None or snapshot is None or pair.at is None or pair.to is None:
        raise Missing()
    if _linked(claim, pair):
        return claim
    if source.snapshot.pk != snapshot.pk:
        raise Conflict(say("这份材料刚有了新快照，正在重新对稿，请稍候。"), code="material_moved_on")
    link = link_evidence(
        actor=actor,
        claim=claim,
        source=source,
        stance=stance,
        tier=likely_tier(source.source_type),
        start=pair.at,
        end=pair.to,
        quote=pair.passage,
    )
    return link.claim


def _proposal(claim: Claim, pair: Pair) -> dict[str, Any]:
    """The copy with the material's wording, where exactly one thing differs and stands once in the quote."""
    differing = [part for part in pair.parts if part["outcome"] == PairOutcome.DIFFERS]
    if len(differing) != 1 or claim.proposed_text or claim.quote.count(differing[0]["ours"]) != 1:
        return {}
    text = claim.quote.replace(differing[0]["ours"], differing[0]["theirs"])
    return {"resolution": Resolution.CORRECTED, "proposed_text": text}


def _write(actor: Actor, pair: Pair, fields: dict[str, Any], diff: dict[str, Any]) -> Pair:
    moved = Pair.objects.filter(pk=pair.pk, version=pair.version).update(**fields, version=F("version") + 1)
    if not moved:
        raise Stale(Pair.objects.filter(pk=pair.pk).first())
    article = pair.article
    pair.refresh_from_db()
    pair.article = article
    record(actor, article.desk_id, pair, Change(Action.EDIT, None, None, diff))
    return pair


def _word(pair: Pair) -> str:
    return PairOutcome(pair.outcome).label
