"""Who is responsible: articles taken, given and given up, and claims handed on at the end of a shift."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Claim, User
from annotations.services import claimrows
from annotations.services.access import require, require_worker
from annotations.services.audit import Change, record
from annotations.services.errors import Forbidden, Problem, Stale
from annotations.services.review import take_step
from annotations.vocabulary import Action, Status
from annotations.wording import say
from annotations.workflow import may

FREE = (Status.OPEN, Status.REOPENED)
"""Claims nobody works on go with the article."""


@dataclass(frozen=True)
class Handover:
    """What became of several claims: those that moved, and those that could not, each with the reason."""

    moved: Sequence[Claim]
    refused: Sequence[tuple[Claim, str]]


@transaction.atomic
def assign_article(*, actor: Actor, article: Article, seen: int | None, assignee: User | None) -> Article:
    """Make ``assignee`` responsible (责编); None gives the article back to the desk.

    Its open claims become theirs, each logged singly; claims in somebody's work stay there. Naming
    somebody else is for reviewers and chiefs. Raises ``Forbidden``, ``Invalid``, ``Stale``.
    """
    require(actor, article.desk_id, "annotate")
    if seen is not None and seen != article.version:
        raise Stale(article)
    other = assignee is not None and assignee.pk != actor.user.pk
    leaves = assignee is None and article.assignee_id not in (None, actor.user.pk)
    if (other or leaves) and not may("review", actor.roles_at(article.desk_id)):
        raise Forbidden(say("指派他人只能由审核人或值班总编办理；您可以自己接手。"))
    if assignee is not None:
        require_worker(article.desk_id, assignee)
    free = article.claims.select_for_update(of=("self",)).filter(status__in=FREE).in_reading_order()
    claims = list(free.select_related("article")) if assignee else []
    diff = {"assignee": [article.assignee_id, assignee and assignee.pk]}
    moved = Article.objects.filter(pk=article.pk, version=article.version).update(
        assignee=assignee, version=F("version") + 1, updated_at=timezone.now()
    )
    article.refresh_from_db()
    if not moved:
        raise Stale(article)
    for claim in claims:
        fields = {"status": Status.IN_PROGRESS, "assignee": assignee}
        given = {"assignee": [claim.assignee_id, assignee and assignee.pk]}
        claimrows.write(claim, actor, Action.TRANSITION, fields, diff=given)
    record(actor, article.desk_id, article, Change(Action.EDIT, article.status, article.status, diff))
    return article


def hand_over(*, actor: Actor, ids: Sequence[uuid.UUID], assignee: User) -> Handover:
    """Give several claims to ``assignee``, each by single steps; the rest is told why not."""
    rows = Claim.objects.visible_to(actor).filter(pk__in=ids).select_related("article__desk", "assignee")
    moved, refused = [], []
    for claim in rows.order_by("article_id", "start", "pk"):
        if claim.assignee_id == assignee.pk and claim.status not in FREE:
            refused.append((claim, say("已由{person}负责。", person=assignee)))
            continue
        try:
            moved.append(
                take_step(
                    actor=actor, claim=claim, to=Status.IN_PROGRESS, seen=claim.version, assignee=assignee
                )
            )
        except Problem as problem:
            refused.append((claim, problem.detail))
    return Handover(moved, refused)
