"""Two workers draw the same month, two tabs save the same sheet, two people take the same article."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError

from annotations.models import Actor, AuditEntry, Desk, Recheck, RecheckAnswer, RecheckRound, User
from annotations.services import rechecks
from annotations.services.errors import Conflict, Stale
from annotations.services.rechecking import Answer, answer, take
from annotations.services.rechecks import draw, published_in
from annotations.vocabulary import Role
from tests.concurrency.conftest import at_once, lost, won
from tests.factories import DeskFactory, member
from tests.rechecked import a_month_of, a_recheck, month

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]


@pytest.fixture
def desk(real_transactions: None) -> Desk:
    return DeskFactory.create()


@pytest.fixture
def recheck(desk: Desk) -> Recheck:
    return a_recheck(*(member(desk, role) for role in (Role.EDITOR, Role.REVIEWER, Role.CHIEF)))


def again(recheck: Recheck) -> Recheck:
    return Recheck.objects.select_related("round__desk", "article").get(pk=recheck.pk)


def test_of_two_workers_who_draw_at_once_both_get_the_one_round(desk: Desk):
    a_month_of(member(desk, Role.CHIEF), 4)

    results = at_once([lambda: draw(desk=desk, month=month())] * 2)

    assert lost(results) == set()
    assert {made.pk for made in results} == {RecheckRound.objects.get().pk}
    assert Recheck.objects.count() == AuditEntry.objects.filter(object_type="recheckround").count() == 1


def test_it_is_the_database_that_keeps_a_month_single(desk: Desk):
    """The same without looking first and without catching: the second is refused all the same."""
    a_month_of(member(desk, Role.CHIEF), 4)
    population = [str(pk) for pk in published_in(desk, month()).values_list("pk", flat=True)]

    results = at_once(
        [lambda seed=seed: rechecks._store(desk, month(), population, seed) for seed in ("甲", "乙")]
    )

    assert (len(won(results)), lost(results)) == (1, {IntegrityError})
    assert RecheckRound.objects.count() == Recheck.objects.count() == 1


def test_of_two_people_who_take_an_article_one_has_it(desk: Desk, recheck: Recheck):
    people = [member(desk, Role.EDITOR).user for _ in range(2)]

    def taking(user: User) -> Any:
        return lambda: take(actor=Actor(user), recheck=again(recheck), seen=None)

    results = at_once([taking(user) for user in people])

    (winner,) = won(results)
    assert lost(results) <= {Stale, Conflict}
    assert again(recheck).checker == winner.checker
    assert AuditEntry.objects.about(recheck).count() == 1


def test_of_two_tabs_that_save_a_sheet_one_is_told_and_nothing_of_it_is_stored(desk: Desk, recheck: Recheck):
    checker = member(desk, Role.EDITOR).user
    take(actor=Actor(checker), recheck=again(recheck), seen=None)
    claims = list(recheck.article.claims.values_list("pk", flat=True))

    def saving(verdict: str) -> Any:
        answers = {pk: Answer(verdict) for pk in claims}
        return lambda: answer(actor=Actor(checker), recheck=again(recheck), seen=2, answers=answers)

    results = at_once([saving("verified"), saving("false")])

    assert (len(won(results)), lost(results)) == (1, {Stale})
    stored = set(RecheckAnswer.objects.values_list("verdict", flat=True))
    assert stored == {"verified"} or stored == {"false"}
    assert (RecheckAnswer.objects.count(), again(recheck).version) == (2, 3)
