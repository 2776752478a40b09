"""提问: what is asked of the writer or a source while a claim is 待补充. Its steps are in review.py.

The writer's answer closes the question and leaves the claim where it is: whoever asked takes the answer
up with the step 已获答复.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.models import Actor, Claim, Query
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Forbidden, Invalid
from annotations.vocabulary import Action
from annotations.wording import marked, say
from annotations.workflow import may

UNANSWERED = marked("未获答复，核查点已交接。")
"""Stands for an answer that never came; stored, so it is Chinese."""

LONGEST = 10_000


def ask(claim: Claim, actor: Actor, question: str, due_at: datetime | None) -> Query:
    """Note the question, in the transaction of its step. Raises ``Invalid`` for a time that has passed."""
    if due_at is not None and due_at <= timezone.now():
        raise Invalid.field("due_at", say("答复期限已经过去，请选一个以后的时间。"))
    question = check.limited("comment", question, LONGEST)
    return Query.objects.create(claim=claim, asked_by=actor.user, question=question, due_at=due_at)


@transaction.atomic
def answer_query(*, actor: Actor, query: Query, text: str) -> Query:
    """Answer a waiting question; a reporter that of their own article. Raises ``Invalid``, ``Conflict``."""
    article = query.claim.article
    roles = actor.roles_at(article.desk_id)
    require(actor, article.desk_id, "answer")
    if not may("annotate", roles) and article.created_by_id != actor.user.pk:
        raise Forbidden(
            say("记者只能答复自己稿件的提问；这篇稿件由 {writer} 提交。", writer=article.created_by)
        )
    if not text.strip():
        raise Invalid.field("answer", say("答复是空的，请写明情况或出处。"), "required")
    words = check.limited("answer", text.strip(), LONGEST)
    closed = Query.objects.filter(pk=query.pk, answered_at__isnull=True).update(
        answer=words, answered_by=actor.user, answered_at=timezone.now(), version=F("version") + 1
    )
    query.refresh_from_db()
    if not closed:
        raise Conflict(say("这个提问已经由 {person} 答复，没有再存一份。", person=query.answered_by))
    record(actor, article.desk_id, query, Change(Action.EDIT, None, None, {"answer": ["", words]}))
    return query


def close(claim: Claim, actor: Actor, answer: str) -> None:
    """The waiting question is over: answered, or given up when the claim changes hands without an answer."""
    waiting = Query.objects.filter(claim=claim, answered_at__isnull=True)
    words = check.limited("comment", answer, LONGEST) if answer.strip() else UNANSWERED
    waiting.update(answer=words, answered_by=actor.user, answered_at=timezone.now(), version=F("version") + 1)
