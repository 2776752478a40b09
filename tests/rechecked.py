"""Articles that came out in months that are over, and samples of them, for the tests of the re-check."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from annotations.models import Actor, Article, Publication, Recheck
from annotations.services.annotate import edit_claim
from annotations.services.rechecks import draw
from annotations.services.review import take_step
from annotations.vocabulary import Status, Verdict
from tests.factories import a_submitted_claim, an_article


def month(back: int = 1) -> date:
    """The first day of a month that is over, so many months ago."""
    day = timezone.localdate().replace(day=1)
    for _ in range(back):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def came_out(actor: Actor, article: Article, at: datetime | None) -> Publication:
    return Publication.objects.create(
        article=article, text_version=1, signed_by=actor.user, signed_at=timezone.now(), published_at=at
    )


def a_month_of(actor: Actor, number: int, back: int = 1) -> list[Article]:
    articles = [an_article(actor, text=f"{back} 个月前的第 {n} 篇。") for n in range(number)]
    for article in articles:
        came_out(actor, article, noon(month(back)))
    return articles


def a_published_article(editor: Actor, reviewer: Actor, chief: Actor) -> Article:
    """Out since last month with two claims, judged 属实 (到位资金117.77亿元) and 有误 (169个) at the time."""
    article = an_article(editor)
    wrong = a_submitted_claim(editor, article, quote="169个", types=["quantity"])
    wrong = take_step(actor=editor, claim=wrong, to=Status.IN_PROGRESS, seen=wrong.version)
    changes = {"verdict": Verdict.FALSE, "resolution_note": "照发"}
    wrong = edit_claim(actor=editor, claim=wrong, seen=None, changes=changes)
    wrong = take_step(actor=editor, claim=wrong, to=Status.SUBMITTED, seen=wrong.version)
    for claim in (a_submitted_claim(editor, article), wrong):
        claim = take_step(actor=reviewer, claim=claim, to=Status.APPROVED, seen=claim.version)
        claim.facts.update(published_at=noon(month()))
    came_out(chief, article, noon(month()))
    return article


def a_recheck(editor: Actor, reviewer: Actor, chief: Actor) -> Recheck:
    """The sample of last month: ``a_published_article``."""
    article = a_published_article(editor, reviewer, chief)
    draw(desk=article.desk, month=month())
    return Recheck.objects.select_related("round__desk", "article").get()
