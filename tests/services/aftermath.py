"""A published fact and what may be reported about it, for the tests of corrections."""

from __future__ import annotations

from typing import Any

from annotations.models import Actor, Article, Claim, Correction, VerifiedFact
from annotations.services.corrections import Report, assess, report_error
from annotations.services.publish import publish_article
from annotations.services.rulings import Decision, decide
from tests.factories import an_approved_claim, an_article

CORRECT = Decision("correct", "公报为117.78亿元", "到位资金117.77亿元", "到位资金117.78亿元")


def a_published_claim(
    editor: Actor,
    reviewer: Actor,
    chief: Actor,
    article: Article | None = None,
    *,
    channel: str = "web",
    **fields: Any,
) -> Claim:
    claim = an_approved_claim(editor, reviewer, article or an_article(editor), **fields)
    publish_article(actor=chief, article=Article.objects.get(pk=claim.article_id), seen=None, channel=channel)
    return Claim.objects.select_related("article__desk").get(pk=claim.pk)


def reported(actor: Actor, about: Claim, **fields: Any) -> Correction:
    report = Report(**{"problem": "数字与公报不符", "claim": about, **fields})
    return report_error(actor=actor, article=about.article, report=report)


def assessed(reviewer: Actor, correction: Correction, **fields: Any) -> Correction:
    given = {"assessment": "查公报确有出入", "hold": True, **fields}
    return assess(actor=reviewer, correction=correction, seen=correction.version, **given)


def decided(chief: Actor, correction: Correction, decision: Decision = CORRECT) -> Correction:
    return decide(actor=chief, correction=correction, seen=correction.version, decision=decision)


def newest_fact(claim: Claim) -> VerifiedFact:
    return VerifiedFact.objects.get(claim=claim, successor__isnull=True)
