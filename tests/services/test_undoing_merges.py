"""撤销 of a merge: every suggestion, every folded claim and every place is as it was."""

from __future__ import annotations

import pytest

from annotations.models import Article, AuditEntry, Claim, Hand, Suggestion
from annotations.services.decisions import accept_suggestion
from annotations.services.mentions import accept_with_repeats, merge_mentions, split_mention
from annotations.services.undo import undo
from tests.factories import an_article
from tests.services.threefold import TEXT, made, places, request_of_its_own, span, waiting

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(editor) -> Article:
    return an_article(editor, text=TEXT)


def test_undo_takes_a_merge_back_with_every_suggestion_and_folded_claim(editor, article) -> None:
    claim = made(editor, article, 1)
    row = waiting(article, 2)
    with request_of_its_own():
        other = made(editor, article, 3)
    with request_of_its_own():
        merge_mentions(actor=editor, claim=claim, seen=1, suggestions=[row.pk], claims=[other.pk])

    with request_of_its_own():
        undo(actor=editor, article=article)

    row.refresh_from_db()
    back = Claim.objects.get(pk=other.pk)
    assert (row.state, places(claim)) == ("pending", [])
    assert (back.start, back.value, back.created_at) == (other.start, other.value, other.created_at)
    history = AuditEntry.objects.about(back)
    assert [entry.action for entry in history] == ["create", "delete", "create"]
    assert [*(entry.version for entry in history), back.version] == [1, 2, 3, 3]
    assert Hand.objects.filter(claim=back, person=editor.user).count() == 1

    with request_of_its_own():
        undo(actor=editor, article=article)
    assert list(Claim.objects.all()) == [claim]


def test_undo_takes_an_acceptance_with_repeats_back_as_one_act(editor, article) -> None:
    rows = [waiting(article, number) for number in (1, 2)]
    other = accept_suggestion(actor=editor, suggestion=waiting(article, 3))
    with request_of_its_own():
        accept_with_repeats(actor=editor, suggestion=rows[0], suggestions=[rows[1].pk], claims=[other.pk])

    with request_of_its_own():
        undo(actor=editor, article=article)

    assert [claim.pk for claim in Claim.objects.all()] == [other.pk]
    assert sorted(Suggestion.objects.values_list("state", flat=True)) == ["accepted", "pending", "pending"]
    assert Claim.objects.get().suggestion is not None


@pytest.mark.parametrize("by_hand", [True, False])
def test_undo_puts_a_place_back_that_was_taken_out(editor, article, by_hand) -> None:
    claim = made(editor, article, 1)
    if by_hand:
        claim = merge_mentions(actor=editor, claim=claim, seen=1, claims=[made(editor, article, 2).pk])
    else:
        claim = merge_mentions(actor=editor, claim=claim, seen=1, suggestions=[waiting(article, 2).pk])
    with request_of_its_own():
        split_mention(actor=editor, claim=claim, seen=2, start=span(2)[0])

    with request_of_its_own():
        undo(actor=editor, article=article)

    assert places(claim) == [span(2)]
    assert list(Claim.objects.all()) == [claim]
    assert not Suggestion.objects.pending().exists()
