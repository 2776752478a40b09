"""Two chiefs decide, a fact is held while its article is published: one order, nothing lost."""

from __future__ import annotations

import pytest

from annotations.models import Actor, Article, AuditEntry, Claim, Correction, VerifiedFact
from annotations.services import correctionrows, holding
from annotations.services.audit import Change, record
from annotations.services.errors import Conflict, Stale
from annotations.services.holding import hold_fact
from annotations.services.publish import publish_article
from annotations.services.rulings import Decision, decide
from annotations.vocabulary import Action, Role, Status
from tests.concurrency.conftest import at_once, lost, won
from tests.factories import DeskFactory, an_approved_claim, an_article, member
from tests.services.aftermath import CORRECT, a_published_claim, assessed, newest_fact, reported

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]

NO_ERROR = Decision("no_error", "公报如此")


@pytest.fixture
def desk(real_transactions):
    return DeskFactory.create()


@pytest.fixture
def editor(desk) -> Actor:
    return member(desk, Role.EDITOR)


@pytest.fixture
def reviewer(desk) -> Actor:
    return member(desk, Role.REVIEWER)


@pytest.fixture
def chiefs(desk) -> list[Actor]:
    return [member(desk, Role.CHIEF) for _ in range(2)]


@pytest.fixture
def correction(editor, reviewer, chiefs) -> Correction:
    claim = a_published_claim(editor, reviewer, chiefs[0])
    return assessed(reviewer, reported(editor, claim))


def ruling(chief: Actor, correction: Correction, decision: Decision):
    user, seen = chief.user, correction.version

    def act() -> Correction:
        row = Correction.objects.get(pk=correction.pk)
        return decide(actor=Actor(user), correction=row, seen=seen, decision=decision)

    return act


def test_of_two_chiefs_who_decide_one_wins_and_the_other_is_told(correction, chiefs) -> None:
    results = at_once([ruling(chiefs[0], correction, CORRECT), ruling(chiefs[1], correction, NO_ERROR)])

    (winner,) = won(results)
    assert (len(won(results)), lost(results)) == (1, {Stale})
    now = Correction.objects.get(pk=correction.pk)
    assert (now.version, now.decision) == (correction.version + 1, winner.decision)
    claim = Claim.objects.get(pk=correction.claim_id)
    assert (claim.status == Status.REOPENED) == (now.decision == "correct")
    assert AuditEntry.objects.about(now).count() == now.version
    assert AuditEntry.objects.about(claim).count() == claim.version


def test_without_the_guard_both_chiefs_would_have_decided(correction, chiefs, monkeypatch) -> None:
    """The negative control: nobody looks at versions, nobody asks the table."""

    def unguarded(row, actor, fields, *, more=None, reason=""):
        Correction.objects.filter(pk=row.pk).update(**fields)
        record(actor, row.desk_id, row, Change(Action.CORRECT, row.state, fields["state"]))
        return row

    monkeypatch.setattr(correctionrows, "begin", lambda actor, row, act, seen: row)
    monkeypatch.setattr(correctionrows, "write", unguarded)

    results = at_once([ruling(chief, correction, NO_ERROR) for chief in chiefs])

    assert len(won(results)) == 2  # two acts on one decision, and one is left


def test_a_fact_held_while_its_article_is_published_is_held(editor, reviewer, chiefs) -> None:
    for n in range(4):
        article = an_article(editor, text=f"第{n}篇：到位资金117.77亿元。")
        claim = an_approved_claim(editor, reviewer, article)
        fact, chief = newest_fact(claim), chiefs[0].user

        def hold(fact=fact) -> VerifiedFact:
            row = VerifiedFact.objects.get(pk=fact.pk)
            return hold_fact(actor=Actor(reviewer.user), fact=row, reason="存疑")

        def publish(article=article, chief=chief):
            return publish_article(actor=Actor(chief), article=Article.objects.get(pk=article.pk), seen=None)

        results = at_once([hold, publish])

        assert len(won(results)) == 2, results
        claim.refresh_from_db()
        assert claim.status == Status.PUBLISHED
        assert not VerifiedFact.objects.filter(claim=claim).current().exists()
        assert AuditEntry.objects.about(claim).count() == claim.version


def test_without_the_lock_a_hold_would_be_lost_to_the_publishing(
    editor, reviewer, chiefs, monkeypatch
) -> None:
    """The negative control: the claim was read, not locked, before its article went out."""
    claim = an_approved_claim(editor, reviewer)
    fact = newest_fact(claim)
    read_before = list(Claim.objects.select_related("article__desk").filter(pk=claim.pk))
    publish_article(actor=chiefs[0], article=Article.objects.get(pk=claim.article_id), seen=None)

    monkeypatch.setattr(holding, "lock_claims", lambda ids: read_before)
    with pytest.raises(Stale):
        hold_fact(actor=reviewer, fact=fact, reason="存疑")

    assert VerifiedFact.objects.outside().filter(claim=claim).exists()


def test_of_people_who_hold_one_fact_one_holds_it(editor, reviewer, desk, chiefs) -> None:
    fact = newest_fact(a_published_claim(editor, reviewer, chiefs[0]))
    people = [member(desk, Role.REVIEWER).user for _ in range(4)]

    def hold(user):
        def act() -> VerifiedFact:
            return hold_fact(actor=Actor(user), fact=VerifiedFact.objects.get(pk=fact.pk), reason="存疑")

        return act

    results = at_once([hold(user) for user in people])

    assert (len(won(results)), lost(results)) == (1, {Conflict})
    assert fact.changes.filter(event="held").count() == 1
