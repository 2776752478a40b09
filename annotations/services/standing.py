"""核查中, 审核中, 核查通过: an article's status follows the work on its claims.

Asked after the commit of whatever moved a claim, in a transaction of its own: there the article's row is
locked before the desk's chain, as everywhere, while a claim's writer holds both the claim and the chain.
A process killed in between leaves the status as it was until the next claim moves; signing asks the gate
itself and never this status. The article's ``version`` stays: nobody wrote what it guards, and an editor
who has the article's details open must not be told 412 because a claim was approved.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from annotations.articleflow import IN_WORK, standing
from annotations.gate import SIGNED_OFF, GateItem
from annotations.models import Article
from annotations.services.audit import Change, record
from annotations.services.gate import gate_of
from annotations.vocabulary import Action, ArticleStatus, CheckLevel, Status

UNFINISHED = (Status.OPEN, Status.IN_PROGRESS, Status.NEEDS_INFO, Status.REOPENED)
HANDED_ON = (Status.SUBMITTED, Status.FINAL_REVIEW, *SIGNED_OFF)
WORK = frozenset({"reading", "suggestions"})
"""Conditions of the gate whose items are an editor's work."""


@dataclass(frozen=True)
class _Settle:
    """The hook after a commit; equal for one article, so that sixty approvals in one act ask once."""

    article_id: uuid.UUID

    def __call__(self) -> None:
        settle_status(self.article_id)


def settle_later(article_id: uuid.UUID) -> None:
    """Bring the article's status up to date once the present transaction is committed."""
    hook = _Settle(article_id)
    # A hook registered before stands in this transaction or in an enclosing savepoint: it will run.
    if all(waiting[1] != hook for waiting in transaction.get_connection().run_on_commit):
        transaction.on_commit(hook, robust=True)


def settle_status(article_id: uuid.UUID) -> None:
    """Move an article in work to where its claims say it stands; the row is locked only for a move."""
    rows = Article.objects.select_related("desk").filter(pk=article_id, status__in=IN_WORK)
    article = rows.first()
    if article is None or standing_of(article) == article.status:
        return
    with transaction.atomic():
        # The weaker lock: whoever holds the chain may still write a fact that refers to the article.
        article = rows.select_for_update(of=("self",), no_key=True).first()
        if article is None or (target := standing_of(article)) == article.status:
            return
        before = article.status
        Article.objects.filter(pk=article_id).update(status=target, updated_at=timezone.now())
        record(None, article.desk_id, article, Change(Action.TRANSITION, before, target))


def standing_of(article: Article) -> ArticleStatus:
    """Where the article stands by its claims and suggestions."""
    if not article.desk.gate and article.check_level != CheckLevel.KEY and _editors_have_work(article):
        return ArticleStatus.CHECKING  # most of the time, told by two small questions
    found = gate_of(article)
    states = {str(pk): state for pk, state in article.claims.values_list("pk", "status")}
    return standing(
        work_left=any(_is_work(line.item, states) for line in found.missing),
        handed_on=any(state in HANDED_ON for state in states.values()),
        approved=any(state in SIGNED_OFF for state in states.values()),
        clear=found.clear,
    )


def _is_work(item: GateItem, states: Mapping[str, str]) -> bool:
    """Whether an item waits for an editor and not for a reviewer or the chief."""
    return item.kind in WORK or (item.kind == "claims_a" and states[item.object_id] in UNFINISHED)


def _editors_have_work(article: Article) -> bool:
    waiting = article.suggestions.pending().filter(article_version=article.text_version, priority="A")
    return article.claims.filter(priority="A", status__in=UNFINISHED).exists() or waiting.exists()
