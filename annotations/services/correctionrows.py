"""The only way a correction's row changes: compare-and-set on its version, with its audit row."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from annotations.correctionflow import ACTS, Standing, refusal
from annotations.models import Actor, Article, Claim, Correction, Publication, VerifiedFact
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Forbidden, Invalid, Stale
from annotations.services.holding import lock_claims
from annotations.vocabulary import Action, Channel, CorrectionState
from annotations.wording import say

TEXT_LIMIT = 20_000
MOST_CLAIMS = 100

ACCESS = {
    "view": "answer",
    "assess": "assess",
    "decide": "decide_correction",
    "notice": "assess",
    "close": "decide_correction",
}
"""Acts of the flow and the right in ``workflow.MAY`` that opens each."""


def begin(
    actor: Actor, correction: Correction, act: str, seen: int | None, *, offline_stated: bool = False
) -> Correction:
    """The correction as it stands now, kept from other writers, if the table allows ``act`` to this person.

    Raises ``Forbidden``, ``Stale`` when it is not what the person saw, ``Conflict`` when it is not the time.
    """
    require(actor, correction.desk_id, ACCESS[act])
    rows = Correction.objects.select_for_update(of=("self",)).with_people()
    now = rows.get(pk=correction.pk)
    if seen is not None and seen != now.version:
        raise Stale(now)
    refused = refusal(ACTS[act], standing(actor, now, offline_stated=offline_stated))
    if refused:
        raise Forbidden(refused.text) if refused.kind == "role" else Conflict(refused.text, code="not_now")
    return now


def require_right(actor: Actor, correction: Correction, act: str) -> None:
    """Raise ``Forbidden`` when ``act`` is not this person's, whatever the moment."""
    require(actor, correction.desk_id, ACCESS[act])
    refused = refusal(ACTS[act], standing(actor, correction))
    if refused and refused.kind == "role":
        raise Forbidden(refused.text)


def standing(actor: Actor, correction: Correction, *, offline_stated: bool = False) -> Standing:
    """Everything the rules look at, read once."""
    return Standing(
        state=CorrectionState(correction.state),
        roles=actor.roles_at(correction.desk_id),
        is_author=correction.article.created_by_id == actor.user.pk,
        decision=correction.decision,
        has_notice=bool(correction.notice.strip()),
        notice_is_out=correction.notice_published_at is not None and bool(correction.notice_place.strip()),
        has_corrected_version=correction.corrected_version is not None,
        online=Channel.WEB in channels_of(correction.article),
        offline_stated=offline_stated,
    )


def acts_for(actor: Actor, correction: Correction) -> list[dict[str, Any]]:
    """Every act of the flow: open to this person now or not, and why not. Buttons ask this."""
    now = standing(actor, correction)
    rows = []
    for act in ACTS.values():
        refused = refusal(act, now)
        reason = refused.text if refused else ""
        rows.append({"act": act.name, "label": act.label, "allowed": refused is None, "reason": reason})
    return rows


def channels_of(article: Article) -> list[str]:
    """Where the article stands before the public."""
    out = Publication.objects.filter(article=article, published_at__isnull=False)
    return list(out.order_by("channel").values_list("channel", flat=True).distinct())


def write(
    correction: Correction,
    actor: Actor,
    fields: Mapping[str, Any],
    *,
    more: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Correction:
    """Apply ``fields`` if nobody wrote since; version and log grow by one. ``more`` joins the row's diff.

    Raises ``Stale`` with the current row. The passed correction is brought up to date and returned.
    """
    before = correction.state
    diff = {name: [_plain(getattr(correction, name)), _plain(value)] for name, value in fields.items()}
    moved = Correction.objects.filter(pk=correction.pk, version=correction.version).update(
        **fields, version=F("version") + 1
    )
    if not moved:
        raise Stale(Correction.objects.with_people().get(pk=correction.pk))
    now = Correction.objects.with_people().get(pk=correction.pk)
    diff = {name: pair for name, pair in diff.items() if name != "state" and pair[0] != pair[1]}
    change = Change(Action.CORRECT, before, now.state, {**diff, **(more or {})}, reason)
    record(actor, correction.desk_id, now, change)
    return now


def _plain(value: Any) -> Any:
    """A person is named by their key in the log."""
    return getattr(value, "pk", value)


def concerned(correction: Correction, named: Sequence[uuid.UUID]) -> list[Claim]:
    """The correction's claims and those named now, locked in one order. Raises ``Invalid``."""
    known = set(correction.claims.values_list("pk", flat=True))
    claims = lock_claims({*known, *named})
    if len({*known, *named}) > MOST_CLAIMS:
        raise Invalid.field("claims", say("一条更正最多涉及 {n} 个核查点。", n=MOST_CLAIMS))
    own = {claim.pk for claim in claims if claim.article_id == correction.article_id}
    if not set(named) <= own:
        raise Invalid.field("claims", say("有的核查点不属于这篇稿件。"), "unknown")
    return claims


def told(name: str, found: Sequence[VerifiedFact]) -> dict[str, Any]:
    """A diff that names facts, or nothing."""
    return {name: [[], [str(fact.pk) for fact in found]]} if found else {}
