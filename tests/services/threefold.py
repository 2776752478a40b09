"""A text in which one figure stands three times, and what people make of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from annotations.models import Actor, Article, AuditEntry, Claim, Suggestion
from annotations.services.annotate import add_claim

MONEY = "117.77亿元"
TEXT = f"江河市到位资金{MONEY}。\n会上说，{MONEY}中近半来自省外。\n{MONEY}，比上年多一成。到位资金58亿元。"


@contextmanager
def request_of_its_own() -> Iterator[None]:
    with structlog.contextvars.bound_contextvars(request_id=f"r{AuditEntry.objects.count():08}"):
        yield


def span(number: int) -> tuple[int, int]:
    """Where the figure stands for the first, second, third time."""
    at = -1
    for _ in range(number):
        at = TEXT.index(MONEY, at + 1)
    return at, at + len(MONEY)


def waiting(article: Article, number: int) -> Suggestion:
    start, end = span(number)
    figure = {"types": ["money"], "value": "11777000000", "unit": "CNY", "approx": "eq", "priority": "A"}
    made_by = {"detector": "claim", "engine_version": "test", "article_version": article.text_version}
    return Suggestion.objects.create(article=article, start=start, end=end, quote=MONEY, **figure, **made_by)


def made(actor: Actor, article: Article, number: int) -> Claim:
    start, end = span(number)
    return add_claim(actor=actor, article=article, start=start, end=end, quote=MONEY, types=["money"])


def places(claim: Claim) -> list[tuple[int, int]]:
    return list(claim.mentions.values_list("start", "end"))
