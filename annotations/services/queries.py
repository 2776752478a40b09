"""提问: what is asked of the writer or a source while a claim is 待补充. Its steps are in review.py."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from annotations.models import Actor, Claim, Query
from annotations.services import fields as check
from annotations.services.errors import Invalid
from annotations.wording import marked, say

UNANSWERED = marked("未获答复，核查点已交接。")
"""Stands for an answer that never came; stored, so it is Chinese."""

LONGEST = 10_000


def ask(claim: Claim, actor: Actor, question: str, due_at: datetime | None) -> Query:
    """Note the question, in the transaction of its step. Raises ``Invalid`` for a time that has passed."""
    if due_at is not None and due_at <= timezone.now():
        raise Invalid.field("due_at", say("答复期限已经过去，请选一个以后的时间。"))
    question = check.limited("comment", question, LONGEST)
    return Query.objects.create(claim=claim, asked_by=actor.user, question=question, due_at=due_at)


def close(claim: Claim, actor: Actor, answer: str) -> None:
    """The waiting question is over: answered, or given up when the claim changes hands without an answer."""
    waiting = Query.objects.filter(claim=claim, answered_at__isnull=True)
    words = check.limited("comment", answer, LONGEST) if answer.strip() else UNANSWERED
    waiting.update(answer=words, answered_by=actor.user, answered_at=timezone.now())
