"""签发: the chief signs an article; its approved claims are published with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Claim, Publication
from annotations.services import claimrows, facts
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Invalid, Stale
from annotations.vocabulary import Action, ArticleStatus, Status
from annotations.wording import say

SIGNABLE = frozenset(
    {ArticleStatus.CHECKING, ArticleStatus.IN_REVIEW, ArticleStatus.CLEARED, ArticleStatus.PUBLISHED}
)


@transaction.atomic
def publish_article(
    *,
    actor: Actor,
    article: Article,
    seen: int | None,
    channel: str = "web",
    edition: str = "",
    page: str = "",
) -> Publication:
    """Sign the current text for a channel and publish its approved claims and their facts.

    What is not approved stays as it is and out of every export. Signing again (another channel,
    or after more approvals) is a further publication. Raises ``Stale``, ``Invalid``, ``Conflict``.
    """
    require(actor, article.desk_id, "publish")
    if seen is not None and seen != article.version:
        raise Stale(article)
    _require_channel(channel)
    if article.status not in SIGNABLE:
        raise Conflict(say("“{status}”的稿件不能签发。", status=article.get_status_display()))
    before, now = article.status, timezone.now()
    _move(article)
    publication = Publication.objects.create(
        article=article,
        text_version=article.text_version,
        channel=channel,
        edition=check.limited("edition", edition, 80),
        page=check.limited("page", page, 40),
        signed_by=actor.user,
        signed_at=now,
        published_at=now,
    )
    _publish_claims(article, now)
    record(
        actor, article.desk_id, article, Change(Action.PUBLISH, before, article.status, {"channel": channel})
    )
    return publication


def _require_channel(channel: str) -> None:
    if channel not in ("print", "web"):
        told = say("没有“{channel}”这个发布渠道；可用：print（报纸）、web（网站）。", channel=channel)
        raise Invalid.field("channel", told, "unknown")


def _publish_claims(article: Article, now: datetime) -> None:
    """The approved claims and their facts go out with the article."""
    # Locked in one order before the first audit row: the desk's chain is always the last lock taken.
    approved = (
        Claim.objects.select_for_update().filter(article=article, status=Status.APPROVED).order_by("pk")
    )
    for claim in list(approved):
        claimrows.write(claim, None, Action.TRANSITION, {"status": Status.PUBLISHED}, diff={})
        facts.publish(claim, now)


def _move(article: Article) -> None:
    """The article's own row: published, version up by one, unless somebody wrote since."""
    moved = Article.objects.filter(pk=article.pk, version=article.version).update(
        status=ArticleStatus.PUBLISHED, version=F("version") + 1, updated_at=timezone.now()
    )
    article.refresh_from_db()
    if not moved:
        raise Stale(article)
