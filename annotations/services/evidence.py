"""Evidence links: a passage of a snapshot set beside a claim, its figure compared with the claim's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Claim, EvidenceLink, Snapshot, Source
from annotations.services import claimrows
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.annotate import NOTE_LIMIT, UNDER_REVIEW, require_not_frozen
from annotations.services.comparing import compared
from annotations.services.decisions import undone
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing, Stale
from annotations.services.staleness import causes_of, with_stale
from annotations.services.witnesses import standing_of
from annotations.text.pages import page_at
from annotations.vocabulary import Action, Confidentiality, Flag, Stance, Status, Tier
from annotations.wording import marked, say
from annotations.workflow import may

SHORT = ("page", "timecode")
KEEPS_REVIEW = frozenset({"note", "page", "timecode"})
"""Fields of a link that may change under review without sending the claim back."""

NO_WORDS = marked("这份资料是图片，没有可以选取的文字；请把图中要引用的话粘贴成一份资料，再从那里选取。")


@transaction.atomic
def link_evidence(
    *,
    actor: Actor,
    claim: Claim,
    source: Source,
    stance: str,
    tier: str,
    start: int,
    end: int,
    quote: str,
    seen: int | None = None,
    **details: Any,
) -> EvidenceLink:
    """Link a passage of the source's newest snapshot; ``details``: page (else the file's), timecode, note.

    The first link takes an open claim for its author, unless a reporter. 反驳 marks the claim 有出入 and,
    under review, sends it back. Without ``seen`` links made at once wait for each other. Raises ``Invalid``.
    """
    checks = require_linking(actor, claim)
    _require_usable(claim, source)
    claim = claimrows.locked(claim) if seen is None else claim
    claimrows.require_version(claim, seen)
    fields = _checked({"stance": stance, "tier": tier, **details})
    snapshot = source.snapshot
    place = _place(snapshot, start, end, quote)
    fields["page"] = fields.get("page") or page_at(snapshot.page_starts, start)
    require_not_frozen(claim)
    claim = claimrows.take_for_author(claim, actor) if checks else claim
    link = EvidenceLink.objects.create(
        claim=claim,
        source=source,
        snapshot=snapshot,
        created_by=actor.user,
        comparison=compared(claim, quote),
        **place,
        **fields,
    )
    diff = {"evidence": [None, {"id": str(link.pk), "stance": stance, "tier": tier}]}
    link.claim = log_evidence(claim, actor, diff, voids=stance == Stance.REFUTES)
    return link


def _place(snapshot: Snapshot, start: int, end: int, quote: str) -> dict[str, Any]:
    """Where the quote stands. Raises ``Invalid``, for a picture with the way out."""
    if not snapshot.text:
        raise Invalid.field("quote", say(NO_WORDS), "no_text")
    return check.anchor(snapshot.text, start, end, quote)


def _require_usable(claim: Claim, source: Source) -> None:
    if source.desk_id != claim.article.desk_id:
        raise Missing()
    if source.fact is not None and source.fact.claim_id == claim.pk:
        raise Conflict(say("这条事实就是由这个核查点核定的，不能给自己作证。"))


@transaction.atomic
def edit_evidence(
    *, actor: Actor, link: EvidenceLink, seen: int | None, changes: dict[str, Any]
) -> EvidenceLink:
    """Change stance, tier, page, timecode or note of a link. Raises ``Stale``, ``Invalid``, ``Conflict``."""
    require(actor, link.claim.article.desk_id, "annotate")
    if seen is not None and seen != link.version:
        raise Stale(link)
    fields = _checked(changes)
    claim = link.claim  # as it was read: refreshing the link would forget which version that was
    require_not_frozen(claim)
    moved = EvidenceLink.objects.filter(pk=link.pk, version=link.version).update(
        **fields, version=F("version") + 1, updated_at=timezone.now()
    )
    if not moved:
        raise Stale(EvidenceLink.objects.filter(pk=link.pk).first())
    diff = _told(link, fields)
    link.refresh_from_db()
    diff["evidence"] = [str(link.pk), str(link.pk)]
    link.claim = log_evidence(claim, actor, diff, voids=not fields.keys() <= KEEPS_REVIEW)
    return link


@transaction.atomic
def unlink_evidence(
    *, actor: Actor, link: EvidenceLink, seen: int | None, undoes: Sequence[int] = ()
) -> Claim:
    """Take a link away; under review this sends the claim back to work. Reporters take back their own.

    ``undoes`` are the audit rows that this takes back, if it is an undo (see services/undo.py).
    """
    require_unlinking(actor, link)
    if seen is not None and seen != link.version:
        raise Stale(link)
    claim = link.claim
    require_not_frozen(claim)
    gone = _remembered(link)
    deleted, _ = EvidenceLink.objects.filter(pk=link.pk, version=link.version).delete()
    if not deleted:
        raise Stale(EvidenceLink.objects.filter(pk=link.pk).first())
    return log_evidence(claim, actor, {"evidence": [gone, None]} | undone(undoes), voids=True)


def require_linking(actor: Actor, claim: Claim) -> bool:
    """Whether the actor links as somebody who checks; a reporter may lay material beside their own copy.

    Raises ``Forbidden``.
    """
    desk = claim.article.desk_id
    if may("annotate", actor.roles_at(desk)):
        return True
    require(actor, desk, "add_source")
    if claim.article.created_by_id != actor.user.pk:
        raise Forbidden(say("记者只能给自己上传的稿件关联证据；别人的稿件请交编辑办理。"))
    return False


def require_unlinking(actor: Actor, link: EvidenceLink) -> None:
    """Raise ``Forbidden`` where a link is not the actor's to take away."""
    if not require_linking(actor, link.claim) and link.created_by_id != actor.user.pk:
        raise Forbidden(say("记者只能移除自己关联的证据；别人的请交编辑办理。"))


def _told(link: EvidenceLink, fields: dict[str, Any]) -> dict[str, Any]:
    """Old and new of a link's fields; of a protected source no words go into the log."""
    diff = {name: [getattr(link, name), value] for name, value in fields.items()}
    if "note" in diff and link.source.confidentiality == Confidentiality.PROTECTED:
        diff["note"] = [UNTOLD, UNTOLD]
    return diff


UNTOLD = "…"
REMEMBERED = ("stance", "tier", "start", "end", "page", "timecode", "note", "comparison")


def _remembered(link: EvidenceLink) -> dict[str, Any]:
    """What a removed link leaves in the log, so that it can come back; of a protected source no words."""
    kept = {name: getattr(link, name) for name in REMEMBERED}
    if link.source.confidentiality == Confidentiality.PROTECTED:
        kept["note"] = ""
    return kept | {
        "id": str(link.pk),
        "source": str(link.source_id),
        "snapshot": link.snapshot.sha256,
        "snapshot_number": link.snapshot.number,
    }


@transaction.atomic
def relink_evidence(*, actor: Actor, claim: Claim, gone: dict[str, Any], undoes: Sequence[int]) -> Claim:
    """Put a removed link back as the log remembers it (``gone``: what ``unlink_evidence`` wrote)."""
    require(actor, claim.article.desk_id, "annotate")
    require_not_frozen(claim)
    source = (
        Source.objects.visible_to(actor).filter(pk__in=[gone["source"]] if "source" in gone else []).first()
    )
    if source is None:
        raise Conflict(say("这条证据是旧版本移除的，或其资料您看不到，不能撤销；请重新添加。"))
    snapshot = source.snapshots.get(number=gone["snapshot_number"])
    place = check.anchor(
        snapshot.text, gone["start"], gone["end"], snapshot.text[gone["start"] : gone["end"]]
    )
    link = EvidenceLink.objects.create(
        pk=gone["id"],
        claim=claim,
        source=source,
        snapshot=snapshot,
        created_by=actor.user,
        **{name: gone[name] for name in REMEMBERED} | place,
    )
    diff = {"evidence": [None, {"id": str(link.pk), "stance": link.stance, "tier": link.tier}]}
    return log_evidence(claim, actor, diff | undone(undoes), voids=link.stance == Stance.REFUTES)


@transaction.atomic
def rewrite_evidence(
    *, actor: Actor, link: EvidenceLink, fields: dict[str, Any], undoes: Sequence[int]
) -> Claim:
    """Give a link's fields the values they had before."""
    require(actor, link.claim.article.desk_id, "annotate")
    claim = link.claim
    require_not_frozen(claim)
    diff = _told(link, fields)
    EvidenceLink.objects.filter(pk=link.pk).update(
        **_checked(fields), version=F("version") + 1, updated_at=timezone.now()
    )
    diff["evidence"] = [str(link.pk), str(link.pk)]
    return log_evidence(claim, actor, diff | undone(undoes), voids=not fields.keys() <= KEEPS_REVIEW)


def missing_for(claim: Claim, viewer: Actor | None = None) -> str:
    """What evidence the claim's types still ask for, as a phrase, or an empty string."""
    return standing_of(claim, viewer).phrase


def log_evidence(claim: Claim, actor: Actor, diff: dict[str, Any], *, voids: bool) -> Claim:
    """The claim's own row for an evidence write: flag, status and approvals follow in the same row."""
    fields: dict[str, Any] = {"flags": _flags(claim)}
    # Whoever approved and then works on the evidence has worked: that approval cannot stand.
    if claim.status in UNDER_REVIEW and (voids or claimrows.has_approved(claim, actor)):
        diff |= claimrows.void_approvals(claim)
        fields["status"] = Status.IN_PROGRESS
    if fields["flags"] != claim.flags:
        diff["flags"] = [claim.flags, fields["flags"]]
    claim = claimrows.write(claim, actor, Action.EVIDENCE, fields, diff=diff)
    claimrows.worked(claim, actor)
    return claim


def _flags(claim: Claim) -> list[str]:
    """The flags that follow from the evidence, as it stands now."""
    refuted = claim.evidence.filter(stance=Stance.REFUTES).exists()
    others = [flag for flag in claim.flags if flag != Flag.CONFLICT]
    stale = bool(causes_of([claim.pk]))
    return with_stale([*others, Flag.CONFLICT] if refuted else others, stale)


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    for name, known, label in (("stance", Stance, say("立场")), ("tier", Tier, say("来源等级"))):
        if name in fields and fields[name] not in list(known):
            words = say("、").join(say("{word}（{label}）", word=word, label=word.label) for word in known)
            raise Invalid.field(
                name,
                say(
                    "{label}“{fields}”不在可用之列：{words}。", label=label, fields=fields[name], words=words
                ),
                "unknown",
            )
    unknown = fields.keys() - {"stance", "tier", "note", *SHORT}
    if unknown:
        name = sorted(unknown)[0]
        raise Invalid.field(name, say("“{name}”不能这样修改；换引文请另建一条证据。", name=name), "read_only")
    for name in SHORT:
        check.limited(name, fields.get(name, ""), 40)
    check.limited("note", fields.get("note", ""), NOTE_LIMIT)
    return fields
