"""An article on its way: sent to be checked, taken back, published, withdrawn (rules: ``articleflow``)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.articleflow import moves_from, never_by, refusal
from annotations.models import Actor, Article, Claim, Publication
from annotations.services import claimrows, facts
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Forbidden, Invalid, Problem, Stale
from annotations.services.gate import Gate, gate_of
from annotations.services.publish import publish, publish_article
from annotations.services.signing import REASON_LIMIT, Override
from annotations.services.standing import settle_later
from annotations.vocabulary import Action, ArticleStatus, Status
from annotations.wording import marked, say
from annotations.workflow import Refusal


@transaction.atomic
def move_article(
    *, actor: Actor, article: Article, to: str, seen: int | None, reason: str = "", **signing: Any
) -> Article:
    """Move the article to status ``to`` if the table allows it to this person now.

    ``published`` sends out what is signed for the channel, else signs and publishes, with what
    ``sign_article`` takes (``override`` is a code, its reason is ``reason``). Raises ``Forbidden``,
    ``Invalid``, ``Conflict``, ``Stale``.
    """
    require(actor, article.desk_id, "read")
    require_right(actor, article, to)
    if seen is not None and seen != article.version:
        raise Stale(article)
    _require_known(to)
    if refused := _refused(actor, article, to, reason):
        raise _problem(refused)
    check.limited("reason", reason, REASON_LIMIT)
    if to == ArticleStatus.PUBLISHED:
        return _published(actor, article, reason, signing)
    if signing:
        name = min(signing)
        raise Invalid.field(name, say("只有刊发才有渠道、版次、版面和例外签发。"), "unknown")
    return _moved(actor, article, ArticleStatus(to), reason)


def _published(actor: Actor, article: Article, reason: str, signing: dict[str, Any]) -> Article:
    code = signing.pop("override", None)
    if code is not None:
        signing["override"] = Override(code, reason)
    signed = None if code is not None else _signed(article, signing)
    if signed is None:
        publish_article(actor=actor, article=article, seen=None, **signing)
        return article
    return publish(actor=actor, publication=signed, seen=None).article


def _signed(article: Article, signing: dict[str, Any]) -> Publication | None:
    """The newest signature of the current text that waits to go out, for the place if one is named."""
    waiting = Publication.objects.filter(
        article=article, text_version=article.text_version, published_at__isnull=True
    )
    waiting = waiting.filter(**signing)
    found = list(waiting.order_by("-signed_at"))
    if len({one.channel for one in found}) > 1:
        raise Conflict(say("有几个渠道已签发、等待刊发，请指明渠道（channel）。"))
    for one in found[:1]:
        one.article = article
        return one
    return None


def _moved(actor: Actor, article: Article, to: ArticleStatus, reason: str) -> Article:
    before = article.status
    moved = Article.objects.filter(pk=article.pk, version=article.version).update(
        status=to, version=F("version") + 1, updated_at=timezone.now()
    )
    desk = article.desk
    article.refresh_from_db()
    article.desk = desk
    if not moved:
        raise Stale(article)
    # Locked before the first audit row, so that none is approved meanwhile and leaves a fact behind.
    claims = list(Claim.objects.select_for_update().filter(article=article).order_by("pk"))
    record(actor, article.desk_id, article, Change(Action.TRANSITION, before, to, {}, reason))
    for claim in claims:
        if to == ArticleStatus.WITHDRAWN:
            facts.withdraw(claim)
        elif before == ArticleStatus.WITHDRAWN and claim.status == Status.APPROVED:
            claim.article = article
            _reopen(claim)
    settle_later(article.pk)
    return article


def _reopen(claim: Claim) -> None:
    """Its fact was held when the article was withdrawn; a new approval makes a new one."""
    fields = {"status": Status.REOPENED, "round": claim.round + 1, "assignee": None}
    fields |= {"approved_by": None, "approved_at": None}
    diff = {"round": [claim.round, claim.round + 1]}
    claimrows.write(claim, None, Action.TRANSITION, fields, diff=diff, reason=marked("稿件恢复核查"))


def _refused(actor: Actor, article: Article, to: str, reason: str) -> Refusal | None:
    status, roles = ArticleStatus(article.status), actor.roles_at(article.desk_id)
    out = Publication.objects.filter(article=article, published_at__isnull=False)
    was_out = status == ArticleStatus.WITHDRAWN and out.exists()
    return refusal(status, to, roles, reason, was_out=was_out)


def require_right(actor: Actor, article: Article, to: str) -> None:
    """Raise ``Forbidden`` when none of the actor's roles could ever move an article to ``to``."""
    roles = actor.roles_at(article.desk_id)
    if never_by(to, roles) and (refused := refusal(ArticleStatus(article.status), to, roles)):
        raise Forbidden(refused.text)


def moves_for(*, actor: Actor, article: Article, found: Gate | None = None) -> list[dict[str, Any]]:
    """The moves that lead on from here: allowed or not, and why not. Buttons ask this.

    ``found`` is what the gate says, where it was asked already.
    """
    rows = []
    for move in moves_from(ArticleStatus(article.status)):
        # A missing reason is asked for, not held against the button.
        refused = _refused(actor, article, move.target, "…") or _gate(article, move.target, found)
        rows.append(
            {
                "to": move.target,
                "label": move.label,
                "allowed": refused is None,
                "reason": refused.text if refused else "",
                "needs_reason": bool(move.needs_reason),
            }
        )
    return rows


def _gate(article: Article, target: ArticleStatus, found: Gate | None) -> Refusal | None:
    if target != ArticleStatus.PUBLISHED:
        return None
    missing = len((found or gate_of(article)).missing)
    return Refusal("state", say("签发条件还缺 {n} 项。", n=missing)) if missing else None


def _require_known(to: str) -> None:
    if to not in list(ArticleStatus):
        known = say("、").join(say("{word}（{label}）", word=one, label=one.label) for one in ArticleStatus)
        told = say("没有“{to}”这个状态；可用：{known}。", to=to, known=known)
        raise Invalid.field("to", told, "unknown")


def _problem(refused: Refusal) -> Problem:
    if refused.kind == "role":
        return Forbidden(refused.text)
    if refused.kind == "input":
        return Invalid.field("reason", refused.text, "required")
    return Conflict(refused.text, code="not_now")
