"""刊发: what the chief signed goes out, later or at once; approved claims and their facts go with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Publication
from annotations.services import claimrows, facts
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict
from annotations.services.gate import gate_of, not_clear
from annotations.services.signing import (
    hold_claims,
    next_version,
    require_seen,
    require_signable,
    sign_article,
)
from annotations.vocabulary import Action, ArticleStatus, Status
from annotations.wording import say


@transaction.atomic
def publish(*, actor: Actor, publication: Publication, seen: int | None) -> Publication:
    """刊发: what was signed is out; the article is published with its approved claims and their facts.

    Raises ``Conflict`` when it is out already, when the text has changed since, and, with each of them,
    when doubts came up since that nobody signed over: the article has to be signed again.
    """
    article = publication.article
    require(actor, article.desk_id, "publish")
    require_seen(article, seen)
    require_signable(article)
    if publication.published_at is not None:
        raise Conflict(say("这次签发已经刊发过了；另一渠道请另行签发。"))
    if publication.text_version != article.text_version:
        raise Conflict(
            say(
                "签发的是第 {signed} 版，正文现在是第 {now} 版；请重新签发。",
                signed=publication.text_version,
                now=article.text_version,
            ),
            code="sign_again",
        )
    next_version(article)
    hold_claims(article)
    known = {row["key"] for row in publication.open_items}
    fresh = [line for line in gate_of(article).missing if line.item.key not in known]
    if fresh:
        raise not_clear(fresh, say("签发以后又出现 {n} 项疑点，不能刊发；请处理，或重新签发。", n=len(fresh)))
    return _carry_out(actor, article, publication)


@transaction.atomic
def publish_article(*, actor: Actor, article: Article, seen: int | None, **signing: Any) -> Publication:
    """Sign the current text and publish it at once; takes and raises what ``sign_article`` does.

    What is not approved stays as it is and out of every export. Doing it again (another channel, or after
    more approvals) is a further publication.
    """
    publication = sign_article(actor=actor, article=article, seen=seen, **signing)
    next_version(article)
    return _carry_out(actor, article, publication)


def _carry_out(actor: Actor, article: Article, publication: Publication) -> Publication:
    before, now = article.status, timezone.now()
    if before != ArticleStatus.CORRECTED:
        Article.objects.filter(pk=article.pk).update(status=ArticleStatus.PUBLISHED)
        article.status = ArticleStatus.PUBLISHED
    out = Publication.objects.filter(pk=publication.pk, published_at__isnull=True)
    out.update(published_at=now, published_by=actor.user, version=F("version") + 1)
    publication.refresh_from_db()
    publication.article = article
    _publish_claims(article, now)
    diff = {
        "publication": [None, publication.pk],
        "channel": [None, publication.channel],
        "sheet_sha256": [None, publication.sheet_sha256],
    }
    record(actor, article.desk_id, article, Change(Action.PUBLISH, before, article.status, diff))
    return publication


def _publish_claims(article: Article, now: datetime) -> None:
    """The approved claims and their facts go out with the article."""
    approved = article.claims.filter(status=Status.APPROVED).order_by("pk")
    for claim in approved.select_related("article__desk"):
        claimrows.write(claim, None, Action.TRANSITION, {"status": Status.PUBLISHED}, diff={})
        facts.publish(claim, now)
