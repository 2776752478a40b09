"""整稿审定 at the same moment: each claim approved once, and none as nobody saw it."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from annotations.models import Actor, Article, AuditEntry, Claim, Hand, VerifiedFact
from annotations.services import claimrows, review, reviewing
from annotations.services.facts import freeze
from annotations.services.reviewing import approve_many, mark_seen
from annotations.services.standing import settle_status
from annotations.vocabulary import ArticleStatus, Part, Role, Status
from tests.concurrency.conftest import at_once, lost, won
from tests.drawing import draw_only
from tests.factories import DeskFactory, a_link, a_source, a_submitted_claim, an_article, member

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]

QUOTES = ("117.77亿元", "到位资金117.77亿元", "资金117.77亿元", "、到位资金117.77亿元")


@pytest.fixture
def desk(real_transactions):
    return DeskFactory.create()


@pytest.fixture
def editor(desk) -> Actor:
    return member(desk, Role.EDITOR)


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor)


@pytest.fixture
def claims(editor, article, settings) -> list[Claim]:
    made = [a_submitted_claim(editor, article, quote=quote) for quote in QUOTES]
    draw_only(settings, made)
    return made


def approve(user: Any, article: Article, seen: list, *, wait: float = 0):
    """This person's act, in a transaction and with an article of its own."""

    def act():
        time.sleep(wait)
        row = Article.objects.select_related("desk").get(pk=article.pk)
        return approve_many(actor=Actor(user), article=row, named=seen, stated=True)

    return act


def named(claims: list[Claim]) -> list:
    return [(claim.pk, claim.version) for claim in claims]


def test_of_reviewers_who_approve_the_rest_at_once_each_claim_has_one(desk, article, claims) -> None:
    people = [member(desk, Role.REVIEWER) for _ in range(4)]
    seen = named(claims)

    results = at_once(
        [approve(one.user, article, seen[::turn]) for one, turn in zip(people, (1, -1, 1, -1), strict=True)]
    )

    assert lost(results) == set()
    told = Counter(claim.pk for done in results for claim in done.claims)
    assert told == {claim.pk: 1 for claim in claims}
    assert all(len(done.claims) + len(done.skipped) == len(claims) for done in results)
    assert VerifiedFact.objects.count() == Hand.objects.filter(part=Part.APPROVED).count() == len(claims)
    for claim in Claim.objects.all():
        assert AuditEntry.objects.about(claim).count() == claim.version


def test_without_the_guards_a_claim_would_be_approved_twice(desk, article, claims, monkeypatch) -> None:
    """The negative control: the same race, with nobody locking rows or looking at versions."""

    def unguarded(claim, actor, action, fields=None, *, diff=None, reason=""):
        Claim.objects.filter(pk=claim.pk).update(**(fields or {}), version=claim.version + 1)
        claim.refresh_from_db()
        time.sleep(0.2)  # so that the others read what is about to be written
        return claim

    monkeypatch.setattr(claimrows, "write", unguarded)
    monkeypatch.setattr(reviewing, "_locked", lambda article, ids: list(article.claims.filter(pk__in=ids)))
    monkeypatch.setattr(reviewing, "as_seen", lambda claim, seen: True)
    people = [member(desk, Role.REVIEWER) for _ in range(3)]

    results = at_once([approve(one.user, article, named(claims[:1])) for one in people])

    # Each was told "approved", or the database alone kept the second fact out. SQLite has one writer only.
    twice = Hand.objects.filter(part=Part.APPROVED).count() > 1
    assert bool(twice or lost(results)) == (connection.vendor == "postgresql")


def unseen_approvals(editor: Actor, reviewer: Actor, article: Article, claims: list[Claim]) -> int:
    """Race evidence that comes in against an approval of the version before; how many went through unseen."""
    found = 0
    for claim, wait in zip(claims, (0, 0.15, 0, 0.15), strict=True):
        source = a_source(editor)
        seen = named([claim])

        def add(claim=claim, source=source):
            row = Claim.objects.select_related("article__desk").get(pk=claim.pk)
            return a_link(Actor(editor.user), row, source)

        at_once([approve(reviewer.user, article, seen, wait=wait), add])
        now = Claim.objects.get(pk=claim.pk)
        if now.status == Status.APPROVED:
            (_, version), frozen = seen[0], VerifiedFact.objects.get(claim=now)
            found += len(frozen.evidence) != 1 or now.version != version + 1
    return found


def test_a_claim_that_changes_between_sight_and_approval_is_not_approved(
    desk, editor, article, claims
) -> None:
    reviewer = member(desk, Role.REVIEWER)
    mark_seen(actor=reviewer, article=article, named=named(claims))

    assert unseen_approvals(editor, reviewer, article, claims) == 0
    assert Claim.objects.filter(status=Status.SUBMITTED).count() >= 2  # the slower approvals


def test_without_the_guard_it_would_be_approved_unseen(desk, editor, article, claims, monkeypatch) -> None:
    """The negative control: the same race, with nobody comparing versions."""
    monkeypatch.setattr(reviewing, "as_seen", lambda claim, seen: True)
    monkeypatch.setattr(claimrows, "require_version", lambda claim, seen: None)

    assert unseen_approvals(editor, member(desk, Role.REVIEWER), article, claims) >= 2


def test_sights_and_approvals_of_one_person_never_lock_each_other_out(desk, article, claims) -> None:
    reviewer = member(desk, Role.REVIEWER)
    seen = named(claims)

    def look(order: list):
        def act():
            row = Article.objects.select_related("desk").get(pk=article.pk)
            return mark_seen(actor=Actor(reviewer.user), article=row, named=order)

        return act

    results = at_once([approve(reviewer.user, article, seen), look(seen), look(seen[::-1]), look(seen[1:])])

    assert lost(results) == set()
    assert len(won(results)[0].claims) == len(claims)


def test_an_article_that_finds_its_standing_never_locks_an_approval_out(
    desk, article, claims, monkeypatch
) -> None:
    reviewer = member(desk, Role.REVIEWER)
    Article.objects.filter(pk=article.pk).update(status=ArticleStatus.CHECKING)  # so that it moves

    def slowly(claim):
        time.sleep(0.3)  # the desk's chain is held, the fact that refers to the article not yet written
        return freeze(claim)

    monkeypatch.setattr(review, "freeze", slowly)

    def settle():
        time.sleep(0.15)
        settle_status(article.pk)

    results = at_once([approve(reviewer.user, article, named(claims[:1])), settle])

    assert lost(results) == set()
    assert VerifiedFact.objects.count() == 1
