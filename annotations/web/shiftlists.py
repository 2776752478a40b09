"""The lists of a shift: claims grouped by what they wait for, each in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from annotations.models import Actor, Article, Claim, Desk, Query
from annotations.vocabulary import ENDED, Flag, Status
from annotations.web import queries
from annotations.wording import say

MOST = 200
"""So many rows of a group are shown; a shift that leaves more works article by article."""
WORK = (Status.IN_PROGRESS, Status.NEEDS_INFO)
DOUBTFUL = Q(flags_text__contains=f'"{Flag.ORPHANED}"') | Q(flags_text__contains=f'"{Flag.CONFLICT}"')


@dataclass(frozen=True)
class Group:
    """One heading with its rows: ``kind`` is claims, articles, questions or tasks; ``total`` counts all."""

    name: str
    hint: str
    rows: list[Any]
    total: int
    kind: str = "claims"
    movable: bool = True


def mine(actor: Actor) -> list[Group]:
    """What this person has to do: returned first, then by article; what a reporter is asked."""
    claims = _claims(Claim.objects.visible_to(actor)).filter(assignee=actor.user)
    work = claims.filter(status__in=WORK)
    articles = Article.objects.visible_to(actor).filter(assignee=actor.user).exclude(status__in=ENDED)
    asked = Query.objects.filter(
        claim__article__in=Article.objects.visible_to(actor).filter(created_by=actor.user),
        answered_at__isnull=True,
    ).select_related("claim__article", "asked_by")
    review = queries.for_review_by(actor)
    asking = work.filter(status=Status.NEEDS_INFO)
    waiting = Exists(Query.objects.filter(claim=OuterRef("pk"), answered_at__isnull=True))
    groups = [
        _group(say("退回给我"), say("先改这些，再提交。"), work.filter(returned_at__isnull=False)),
        _group(say("我的稿件"), say("我是责编。"), articles.order_by("deadline", "-created_at"), "articles"),
        _group(
            say("我在核查"),
            say("已接手，还没有提交。"),
            work.filter(returned_at=None, status=Status.IN_PROGRESS),
        ),
        _group(say("已有答复"), say("看过答复，用“已获答复”继续。"), asking.filter(~waiting)),
        _group(say("等答复"), say("已提问。"), asking.filter(waiting)),
        _group(
            say("问我的"), say("编辑对我的稿件提的问题。"), asked.order_by("due_at", "asked_at"), "questions"
        ),
        _group(
            say("补核"),
            say("例外签发时的缺项，到期前补核并办结。"),
            queries.waiting_follow_ups(actor).filter(assignee=actor.user),
            "tasks",
        ),
        _group(say("等我审核"), say("不含我参与过的。"), review),
        _group(
            say("我提交的，待审"),
            say("可撤回。"),
            claims.filter(status__in=[Status.SUBMITTED, Status.FINAL_REVIEW]),
        ),
    ]
    return [group for group in groups if group.rows]


def left_over(desk: Desk) -> list[Group]:
    """What a desk has open, for whoever comes next: nobody's, returned, waiting, in doubt, by person.

    Every claim stands once.
    """
    rows = _claims(Claim.objects.filter(article__desk=desk)).exclude(article__status__in=ENDED)
    free = rows.filter(status__in=[Status.OPEN, Status.REOPENED])
    working = rows.filter(status=Status.IN_PROGRESS).alias(flags_text=Cast("flags", TextField()))
    held = working.filter(returned_at=None)
    groups = [
        _group(say("退回未改"), say("审核人退回，等编辑改。"), working.filter(returned_at__isnull=False)),
        _group(say("无人负责"), say("可以直接接手。"), free),
        _group(say("等答复"), say("问了记者或来源，还没有回音。"), rows.filter(status=Status.NEEDS_INFO)),
        _group(say("存疑"), say("有出入，或原文位置待确认。"), held.filter(DOUBTFUL)),
        *_by_person(held.exclude(DOUBTFUL)),
        _group(say("补核"), say("例外签发时的缺项，到期前补核并办结。"), queries.tasks_of(desk), "tasks"),
    ]
    return [group for group in groups if group.rows]


def _by_person(rows: QuerySet[Claim]) -> Iterable[Group]:
    ordered = rows.order_by("assignee__name", "assignee_id", "article_id", "start")
    for person, held in groupby(ordered, key=lambda claim: claim.assignee):
        claims = list(held)
        yield Group(say("{person} 在核查", person=person), "", claims[:MOST], len(claims))


def _claims(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return (
        rows.select_related("article", "assignee")
        .prefetch_related("mentions", "queries")
        .order_by("article__deadline", "article_id", "start")
    )


def _group(name: str, hint: str, rows: QuerySet[Any], kind: str = "claims") -> Group:
    shown = list(rows[:MOST])
    return Group(name, hint, shown, rows.count() if len(shown) == MOST else len(shown), kind)
