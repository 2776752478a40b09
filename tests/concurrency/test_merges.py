"""Merging beside people who decide, edit or merge at the same moment: one wins, nothing is half done."""

from __future__ import annotations

import pytest

from annotations.chain import digest
from annotations.models import Actor, AuditEntry, Claim, Mention, Suggestion
from annotations.services.annotate import add_claim, edit_claim
from annotations.services.audit import payload
from annotations.services.decisions import accept_suggestion
from annotations.services.errors import Problem
from annotations.services.mentions import merge_mentions
from annotations.services.undo import undo
from annotations.vocabulary import Role
from tests.concurrency.conftest import at_once
from tests.factories import DeskFactory, a_suggestion, an_article, member

pytestmark = [pytest.mark.usefixtures("real_transactions"), pytest.mark.both_databases]

TEXT = "到位资金117.77亿元。\n其中117.77亿元来自省外。"
FIRST, SECOND = "到位资金117.77亿元", "其中117.77亿元"


@pytest.fixture
def editor():
    return member(DeskFactory.create(), Role.EDITOR)


def tagged(editor, article, quote: str) -> Claim:
    start = TEXT.index(quote)
    return add_claim(
        actor=editor, article=article, start=start, end=start + len(quote), quote=quote, types=["money"]
    )


def whole(claim_ids) -> None:
    """Every claim's history is as long as its version, and the desk's chain unbroken."""
    for claim in Claim.objects.filter(pk__in=claim_ids):
        assert AuditEntry.objects.about(claim).count() == claim.version
    before = ""
    for entry in AuditEntry.objects.order_by("seq"):
        assert entry.hash == digest(before, payload(entry))
        before = entry.hash


def test_a_suggestion_that_is_accepted_meanwhile_is_merged_or_a_claim_never_both(editor) -> None:
    article = an_article(editor, text=TEXT)
    claim, row = tagged(editor, article, FIRST), a_suggestion(article, quote=SECOND)

    def merge():
        mine = Claim.objects.select_related("article__desk").get(pk=claim.pk)
        return merge_mentions(actor=Actor(editor.user), claim=mine, seen=1, suggestions=[row.pk])

    def accept():
        again = Suggestion.objects.select_related("article__desk").get(pk=row.pk)
        return accept_suggestion(actor=Actor(editor.user), suggestion=again)

    results = at_once([merge, accept])

    assert sum(isinstance(result, Claim) for result in results) == 1
    assert sum(isinstance(result, Problem) for result in results) == 1
    assert Mention.objects.count() + Claim.objects.count() == 2
    whole([claim.pk])


def test_a_claim_that_is_edited_meanwhile_is_folded_or_edited_never_lost(editor) -> None:
    article = an_article(editor, text=TEXT)
    claim, other = tagged(editor, article, FIRST), tagged(editor, article, SECOND)

    def merge():
        mine = Claim.objects.select_related("article__desk").get(pk=claim.pk)
        return merge_mentions(actor=Actor(editor.user), claim=mine, seen=1, claims=[other.pk])

    def edit():
        mine = Claim.objects.select_related("article__desk").get(pk=other.pk)
        return edit_claim(actor=Actor(editor.user), claim=mine, seen=1, changes={"note": "甲"})

    results = at_once([merge, edit])

    assert sum(isinstance(result, Claim) for result in results) == 1
    assert Mention.objects.count() == (0 if Claim.objects.filter(note="甲").exists() else 1)
    whole([claim.pk, other.pk])


def test_of_two_claims_folded_into_each_other_one_remains(editor) -> None:
    article = an_article(editor, text=TEXT)
    pair = [tagged(editor, article, FIRST), tagged(editor, article, SECOND)]

    def merge(into, folded):
        def act():
            mine = Claim.objects.select_related("article__desk").get(pk=into.pk)
            return merge_mentions(actor=Actor(editor.user), claim=mine, seen=1, claims=[folded.pk])

        return act

    results = at_once([merge(*pair), merge(*reversed(pair))])

    assert sum(isinstance(result, Claim) for result in results) == 1
    assert (Claim.objects.count(), Mention.objects.count()) == (1, 1)
    whole([one.pk for one in pair])


def test_of_two_undos_of_one_merge_one_takes_effect(editor) -> None:
    article = an_article(editor, text=TEXT)
    claim, row = tagged(editor, article, FIRST), a_suggestion(article, quote=SECOND)
    merge_mentions(actor=editor, claim=claim, seen=1, suggestions=[row.pk])

    at_once([lambda: undo(actor=Actor(editor.user), article=article) for _ in range(2)])

    row.refresh_from_db()
    assert (row.state, Mention.objects.count()) == ("pending", 0)
    whole([claim.pk])
