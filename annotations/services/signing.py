"""签发: the chief signs a text for a channel, when nothing is missing or by override (例外签发).

Signing freezes the 核查清单 with the head of the desk's chain as it stood then. Row locks come in the order
of every service: the article, its claims by key, the desk's chain.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.articleflow import SIGNABLE
from annotations.models import Actor, Article, Claim, Publication
from annotations.services import fields as check
from annotations.services import followups
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Invalid, Stale
from annotations.services.gate import Gate, Line, gate_of, require_clear
from annotations.services.sheet import render_sheet
from annotations.vocabulary import Action, Channel, OverrideCode
from annotations.wording import as_stored, say

REASON_LIMIT = 2_000


@dataclass(frozen=True)
class Override:
    """例外签发: why an article is signed although its gate is not clear; both parts are required."""

    code: str
    reason: str


@transaction.atomic
def sign_article(
    *,
    actor: Actor,
    article: Article,
    seen: int | None,
    channel: str = Channel.WEB,
    edition: str = "",
    page: str = "",
    override: Override | None = None,
) -> Publication:
    """Sign the current text for a channel; it goes out with ``publish``.

    Raises ``Conflict`` with every missing item unless the gate is clear or an ``override`` is given; each
    item then becomes a 补核 task. An override that nothing calls for is not recorded. Raises ``Stale``,
    ``Invalid``.
    """
    require(actor, article.desk_id, "publish")
    require_seen(article, seen)
    place = _place(channel, edition, page)
    _require_override(override)
    require_signable(article)
    next_version(article)
    hold_claims(article)
    found = gate_of(article)
    if override is None:
        require_clear(found)
    publication = Publication(
        article=article,
        text_version=article.text_version,
        signed_by=actor.user,
        signed_at=timezone.now(),
        open_items=_stored(found),
        override_code=override.code if override and found.missing else "",
        override_reason=override.reason if override and found.missing else "",
        **place,
    )
    _freeze(actor, article, publication)
    followups.leave(publication, found.missing)
    return publication


def _freeze(actor: Actor, article: Article, publication: Publication) -> None:
    """The audit row first: its hash is the head that the frozen sheet names."""
    diff = {
        "publication": [None, publication.pk],
        "text_version": [None, publication.text_version],
        **{name: [None, getattr(publication, name)] for name in ("channel", "edition", "page")},
    }
    if publication.override_code:
        diff |= {"override": [None, publication.override_code], "open_items": [None, publication.open_items]}
    change = Change(Action.SIGN, article.status, article.status, diff, publication.override_reason)
    publication.audit_hash = record(actor, article.desk_id, article, change).hash
    publication.sheet = render_sheet(article, publication=publication)
    publication.sheet_sha256 = hashlib.sha256(publication.sheet.encode()).hexdigest()
    publication.save(force_insert=True)


def _stored(found: Gate) -> list[dict[str, Any]]:
    """What was missing, in Chinese whoever signs."""
    with as_stored():
        return [_open_item(line) for line in found.missing]


def _open_item(line: Line) -> dict[str, Any]:
    item = line.item
    return {
        "key": item.key,
        "kind": item.kind,
        "text": item.text,
        "object_type": item.object_type,
        "object_id": item.object_id,
        "object_version": item.object_version,
    }


def _place(channel: str, edition: str, page: str) -> dict[str, str]:
    if channel not in list(Channel):
        known = say("、").join(say("{word}（{label}）", word=one, label=one.label) for one in Channel)
        told = say("没有“{channel}”这个发布渠道；可用：{known}。", channel=channel, known=known)
        raise Invalid.field("channel", told, "unknown")
    return {
        "channel": channel,
        "edition": check.limited("edition", edition, 80),
        "page": check.limited("page", page, 40),
    }


def _require_override(override: Override | None) -> None:
    if override is None:
        return
    if override.code not in list(OverrideCode):
        known = say("、").join(say("{word}（{label}）", word=one, label=one.label) for one in OverrideCode)
        told = say("例外签发须选择原因：{known}。", known=known)
        raise Invalid.field("override", told, "unknown")
    if not override.reason.strip():
        raise Invalid.field("reason", say("例外签发必须写明理由。"), "required")
    check.limited("reason", override.reason, REASON_LIMIT)


def require_seen(article: Article, seen: int | None) -> None:
    if seen is not None and seen != article.version:
        raise Stale(article)


def require_signable(article: Article) -> None:
    if article.status not in SIGNABLE:
        raise Conflict(say("“{status}”的稿件不能签发。", status=article.get_status_display()))


def next_version(article: Article) -> None:
    """The article's row, from here on locked: version up by one unless somebody wrote since."""
    moved = Article.objects.filter(pk=article.pk, version=article.version).update(
        version=F("version") + 1, updated_at=timezone.now()
    )
    article.refresh_from_db()
    if not moved:
        raise Stale(article)


def hold_claims(article: Article) -> None:
    """No claim of the article moves until this is done: what the gate says stays true."""
    # Locked in one order before the first audit row: the desk's chain is always the last lock taken.
    rows = Claim.objects.select_for_update().filter(article=article).order_by("pk")
    list(rows.values_list("pk", flat=True))
