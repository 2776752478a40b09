"""Work that loses its person goes back to the desk: articles without 责编, claims to be taken by another."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Article, Claim, Desk, User
from annotations.services import claimrows
from annotations.services.audit import Change, record
from annotations.vocabulary import ENDED, Action, Status

STAYS = (Status.NEEDS_INFO, Status.SUBMITTED, Status.FINAL_REVIEW)
"""A question that waits for its answer and work that waits for its review keep their person's name; a
colleague takes them by 交接."""


@dataclass(frozen=True)
class Left:
    """How much was handed back, and how many claims wait under the person's name."""

    articles: int = 0
    claims: int = 0
    waiting: int = 0

    def __add__(self, other: Left) -> Left:
        return Left(self.articles + other.articles, self.claims + other.claims, self.waiting + other.waiting)


def hand_back(actor: Actor | None, desk: Desk, person: User, reason: str) -> Left:
    """Free what ``person`` is responsible for at the desk, in the caller's transaction; each row is logged.

    Hands stay: whoever worked on a claim cannot approve it later, at this desk or back at it.
    """
    mine = (
        Article.objects.select_for_update(no_key=True)
        .filter(desk=desk, assignee=person)
        .exclude(status__in=ENDED)
    )
    articles = list(mine.order_by("pk"))
    of_person = Claim.objects.filter(article__desk=desk, assignee=person)
    working = of_person.filter(status=Status.IN_PROGRESS).select_related("article")
    claims = list(working.select_for_update(of=("self",)).order_by("pk"))
    waiting = of_person.filter(status__in=STAYS).count()
    freed = {"assignee": [str(person.pk), None]}
    for article in articles:
        Article.objects.filter(pk=article.pk).update(
            assignee=None, version=F("version") + 1, updated_at=timezone.now()
        )
        article.version += 1
        record(actor, desk.pk, article, Change(Action.EDIT, article.status, article.status, freed, reason))
    for claim in claims:
        fields = {"status": Status.OPEN, "assignee": None}
        claimrows.write(claim, actor, Action.TRANSITION, fields, diff=freed, reason=reason)
    return Left(len(articles), len(claims), waiting)


def burden_of(desk: Desk, person: User) -> Left:
    """How much ``hand_back`` would free now."""
    articles = Article.objects.filter(desk=desk, assignee=person).exclude(status__in=ENDED)
    claims = Claim.objects.filter(article__desk=desk, assignee=person)
    return Left(
        articles.count(),
        claims.filter(status=Status.IN_PROGRESS).count(),
        claims.filter(status__in=STAYS).count(),
    )
