"""Who is responsible: articles taken, given and given up, and claims handed on at the end of a shift."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.models import Actor, Article, Claim, User
from annotations.services import claimrows
from annotations.services.access import require_worker
from annotations.services.errors import Forbidden, Problem
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


def require_assignable(actor: Actor, article: Article, assignee: User | None) -> None:
    """Refuse when the actor may not make ``assignee`` responsible, or they cannot do the work."""
    other = assignee is not None and assignee.pk != actor.user.pk
    leaves = assignee is None and article.assignee_id not in (None, actor.user.pk)
    if (other or leaves) and not may("review", actor.roles_at(article.desk_id)):
        raise Forbidden(say("指派他人只能由审核人或值班总编办理；您可以自己接手。"))
    if assignee is not None:
        require_worker(article.desk_id, assignee)


def give_open_claims(actor: Actor, article: Article, assignee: User) -> None:
    """The claims nobody works on go with their article, each logged; to be called in a transaction."""
    free = article.claims.select_for_update(of=("self",)).filter(status__in=FREE).in_reading_order()
    for claim in free.select_related("article"):
        fields = {"status": Status.IN_PROGRESS, "assignee": assignee}
        given = {"assignee": [claim.assignee_id, assignee.pk]}
        claimrows.write(claim, actor, Action.TRANSITION, fields, diff=given)


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
