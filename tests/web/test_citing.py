"""引用到当前核查点: from a claim's drawer to 事实库, and with a fact as evidence back to the claim."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Claim, EvidenceLink, VerifiedFact
from annotations.services.holding import hold_fact
from annotations.vocabulary import Role
from tests.factories import QUOTE, TEXT, DeskFactory, a_claim, an_approved_claim, an_article

pytestmark = pytest.mark.django_db
BUTTON = "引用到当前核查点"


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse()


@pytest.fixture
def reviewer(browse: Any) -> Any:
    return browse(Role.REVIEWER)


@pytest.fixture
def fact(editor: Any, reviewer: Any) -> VerifiedFact:
    an_approved_claim(editor.actor, reviewer.actor)
    return VerifiedFact.objects.get()


@pytest.fixture
def claim(editor: Any, fact: VerifiedFact) -> Claim:
    return a_claim(editor.actor, an_article(editor.actor, text="后来的一篇。" + TEXT))


def page(browser: Any, claim: Claim, more: str = "") -> str:
    return browser.get(f"/facts/?claim={claim.pk}{more}").content.decode()


def cited(browser: Any, claim: Claim, fact: VerifiedFact, stance: str = "supports") -> Any:
    return browser.post(f"/facts/{fact.pk}/cite/", {"claim": str(claim.pk), "stance": stance})


def test_a_fact_is_cited_for_the_claim_one_came_from_and_leads_back(editor, claim, fact) -> None:
    tab = editor.part(f"/claims/{claim.pk}/evidence/facts/").content.decode()
    assert f"/facts/?claim={claim.pk}" in tab
    assert page(editor, claim).count(BUTTON) == 1

    answer = cited(editor, claim, fact)

    link = EvidenceLink.objects.get(claim=claim)
    assert answer["Location"] == f"/articles/{claim.article_id}/?at={claim.pk}"
    assert (link.source.fact, link.quote, link.comparison) == (fact, fact.statement, "same")
    assert list(claim.article.sources.all()) == [link.source]
    assert Claim.objects.get(pk=claim.pk).assignee == editor.actor.user


def test_without_a_claim_or_for_one_that_takes_no_evidence_nothing_is_offered(
    editor, reviewer, claim, fact
) -> None:
    settled = fact.claim

    for asked in ("", "?claim=x", f"?claim={settled.pk}"):
        shown = editor.get(f"/facts/{asked}").content.decode()
        assert (QUOTE in shown, BUTTON in shown) == (True, False), asked
    assert cited(editor, settled, fact).status_code == 409
    assert editor.post(f"/facts/{fact.pk}/cite/", {"claim": str(claim.pk)}).status_code == 400
    assert not EvidenceLink.objects.filter(claim=claim).exists()


def test_a_fact_that_is_held_says_why_it_cannot_be_cited(editor, reviewer, claim, fact) -> None:
    hold_fact(actor=reviewer.actor, fact=fact, reason="存疑")

    shown = page(editor, claim, "&state=all")

    assert ("已暂停外供，恢复以前不能作为证据" in shown, BUTTON in shown) == (True, False)
    assert cited(editor, claim, fact).status_code == 409
    assert not EvidenceLink.objects.filter(claim=claim).exists()


def test_another_desk_neither_cites_nor_is_cited(browse, claim, fact) -> None:
    elsewhere = browse(Role.EDITOR, at=DeskFactory.create())
    theirs = a_claim(elsewhere.actor)

    assert "还没有核定的事实" in page(elsewhere, theirs)
    assert BUTTON not in page(elsewhere, claim)
    assert cited(elsewhere, theirs, fact).status_code == 404
    assert cited(elsewhere, claim, fact).status_code == 404


def test_who_checks_nothing_is_offered_nothing(browse, claim, fact) -> None:
    admin, reporter = browse(Role.ADMIN), browse(Role.REPORTER)

    assert BUTTON not in page(admin, claim)
    assert cited(admin, claim, fact).status_code == 403
    assert reporter.get(f"/facts/?claim={claim.pk}").status_code == 403
