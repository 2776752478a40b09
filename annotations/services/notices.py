"""The notice of a correction (更正启事, 说明), and the end of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.issuecalendar import PRESS_ZONE
from annotations.models import Actor, Correction, Publication
from annotations.services import correctionrows as rows
from annotations.services import fields as check
from annotations.services.errors import Invalid
from annotations.vocabulary import Channel, CorrectionDecision, CorrectionKind, CorrectionState
from annotations.wording import say

CORRECTING = {CorrectionKind.CORRECTION: "更正", CorrectionKind.REPLY: "更正与答辩"}
CLARIFYING = {CorrectionKind.CORRECTION: "说明", CorrectionKind.REPLY: "答辩与说明"}
PLACE_LIMIT = 200


def propose_notice(correction: Correction, at: datetime | None = None) -> str:
    """A first wording to edit: where it stood, original, corrected, reason, and the time to the minute.

    A 说明 is set into the same frame. Always Chinese, whoever asks: it is printed. Empty for 无误.
    """
    if correction.decision == CorrectionDecision.CLARIFY:
        return _framed(CLARIFYING, correction, f"，现说明如下：\n{correction.notice}", at)
    if correction.decision != CorrectionDecision.CORRECT:
        return ""
    if correction.corrected_text:
        change = f"“{correction.original_text}”应为“{correction.corrected_text}”"
    else:
        change = f"“{correction.original_text}”的表述不实，现予撤下"
    body = f"，其中{change}。原因：{correction.decision_reason.rstrip('。')}。特此更正，并向读者致歉。"
    return _framed(CORRECTING, correction, body, at)


def notice_to_edit(correction: Correction) -> str:
    """What stands there already, or the proposal; a 说明 that names the article needs no frame."""
    bare = (
        correction.decision == CorrectionDecision.CLARIFY
        and correction.article.title not in correction.notice
    )
    return propose_notice(correction) if bare or not correction.notice else correction.notice


@transaction.atomic
def write_notice(
    *, actor: Actor, correction: Correction, seen: int | None, changes: Mapping[str, Any]
) -> Correction:
    """Write the notice, or note where and when it came out.

    ``changes``: notice, notice_place, notice_published_at. Raises ``Invalid``, ``Conflict``, ``Stale``.
    """
    correction = rows.begin(actor, correction, "notice", seen)
    fields = dict(changes)
    if "notice" in fields and not fields["notice"].strip():
        raise Invalid.field("notice", say("启事是空的。"), "required")
    check.limited("notice", fields.get("notice", ""), rows.TEXT_LIMIT)
    check.limited("notice_place", fields.get("notice_place", ""), PLACE_LIMIT)
    out_at = fields.get("notice_published_at")
    if out_at is not None and out_at > timezone.now():
        raise Invalid.field("notice_published_at", say("刊出时间不能在将来：刊出后再填。"))
    if (
        out_at is not None
        and correction.decided_at
        and out_at < correction.decided_at.replace(second=0, microsecond=0)
    ):
        raise Invalid.field("notice_published_at", say("刊出时间早于决定更正的时间，请核对。"))
    return rows.write(correction, actor, fields)


@transaction.atomic
def close(
    *,
    actor: Actor,
    correction: Correction,
    seen: int | None,
    no_online_text: bool = False,
    reason: str = "",
) -> Correction:
    """The chief closes what is done: the notice is out, and the corrected version stands.

    With ``no_online_text`` the chief states that the article stood in print only; the statement is kept in
    the log. Raises ``Conflict`` with what is missing.
    """
    correction = rows.begin(actor, correction, "close", seen, offline_stated=no_online_text)
    fields = {"state": CorrectionState.CLOSED, "closed_by": actor.user, "closed_at": timezone.now()}
    stated = {"no_online_text": [False, True]} if no_online_text else {}
    return rows.write(correction, actor, fields, more=stated, reason=reason.strip())


def place_of(publication: Publication) -> str:
    """版次 and 版面 of a publication in words, or the channel."""
    where = " ".join(part for part in (publication.edition, publication.page) if part)
    return where if publication.channel == Channel.PRINT and where else publication.get_channel_display()


def _framed(heads: dict[CorrectionKind, str], correction: Correction, body: str, at: datetime | None) -> str:
    opening = f"{_published(correction)}《{correction.article.title}》一文"
    head = heads[CorrectionKind(correction.kind)]
    return f"{head}\n\n{opening}{body}\n\n（{_minute(at or timezone.now())}）"


def _published(correction: Correction) -> str:
    """本报某年某月某日 A1 版, or the web's moment to the minute."""
    out = Publication.objects.filter(article=correction.article, published_at__isnull=False)
    publication = correction.publication or out.order_by("published_at").first()
    if publication is None:
        return "本报"
    moment = publication.published_at or publication.signed_at
    if publication.channel == Channel.WEB:
        return f"本网{_minute(moment)}刊发的"
    where = " ".join(part for part in (publication.edition, publication.page) if part)
    local = moment.astimezone(PRESS_ZONE)
    return f"本报{local.year}年{local.month}月{local.day}日{where}"


def _minute(moment: datetime) -> str:
    local = moment.astimezone(PRESS_ZONE)
    return f"{local.year}年{local.month}月{local.day}日{local.hour}时{local.minute:02d}分"
