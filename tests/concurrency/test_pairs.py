"""材料对稿 under load: two who confirm one pair, and a new version at the same moment."""

from __future__ import annotations

import pytest

from annotations.models import Actor, Claim, EvidenceLink, Pair
from annotations.services.errors import Problem
from annotations.services.pairacts import confirm_pair
from annotations.services.versions import Report, add_version
from annotations.vocabulary import Role, Verdict
from tests.concurrency.conftest import at_once
from tests.factories import DeskFactory, a_source, an_article, member
from tests.services.test_pairing import REPORT, TEXT, of, swept, tag

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]


@pytest.fixture
def pair(real_transactions: None) -> Pair:
    editor = member(DeskFactory.create(), Role.EDITOR)
    article = an_article(editor, text=TEXT)
    tag(editor, article)
    a_source(editor, text=REPORT, article=article)
    return of(swept(article), "2318万吨")


def confirming(pair: Pair):
    actor = member(pair.article.desk, Role.EDITOR)
    return lambda: confirm_pair(actor=Actor(actor.user), pair=Pair.objects.get(pk=pair.pk))


def test_of_four_who_confirm_one_pair_all_have_the_same_claim_and_one_link(pair: Pair) -> None:
    results = at_once([confirming(pair) for _ in range(4)])

    assert {type(one) for one in results} == {Claim}
    assert len({one.pk for one in results}) == 1
    assert Claim.objects.count() == EvidenceLink.objects.count() == 1
    assert Claim.objects.get().verdict == Verdict.VERIFIED


def test_a_new_version_while_two_confirm_leaves_nothing_half_done(pair: Pair) -> None:
    chief = member(pair.article.desk, Role.CHIEF)
    newer = lambda: add_version(  # noqa: E731
        actor=Actor(chief.user), article=pair.article, text="编者按。" + TEXT
    )
    results = at_once([confirming(pair), newer, confirming(pair)])

    assert all(isinstance(one, Claim | Report | Problem) for one in results)
    assert any(isinstance(one, Report) for one in results)
    for claim in Claim.objects.all():
        assert claim.verdict == Verdict.VERIFIED
        assert claim.evidence.count() == 1
        assert claim.article_version == 2
